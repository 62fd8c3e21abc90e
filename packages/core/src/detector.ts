import type { Confidence } from './confidence.ts'
import type { Place } from './place.ts'
import type { Rejection, RejectionReason } from './rejection.ts'

/** Who issues secrets, and every kind it issues. */
export interface Provider {
  readonly name: string
  /** Where the provider describes its credentials. */
  readonly docs: string
  readonly detectors: readonly Detector[]
}

/** One kind of secret: how it is found, how it is confirmed, and what to tell a person. */
export type Detector = PatternDetector | FinderDetector

interface Kind {
  /** kebab-case, begins with the provider, never changes: people write it in their files. */
  readonly id: string
  readonly title: string
  /** Literals of 3 to 64 ASCII bytes, compared without case: one of them stands in every match. */
  readonly anchors: readonly string[]
  /** Meant to be seen by everyone: reported as `possible`, and never by `keyward bundle`. */
  readonly publishable?: true
  /** Ids of detectors whose secrets look the same: a finding names them as alternatives. */
  readonly looksLike?: readonly string[]
  /** What somebody who holds it can do. */
  readonly why: string
  /** How it is revoked and replaced. */
  readonly fix: string
  readonly examples: Examples
}

/** A secret with a shape of its own. A match begins at its anchor; see `back` for earlier ones. */
export interface PatternDetector extends Kind {
  /**
   * Tried at an anchor, on text of one character a byte. The group `secret` is what is reported.
   * Every repetition is bounded; no flag but `i`.
   */
  readonly pattern: RegExp
  /** How many bytes before the anchor a match may begin. 0 unless said. */
  readonly back?: number
  /** The longest match in bytes, from its anchor. 512 unless said. */
  readonly window?: number
  /** A character of every match; no space, quote, `<`, `>` or slash stands between the anchor and it. */
  readonly needs?: string
  readonly nearby?: Nearby
  /** Confirms what the pattern matched: a checksum, a decoded structure. */
  readonly check?: (secret: string, match: Match) => Confidence | Rejection
  /** Of a match that passes. `likely` unless said; `check` may say better. */
  readonly confidence?: Confidence
  /** Known by where it stands, in any shape: gives way to a detector that knows the shape. */
  readonly byContext?: true
}

/** A secret known by what surrounds it rather than by its shape. */
export interface FinderDetector extends Kind {
  readonly finder: (bytes: Uint8Array, place: Place) => Finder
  /** Its anchors are parts of names: it is asked where a name may be given a value. */
  readonly ofNames?: true
}

export interface Finder {
  /** What stands at an anchor: its byte offset, and its place in `anchors`. */
  at(offset: number, anchor: number): FoundSpan | RejectedSpan | undefined
}

export interface FoundSpan {
  readonly start: number
  readonly end: number
  readonly confidence: Confidence
  /** Where all that belongs to it ends, if that is further: anchors before this are its own. */
  readonly reach?: number
  /** Whether a word near it names its provider. */
  readonly named?: boolean
}

export interface RejectedSpan {
  readonly start: number
  readonly end: number
  readonly rejected: RejectionReason
}

/** Words that stand near a secret and tell whose it is. */
export interface Nearby {
  /** Lower case; one of them is enough. */
  readonly words: readonly string[]
  /** How many bytes to either side are looked at. 256 unless said. */
  readonly within?: number
  /** With `true`, a match without such a word is rejected; otherwise the word only breaks a tie. */
  readonly required: boolean
}

export interface Match {
  /** The text of the whole match, and of each named group that took part. */
  readonly text: string
  readonly groups: Readonly<Record<string, string | undefined>>
}

/** Texts by what makes them interesting: the names become test titles and rows of the reference. */
export interface Examples {
  /** Each is found by this detector, and by no other. */
  readonly leaks: Readonly<Record<string, string>>
  /** Nothing is found in any of these. */
  readonly clean: Readonly<Record<string, string>>
}

export function defineProvider(provider: Provider): Provider {
  return provider
}
