import type { LeakPlace, Exposure } from './report.ts'
import type { Effect } from './effect.ts'

/**
 * `received` waits to be looked at; `unknown` is no key of ours; `recorded` is kept and nothing was
 * changed; `pending` waits for a person's approval; `acting` is being done at the key service.
 */
export type IncidentState = (typeof incidentStates)[number]

export const incidentStates = [
  'received',
  'unknown',
  'recorded',
  'pending',
  'acting',
  'quarantined',
  'released',
  'revoked',
] as const

/** All that is known of one leaked key. Times are in ms since 1970. */
export interface Incident {
  readonly id: string
  /** What it is about: `sha256:…` of a key, or what a sender calls it who tells no key. */
  readonly subject: string
  readonly state: IncidentState
  /** What was decided, whether or not it was done. */
  readonly effect?: Effect
  /** Decided as ever, and not done, because the mode says so. */
  readonly isDryRun: boolean
  readonly exposure?: Exposure
  readonly reason: string
  readonly key?: LeakedKey
  /** When the report came that this is about; a released key that leaks again begins anew. */
  readonly reportedAt: number
  readonly decidedAt?: number
  /** When the key stopped opening anything. */
  readonly deadAt?: number
}

/** What the key service tells of a key: enough for its owner to know which one is meant. */
export interface LeakedKey {
  readonly id: string
  readonly name: string
  readonly organisation: string
  readonly creator: string
  readonly start: string
  readonly last4: string
  readonly environment: string
  /** As it was when the key service was asked. */
  readonly state: string
}

/** Something that happened to it, in the order it happened. */
export interface Moment {
  readonly at: number
  readonly what: MomentKind
  /** `reporter:ci`, `github`, `member:…`, or keyward itself. */
  readonly by: string
  readonly reason?: string
  readonly place?: LeakPlace
}

export type MomentKind =
  | 'reported'
  | 'identified'
  | 'decided'
  | 'held'
  | 'approved'
  | 'quarantined'
  | 'revoked'
  | 'released'
  | 'notified'
  | 'resolved'
  | 'failed'

export interface IncidentRecord extends Incident {
  readonly timeline: readonly Moment[]
}

/** As `keyward-revoke incidents` and the events tell it. The hash stays inside: it can revoke. */
export function incidentJson(
  incident: Incident | IncidentRecord,
): Readonly<Record<string, unknown>> {
  const { subject, ...told } = incident
  const { reportedAt, deadAt } = incident
  return {
    ...told,
    ...(subject.startsWith('sha256:') ? {} : { subject }),
    ...(deadAt === undefined ? {} : { millisecondsToDead: deadAt - reportedAt }),
  }
}

/** How a key is called in front of people. */
export function keyText({ name, start, last4 }: LeakedKey): string {
  return `"${name}" (${start}...${last4})`
}
