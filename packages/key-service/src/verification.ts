import type { Environment } from './environment.ts'
import type { Key } from './key.ts'

/** What a request needs of its key beside being one. What is left out is not asked. */
export interface Wanted {
  readonly api?: string
  readonly environment?: Environment
  readonly scope?: string
  readonly product?: string
  readonly organisation?: string
  /** What the request will cost: refused when the organisation has less. Nothing is debited yet. */
  readonly credits?: number
}

export type Verification = Valid | Invalid

export interface Valid {
  readonly state: 'valid'
  readonly key: Key
  /** Those of the key's products that are active for its organisation and granted to its creator. */
  readonly products: readonly string[]
}

export interface Invalid {
  readonly state: InvalidState
  /** For logs and for whoever manages the key; a caller is told what the dialect says. */
  readonly reason: string
  /** Known once the store was asked. */
  readonly key?: Key
}

export type InvalidState =
  | 'missing'
  | 'malformed'
  | 'unknown'
  | 'expired'
  | 'revoked'
  | 'quarantined'
  | 'forbidden'
  | 'exhausted'
