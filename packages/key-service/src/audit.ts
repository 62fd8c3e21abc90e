/** One line of the audit; each holds the hash of the one before, so none can be changed unseen. */
export interface AuditRow {
  /** Counts from 1, without gaps. */
  readonly number: number
  /** Never earlier than the row before, even when the clock went back. */
  readonly at: number
  readonly actor: string
  readonly action: string
  /** The key, organisation or subscriber that was changed. */
  readonly subject: string
  readonly details: Readonly<Record<string, unknown>>
  readonly previous: string
  readonly hash: string
}

export interface AuditEntry {
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** Whether the audit is whole. */
export type AuditCheck =
  | { readonly state: 'whole'; readonly rows: number; readonly head: string }
  | { readonly state: 'broken'; readonly number: number; readonly reason: string }
