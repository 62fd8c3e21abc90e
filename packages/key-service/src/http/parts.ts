import type { Context } from 'hono'
import type { Actor } from '../actor.ts'
import type { Reach } from '../events/address.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Peppers } from '../pepper.ts'
import type { KeyService } from '../service.ts'
import type { Limits } from './limits.ts'

/** What the HTTP API is made of. */
export interface HttpParts {
  readonly service: KeyService
  readonly peppers: Peppers
  readonly random: (bytes: number) => Uint8Array
  readonly log: Log
  readonly metrics: Metrics
  readonly limits: Limits
  /** Where subscribers may be. */
  readonly reach: Reach
  /** Where a request comes from, as far as it is known. */
  readonly addressOf: (context: Context) => string
  /** The same of who is at the other end, and of what `X-Forwarded-For` says. */
  readonly clientOf: (peer: string, forwarded: string | undefined) => string
  /** How long, in ms, the answer to whoever ends a key by possession takes, whatever there was. */
  readonly uniformTime: number
  /** Does everything without a key: somebody at the machine itself, who could read the store. */
  readonly operator?: Actor
}
