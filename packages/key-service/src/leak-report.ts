import type { Key } from './key.ts'

/** Somebody found a key where it should not be. It is named by its hash: proof, but not the key. */
export interface LeakReport {
  /** Hex, of the whole token. */
  readonly sha256: string
  readonly action: 'record' | 'quarantine' | 'revoke'
  readonly detector?: string
  readonly checksum?: 'passed' | 'failed' | 'none'
  readonly exposure?: 'local' | 'private' | 'public'
  /** Who found it: `pre-commit`, `github`, `gitlab`… */
  readonly origin?: string
  readonly repository?: string
  readonly commit?: string
  readonly path?: string
  readonly line?: number
  readonly url?: string
}

export interface ReportOutcome {
  readonly state:
    | 'unknown'
    | 'recorded'
    | 'quarantined'
    | 'revoked'
    | 'already-quarantined'
    | 'already-revoked'
    /** It may not come back by itself, so there was nothing to quarantine. */
    | 'expired'
    /** The same place was reported before: nothing is done twice, not even after a release. */
    | 'duplicate'
    | 'malformed'
  readonly key?: ReportedKey
}

/** What a reporter is told, so that it can tell the person whose key it is. */
export type ReportedKey = Pick<
  Key,
  'id' | 'name' | 'organisation' | 'creator' | 'start' | 'last4' | 'environment' | 'state'
>

/** A report as it is kept. The hash it named the key by is not. */
export interface StoredLeakReport extends Omit<LeakReport, 'sha256'> {
  readonly id: string
  readonly at: number
  /** The actor. */
  readonly reporter: string
  readonly outcome: ReportOutcome['state']
  /** As it is now. */
  readonly key: ReportedKey
}

/** What is known by a hash, before anything is reported. */
export interface KnownLeak {
  readonly state: 'known' | 'unknown' | 'malformed'
  readonly key?: ReportedKey
}

export const longestBatch = 1000
