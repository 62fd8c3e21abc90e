import type { RejectionReason } from '../../rejection.ts'
import { latin1 } from '../latin1.ts'
import type { Candidate } from './candidate.ts'
import type { Text } from './text.ts'
import { factsOfName, type NameFacts } from './names.ts'
import { refusalOfName, refusalOfValue } from './refusal.ts'
import { shapeOf, type Shape } from './shape.ts'
import { isStockPassword } from './stock.ts'
import { surroundingsOf, type Surroundings } from './surroundings.ts'

/** A name and its value, before anybody looks around. */
export interface Pair {
  readonly name: string
  readonly value: string
  readonly facts: NameFacts
}

/** All that is known of them. */
export interface Reading extends Pair {
  readonly shape: Shape
  readonly candidate: Candidate
  readonly text: Text
  readonly surroundings: Surroundings
}

/** Reads what stands there, or says why it is no credential whatever else speaks for it. */
export function readingOf(text: Text, candidate: Candidate): Reading | RejectionReason {
  const pair = pairOf(text.bytes, candidate)
  return typeof pair === 'string' ? pair : readingAround(pair, text, candidate)
}

/** The first half of it: the answer is the same wherever they stand. */
export function pairOf(bytes: Uint8Array, candidate: Candidate): Pair | RejectionReason {
  if (candidate.end - candidate.start < 4) return 'short'
  const name = latin1(bytes, candidate.nameStart, candidate.nameEnd)
  const facts = factsOfName(name)
  const refusedName = refusalOfName(facts)
  if (refusedName !== undefined) return refusedName
  if (candidate.end - candidate.start < 6 && facts.kind !== 'password') return 'short'
  const value = latin1(bytes, candidate.start, candidate.end)
  return refusalOfValue(value, candidate) ?? { name, value, facts }
}

export function readingAround(
  pair: Pair,
  text: Text,
  candidate: Candidate,
): Reading | RejectionReason {
  const { bytes } = text
  if (isStockPassword(bytes, candidate, pair.facts)) return 'default'
  const surroundings = surroundingsOf(bytes, candidate)
  if (surroundings.isBadge) return 'public'
  return { ...pair, shape: shapeOf(pair.value), candidate, text, surroundings }
}
