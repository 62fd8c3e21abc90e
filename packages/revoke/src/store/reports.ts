import type { Transaction } from 'kysely'
import { slices } from './incidents.ts'
import type { Database, ReportRow, Tables } from './tables.ts'

/** One that no decision took into account so far. */
export type WaitingReport = Pick<
  ReportRow,
  'incident' | 'origin' | 'exposure' | 'confidence' | 'checksum' | 'most' | 'place' | 'received_at'
>

/** By incident, in the order they came. */
export type WaitingReports = ReadonlyMap<string, readonly WaitingReport[]>

export async function waitingReports(
  database: Database,
  incidents: readonly string[],
): Promise<WaitingReports> {
  const reports = new Map<string, WaitingReport[]>()
  for (const slice of slices(incidents)) {
    const rows = await database
      .selectFrom('report')
      .select([
        'incident',
        'origin',
        'exposure',
        'confidence',
        'checksum',
        'most',
        'place',
        'received_at',
      ])
      .where('incident', 'in', slice)
      .where('is_considered', '=', 0)
      .orderBy('id')
      .execute()
    for (const row of rows) {
      const present = reports.get(row.incident)
      if (present) present.push(row)
      else reports.set(row.incident, [row])
    }
  }
  return reports
}

export async function considerReports(
  transaction: Transaction<Tables>,
  incidents: readonly string[],
): Promise<void> {
  for (const slice of slices(incidents)) {
    await transaction
      .updateTable('report')
      .set({ is_considered: 1 })
      .where('incident', 'in', slice)
      .where('is_considered', '=', 0)
      .execute()
  }
}

/** The places an incident was seen in: the newest twenty, the newest last. */
export async function placesOf(
  database: Database,
  incident: string,
): Promise<readonly { readonly origin: string; readonly place: string }[]> {
  const rows = await database
    .selectFrom('report')
    .select(['origin', 'place'])
    .where('incident', '=', incident)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  return rows.reverse()
}

/** What each incident began with. */
export async function oldestReports(
  database: Database,
  incidents: readonly string[],
): Promise<ReadonlyMap<string, Pick<ReportRow, 'origin' | 'exposure' | 'place'>>> {
  const reports = new Map<string, Pick<ReportRow, 'origin' | 'exposure' | 'place'>>()
  for (const slice of slices(incidents)) {
    const rows = await database
      .selectFrom('report')
      .select(['incident', 'origin', 'exposure', 'place'])
      .where('incident', 'in', slice)
      .orderBy('id', 'desc')
      .execute()
    for (const { incident, ...report } of rows) reports.set(incident, report)
  }
  return reports
}

/** Where each incident was seen last. */
export async function newestPlaces(
  database: Database,
  incidents: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const places = new Map<string, string>()
  for (const slice of slices(incidents)) {
    const rows = await database
      .selectFrom('report')
      .select(['incident', 'place'])
      .where('id', 'in', (reports) =>
        reports
          .selectFrom('report')
          .select((report) => report.fn.max('id').as('id'))
          .where('incident', 'in', slice)
          .groupBy('incident'),
      )
      .execute()
    for (const { incident, place } of rows) places.set(incident, place)
  }
  return places
}
