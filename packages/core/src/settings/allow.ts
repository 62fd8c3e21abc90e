import { createPathMatcher } from './glob.ts'
import { createPatternMatcher } from './pattern.ts'
import type { Allow } from './settings.ts'

/** What an entry is held against. */
export interface Leak {
  readonly detectorId: string
  /** Relative to the folder of keyward.toml. */
  readonly path: string
  readonly fingerprint?: string
  readonly secretText: string
}

/** Whether an entry allows a leak. `today` is a day as `2027-01-31`. */
export function matchesAllow(entry: Allow, leak: Leak, today: string): boolean {
  return !isExpired(entry, today) && coverOf(entry)(leak)
}

/** Whether its last day has passed, so that it allows nothing any more. */
export function isExpired({ until }: Allow, today: string): boolean {
  return until !== undefined && until < today
}

type Cover = (leak: Leak) => boolean

/** An entry is asked about every leak of a scan, and its glob and pattern take a while to prepare. */
const covers = new WeakMap<Allow, Cover>()

function coverOf(entry: Allow): Cover {
  const cover = covers.get(entry) ?? createCover(entry)
  covers.set(entry, cover)
  return cover
}

function createCover({ detector, path, fingerprint, pattern }: Allow): Cover {
  const coversPath = path === undefined ? always : createPathMatcher([path])
  const coversText = pattern === undefined ? always : createPatternMatcher(pattern)
  return (leak) =>
    (detector === undefined || detector === leak.detectorId) &&
    (fingerprint === undefined || fingerprint === leak.fingerprint) &&
    coversPath(leak.path) &&
    coversText(leak.secretText)
}

function always(): boolean {
  return true
}
