import type { Confidence } from '../../confidence.ts'
import { featuresOf } from './features.ts'
import { vote } from './forest.ts'
import type { Reading } from './reading.ts'

/** From which score on a value is reported by default, and from which on it is worth a look. */
const likely = 0.42
const possible = 0.15

/** How likely a reading is a credential: from 0 to 1. */
export function scoreOf(reading: Reading): number {
  return vote(featuresOf(reading))
}

/** What a score amounts to; where the name promises little, no score makes a value likely. */
export function confidenceOf(score: number, reading: Reading): Confidence | undefined {
  if (score < possible) return undefined
  return score >= likely && isPromised(reading) ? 'likely' : 'possible'
}

/** Salts, nonces and identifiers open nothing by themselves; a bare word behind a flag may be prose. */
function isPromised({ value, facts, shape, candidate }: Reading): boolean {
  if (facts.kind === 'salt') return false
  if (uuid.test(value))
    return facts.kind === 'password' || facts.kind === 'secret' || facts.strengthened
  return candidate.operator !== ' ' || candidate.quote !== 0 || shape.rarity.worded < 0.7
}

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i
