import { faults, type Fault, type Pieces } from './member.ts'

const none = Buffer.alloc(0)

/** Takes pieces apart elsewhere than where they were cut. */
export class PieceReader {
  readonly #pieces: Pieces
  #held: Buffer = none
  #position = 0
  #fault: Fault | undefined
  #isOver = false

  constructor(pieces: Pieces) {
    this.#pieces = pieces
  }

  get position(): number {
    return this.#position
  }

  /** Why the pieces ended too early. */
  get fault(): Fault | undefined {
    return this.#fault
  }

  /** So many bytes, or all that are left. */
  peek(length: number): Buffer {
    while (this.#held.length < length) {
      const piece = this.#piece()
      if (!piece) break
      this.#held = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece])
    }
    return this.#held.subarray(0, length)
  }

  take(length: number): Buffer {
    const bytes = this.peek(length)
    this.#pass(bytes.length)
    return bytes
  }

  *read(length = Infinity): Pieces {
    for (let left = length; left > 0;) {
      if (this.#held.length === 0) this.#held = this.#piece() ?? none
      const piece = this.#held.subarray(0, left)
      if (piece.length === 0) return this.#fault ?? (length < Infinity ? faults.cutOff : undefined)
      this.#pass(piece.length)
      left -= piece.length
      yield piece
    }
    return undefined
  }

  skipTo(position: number): void {
    const passed = this.read(position - this.#position)
    while (passed.next().done !== true);
  }

  #piece(): Buffer | undefined {
    while (!this.#isOver) {
      const { done, value } = this.#pieces.next()
      if (!done && value.length > 0) {
        return Buffer.from(value.buffer, value.byteOffset, value.length)
      }
      if (done) {
        this.#isOver = true
        this.#fault = value
      }
    }
    return undefined
  }

  #pass(length: number): void {
    this.#held = this.#held.subarray(length)
    this.#position += length
  }
}
