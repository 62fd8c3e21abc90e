import { blockSize } from '@keyward/core'

const encoder = new TextEncoder()
/** A character of JavaScript takes three bytes at most. */
const largest = Math.floor(blockSize / 3)
let room: Uint8Array | undefined
let latest: { readonly text: string; readonly bytes: Uint8Array } | undefined

/** A text as the engine reads it. Valid until it is asked for another. */
export function bytesOf(text: string): Uint8Array {
  // Words and secrets are looked for in the same text, one after the other.
  if (latest?.text !== text) latest = { text, bytes: encoded(text) }
  return latest.bytes
}

function encoded(text: string): Uint8Array {
  if (text.length > largest) return encoder.encode(text)
  // Node's Buffer is read faster than other arrays of bytes; a browser has none.
  room ??= typeof Buffer === 'undefined' ? new Uint8Array(blockSize) : Buffer.alloc(blockSize)
  return room.subarray(0, encoder.encodeInto(text, room).written)
}

export interface Range {
  readonly start: number
  readonly end: number
}

/** Places in a text of JavaScript for places in its bytes; they come in order of their start. */
export function placesOf(text: string, length: number, spans: readonly Range[]): Range[] {
  if (length === text.length) return spans.map(({ start, end }) => ({ start, end }))
  const walk = new Walk(text)
  return spans.map(({ start, end }) => ({ start: walk.to(start), end: walk.to(end) }))
}

class Walk {
  readonly #text: string
  #place = 0
  #byte = 0

  constructor(text: string) {
    this.#text = text
  }

  to(byte: number): number {
    if (byte < this.#byte) {
      this.#byte = 0
      this.#place = 0
    }
    while (this.#byte < byte && this.#place < this.#text.length) {
      const code = this.#text.codePointAt(this.#place) ?? 0
      this.#byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
      this.#place += code < 0x10000 ? 1 : 2
    }
    return this.#place
  }
}
