import type { Finding, Span } from '@keyward/core'

/** A text that does not stand in one piece in the bytes it comes from. */
export class Excerpt {
  readonly #parts: Uint8Array[] = []
  readonly #starts: number[] = []
  readonly #origins: number[] = []
  readonly #step: number
  readonly encodings: Finding['encodings']
  #length = 0

  /** `step` is how far apart its bytes stand. */
  constructor(step: number, encodings: Finding['encodings']) {
    this.#step = step
    this.encodings = encodings
  }

  get bytes(): Uint8Array {
    return Buffer.concat(this.#parts, this.#length)
  }

  get isEmpty(): boolean {
    return this.#length === 0
  }

  add(part: Uint8Array, origin: number): void {
    this.#starts.push(this.#length)
    this.#origins.push(origin)
    this.#append(part)
  }

  /** What follows does not belong to what was before. */
  end(): void {
    this.#append(newline)
  }

  /** Where a part of the excerpt begins, and as many bytes as it has. */
  origin({ start, end }: Span, most: number): Span {
    const after = this.#starts.findIndex((other) => other > start)
    const index = (after < 0 ? this.#starts.length : after) - 1
    const from = (this.#origins[index] ?? 0) + (start - (this.#starts[index] ?? 0)) * this.#step
    return { start: from, end: Math.min(most, from + (end - start) * this.#step) }
  }

  #append(part: Uint8Array): void {
    this.#parts.push(part)
    this.#length += part.length
  }
}

const newline = Buffer.from('\n')
