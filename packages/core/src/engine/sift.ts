import { isAtLeast, type Confidence } from '../confidence.ts'
import type { Detector, FinderDetector, FoundSpan, RejectedSpan } from '../detector.ts'
import { anywhere } from '../place.ts'
import type { DetectorTarget } from './anchors.ts'
import type { Decoded } from './decode/decoded.ts'
import { decodeEscapes } from './decode/escapes.ts'
import { decodeRuns } from './decode/runs.ts'
import { Layer } from './layer.ts'
import { isLongLine, outlookOf, type Outlook } from './outlook.ts'
import type { Survey } from './prefilter.ts'
import type { SearchTools } from './search.ts'
import { near } from './stretches.ts'

/** A text of which some may be known already. */
export interface SiftedText {
  readonly bytes: Uint8Array
  /**
   * `[start, end, …]` of what is new in it; empty ones where known parts meet. All, if undefined, or
   * if the text and this do not stand in the engine's home.
   */
  readonly fresh?: Uint32Array | undefined
  /** Of the spans that the text it is made from left behind, those that are whole in this one. */
  readonly inherited?: Uint32Array | undefined
}

/** What a text may hold, whatever it is called. */
export interface Sifted {
  /** Whether `scan` may say anything of it at any place; when not, it says nothing at every place. */
  readonly mayHold: boolean
  /** For texts that are made from this one; `whole`: they are looked at whole. */
  readonly left: Uint32Array | 'whole' | undefined
}

const nothing: Sifted = { mayHold: false, left: undefined }
/** More of them are not worth their keep. */
const mostLeft = 400
/** Around what is decoded: nothing else decides how it is. */
const margin = 20

/** Looks for what `scan` would find at any place, only where that can be new. */
export function sift(text: SiftedText, tools: SearchTools, floor: Confidence): Sifted {
  const { bytes, fresh, inherited } = text
  if (inherited) return new Sift(bytes, tools, floor).over(fresh, inherited)
  // Most texts hold nothing.
  const seen = tools.prefilter.survey(bytes, fresh, [])
  return seen ? new Sift(bytes, tools, floor).overSeen(seen) : nothing
}

class Sift {
  readonly #bytes: Uint8Array
  readonly #tools: SearchTools
  readonly #floor: Confidence
  readonly #outlook: Outlook
  /** Spans of one byte are anchors that look far; all others are what something found depends on. */
  readonly #left = new Map<number, readonly [start: number, end: number]>()
  #mayHold = false
  #isOverfull = false
  #triesLeft: number
  #weighingsLeft: number
  #bytesLeft: number

  constructor(bytes: Uint8Array, tools: SearchTools, floor: Confidence) {
    const { budget } = tools
    this.#bytes = bytes
    this.#tools = tools
    this.#floor = floor
    this.#outlook = outlookOf(tools)
    this.#triesLeft = Math.max(budget.leastTries, bytes.length * budget.triesPerByte)
    this.#weighingsLeft = Math.max(budget.leastWeighed, bytes.length * budget.weighedPerByte)
    this.#bytesLeft = Math.max(budget.leastDecoded, bytes.length * budget.decodedPerByte)
  }

  over(fresh: Uint32Array | undefined, inherited: Uint32Array): Sifted {
    const awakened = fresh ? this.#awakened(fresh, inherited) : []
    const seen = this.#tools.prefilter.survey(this.#bytes, fresh, awakened)
    return seen ? this.overSeen(seen) : this.#told()
  }

  overSeen({ stretches, anchors, hasRuns }: Survey): Sifted {
    const layer = new Layer(this.#bytes)
    if (anchors) this.#enterDecoded(layer, this.#visitAnchors(layer, anchors), 0)
    for (let index = 0; index < stretches.length && !this.#isOverfull; index += 2) {
      const from = stretches[index]!
      const to = stretches[index + 1]!
      if (!anchors) this.#enter(layer, from, to)
      else if (hasRuns) this.#enterRuns(layer, this.#bytes.subarray(from, to), from)
    }
    return this.#told()
  }

  #told(): Sifted {
    if (this.#isOverfull) return { mayHold: true, left: 'whole' }
    if (this.#left.size > mostLeft) return { mayHold: this.#mayHold, left: 'whole' }
    if (this.#left.size === 0) return nothing
    return { mayHold: this.#mayHold, left: Uint32Array.from([...this.#left.values()].flat()) }
  }

  /** Anchors that something new has come in sight of; the others are as they were. */
  #awakened(fresh: Uint32Array, inherited: Uint32Array | undefined): number[] {
    const awakened: number[] = []
    for (let index = 0; inherited && index < inherited.length; index += 2) {
      const start = inherited[index]!
      const end = inherited[index + 1]!
      if (end - start > 1) this.#hold(start, end)
      else if (this.#isInSight(start, fresh)) awakened.push(start)
      else this.#leave(start, end)
    }
    return awakened
  }

  #isInSight(anchor: number, fresh: Uint32Array): boolean {
    const { back, ahead } = this.#outlook
    for (let index = 0; index < fresh.length; index += 2) {
      if (fresh[index]! <= anchor + ahead && fresh[index + 1]! >= anchor - back) return true
    }
    return false
  }

  #hold(start: number, end: number): void {
    this.#mayHold = true
    this.#leave(Math.max(0, start), Math.min(this.#bytes.length, end))
  }

  #leave(start: number, end: number): void {
    this.#left.set(start * 2 ** 20 + Math.min(end - start, 2 ** 20 - 1), [start, end])
  }

  /** `span` is where a decoded layer stands in the text. */
  #enter(layer: Layer, from: number, to: number, span?: readonly [number, number]): void {
    const seen = this.#tools.prefilter.anchors(layer.bytes, 'any', from, to)
    const decoded = this.#visitAnchors(layer, seen, span)
    if (layer.encodings.length >= this.#tools.budget.depth) return
    this.#enterDecoded(layer, decoded, 0, span)
    const isWhole = from === 0 && to === layer.bytes.length
    const part = isWhole ? layer.bytes : layer.bytes.subarray(from, to)
    this.#enterRuns(layer, part, from, span)
  }

  #enterRuns(layer: Layer, part: Uint8Array, from: number, span?: readonly [number, number]): void {
    const runs = this.#tools.prefilter.runs(part)
    if (runs.length === 0) return
    // The prefilter is asked again inside, which ends what it answered before.
    this.#enterDecoded(layer, decodeRuns(part, runs.slice(), this.#bytesLeft), from, span)
  }

  #enterDecoded(
    layer: Layer,
    parts: Iterable<Decoded>,
    from: number,
    span?: readonly [number, number],
  ): void {
    for (const part of parts) {
      if (this.#isOverfull) return
      this.#bytesLeft -= part.bytes.length
      if (this.#bytesLeft < 0) this.#isOverfull = true
      const inner = new Layer(part.bytes, layer, part)
      const { start, end } = part.origin(0, part.bytes.length)
      const own =
        span ?? ([from + start - margin, from + Math.max(end, part.end) + margin] as const)
      this.#enter(inner, 0, part.bytes.length, own)
    }
  }

  /** Answers with what escapes hide. */
  #visitAnchors(
    layer: Layer,
    seen: Uint32Array,
    span?: readonly [number, number],
  ): readonly Decoded[] {
    const { anchors } = this.#tools
    const decoded: Decoded[] = []
    let unescaped = 0
    for (let index = 0; index < seen.length; index += 2) {
      const offset = seen[index] ?? 0
      for (const target of anchors.targets[seen[index + 1] ?? 0] ?? []) {
        if (this.#triesLeft-- <= 0) this.#isOverfull = true
        if (target.kind === 'detector') this.#look(layer, target, offset, span)
        else if (target.kind === 'directive') {
          // What silences is told wherever it stands, and is no part of what is decoded.
          if (!span) this.#hold(offset - 1, offset + near.ahead)
        } else if (offset >= unescaped) {
          const word = decodeEscapes(layer.bytes, offset)
          unescaped = word.end
          if (word.decoded) decoded.push(word.decoded)
        }
      }
      if (this.#isOverfull) return []
    }
    return decoded
  }

  #look(
    layer: Layer,
    { detector, anchor }: DetectorTarget,
    offset: number,
    span: readonly [number, number] | undefined,
  ): void {
    const isFinder = 'finder' in detector
    const isFar = isFinder ? isLongLine(layer.bytes, offset) : this.#outlook.isFar(detector)
    if (isFar && !span) this.#leave(offset, offset + 1)
    const found = isFinder
      ? this.#weigh(layer, detector, anchor, offset)
      : this.#match(layer, detector, offset)
    if (!found) return
    if (span) this.#hold(...span)
    else if (isFar) this.#hold(offset - this.#outlook.back, offset + this.#outlook.ahead)
    else this.#hold(offset - near.back, offset + near.ahead)
  }

  #weigh(layer: Layer, detector: FinderDetector, anchor: number, offset: number): boolean {
    const seen = layer.finder(detector, anywhere).at(offset, anchor)
    if (seen && --this.#weighingsLeft <= 0) this.#isOverfull = true
    return this.#isEnough(detector, seen)
  }

  /** Where a match may begin earlier, `scan` may begin later: what was found before stands there. */
  #match(layer: Layer, detector: Detector, offset: number): boolean {
    const pattern = this.#tools.patterns.get(detector)
    const back = 'back' in detector ? (detector.back ?? 0) : 0
    for (let from = offset - back; pattern && from <= offset; from++) {
      const seen = pattern.at(offset, from, layer.window)
      if (!seen) return false
      if (this.#isEnough(detector, seen)) return true
    }
    return false
  }

  #isEnough(detector: Detector, seen: FoundSpan | RejectedSpan | undefined): boolean {
    if (!seen || 'rejected' in seen) return false
    return isAtLeast(detector.publishable ? 'possible' : seen.confidence, this.#floor)
  }
}
