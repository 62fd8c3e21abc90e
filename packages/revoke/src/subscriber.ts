/** Somebody who is told of events, by Standard Webhooks. */
export interface Subscriber {
  readonly name: string
  readonly url: string
  /** `whsec_…` or `whsk_…`; two while one is being replaced by the other. */
  readonly keys: readonly string[]
}

export type EventType =
  | 'leak.detected'
  | 'key.quarantined'
  | 'key.revoked'
  | 'key.released'
  | 'revocation.failed'
  | 'breaker.tripped'
