import type { Confidence } from './confidence.ts'
import type { Detector } from './detector.ts'
import type { Secret } from './secret.ts'
import type { Suppression } from './suppression.ts'

/** How a secret was wrapped in the text it stands in. */
export type Encoding = 'base64' | 'hex' | 'percent' | 'escapes' | 'utf-16' | 'utf-32'

/** A secret in a text: which detector, from where to where, how sure. */
export interface Finding {
  readonly detector: Detector
  /** Detectors whose secrets look the same; nothing in the text tells them apart. */
  readonly alternatives: readonly Detector[]
  readonly confidence: Confidence
  readonly secret: Secret
  /** Bytes of the text as it was read: of the secret itself, or of what encodes it. */
  readonly start: number
  readonly end: number
  /** Outermost first; empty for a secret in plain text. */
  readonly encodings: readonly Encoding[]
  /** The comment that silences it, if one does. */
  readonly suppression?: Suppression
}
