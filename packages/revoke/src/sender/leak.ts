import type { Confidence } from '@keyward/core'

/** A secret that stands where it should not, named by its hash. */
export interface Leak {
  /** Hex, of the whole secret. */
  readonly sha256: string
  readonly detector: string
  readonly confidence: Confidence
  /** Whether a checksum in it says that somebody issued it. */
  readonly checksum: 'passed' | 'none'
  /** Of a house key that tells its own. */
  readonly environment?: string
  readonly path: string
  readonly line: number
  readonly commit?: string
}
