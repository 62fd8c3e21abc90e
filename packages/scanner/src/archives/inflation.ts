import type { Contents } from './contents.ts'
import { faults, type Pieces } from './member.ts'

/** Codes by the bits that stand next: `symbol << 4 | length`, 0 where there is none. */
interface Code {
  readonly table: Uint16Array
  readonly longest: number
}

const window = 1 << 15
const pieceLength = 1 << 17
const inputLength = 1 << 16
const orders = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
const endOfBlock = 256
/** Streams have a new code for many kilobytes; more of them are there to keep a reader busy. */
const mostCodes = 1 << 17

/**
 * Inflates in bounded memory, up to the very byte where a stream is broken. `node:zlib` does
 * neither unless it may wait.
 */
export class Inflation {
  readonly #contents: Contents
  #input: Uint8Array = new Uint8Array(0)
  #inputAt = 0
  #next: number
  #bits = 0
  #count = 0
  /** Zero bytes that were made up behind the end. */
  #beyond = 0
  readonly #out = new Uint8Array(window + pieceLength + 258)
  #to = 0
  #told = 0
  #codes = 0
  #fixed: readonly [Code, Code] | undefined

  constructor(contents: Contents, start: number) {
    this.#contents = contents
    this.#next = start
  }

  /** Where the stream ended, once all pieces were read. */
  get end(): number {
    const unread = this.#input.length - this.#inputAt
    return this.#next - unread - Math.max(0, (this.#count >> 3) - this.#beyond)
  }

  *pieces(): Pieces {
    let isLast = false
    while (!isLast) {
      isLast = this.#take(1) === 1
      const kind = this.#take(2)
      const isWhole =
        kind === 0
          ? yield* this.#copy()
          : kind === 1
            ? yield* this.#decode(...(this.#fixed ??= fixedCodes()))
            : kind === 2
              ? yield* this.#decodeOwn()
              : false
      if (!isWhole || this.#isBeyond()) {
        yield* this.#rest()
        return this.#beyond > 0 ? faults.cutOff : faults.damaged
      }
    }
    yield* this.#rest()
    return undefined
  }

  *#copy(): Generator<Uint8Array, boolean> {
    this.#take(this.#count & 7)
    const length = this.#take(16)
    if (this.#take(16) !== (length ^ 0xffff)) return false
    for (let left = length; left > 0; left--) {
      const byte = this.#take(8)
      if (this.#beyond > 0 && this.#isBeyond()) return false
      this.#out[this.#to++] = byte
      if (this.#to >= window + pieceLength) yield this.#piece()
    }
    return true
  }

  *#decodeOwn(): Generator<Uint8Array, boolean> {
    if (++this.#codes > mostCodes) return false
    const texts = this.#take(5) + 257
    const distances = this.#take(5) + 1
    const count = this.#take(4) + 4
    const own = new Uint8Array(19)
    for (const order of orders.slice(0, count)) own[order] = this.#take(3)
    const lengths = this.#lengths(codeOf(own), texts + distances)
    if (!lengths) return false
    const [textCode, distanceCode] = [lengths.subarray(0, texts), lengths.subarray(texts)]
    return yield* this.#decode(codeOf(textCode), codeOf(distanceCode))
  }

  #lengths(code: Code, total: number): Uint8Array | undefined {
    const lengths = new Uint8Array(total)
    let known = 0
    while (known < total) {
      const symbol = this.#symbol(code)
      if (symbol < 0) return undefined
      if (symbol < 16) {
        lengths[known++] = symbol
        continue
      }
      const value = symbol === 16 ? lengths[known - 1] : 0
      const times = symbol === 18 ? 11 + this.#take(7) : 3 + this.#take(symbol === 16 ? 2 : 3)
      if (value === undefined || known + times > total) return undefined
      lengths.fill(value, known, known + times)
      known += times
    }
    return lengths
  }

  *#decode(texts: Code, distances: Code): Generator<Uint8Array, boolean> {
    const out = this.#out
    for (;;) {
      const symbol = this.#symbol(texts)
      if (symbol < 0 || symbol > 285) return false
      if (symbol === endOfBlock) return true
      if (symbol < endOfBlock) {
        out[this.#to++] = symbol
      } else {
        const length = this.#length(symbol - 257)
        const distance = this.#distance(this.#symbol(distances))
        if (distance === 0 || distance > this.#to || this.#isBeyond()) return false
        for (let end = this.#to + length; this.#to < end; this.#to++) {
          out[this.#to] = out[this.#to - distance] ?? 0
        }
      }
      if (this.#to >= window + pieceLength) yield this.#piece()
    }
  }

  /** Lengths and distances grow in steps that double; the bits that follow say where in a step. */
  #length(index: number): number {
    if (index < 8) return index + 3
    if (index === 28) return 258
    const extra = (index - 4) >> 2
    return 3 + ((4 + (index & 3)) << extra) + this.#take(extra)
  }

  #distance(index: number): number {
    if (index < 0 || index > 29) return 0
    if (index < 4) return index + 1
    const extra = (index - 2) >> 1
    return 1 + ((2 + (index & 1)) << extra) + this.#take(extra)
  }

  #symbol({ table, longest }: Code): number {
    this.#fill(longest)
    const entry = table[this.#bits & ((1 << longest) - 1)] ?? 0
    const length = entry & 15
    this.#bits >>>= length
    this.#count -= length
    return length === 0 || (this.#beyond > 0 && this.#isBeyond()) ? -1 : entry >> 4
  }

  #take(count: number): number {
    this.#fill(count)
    const value = this.#bits & ((1 << count) - 1)
    this.#bits >>>= count
    this.#count -= count
    return value
  }

  #fill(count: number): void {
    while (this.#count < count) {
      this.#bits |= this.#byte() << this.#count
      this.#count += 8
    }
  }

  #byte(): number {
    if (this.#inputAt === this.#input.length) {
      this.#input = this.#contents.part(this.#next, this.#next + inputLength)
      this.#inputAt = 0
      this.#next += this.#input.length
      if (this.#input.length === 0) {
        this.#beyond++
        return 0
      }
    }
    return this.#input[this.#inputAt++] ?? 0
  }

  #isBeyond(): boolean {
    return this.#count < this.#beyond * 8
  }

  /** What was not told yet; what may be repeated stays. */
  #piece(): Uint8Array {
    const piece = this.#out.slice(this.#told, this.#to)
    const from = Math.max(0, this.#to - window)
    this.#out.copyWithin(0, from, this.#to)
    this.#told = this.#to -= from
    return piece
  }

  *#rest(): Generator<Uint8Array, void> {
    if (this.#to > this.#told) yield this.#piece()
  }
}

function codeOf(lengths: Uint8Array): Code {
  const longest = Math.max(1, ...lengths)
  const table = new Uint16Array(1 << longest)
  const next = firstCodes(lengths)
  lengths.forEach((length, symbol) => {
    if (length === 0) return
    const code = next[length] ?? 0
    next[length] = code + 1
    for (let at = reversed(code, length); at < table.length; at += 1 << length) {
      table[at] = (symbol << 4) | length
    }
  })
  return { table, longest }
}

/** Codes of a length follow each other, and those of the next length follow them. */
function firstCodes(lengths: Uint8Array): number[] {
  const counts = new Array<number>(16).fill(0)
  for (const length of lengths) if (length > 0) counts[length] = (counts[length] ?? 0) + 1
  let code = 0
  return counts.map((_, length) => (code = (code + (counts[length - 1] ?? 0)) << 1))
}

/** Codes begin with their highest bit, and stand in the lowest. */
function reversed(code: number, length: number): number {
  let result = 0
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit)
  return result
}

function fixedCodes(): readonly [Code, Code] {
  const texts = new Uint8Array(288).fill(8).fill(9, 144, 256).fill(7, 256, 280)
  return [codeOf(texts), codeOf(new Uint8Array(30).fill(5))]
}
