import type { Readable } from 'node:stream'

/** A stream ended before what was expected of it. */
export class EndOfStream extends Error {}

/** Takes from a stream so many bytes, or a line, at a time. */
export class ByteStream {
  readonly #parts: AsyncIterator<Buffer>
  #part: Buffer = Buffer.alloc(0)

  constructor(stream: Readable) {
    this.#parts = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  }

  async line(): Promise<string> {
    let text = ''
    for (;;) {
      const end = this.#part.indexOf(10)
      if (end >= 0) {
        text += this.#take(end).toString('latin1')
        this.#take(1)
        return text
      }
      text += this.#take(this.#part.length).toString('latin1')
      await this.#more()
    }
  }

  async bytes(size: number): Promise<Buffer> {
    if (this.#part.length >= size) return this.#take(size)
    const bytes = Buffer.allocUnsafe(size)
    let length = 0
    for await (const piece of this.pieces(size)) length += piece.copy(bytes, length)
    return bytes
  }

  /** So many bytes, as they come; tells how many of them were taken. */
  pieces(size: number, taken?: (bytes: number) => void): AsyncIterable<Buffer> {
    let left = size
    const next = async (): Promise<IteratorResult<Buffer>> => {
      if (left === 0) return { done: true, value: undefined }
      if (this.#part.length === 0) await this.#more()
      const value = this.#take(Math.min(left, this.#part.length))
      left -= value.length
      taken?.(value.length)
      return { done: false, value }
    }
    return { [Symbol.asyncIterator]: () => ({ next }) }
  }

  async skip(size: number): Promise<void> {
    const pieces = this.pieces(size)[Symbol.asyncIterator]()
    while (!(await pieces.next()).done);
  }

  #take(size: number): Buffer {
    const taken = this.#part.subarray(0, size)
    this.#part = this.#part.subarray(size)
    return taken
  }

  async #more(): Promise<void> {
    const next = await this.#parts.next()
    if (next.done) throw new EndOfStream()
    this.#part = next.value
  }
}
