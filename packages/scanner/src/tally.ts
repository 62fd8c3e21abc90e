import type { Entry, IdleSuppression, Problem } from '@keyward/core'

/** What a source, or one thread of it, has to say; plain data, so that it crosses threads. */
export interface Tally {
  readonly entries: Entry[]
  readonly problems: Problem[]
  readonly suppressions: IdleSuppression[]
  readonly counts: Counts
}

export type Counts = Record<(typeof counted)[number], number>

const counted = [
  'files',
  'blobs',
  'commits',
  'tags',
  'names',
  'bytes',
  'remembered',
  'links',
  'submodules',
  'excluded',
  'pointers',
  'sealed',
  'serverFiles',
] as const

export function emptyTally(): Tally {
  const counts = Object.fromEntries(counted.map((name) => [name, 0])) as Counts
  return { entries: [], problems: [], suppressions: [], counts }
}

export function addTally(sum: Tally, part: Tally): void {
  for (const entry of part.entries) sum.entries.push(entry)
  for (const problem of part.problems) sum.problems.push(problem)
  for (const suppression of part.suppressions) sum.suppressions.push(suppression)
  for (const name of counted) sum.counts[name] += part.counts[name]
}
