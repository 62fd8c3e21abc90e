import type { Database, Tables } from '../store/tables.ts'
import type { Store } from '../store/store.ts'
import { jobKinds, type Job } from './jobs.ts'
import type { Selectable, Transaction } from 'kysely'

/** Something that was tried as often as it may be, and given up. */
export interface FailedJob {
  readonly id: number
  readonly kind: string
  readonly name: string
  readonly reason: string
  readonly at: number
}

export async function failedJobs(database: Database): Promise<readonly FailedJob[]> {
  const columns = ['id', 'kind', 'name', 'reason', 'at'] as const
  return database.selectFrom('failed_job').select(columns).orderBy('id').execute()
}

/** Has them done again from their first attempt on, all when none is named; answers with which. */
export async function retryJobs(
  { store, clock }: { readonly store: Store; readonly clock: () => number },
  ids?: readonly number[],
): Promise<readonly number[]> {
  const rows = await store.transaction(async (transaction) => {
    const rows = await takenOut(transaction, ids)
    await store.jobs.add(
      transaction,
      rows.map((row) => jobOf(row, clock())),
    )
    return rows
  })
  store.jobs.wake()
  return rows.map(({ id }) => id)
}

type Row = Selectable<Tables['failed_job']>

async function takenOut(
  transaction: Transaction<Tables>,
  ids: readonly number[] | undefined,
): Promise<readonly Row[]> {
  if (ids?.length === 0) return []
  const all = transaction.deleteFrom('failed_job').returningAll()
  return ids === undefined ? all.execute() : all.where('id', 'in', ids).execute()
}

function jobOf({ kind, name, payload }: Row, runAt: number): Job {
  if (!jobKinds.some((known) => known === kind)) throw new Error(`There is no job like ${kind}.`)
  // It was a job before it was given up.
  return { kind, name, payload: JSON.parse(payload) as unknown, runAt } as Job
}
