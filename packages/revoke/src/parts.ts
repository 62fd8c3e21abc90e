import type { BreakerSettings } from './breaker.ts'
import type { GithubApi } from './github-api.ts'
import type { KeyService } from './key-service.ts'
import type { Log, Scrubber } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Mailer } from './notices/mail.ts'
import type { Chat } from './notices/chat.ts'
import type { Recipients } from './notices/recipients.ts'
import type { Policy } from './policy.ts'
import type { Store } from './store/store.ts'
import type { Subscriber } from './subscriber.ts'

/** All that the webhook and its jobs are made of. */
export interface Parts {
  readonly store: Store
  readonly keyService: KeyService
  readonly policy: Policy
  readonly breaker: BreakerSettings
  readonly recipients: Recipients
  readonly mailer?: Mailer
  readonly chats: ReadonlyMap<string, Chat>
  readonly subscribers: ReadonlyMap<string, Subscriber>
  readonly github?: GithubApi
  /** Which organisation a reporter may speak of; the others may speak of all. */
  readonly organisationOf: ReadonlyMap<string, string>
  readonly log: Log
  /** Takes out what a reporter wrote into an address or a path. */
  readonly scrub: Scrubber
  readonly metrics: Metrics
  readonly clock: () => number
  /** From 0 to 1. */
  readonly random: () => number
  readonly newId: () => string
  /** Whether the environment says that nothing may be changed. */
  readonly isStopped: () => boolean
  /** Told when incidents were decided or acted upon. */
  readonly changed: () => void
}
