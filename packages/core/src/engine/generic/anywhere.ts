import { isAtLeast, type Confidence } from '../../confidence.ts'
import { latin1 } from '../latin1.ts'
import type { Candidate } from './candidate.ts'
import { behindSpaces, isQuote } from './characters.ts'
import type { Dialect } from './dialect.ts'
import { boundOf } from './forest.ts'
import { closing, type Name } from './candidate-at.ts'
import { featureNames, featuresOf } from './features.ts'
import { operatorAt, type Tie } from './operator.ts'
import { factsOfName } from './names.ts'
import { pairOf, readingAround } from './reading.ts'
import { refusalOfName } from './refusal.ts'
import { confidenceOf } from './score.ts'
import type { Text } from './text.ts'
import { readValue } from './value.ts'

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
  { language: 'code', extension: 'r' },
  { language: 'code', extension: 'sql' },
  { language: 'code', extension: 'go' },
  { language: 'shell', extension: 'sh' },
  { language: 'markup', extension: 'xml' },
  { language: 'prose', extension: 'md' },
]

/** What of a reading its place decides, … */
const ofPlace = featuresNamed('language role extension')
/** … and what stands around the name and the value. */
const ofSurroundings = featuresNamed(
  'language role extension before after user interface address column lineLength testing siblings',
)

function featuresNamed(names: string): ReadonlySet<number> {
  return new Set(names.split(' ').map((name) => featureNames.indexOf(name)))
}

/** Weighs what stands behind a name for all dialects and roles at once. */
export function createBounds(bytes: Uint8Array): (name: Name) => Bound | undefined {
  const texts = dialects.map((dialect): Text => ({
    bytes,
    dialect,
    role: 'product',
    // Fences that stand far away decide it.
    isRaw: () => true,
  }))

  return (name) => {
    if (refusalOfName(factsOfName(latin1(bytes, name.start, name.end)))) return undefined
    const context = contextOf(bytes, name)
    if (context !== undefined && barren.has(context)) return undefined
    let best: Bound | undefined
    let isBarren = true
    for (const candidate of candidatesAt(texts, name)) {
      const confidence = boundFor(texts[0]!, candidate)
      if (confidence === 'harmless') continue
      isBarren = false
      if (confidence && (!best || !isAtLeast(best.confidence, confidence))) {
        best = { start: candidate.start, end: candidate.end, confidence }
      }
    }
    if (isBarren && context !== undefined) keep(barren, context)
    return best
  }
}

/** Names and values that are held for nothing, wherever they stand; they are no secrets. */
const harmless = new Set<string>()
/** Lines in which nothing else is given to a name. */
const barren = new Set<string>()
const mostKnown = 20_000

function keep(known: Set<string>, text: string): void {
  if (known.size === mostKnown) known.clear()
  known.add(text)
}

/** So far behind its name another line may begin that names the value: `"password"`, `"value":`. */
const latestLine = 120
const longestBefore = 200
const longestBehind = 600

/**
 * All that candidates are read from: the line of the name, and from where it or another ends that
 * names the value, one more line. Nothing where these are long.
 */
function contextOf(bytes: Uint8Array, { start, end }: Name): string | undefined {
  let from = start
  const floor = Math.max(0, start - longestBefore)
  while (from > floor && bytes[from - 1] !== 0x0a) from--
  if (from === floor && floor > 0) return undefined
  let to = end
  const ceiling = Math.min(bytes.length, end + longestBehind)
  for (let lines = 0; to < ceiling && lines < 2; to++) {
    // What is quoted goes on behind an escaped line break.
    if (bytes[to] === 0x0a && bytes[to - 1] !== 0x5c && to >= end + latestLine) lines++
  }
  if (to === end + longestBehind) return undefined
  return `${start - from} ${Number(to === bytes.length)} ${latin1(bytes, from, to)}`
}

/** As each of the texts reads it; most read it as others do. */
function candidatesAt(texts: readonly Text[], { start, end }: Name): Candidate[] {
  const { bytes } = texts[0]!
  const closed = closing(bytes, end)
  const quoted = closed !== end && isQuote(bytes[start - 1])
  const isPlain = plainOperators.includes(bytes[behindSpaces(bytes, closed)] ?? 0)
  const candidates: Candidate[] = []
  let reader = ''
  let last: Tie | undefined
  for (const text of texts) {
    const tie = (isPlain && last) || operatorAt(bytes, start, closed, quoted, text.dialect)
    if (!tie && isPlain) break
    if (!tie) continue
    const next = readerOf(text.dialect, tie)
    if (next === reader && tie.operator === last?.operator && tie.end === last.end) continue
    reader = next
    last = tie
    const candidate = readValue(text, { start, end, closed }, tie)
    if (candidate && !candidates.some((other) => isSame(candidate, other)))
      candidates.push(candidate)
  }
  return candidates
}

/** Those that tie a name to a value in every dialect: `=`, `.=`, `!=`, `->`, `||`, `?=`, `>`, `(`, `,`, `;`, `%`. */
const plainOperators = new TextEncoder().encode('=.!-|?>(,;%')

/** Dialects with the same one read the same value behind the same tie. */
function readerOf({ language, extension }: Dialect, { operator }: Tie): string {
  if (language !== 'code') return language === 'data' ? language : 'other'
  return extension === 'go' || (extension === 'sql' && operator === ' ') ? extension : language
}

/** `harmless` is what is held for nothing, whatever stands around it. */
function boundFor(text: Text, candidate: Candidate): Confidence | 'harmless' | undefined {
  const key = keyOf(text.bytes, candidate)
  if (harmless.has(key)) return 'harmless'
  const pair = pairOf(text.bytes, candidate)
  if (typeof pair !== 'string') {
    const reading = readingAround(pair, text, candidate)
    if (typeof reading === 'string') return undefined
    const features = featuresOf(reading)
    const most = confidenceOf(boundOf(features, ofSurroundings), reading)
    if (most !== undefined) return confidenceOf(boundOf(features, ofPlace), reading)
  }
  keep(harmless, key)
  return 'harmless'
}

/** All that is weighed of a candidate, but for what stands around it. */
function keyOf(bytes: Uint8Array, candidate: Candidate): string {
  const { nameStart, nameEnd, start, end, operator, quote, inside } = candidate
  const flags =
    Number(candidate.wrapped) + 2 * Number(candidate.scheme) + 4 * Number(candidate.comment)
  const name = latin1(bytes, nameStart, nameEnd)
  return `${operator} ${quote} ${inside} ${flags} ${name} ${latin1(bytes, start, end)}`
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
