import type { Secret } from '@keyward/core'
import type { Key } from './key.ts'

/** What became of a change to one key. */
export type Outcome =
  | { readonly state: 'done'; readonly key: Key }
  /** It was so before: asked twice, done once. */
  | { readonly state: 'unchanged'; readonly key: Key }
  | NotDone

export type NotDone =
  | { readonly state: 'unknown'; readonly reason: string }
  /** Its state does not allow it; nothing was changed. */
  | { readonly state: 'refused'; readonly reason: string; readonly key: Key }

/** What became of a key that was to get a successor. */
export type Replacement =
  | {
      readonly state: 'done'
      readonly key: Key
      readonly successor: Key
      /** Of the successor; this is the only time it is told. */
      readonly token: Secret
    }
  | NotDone

export interface Minted {
  readonly key: Key
  /** This is the only time it is told. */
  readonly token: Secret
}

/** What was asked for cannot be: `invalid` as such, `conflict` with something done before. */
export class RefusedRequest extends Error {
  readonly state: 'invalid' | 'conflict'

  constructor(state: 'invalid' | 'conflict', message: string) {
    super(message)
    this.name = 'RefusedRequest'
    this.state = state
  }
}
