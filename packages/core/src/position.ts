import { decodeWide } from './engine/decode/wide.ts'

/** Lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export interface Position {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  /** Columns in bytes of the text as it was read, from 1, for tools that count so. */
  readonly byteColumn: number
  readonly endByteColumn: number
}

export interface Span {
  readonly start: number
  readonly end: number
}

/** Where spans of a text stand. They come in order of their start, so the text is walked once. */
export function positionsOf(bytes: Uint8Array, spans: readonly Span[]): Position[] {
  if (spans.length === 0) return []
  const wide = decodeWide(bytes)
  const unit = wide?.encoding === 'utf-32' ? 4 : wide ? 2 : 1
  const walk = new LineWalk(bytes, unit, wide !== undefined && isLittle(bytes))
  return spans.map((span) => {
    const start = walk.locate(span.start)
    const end = walk.locate(span.end)
    return {
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      byteColumn: start.byteColumn,
      endByteColumn: end.byteColumn,
    }
  })
}

function isLittle(bytes: Uint8Array): boolean {
  if (bytes[0] === 0xff || bytes[0] === 0xfe) return bytes[0] === 0xff
  return bytes[0] !== 0
}

interface Located {
  readonly line: number
  readonly column: number
  readonly byteColumn: number
}

/** Remembers the last line it came to; a step back starts over. */
class LineWalk {
  readonly #bytes: Uint8Array
  readonly #unit: number
  readonly #decoder: TextDecoder
  readonly #little: boolean
  #line = 1
  #lineStart = 0

  constructor(bytes: Uint8Array, unit: number, little: boolean) {
    this.#bytes = bytes
    this.#unit = unit
    this.#little = little
    this.#decoder = new TextDecoder(unit === 2 ? (little ? 'utf-16le' : 'utf-16be') : 'utf-8')
  }

  locate(offset: number): Located {
    if (offset < this.#lineStart) {
      this.#line = 1
      this.#lineStart = 0
    }
    for (let end = this.#lineEnd(); end < offset; end = this.#lineEnd()) {
      this.#line++
      this.#lineStart = end + this.#unit
    }
    const before = this.#bytes.subarray(this.#lineStart, offset)
    return {
      line: this.#line,
      column: this.#length(before) + 1,
      byteColumn: offset - this.#lineStart + 1,
    }
  }

  /** Where the newline of the present line stands. */
  #lineEnd(): number {
    if (this.#unit === 1) {
      const end = this.#bytes.indexOf(10, this.#lineStart)
      return end < 0 ? Infinity : end
    }
    const low = this.#little ? 0 : this.#unit - 1
    for (let at = this.#lineStart; at + this.#unit <= this.#bytes.length; at += this.#unit) {
      const isNewline = this.#bytes[at + low] === 10
      if (isNewline && this.#sum(at) === 10) return at
    }
    return Infinity
  }

  #sum(at: number): number {
    return this.#bytes.subarray(at, at + this.#unit).reduce((sum, byte) => sum + byte, 0)
  }

  #length(bytes: Uint8Array): number {
    if (this.#unit === 4) return bytes.length / 4
    return this.#decoder.decode(bytes).length
  }
}
