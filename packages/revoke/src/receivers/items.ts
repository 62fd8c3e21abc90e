import { isRecord } from '../record.ts'
import type { LeakReport } from '../report.ts'
import { turnedAway, type ItemProblem, type TurnedAway } from './reception.ts'

export interface Items {
  readonly state: 'read'
  readonly reports: readonly LeakReport[]
  readonly problems: readonly ItemProblem[]
}

/** Reads each entry by itself: one that cannot be read takes none of the others along. */
export function readItems(
  document: unknown,
  most: number,
  read: (item: Readonly<Record<string, unknown>>) => LeakReport | string,
): Items | TurnedAway {
  if (!Array.isArray(document)) return turnedAway('malformed', 'The body is not a list.')
  if (document.length > most) {
    return turnedAway('too-large', `The list has more than ${most} entries.`)
  }
  const reports: LeakReport[] = []
  const problems: ItemProblem[] = []
  document.forEach((item: unknown, index) => {
    const report = isRecord(item) ? read(item) : 'It is not an object.'
    if (typeof report === 'string') problems.push({ index, reason: report })
    else reports.push(report)
  })
  return { state: 'read', reports, problems }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/** What the bytes say as JSON; `undefined` when they say nothing. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(body)) as unknown
  } catch {
    // The reason would quote the body.
    return undefined
  }
}
