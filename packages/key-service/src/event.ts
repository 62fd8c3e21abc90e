/** Something subscribers may want to know. It names a key, and never holds one. */
export interface KeyEvent {
  /** The same however often and to whomever it is sent. */
  readonly id: string
  readonly type: EventType
  readonly at: number
  readonly organisation: string
  readonly data: Readonly<Record<string, unknown>>
}

export type EventType = (typeof eventTypes)[number]

export const eventTypes = [
  'key.minted',
  'key.changed',
  'key.rotated',
  'key.expiring',
  'key.expired',
  'key.quarantined',
  'key.released',
  'key.revoked',
  'key.reuse_detected',
  'leak.detected',
  'credits.exhausted',
  'account.created',
  'account.closed',
  'member.invited',
  'member.added',
  'member.changed',
  'member.removed',
] as const

/** An address that is told of events. */
export interface Subscriber {
  readonly id: string
  readonly url: string
  /** Empty for all. */
  readonly events: readonly EventType[]
  /** Whose events; all when left out. */
  readonly organisation?: string
  /** What its messages are signed with, sealed by the peppers. */
  readonly sealed: string
  readonly enabled: boolean
  readonly createdAt: number
}

/** One event on its way to one subscriber. */
export interface Delivery {
  readonly id: string
  readonly event: KeyEvent
  readonly subscriber: Subscriber
  readonly state: 'waiting' | 'delivered' | 'failed'
  /** How often it was tried before. */
  readonly attempts: number
  readonly nextAt: number
  /** What came of the last attempt. */
  readonly status?: number
  readonly reason?: string
}
