import { positionsOf, type Engine, type Finding, type Place, type Position } from '@keyward/core'

/** A finding and where it stands in the whole text. */
export interface PlacedFinding {
  readonly finding: Finding
  readonly position: Position
}

export interface PieceOfText {
  readonly found: readonly PlacedFinding[]
  /** Why parts of it were not scanned. */
  readonly problems: readonly string[]
}

const pieceLength = 16 * 1024 * 1024
/** A secret that begins this close to the end of a piece is left to the next one. */
const overlap = 64 * 1024
/** What stands before a secret tells what it is. */
const context = 4 * 1024

/** Scans a text of any length as it comes, in bounded memory. */
export class PieceScanner {
  readonly #engine: Engine
  readonly #place: Place
  readonly #buffer = Buffer.allocUnsafe(pieceLength)
  readonly #before = new LineCount()
  #held = 0
  /** Where the part of the buffer begins that no earlier piece has answered for. */
  #answered = 0

  constructor(engine: Engine, place: Place) {
    this.#engine = engine
    this.#place = place
  }

  *add(bytes: Uint8Array): Generator<PieceOfText> {
    for (let from = 0; from < bytes.length;) {
      const part = bytes.subarray(from, from + pieceLength - this.#held)
      this.#buffer.set(part, this.#held)
      this.#held += part.length
      from += part.length
      if (this.#held === pieceLength) yield this.#scan(pieceLength - overlap)
    }
  }

  end(): PieceOfText {
    return this.#scan(this.#held)
  }

  #scan(last: number): PieceOfText {
    const piece = this.#buffer.subarray(0, this.#held)
    const { findings, problems } = this.#engine.scan(piece, this.#place)
    const own = findings.filter(({ start }) => start >= this.#answered && start < last)
    const found = positionsOf(piece, own).flatMap((position, index) => {
      const finding = own[index]
      return finding ? [{ finding, position: this.#before.shift(position) }] : []
    })
    this.#moveOn(Math.max(0, last - context), last)
    return { found, problems: problems.map(({ reason }) => reason) }
  }

  #moveOn(next: number, last: number): void {
    this.#before.pass(this.#buffer.subarray(0, next))
    this.#buffer.copyWithin(0, next, this.#held)
    this.#held -= next
    this.#answered = last - next
  }
}

/** How many lines, and how much of the last line, were passed. */
class LineCount {
  #lines = 0
  #units = 0
  #bytes = 0

  pass(bytes: Buffer): void {
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) this.#lines++
    const last = bytes.lastIndexOf(10)
    if (last >= 0) this.#units = this.#bytes = 0
    const rest = bytes.subarray(last + 1)
    this.#bytes += rest.length
    for (const byte of rest) if ((byte & 0xc0) !== 0x80) this.#units += byte >= 0xf0 ? 2 : 1
  }

  shift(position: Position): Position {
    const onFirst = position.line === 1
    const endsOnFirst = position.endLine === 1
    return {
      line: position.line + this.#lines,
      endLine: position.endLine + this.#lines,
      column: position.column + (onFirst ? this.#units : 0),
      endColumn: position.endColumn + (endsOnFirst ? this.#units : 0),
      byteColumn: position.byteColumn + (onFirst ? this.#bytes : 0),
      endByteColumn: position.endByteColumn + (endsOnFirst ? this.#bytes : 0),
    }
  }
}
