import type { Confidence } from '../confidence.ts'
import type { Detector } from '../detector.ts'
import type { Encoding } from '../finding.ts'
import type { RejectionReason } from '../rejection.ts'

/** What a detector holds to be its secret, before anything else was asked of it. */
export interface Candidate {
  readonly detector: Detector
  readonly confidence: Confidence
  /** The secret as it would be used, decoded. */
  readonly text: string
  readonly start: number
  readonly end: number
  readonly encodings: readonly Encoding[]
  /** A word near it names its provider. */
  readonly named: boolean
}

/** What looked like a secret and was turned down. */
export interface RejectedCandidate {
  readonly detector: Detector
  readonly start: number
  readonly end: number
  readonly reason: RejectionReason
}
