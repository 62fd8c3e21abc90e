import type { LeakedKey } from './incident.ts'
import type { Exposure, LeakPlace } from './report.ts'

/** What is asked of the key service. It keeps the keys; nothing here knows one. */
export interface KeyService {
  /** An answer for each, in their order. Told again with the same name, nothing is done again. */
  report(told: readonly ToldLeak[], name: string): Promise<readonly LeakAnswer[]>
  /** How many keys of an organisation are alive; asks for more than a reporter may. */
  liveKeys?(organisation: string): Promise<number>
}

export interface ToldLeak {
  readonly sha256: string
  readonly action: 'record' | 'quarantine' | 'revoke'
  readonly exposure: Exposure
  readonly origin: string
  readonly place: LeakPlace
}

export interface LeakAnswer {
  readonly state: string
  readonly key?: LeakedKey
}

/** Opens a quarantined key again; its own door, since nobody who reports may do it. */
export type Releaser = (key: string, reason: string) => Promise<ReleaseAnswer>

export type ReleaseAnswer =
  { readonly state: 'released' } | { readonly state: 'refused'; readonly reason: string }
