import type { KnownLeak, LeakReport, StoredLeakReport } from '../leak-report.ts'
import type { Page, PageRequest } from '../page.ts'
import type { LeakReportFilter } from '../service.ts'
import { fromRow, keysByDigest } from '../store/keys.ts'
import type { Rows } from '../store/store.ts'
import { isSha256 } from './revoke.ts'
import { reported, seen, type Workings } from './workings.ts'

/** The newest first. */
export async function leakReportsPage(
  { store, now }: Workings,
  filter: LeakReportFilter,
  { after, limit = 50 }: PageRequest,
): Promise<Page<StoredLeakReport>> {
  const size = Math.max(1, Math.min(limit, 500))
  const { key, organisation, reporter, outcome } = filter
  let query = joined(store.reads).orderBy('leak_reports.id', 'desc').limit(size)
  if (key !== undefined) query = query.where('leak_reports.key', '=', key)
  if (organisation !== undefined) query = query.where('keys.organisation', '=', organisation)
  if (reporter !== undefined) query = query.where('leak_reports.reporter', '=', reporter)
  if (outcome !== undefined) query = query.where('leak_reports.outcome', '=', outcome)
  if (after !== undefined) query = query.where('leak_reports.id', '<', after)
  const found = await query.execute()
  const next = found.length === size ? found[size - 1]?.report : undefined
  return {
    rows: found.map((row) => stored(row, now())),
    ...(next !== undefined && { next }),
  }
}

export async function leakReport(
  { store, now }: Workings,
  id: string,
): Promise<StoredLeakReport | undefined> {
  const row = await joined(store.reads).where('leak_reports.id', '=', id).executeTakeFirst()
  return row && stored(row, now())
}

/** What a report of these hashes would be about; nothing is written. */
export async function lookUp(
  { store, peppers, now }: Workings,
  hashes: readonly string[],
): Promise<readonly KnownLeak[]> {
  const asked = [...new Set(hashes.filter(isSha256).map((hash) => hash.toLowerCase()))]
  const byDigest = new Map(
    asked.flatMap((hash) => peppers.digests(hash).map((digest) => [digest, hash])),
  )
  const digests = [...byDigest.keys()]
  const keys = new Map<string, NonNullable<KnownLeak['key']>>()
  for (let from = 0; from < digests.length; from += 500) {
    for (const key of await keysByDigest(store.reads, digests.slice(from, from + 500))) {
      keys.set(byDigest.get(key.digest) ?? '', reported(seen(key, now())))
    }
  }
  return hashes.map((hash) => {
    if (!isSha256(hash)) return { state: 'malformed' }
    const key = keys.get(hash.toLowerCase())
    return key ? { state: 'known', key } : { state: 'unknown' }
  })
}

function joined(rows: Rows) {
  return rows
    .selectFrom('leak_reports')
    .innerJoin('keys', 'keys.id', 'leak_reports.key')
    .selectAll('keys')
    .select(['leak_reports.id as report', 'leak_reports.reporter', 'leak_reports.at'])
    .select(['leak_reports.action', 'leak_reports.outcome', 'leak_reports.details'])
}

type JoinedRow = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>

function stored(row: JoinedRow, now: number): StoredLeakReport {
  const details = JSON.parse(row.details) as Omit<LeakReport, 'sha256' | 'action'>
  return {
    ...details,
    id: row.report,
    at: row.at,
    reporter: row.reporter,
    action: row.action as LeakReport['action'],
    outcome: row.outcome as StoredLeakReport['outcome'],
    key: reported(seen(fromRow(row), now)),
  }
}
