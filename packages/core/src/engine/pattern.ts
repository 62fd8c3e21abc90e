import type { FoundSpan, PatternDetector, RejectedSpan } from '../detector.ts'
import { isPlaceholder } from './placeholder.ts'
import { latin1 } from './latin1.ts'
import type { TextWindow } from './window.ts'

/** A detector's pattern, compiled when the first of its anchors turns up. */
export class Pattern {
  readonly detector: PatternDetector
  readonly #back: number
  readonly #window: number
  #sticky: RegExp | undefined
  #indexed: RegExp | undefined

  constructor(detector: PatternDetector) {
    this.detector = detector
    this.#back = detector.back ?? 0
    this.#window = detector.window ?? 512
  }

  /** Tries the pattern at an anchor, or at most `back` bytes before it but not before `from`. */
  at(anchor: number, from: number, window: TextWindow): FoundSpan | RejectedSpan | undefined {
    window.cover(anchor - this.#back - 64, anchor + this.#window + 1)
    const first = Math.max(anchor - this.#back, from, window.start)
    this.#sticky ??= new RegExp(this.detector.pattern.source, `${this.detector.pattern.flags}y`)
    for (let start = first; start <= anchor; start++) {
      this.#sticky.lastIndex = start - window.start
      if (this.#sticky.test(window.text)) return this.#judge(start - window.start, window)
    }
    return undefined
  }

  #judge(index: number, window: TextWindow): FoundSpan | RejectedSpan | undefined {
    this.#indexed ??= new RegExp(this.detector.pattern.source, `${this.detector.pattern.flags}yd`)
    this.#indexed.lastIndex = index
    const match = this.#indexed.exec(window.text)
    const groups = match?.groups
    const span = match?.indices?.groups?.['secret']
    const secret = groups?.['secret']
    if (!match || !groups || !span || secret === undefined) return undefined

    const start = window.start + span[0]
    const end = window.start + span[1]
    const named = this.#isNamedNear(start, end, window.bytes)
    if (!named && this.detector.nearby?.required) return { start, end, rejected: 'context' }
    const checked = this.detector.check?.(secret, { text: match[0], groups })
    if (typeof checked === 'object') return { start, end, rejected: checked.rejected }
    if (checked !== 'certain' && isPlaceholder(secret)) {
      return { start, end, rejected: 'placeholder' }
    }
    const confidence = checked ?? this.detector.confidence ?? 'likely'
    return { confidence, start, end, named, reach: window.start + index + match[0].length }
  }

  #isNamedNear(start: number, end: number, bytes: Uint8Array): boolean {
    const nearby = this.detector.nearby
    if (!nearby) return false
    const within = nearby.within ?? 256
    const before = latin1(bytes, Math.max(0, start - within), start).toLowerCase()
    const after = latin1(bytes, end, Math.min(bytes.length, end + within)).toLowerCase()
    return nearby.words.some((word) => before.includes(word) || after.includes(word))
  }
}
