/** Object ids, 16 bytes each, which is more than anybody can make collide. */
export class IdSet {
  #words: Uint32Array
  #count = 0

  /** For about so many; it grows. */
  constructor(expected = 0) {
    let slots = 1024
    while (slots < expected * 2) slots *= 2
    this.#words = new Uint32Array(4 * slots)
  }

  has(ids: Buffer, offset: number): boolean {
    return this.#count > 0 && !isEmpty(this.#words, this.#placeOf(ids, offset))
  }

  add(ids: Buffer, offset: number): void {
    const place = this.#placeOf(ids, offset)
    if (!isEmpty(this.#words, place)) return
    for (let word = 0; word < 4; word++) {
      this.#words[place + word] = ids.readUInt32LE(offset + word * 4)
    }
    this.#count++
    if (this.#count * 6 > this.#words.length) this.#grow()
  }

  /** Where the id stands, or where it would. */
  #placeOf(ids: Buffer, offset: number): number {
    return place(
      this.#words,
      ids.readUInt32LE(offset),
      ids.readUInt32LE(offset + 4),
      ids.readUInt32LE(offset + 8),
      ids.readUInt32LE(offset + 12),
    )
  }

  #grow(): void {
    const grown = new Uint32Array(this.#words.length * 2)
    for (let at = 0; at < this.#words.length; at += 4) {
      if (isEmpty(this.#words, at)) continue
      const words = this.#words
      const to = place(grown, words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!)
      for (let word = 0; word < 4; word++) grown[to + word] = words[at + word]!
    }
    this.#words = grown
  }
}

function place(words: Uint32Array, a: number, b: number, c: number, d: number): number {
  const last = words.length / 4 - 1
  for (let slot = a & last; ; slot = (slot + 1) & last) {
    const at = slot * 4
    const isIt =
      words[at] === a && words[at + 1] === b && words[at + 2] === c && words[at + 3] === d
    if (isIt || isEmpty(words, at)) return at
  }
}

function isEmpty(words: Uint32Array, at: number): boolean {
  return !(words[at]! | words[at + 1]! | words[at + 2]! | words[at + 3]!)
}
