import { sql, type Transaction } from 'kysely'
import type { Incident, IncidentRecord, IncidentState, LeakedKey, Moment } from '../incident.ts'
import type { LeakPlace } from '../report.ts'
import { known } from '../record.ts'
import type { Database, IncidentRow, Tables } from './tables.ts'

/** Neither engine takes any number of values in one statement. */
export function slices<Item>(items: readonly Item[], size = 400): readonly (readonly Item[])[] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size))
}

export async function incidentsBySubject(
  database: Database,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, IncidentRow>> {
  const rows = new Map<string, IncidentRow>()
  for (const slice of slices(subjects)) {
    const found = await database
      .selectFrom('incident')
      .selectAll()
      .where('subject', 'in', slice)
      .execute()
    for (const row of found) rows.set(row.subject, row)
  }
  return rows
}

export async function incidentRows(
  database: Database,
  ids: readonly string[],
): Promise<readonly IncidentRow[]> {
  const rows: IncidentRow[] = []
  for (const slice of slices(ids)) {
    const found = database.selectFrom('incident').selectAll().where('id', 'in', slice)
    rows.push(...(await found.execute()))
  }
  return rows
}

export async function insertIncidents(
  transaction: Transaction<Tables>,
  rows: readonly IncidentRow[],
): Promise<void> {
  for (const slice of slices(rows)) {
    await transaction
      .insertInto('incident')
      .values([...slice])
      .execute()
  }
}

export interface MomentOf extends Moment {
  readonly incident: string
}

export async function addMoments(
  transaction: Transaction<Tables>,
  moments: readonly MomentOf[],
): Promise<void> {
  for (const slice of slices(moments)) {
    await transaction
      .insertInto('moment')
      .values(
        slice.map(({ incident, at, what, by, reason, place }) => ({
          incident,
          at,
          what,
          by_whom: by,
          reason: reason ?? null,
          place: place ? JSON.stringify(place) : null,
        })),
      )
      .execute()
  }
}

export interface IncidentFilter {
  readonly states?: readonly IncidentState[]
  readonly organisation?: string
  readonly limit?: number
}

export async function listIncidents(
  database: Database,
  { states, organisation, limit = 1000 }: IncidentFilter,
): Promise<readonly Incident[]> {
  let query = database.selectFrom('incident').selectAll()
  if (states) query = query.where('state', 'in', states)
  if (organisation !== undefined) query = query.where('organisation', '=', organisation)
  const rows = await query.orderBy('reported_at', 'desc').orderBy('id').limit(limit).execute()
  return rows.map(incidentOf)
}

export async function incidentRecord(
  database: Database,
  id: string,
): Promise<IncidentRecord | undefined> {
  const row = await database
    .selectFrom('incident')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const moments = await database
    .selectFrom('moment')
    .selectAll()
    .where('incident', '=', id)
    .orderBy('id')
    .execute()
  const timeline = moments.map(({ at, what, by_whom, reason, place }) =>
    known<Moment>({
      at,
      what,
      by: by_whom,
      reason: reason ?? undefined,
      // Written by addMoments alone.
      place: place === null ? undefined : (JSON.parse(place) as LeakPlace),
    }),
  )
  return { ...incidentOf(row), timeline }
}

export function incidentOf(row: IncidentRow): Incident {
  return known<Incident>({
    id: row.id,
    subject: row.subject,
    state: row.state,
    effect: row.effect ?? undefined,
    isDryRun: row.is_dry_run === 1,
    exposure: row.exposure ?? undefined,
    reason: row.reason,
    key: keyOf(row),
    reportedAt: row.reported_at,
    decidedAt: row.decided_at ?? undefined,
    deadAt: row.dead_at ?? undefined,
  })
}

export function keyOf({ key }: IncidentRow): LeakedKey | undefined {
  return key === null ? undefined : (JSON.parse(key) as LeakedKey)
}

/** How many keys were changed, or are about to be, since a moment. */
export async function changesSince(
  transaction: Transaction<Tables>,
  since: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await transaction
    .selectFrom('incident')
    .select(['organisation', sql<number>`count(*)`.as('count')])
    .where('state', 'in', ['acting', 'quarantined', 'revoked'])
    .where('effect', 'in', ['quarantine', 'revoke'])
    .where('decided_at', '>', since)
    .groupBy('organisation')
    .execute()
  return new Map(rows.map((row) => [row.organisation ?? '', row.count]))
}

/** Writes whole rows, however many. */
export async function saveIncidents(
  transaction: Transaction<Tables>,
  rows: readonly IncidentRow[],
): Promise<void> {
  for (const slice of slices(rows)) {
    await transaction
      .insertInto('incident')
      .values([...slice])
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({
          state: row.ref('excluded.state'),
          cycle: row.ref('excluded.cycle'),
          effect: row.ref('excluded.effect'),
          is_dry_run: row.ref('excluded.is_dry_run'),
          exposure: row.ref('excluded.exposure'),
          reason: row.ref('excluded.reason'),
          key: row.ref('excluded.key'),
          organisation: row.ref('excluded.organisation'),
          origin: row.ref('excluded.origin'),
          reported_at: row.ref('excluded.reported_at'),
          decided_at: row.ref('excluded.decided_at'),
          dead_at: row.ref('excluded.dead_at'),
        })),
      )
      .execute()
  }
}
