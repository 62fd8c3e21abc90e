import { sql, type Selectable } from 'kysely'
import type { Database, Tables } from '../store/tables.ts'
import {
  failureReason,
  jobKinds,
  retryAt,
  type DueJob,
  type Handler,
  type Job,
  type JobKind,
  type Jobs,
  type RunSettings,
} from './jobs.ts'

type Row = Selectable<Tables['job']>

const atOnce = 8
const longestSleep = 1000

/** A table of what is to be done. Who takes a job has it for a while, and then it is free again. */
export function createSqliteJobs(database: Database): Jobs {
  const sleepers = new Set<() => void>()
  // Somebody may call while nobody sleeps yet.
  let calls = 0
  return {
    async add(transaction, jobs) {
      if (jobs.length === 0) return
      await transaction
        .insertInto('job')
        .values(jobs.map(rowOf))
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute()
    },
    wake: () => {
      calls++
      for (const wakeUp of sleepers) wakeUp()
    },
    async waiting() {
      const rows = await database
        .selectFrom('job')
        .select(['kind', sql<number>`count(*)`.as('count')])
        .groupBy('kind')
        .orderBy('kind')
        .execute()
      return new Map(rows.map(({ kind, count }) => [kind, count]))
    },
    run(handler, settings) {
      let isStopped = false
      const working = new Map<number, Promise<void>>()
      const timer = setInterval(() => void renew(), settings.leaseMs / 3)
      let renewing = Promise.resolve()
      const loop = work()
      return Promise.resolve({
        async stop() {
          isStopped = true
          calls++
          for (const wakeUp of sleepers) wakeUp()
          await loop
          await Promise.all(working.values())
          clearInterval(timer)
          await renewing
        },
      })

      async function work(): Promise<void> {
        while (!isStopped) {
          if (working.size >= atOnce) await Promise.race(working.values())
          const heard = calls
          const mine = [...working.keys()]
          const rows = await claim(database, settings, atOnce - mine.length, mine)
          for (const row of rows) start(row)
          if (rows.length === 0) {
            const wait = await untilNext(database, settings)
            if (calls === heard) await sleep(sleepers, wait)
          }
        }
      }

      function start(row: Row): void {
        const done = attempt(database, row, handler, settings).finally(() => {
          working.delete(row.id)
          calls++
          for (const wakeUp of sleepers) wakeUp()
        })
        working.set(row.id, done)
      }

      /** What is still being done is not left to others. */
      async function renew(): Promise<void> {
        await renewing
        renewing = lease(database, settings, [...working.keys()])
      }
    },
  }
}

function rowOf({ kind, name, payload, runAt }: Job) {
  const text = JSON.stringify(payload)
  return { kind, name, payload: text, run_at: runAt, attempts: 0, locked_until: 0 }
}

async function claim(
  database: Database,
  { clock, leaseMs }: RunSettings,
  count: number,
  mine: readonly number[],
): Promise<readonly Row[]> {
  if (count <= 0) return []
  const now = clock()
  return database
    .updateTable('job')
    .set((column) => ({ locked_until: now + leaseMs, attempts: column('attempts', '+', 1) }))
    .where('id', 'in', (jobs) =>
      jobs
        .selectFrom('job')
        .select('id')
        .where('run_at', '<=', now)
        .where('locked_until', '<=', now)
        // However late it is: what this process does it does once.
        .where('id', 'not in', mine)
        .orderBy('run_at')
        .orderBy('id')
        .limit(count),
    )
    .returningAll()
    .execute()
}

async function lease(
  database: Database,
  { clock, leaseMs }: RunSettings,
  jobs: readonly number[],
): Promise<void> {
  if (jobs.length === 0) return
  await database
    .updateTable('job')
    .set({ locked_until: clock() + leaseMs })
    .where('id', 'in', jobs)
    .where('locked_until', '>', 0)
    .execute()
    .catch(() => undefined)
}

async function attempt(
  database: Database,
  row: Row,
  handler: Handler,
  settings: RunSettings,
): Promise<void> {
  try {
    await handler(jobOf(row))
    await database.deleteFrom('job').where('id', '=', row.id).execute()
  } catch (error) {
    await postpone(database, row, failureReason(error), settings)
  }
}

async function postpone(
  database: Database,
  row: Row,
  reason: string,
  { clock, random, onFailure }: RunSettings,
): Promise<void> {
  const failed = { kind: kindOf(row), failures: row.attempts }
  const at = retryAt(failed, clock(), random)
  onFailure({ kind: failed.kind, name: row.name, reason, isLast: at === undefined })
  if (at !== undefined) {
    await database
      .updateTable('job')
      .set({ run_at: at, locked_until: 0 })
      .where('id', '=', row.id)
      .execute()
    return
  }
  const { kind, name, payload } = row
  await database.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('failed_job')
      .values({ kind, name, payload, reason, at: clock() })
      .execute()
    await transaction.deleteFrom('job').where('id', '=', row.id).execute()
  })
}

async function untilNext(database: Database, { clock }: RunSettings): Promise<number> {
  const row = await database
    .selectFrom('job')
    .select('run_at as at')
    .where('locked_until', '<=', clock())
    .orderBy('run_at')
    .limit(1)
    .executeTakeFirst()
  const wait = row ? row.at - clock() : longestSleep
  return Math.max(5, Math.min(longestSleep, wait))
}

async function sleep(sleepers: Set<() => void>, ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(wakeUp, ms)
    sleepers.add(wakeUp)
    function wakeUp(): void {
      clearTimeout(timer)
      sleepers.delete(wakeUp)
      resolve()
    }
  })
}

function jobOf(row: Row): DueJob {
  // Only `add` writes here, and it writes a payload that fits its kind.
  return {
    kind: kindOf(row),
    name: row.name,
    payload: JSON.parse(row.payload) as unknown,
  } as DueJob
}

function kindOf(row: Row): JobKind {
  const kind = jobKinds.find((kind) => kind === row.kind)
  if (kind === undefined) throw new Error(`There is no job of the kind ${row.kind}.`)
  return kind
}
