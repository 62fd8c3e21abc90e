import type { Transaction } from 'kysely'
import { JobProblem, type Job, type Payloads } from './jobs/jobs.ts'
import type { Parts } from './parts.ts'
import { placeOf } from './place-of.ts'
import { addMoments, slices } from './store/incidents.ts'
import type { IncidentRow, Tables } from './store/tables.ts'

/** Alerts at GitHub that are about keys that are dead now. */
export async function resolutionsOf(
  transaction: Transaction<Tables>,
  { github, clock }: Pick<Parts, 'github' | 'clock'>,
  rows: readonly IncidentRow[],
): Promise<readonly Job[]> {
  if (!github) return []
  const jobs = new Map<string, Job>()
  for (const slice of slices(rows.map(({ id }) => id))) {
    const reports = await transaction
      .selectFrom('report')
      .select(['incident', 'place'])
      .where('incident', 'in', slice)
      .where('origin', '=', 'github-alerts')
      .execute()
    for (const { incident, place } of reports) {
      const alert = placeOf(place).alert
      if (!alert) continue
      const name = `resolve:${incident}:${alert.repository}:${alert.number}`
      const payload = { incident, ...alert }
      jobs.set(name, { kind: 'resolve', name, payload, runAt: clock() })
    }
  }
  return [...jobs.values()]
}

export async function resolveAlert(
  { github, store, clock }: Pick<Parts, 'github' | 'store' | 'clock'>,
  { incident, repository, number }: Payloads['resolve'],
): Promise<void> {
  if (!github) return
  const comment = `Keyward had the key revoked (${incident}).`
  const answer = await github.resolve(repository, number, comment)
  if (answer.state === 'unavailable') throw new JobProblem(answer.reason)
  const outcome = answer.state === 'done' ? 'resolved' : 'failed'
  const reason = answer.state === 'done' ? `${repository}#${number}` : answer.reason
  await store.transaction(async (transaction) => {
    const done = await transaction
      .insertInto('alert')
      .values({ repository, number, incident, resolved_at: clock() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('number')
      .execute()
    if (done.length === 0) return
    const moment = { incident, at: clock(), what: outcome, by: 'keyward', reason } as const
    await addMoments(transaction, [moment])
  })
}
