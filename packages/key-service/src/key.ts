import type { Environment } from './environment.ts'

export type KeyState = (typeof keyStates)[number]

/**
 * `rotating` opens until its overlap ends; `quarantined` opens nothing and may be released;
 * `expired` opens nothing again; nothing leads out of `revoked`.
 */
export const keyStates = ['active', 'rotating', 'expired', 'quarantined', 'revoked'] as const

/** All that is known of a key, which does not include the key itself. Times are in ms since 1970. */
export interface Key {
  readonly id: string
  readonly api: string
  readonly organisation: string
  readonly name: string
  /** Who asked for it: a member of the organisation, or another key. */
  readonly creator: string
  readonly environment: Environment
  readonly products: readonly string[]
  readonly scopes: readonly string[]
  readonly state: KeyState
  /** Prefix, environment and the first four characters after them. */
  readonly start: string
  readonly last4: string
  /** A key and all that were rotated from it share one. */
  readonly family: string
  readonly predecessor?: string
  readonly successor?: string
  readonly createdAt: number
  readonly expiresAt?: number
  readonly lastUsedAt?: number
  readonly revoked?: { readonly at: number; readonly by: string; readonly reason: string }
  readonly quarantined?: {
    readonly at: number
    /** When it is revoked unless somebody releases it. */
    readonly until?: number
    readonly by: string
    readonly reason: string
  }
}

/** Into which states a key may go from each; the database holds the same arrows. */
export const transitions: Readonly<Record<KeyState, readonly KeyState[]>> = {
  active: ['rotating', 'expired', 'quarantined', 'revoked'],
  rotating: ['expired', 'quarantined', 'revoked'],
  quarantined: ['active', 'revoked'],
  expired: ['revoked'],
  revoked: [],
}
