import type { Encoding } from '../../finding.ts'

/** A stretch of a text, decoded, that knows where each of its bytes comes from. */
export interface Decoded {
  readonly encoding: Encoding
  readonly bytes: Uint8Array
  /** Where the stretch ends in the text it was found in. */
  readonly end: number
  /** The bytes of the encoding text that hold the decoded bytes from `start` to `end`. */
  readonly origin: (start: number, end: number) => { readonly start: number; readonly end: number }
}
