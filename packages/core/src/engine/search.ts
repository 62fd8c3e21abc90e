import type { Detector, FinderDetector, FoundSpan, RejectedSpan } from '../detector.ts'
import type { Place } from '../place.ts'
import type { Problem } from '../problem.ts'
import { collectAnchors, type AnchorTable, type DetectorTarget } from './anchors.ts'
import type { Budget } from './budget.ts'
import type { Candidate, RejectedCandidate } from './candidate.ts'
import type { Decoded } from './decode/decoded.ts'
import { decodeEscapes } from './decode/escapes.ts'
import { decodeRuns } from './decode/runs.ts'
import { Layer } from './layer.ts'
import { Pattern } from './pattern.ts'
import { createPrefilter, type Prefilter } from './prefilter.ts'
import { syntaxOf, type Syntax } from './syntax.ts'

/** All that was found in one text, before anything was weighed against anything else. */
export interface Search {
  readonly candidates: readonly Candidate[]
  readonly rejections: readonly RejectedCandidate[]
  /** Offsets of the comments that may silence findings. */
  readonly directives: readonly number[]
  readonly problems: readonly Problem[]
}

/** What every search of an engine shares. */
export interface SearchTools {
  readonly anchors: AnchorTable
  readonly prefilter: Prefilter
  readonly patterns: ReadonlyMap<Detector, Pattern>
  readonly budget: Budget
}

export function prepareSearch(
  detectors: readonly Detector[],
  words: readonly string[],
  budget: Budget,
): SearchTools {
  const anchors = collectAnchors(detectors)
  const patterns = new Map<Detector, Pattern>()
  for (const detector of detectors) {
    if ('pattern' in detector) patterns.set(detector, new Pattern(detector))
  }
  return { anchors, prefilter: createPrefilter(anchors.literals, words), patterns, budget }
}

/** Offsets and anchors as the prefilter tells them. */
type Pairs = ArrayLike<number>

/** What the prefilter saw in a text, kept. */
export interface Look {
  readonly anchors: Pairs
  /** A bit for each word that the engine was given, 32 to a number: whether it stands there. */
  readonly words: readonly number[]
  readonly syntax: Syntax
}

export function look(bytes: Uint8Array, place: Place, { prefilter }: SearchTools): Look {
  const syntax = syntaxOf(place)
  const anchors = prefilter.anchors(bytes, syntax)
  return { anchors: Array.from(anchors), words: prefilter.words(), syntax }
}

export function search(
  bytes: Uint8Array,
  place: Place,
  tools: SearchTools,
  look: Look | undefined,
): Search {
  const syntax = look?.syntax ?? syntaxOf(place)
  const seen = look?.anchors ?? tools.prefilter.anchors(bytes, syntax)
  if (seen.length === 0 && tools.prefilter.runs(bytes).length === 0) return nothing
  const walk = new Walk(bytes.length, place, syntax, tools)
  walk.enter(new Layer(bytes), seen)
  return walk
}

/** In most texts nothing is to be looked at. */
const nothing: Search = { candidates: [], rejections: [], directives: [], problems: [] }

const utf8 = new TextDecoder()

/** One walk through a text and all that is encoded in it. */
class Walk implements Search {
  readonly candidates: Candidate[] = []
  readonly rejections: RejectedCandidate[] = []
  readonly directives: number[] = []
  readonly problems: Problem[] = []
  readonly #place: Place
  readonly #syntax: Syntax
  readonly #tools: SearchTools
  #triesLeft: number
  #bytesLeft: number
  #weighingsLeft: number
  #isGivenUp = false

  constructor(length: number, place: Place, syntax: Syntax, tools: SearchTools) {
    const { budget } = tools
    this.#place = place
    this.#syntax = syntax
    this.#tools = tools
    this.#triesLeft = Math.max(budget.leastTries, length * budget.triesPerByte)
    this.#weighingsLeft = Math.max(budget.leastWeighed, length * budget.weighedPerByte)
    this.#bytesLeft = Math.max(budget.leastDecoded, length * budget.decodedPerByte)
  }

  enter(layer: Layer, seen: Pairs): void {
    const escapes = this.#visitAnchors(layer, seen)
    if (layer.encodings.length >= this.#tools.budget.depth) return
    if (escapes) this.#enterDecoded(layer, escapes)
    const runs = this.#tools.prefilter.runs(layer.bytes)
    if (runs.length > 0) {
      // The prefilter is asked again inside, which ends what it answered before.
      this.#enterDecoded(layer, decodeRuns(layer.bytes, runs.slice(), this.#bytesLeft))
    }
  }

  /** Answers with what escapes hide, if there are any. */
  #visitAnchors(layer: Layer, seen: Pairs): readonly Decoded[] | undefined {
    const { anchors, budget } = this.#tools
    let escapes: Decoded[] | undefined
    let unescaped = 0
    for (let index = 0; index < seen.length; index += 2) {
      const offset = seen[index] ?? 0
      for (const target of anchors.targets[seen[index + 1] ?? 0] ?? []) {
        if (this.#triesLeft-- <= 0) this.#giveUp('Too many places begin like a secret.')
        if (target.kind === 'detector') this.#look(layer, target, offset)
        else if (target.kind === 'directive') this.#noteDirective(layer, offset)
        else if (offset >= unescaped) {
          const { end, decoded } = decodeEscapes(layer.bytes, offset)
          unescaped = end
          if (decoded) (escapes ??= []).push(decoded)
        }
      }
      if (this.candidates.length > budget.candidates) this.#giveUp('It holds too many secrets.')
      if (this.#isGivenUp) return undefined
    }
    return escapes
  }

  #enterDecoded(layer: Layer, parts: Iterable<Decoded>): void {
    for (const part of parts) {
      if (this.#isGivenUp) return
      this.#bytesLeft -= part.bytes.length
      if (this.#bytesLeft >= 0) {
        const seen = this.#tools.prefilter.anchors(part.bytes, this.#syntax)
        this.enter(new Layer(part.bytes, layer, part), seen)
      } else this.#giveUp('Too much of it is encoded to decode it all.')
    }
  }

  #noteDirective(layer: Layer, offset: number): void {
    if (layer.encodings.length === 0) this.directives.push(offset)
  }

  #look(layer: Layer, { detector, anchor }: DetectorTarget, offset: number): void {
    const reached = layer.reached(detector)
    if (offset < reached) return
    const seen: FoundSpan | RejectedSpan | undefined =
      'finder' in detector
        ? this.#weigh(layer, detector, anchor, offset)
        : this.#tools.patterns.get(detector)?.at(offset, reached, layer.window)
    if (!seen) return
    // What was turned down may hold something that is not.
    if (!('rejected' in seen)) layer.reach(detector, seen.reach ?? seen.end)
    this.#record(layer, detector, seen)
  }

  #weigh(
    layer: Layer,
    detector: FinderDetector,
    anchor: number,
    offset: number,
  ): FoundSpan | RejectedSpan | undefined {
    if (this.#weighingsLeft <= 0) return undefined
    const seen = layer.finder(detector, this.#place).at(offset, anchor)
    if (seen && --this.#weighingsLeft <= 0) {
      // Detectors that know a shape go on.
      const reason = 'Too much of it looks like credentials to weigh it all.'
      this.problems.push({ path: this.#place.path, reason })
    }
    return seen
  }

  #record(layer: Layer, detector: Detector, seen: FoundSpan | RejectedSpan): void {
    const { start, end } = layer.origin(seen.start, seen.end)
    if ('rejected' in seen) {
      this.rejections.push({ detector, start, end, reason: seen.rejected })
      return
    }
    this.candidates.push({
      detector,
      confidence: detector.publishable ? 'possible' : seen.confidence,
      text: utf8.decode(layer.bytes.subarray(seen.start, seen.end)),
      start,
      end,
      encodings: layer.encodings,
      named: seen.named ?? false,
    })
  }

  #giveUp(reason: string): void {
    if (!this.#isGivenUp) this.problems.push({ path: this.#place.path, reason })
    this.#isGivenUp = true
  }
}
