/** Keeps what the machine's own memory has no place for. */
export class Answer {
  #kept: Uint32Array | undefined
  #length = 0

  append(pairs: Uint32Array): void {
    const length = this.#length + pairs.length
    if (length > (this.#kept?.length ?? 0)) {
      const grown = new Uint32Array(length * 2)
      if (this.#kept) grown.set(this.#kept.subarray(0, this.#length))
      this.#kept = grown
    }
    this.#kept?.set(pairs, this.#length)
    this.#length = length
  }

  /** All that was kept and these; nothing is copied when nothing was kept. */
  with(pairs: Uint32Array): Uint32Array {
    if (!this.#kept) return pairs
    this.append(pairs)
    return this.#kept.subarray(0, this.#length)
  }
}
