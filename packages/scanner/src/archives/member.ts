import type { Span } from '@keyward/core'
import type { Contents } from './contents.ts'

/** Why something was not read to its end. */
export type Fault = string

/** Bytes in order, as far as they could be read. */
export type Pieces = Generator<Uint8Array, Fault | undefined>

/** One text in an archive. */
export interface Member {
  /** Whatever the archive says; nothing is ever written there. */
  readonly name: string
  /** Where the archive keeps it. */
  readonly span: Span
  /** To be read before the next member is asked for. */
  readonly pieces: Pieces
}

/** The members in order, and what kept the others from being found. */
export type Members = Generator<Member, Fault | undefined>

export const faults = {
  encrypted: 'It is encrypted, so it was not scanned.',
  damaged: 'It is damaged, so what could not be read of it was not scanned.',
  tooLarge: 'It is too large an archive to be unpacked whole, so only its first part was opened.',
  cutOff: 'It ends too early, so what is missing was not scanned.',
} as const

export function isNotOpened(compression: string): Fault {
  return `It is compressed with ${compression}, which is not opened here, so it was not scanned.`
}

/** Nothing, and why. */
// eslint-disable-next-line require-yield -- it stands where others yield
export function* refused(fault: Fault): Pieces {
  return fault
}

/** All that is held of a text, and how reading it ended; it did not where there may be more. */
export interface Collected {
  readonly bytes: Uint8Array
  readonly ending?: { readonly fault: Fault | undefined }
}

/** Puts pieces together until they are too many. */
export function collect(pieces: Pieces, most: number): Collected {
  const parts: Uint8Array[] = []
  let length = 0
  while (length < most) {
    const { done, value } = pieces.next()
    if (done) return { bytes: whole(parts, length), ending: { fault: value } }
    parts.push(value)
    length += value.length
  }
  return { bytes: whole(parts, length) }
}

function whole(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = parts
  return first?.length === length ? first : Buffer.concat(parts, length)
}

const pieceLength = 8 << 20

/** What is kept as it is. */
export function* stored(contents: Contents, start: number, end: number): Pieces {
  for (let at = start; at < end; at += pieceLength) {
    const piece = contents.part(at, Math.min(end, at + pieceLength))
    yield piece
    if (piece.length < Math.min(pieceLength, end - at)) return faults.cutOff
  }
  return undefined
}
