import { latin1 } from './latin1.ts'

/** Read ahead for anchors that stand close together; most stand alone. */
const stride = 512

/** The stretch of a text that patterns are tried on; it moves along as anchors are visited. */
export class TextWindow {
  text = ''
  start = 0
  end = 0
  readonly bytes: Uint8Array
  #sought = -1
  #soughtFrom = 0
  #soughtAt = -1

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  /** Whether a byte stands between two offsets; asked for one place after another it reads on. */
  holds(byte: number, from: number, to: number): boolean {
    if (byte !== this.#sought || from < this.#soughtFrom || from > this.#soughtAt) {
      const at = this.bytes.indexOf(byte, from)
      this.#sought = byte
      this.#soughtFrom = from
      this.#soughtAt = at < 0 ? Infinity : at
    }
    return this.#soughtAt < to
  }

  /** Makes `text` hold at least the bytes between two offsets, as far as there are any. */
  cover(from: number, to: number): void {
    const first = Math.max(0, from)
    const last = Math.min(this.bytes.length, to)
    if (first >= this.start && last <= this.end) return
    this.start = first
    this.end = Math.min(this.bytes.length, last + Math.max(stride, last - first))
    this.text = latin1(this.bytes, this.start, this.end)
  }
}
