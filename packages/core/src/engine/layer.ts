import type { Detector, Finder, FinderDetector } from '../detector.ts'
import type { Encoding } from '../finding.ts'
import type { Place } from '../place.ts'
import type { Decoded } from './decode/decoded.ts'
import { TextWindow } from './window.ts'

const plain: readonly Encoding[] = []

/**
 * A text, or a decoded part of one, on its way through the detectors. Most texts hold nothing, so
 * everything but the bytes is made when it is first needed.
 */
export class Layer {
  readonly bytes: Uint8Array
  /** Outermost first. */
  readonly encodings: readonly Encoding[]
  readonly #outer: Layer | undefined
  readonly #part: Decoded | undefined
  #window: TextWindow | undefined
  #reached: Map<Detector, number> | undefined
  #finders: Map<Detector, Finder> | undefined

  constructor(bytes: Uint8Array, outer?: Layer, part?: Decoded) {
    this.bytes = bytes
    this.encodings = outer && part ? [...outer.encodings, part.encoding] : plain
    this.#outer = outer
    this.#part = part
  }

  get window(): TextWindow {
    return (this.#window ??= new TextWindow(this.bytes))
  }

  /** Where the last match of a detector ended: anchors before that belong to it. */
  reached(detector: Detector): number {
    return this.#reached?.get(detector) ?? 0
  }

  reach(detector: Detector, end: number): void {
    this.#reached ??= new Map()
    this.#reached.set(detector, end)
  }

  finder(detector: FinderDetector, place: Place): Finder {
    this.#finders ??= new Map()
    const known = this.#finders.get(detector)
    if (known) return known
    const finder = detector.finder(this.bytes, place)
    this.#finders.set(detector, finder)
    return finder
  }

  /** Where bytes of this layer stand in the outermost text. */
  origin(start: number, end: number): { readonly start: number; readonly end: number } {
    if (!this.#part) return { start, end }
    const span = this.#part.origin(start, end)
    return this.#outer?.origin(span.start, span.end) ?? span
  }
}
