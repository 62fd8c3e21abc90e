import type { Transaction } from 'kysely'
import { announce } from './events.ts'
import type { LeakAnswer, ToldLeak } from './key-service.ts'
import { notify } from './notices/notices.ts'
import type { Parts } from './parts.ts'
import { placeOf } from './place-of.ts'
import { resolutionsOf } from './resolution.ts'
import { addMoments, incidentRows, saveIncidents, slices } from './store/incidents.ts'
import { oldestReports } from './store/reports.ts'
import type { IncidentRow, Tables } from './store/tables.ts'

/**
 * A quarantine ends at the key service: by itself after some days, or by a person there. The
 * incident follows. Answers with how many did.
 */
export async function followQuarantines(parts: Parts): Promise<number> {
  const { store } = parts
  const rows = await store.database
    .selectFrom('incident')
    .selectAll()
    .where('state', '=', 'quarantined')
    .execute()
  let followed = 0
  for (const slice of slices(rows, 1000)) {
    const answers = await statesOf(parts, slice)
    followed += await store.transaction((transaction) => follow(transaction, parts, answers))
  }
  if (followed > 0) store.jobs.wake()
  return followed
}

/** Told again of what it was told first, the key service does nothing and says how the key is. */
async function statesOf(
  { store, keyService, newId }: Parts,
  rows: readonly IncidentRow[],
): Promise<ReadonlyMap<string, LeakAnswer>> {
  const reports = await oldestReports(
    store.database,
    rows.map(({ id }) => id),
  )
  const asked: { id: string; told: ToldLeak }[] = []
  for (const { id, subject } of rows) {
    const report = reports.get(id)
    if (!report) continue
    const { origin, exposure, place } = report
    const told = { action: 'record', exposure, origin, place: placeOf(place) } as const
    asked.push({ id, told: { sha256: subject.slice('sha256:'.length), ...told } })
  }
  const told = asked.map(({ told }) => told)
  const answers = await keyService.report(told, `quarantines:${newId()}`)
  return new Map(
    asked.flatMap(({ id }, index) => {
      const answer = answers[index]
      return answer ? [[id, answer] as const] : []
    }),
  )
}

async function follow(
  transaction: Transaction<Tables>,
  parts: Parts,
  answers: ReadonlyMap<string, LeakAnswer>,
): Promise<number> {
  const rows = (await incidentRows(transaction, [...answers.keys()])).flatMap((row) => {
    const state = answers.get(row.id)?.key?.state
    // Another process may have followed it meanwhile.
    if (row.state !== 'quarantined' || state === undefined) return []
    return state === 'quarantined' ? [] : [followed(row, state)]
  })
  await saveIncidents(transaction, rows)
  await addMoments(
    transaction,
    rows.map(({ id, state, reason }) => ({
      incident: id,
      at: parts.clock(),
      what: state,
      by: 'key-service',
      reason,
    })),
  )
  const dead = rows.filter(({ state }) => state === 'revoked')
  await notify(
    transaction,
    parts,
    dead.map((row) => ({ row, occasion: 'revoked' })),
  )
  await announce(
    transaction,
    parts,
    rows.map((row) => ({ row, type: `key.${row.state}` as const })),
  )
  await parts.store.jobs.add(transaction, await resolutionsOf(transaction, parts, dead))
  return rows.length
}

function followed(row: IncidentRow, state: string) {
  if (state === 'revoked') {
    const reason = 'Its quarantine ended at the key service, and it was not released.'
    return { ...row, state, reason } as const
  }
  const reason = 'It was released at the key service.'
  return { ...row, state: 'released', reason, dead_at: null } as const
}
