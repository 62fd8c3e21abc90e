import type { Confidence } from '../confidence.ts'
import type { HouseKey } from '../house-key.ts'

/** What keyward.toml says, and what holds where it says nothing. */
export interface Settings {
  readonly salt?: string
  readonly confidence: Confidence
  readonly paths: {
    readonly include: readonly string[]
    readonly exclude: readonly string[]
  }
  readonly detectors: {
    readonly off: readonly string[]
    readonly only?: readonly string[]
  }
  readonly keys: readonly HouseKey[]
  readonly allow: readonly Allow[]
}

/** Secrets that may stay: those to which everything said here applies. */
export interface Allow {
  readonly detector?: string
  readonly path?: string
  readonly fingerprint?: string
  readonly pattern?: string
  readonly reason: string
  /** The last day it holds, as `2027-01-31`. */
  readonly until?: string
}

export function isDetectorOn({ off, only }: Settings['detectors'], id: string): boolean {
  return only?.includes(id) ?? !off.includes(id)
}
