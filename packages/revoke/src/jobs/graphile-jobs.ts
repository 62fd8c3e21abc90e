import { EventEmitter } from 'node:events'
import { Logger, run, runMigrations, type TaskList, type WorkerEvents } from 'graphile-worker'
import { sql, type Transaction } from 'kysely'
import type { Pool } from 'pg'
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

/** What graphile-worker keeps; failures are counted here, so that both engines keep one schedule. */
interface Envelope {
  readonly name: string
  readonly payload: Job['payload']
  readonly failures: number
}

const atOnce = 8
const logger = new Logger(() => () => undefined)

export async function createGraphileJobs(pool: Pool, database: Database): Promise<Jobs> {
  await runMigrations({ pgPool: pool, logger })
  return {
    add: (transaction, jobs) => add(transaction, jobs.map(entryOf)),
    // Postgres tells every process that listens.
    wake: () => undefined,
    async waiting() {
      const counted = await sql<{ kind: string; count: number }>`
        select task_identifier as kind, count(*) as count
        from graphile_worker.jobs group by 1 order by 1`.execute(database)
      return new Map(counted.rows.map(({ kind, count }) => [kind, count]))
    },
    async run(handler, settings) {
      const alive = keepAlive(database, settings)
      const runner = await run({
        pgPool: pool,
        logger,
        events: alive.events,
        concurrency: atOnce,
        pollInterval: 1000,
        noHandleSignals: true,
        parsedCronItems: [],
        taskList: taskList(database, handler, settings),
      })
      return {
        async stop() {
          await runner.stop()
          await alive.stop()
        },
      }
    },
  }
}

interface Entry {
  readonly kind: JobKind
  readonly runAt: number
  readonly envelope: Envelope
}

function entryOf({ kind, name, payload, runAt }: Job): Entry {
  return { kind, runAt, envelope: { name, payload, failures: 0 } }
}

async function add(
  database: Database | Transaction<Tables>,
  entries: readonly Entry[],
): Promise<void> {
  if (entries.length === 0) return
  await sql`
    select graphile_worker.add_job(
      entry->>'kind', entry->'envelope',
      run_at := to_timestamp((entry->>'runAt')::double precision / 1000),
      job_key := entry->'envelope'->>'name')
    from json_array_elements(${JSON.stringify(entries)}::json) as entry`.execute(database)
}

function taskList(database: Database, handler: Handler, settings: RunSettings): TaskList {
  return Object.fromEntries(
    jobKinds.map((kind) => [
      kind,
      async (content: unknown): Promise<void> => {
        // Only `add` writes these.
        const envelope = content as Envelope
        try {
          await handler({ kind, name: envelope.name, payload: envelope.payload } as DueJob)
        } catch (error) {
          await postpone(database, kind, envelope, failureReason(error), settings)
        }
      },
    ]),
  )
}

async function postpone(
  database: Database,
  kind: JobKind,
  { name, payload, failures }: Envelope,
  reason: string,
  { clock, random, onFailure }: RunSettings,
): Promise<void> {
  const at = retryAt({ kind, failures: failures + 1 }, clock(), random)
  onFailure({ kind, name, reason, isLast: at === undefined })
  if (at !== undefined) {
    const envelope = { name, payload, failures: failures + 1 }
    return add(database, [{ kind, runAt: at, envelope }])
  }
  const text = JSON.stringify(payload)
  await database
    .insertInto('failed_job')
    .values({ kind, name, payload: text, reason, at: clock() })
    .execute()
}

interface KeptAlive {
  readonly events: WorkerEvents
  stop(): Promise<void>
}

/** graphile-worker leaves the jobs of a process that died alone for four hours; leaks do not wait. */
function keepAlive(database: Database, { clock, leaseMs }: RunSettings): KeptAlive {
  const events: WorkerEvents = new EventEmitter()
  const workers: string[] = []
  events.on('worker:create', ({ worker }) => void workers.push(worker.workerId))
  let beating = Promise.resolve()
  const timer = setInterval(
    () => {
      beating = beat(database, workers, clock(), leaseMs).catch(() => undefined)
    },
    Math.max(50, leaseMs / 4),
  )
  return {
    events,
    async stop() {
      clearInterval(timer)
      await beating
      if (workers.length > 0) {
        await database.deleteFrom('worker').where('id', 'in', workers).execute()
      }
    },
  }
}

async function beat(
  database: Database,
  workers: readonly string[],
  now: number,
  leaseMs: number,
): Promise<void> {
  if (workers.length === 0) return
  await database
    .insertInto('worker')
    .values(workers.map((id) => ({ id, seen_at: now })))
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: now }))
    .execute()
  await database
    .deleteFrom('worker')
    .where('seen_at', '<', now - leaseMs)
    .execute()
  await sql`
    select graphile_worker.force_unlock_workers(array(
      select locked_by from graphile_worker.jobs
      where locked_at < to_timestamp(${(now - leaseMs) / 1000}::double precision)
        and locked_by not in (select id from worker)))`.execute(database)
}
