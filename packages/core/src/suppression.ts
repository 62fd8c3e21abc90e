/** A comment that silences findings, and what became of it. */
export interface Suppression {
  readonly detector: string
  readonly reason: string
  /** The last day it holds, as `2027-01-31`. */
  readonly until?: string
  /** Bytes of the comment's own words. */
  readonly start: number
  readonly end: number
  readonly state: SuppressionState
}

export type SuppressionState =
  /** It silenced at least one finding. */
  | 'used'
  /** Nothing stood where it looks. */
  | 'unused'
  /** Its last day has passed, so the finding is reported. */
  | 'expired'
  /** It lacks a detector, a reason or its other half, so it silences nothing. */
  | 'malformed'
