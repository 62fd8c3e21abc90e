import { latin1 } from './latin1.ts'

/** Read ahead for anchors that stand close together; most stand alone. */
const stride = 512

/** The stretch of a text that patterns are tried on; it moves along as anchors are visited. */
export class TextWindow {
  text = ''
  start = 0
  end = 0
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
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
