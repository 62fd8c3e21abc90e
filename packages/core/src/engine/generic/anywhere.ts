import { isAtLeast, type Confidence } from '../../confidence.ts'
import type { Candidate } from './candidate.ts'
import type { Dialect } from './dialect.ts'
import { boundOf } from './forest.ts'
import { candidateAt, type Name } from './gate.ts'
import { featureNames, featuresOf } from './features.ts'
import { factsOfName, type NameFacts } from './names.ts'
import { readingOf } from './reading.ts'
import { confidenceOf } from './score.ts'
import type { Text } from './text.ts'

/** A value as some dialect reads it, and the most that it could be held for at any place. */
export interface Bound {
  readonly start: number
  readonly end: number
  readonly confidence: Confidence
}

/** One of each kind that reads texts differently; every other dialect reads as one of these does. */
const dialects: readonly Dialect[] = [
  { language: 'data', extension: 'json' },
  { language: 'data', extension: 'conf' },
  { language: 'code', extension: 'ts' },
  { language: 'code', extension: 'rb' },
  { language: 'code', extension: 'sql' },
  { language: 'code', extension: 'r' },
  { language: 'code', extension: 'go' },
  { language: 'shell', extension: 'sh' },
  { language: 'markup', extension: 'xml' },
  { language: 'prose', extension: 'md' },
]

/** What of a reading its place decides. */
const free: ReadonlySet<number> = new Set(
  ['language', 'role', 'extension'].map((name) => featureNames.indexOf(name)),
)

/** Weighs what stands behind a name for all dialects and roles at once. */
export function createBounds(bytes: Uint8Array): (name: Name) => Bound | undefined {
  const known = new Map<string, NameFacts>()
  const texts = dialects.map((dialect): Text => ({
    bytes,
    dialect,
    role: 'product',
    // Fences that stand far away decide it.
    isRaw: () => true,
    factsOf,
  }))

  return (name) => {
    let best: Bound | undefined
    const seen: Candidate[] = []
    for (const text of texts) {
      const candidate = candidateAt(text, name)
      if (!candidate || seen.some((other) => isSame(candidate, other))) continue
      seen.push(candidate)
      const confidence = boundFor(text, candidate)
      if (confidence && (!best || !isAtLeast(best.confidence, confidence))) {
        best = { start: candidate.start, end: candidate.end, confidence }
      }
    }
    return best
  }

  function factsOf(name: string): NameFacts {
    let facts = known.get(name)
    if (facts === undefined) known.set(name, (facts = factsOfName(name)))
    return facts
  }
}

function boundFor(text: Text, candidate: Candidate): Confidence | undefined {
  const reading = readingOf(text, candidate)
  if (typeof reading === 'string') return undefined
  return confidenceOf(boundOf(featuresOf(reading), free), reading)
}

function isSame(one: Candidate, other: Candidate): boolean {
  return (
    one.start === other.start &&
    one.end === other.end &&
    one.operator === other.operator &&
    one.quote === other.quote &&
    one.wrapped === other.wrapped &&
    one.scheme === other.scheme &&
    one.inside === other.inside &&
    one.comment === other.comment
  )
}
