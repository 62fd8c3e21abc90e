import type { GitlabRevocation } from './receivers/gitlab-revocation.ts'
import type { Reporter } from './receivers/keyward.ts'
import type { Receiver } from './receivers/reception.ts'
import type { Trufflehog } from './receivers/trufflehog.ts'

/** Who is listened to; a door that is not set up does not exist. */
export interface Doors {
  readonly githubPartner?: Receiver
  readonly githubAlerts?: Receiver
  readonly gitlab?: GitlabRevocation
  readonly gitlabPartner?: Receiver
  readonly gitguardian?: Receiver
  readonly trufflehog?: Trufflehog
  /** Senders of Standard Webhooks, by name. */
  readonly senders: ReadonlyMap<string, Receiver>
  readonly reporters: readonly Reporter[]
}
