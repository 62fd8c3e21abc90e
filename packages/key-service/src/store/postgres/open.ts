import { Logger, runMigrations } from 'graphile-worker'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { migrateTo } from '../migrations/index.ts'
import type { MigratingConnection, MigratingDatabase } from '../migrations/migrate.ts'
import {
  deliveryTask,
  StartRefused,
  StoreUnavailable,
  type Store,
  type StoreSettings,
  type WriteOrder,
} from '../store.ts'
import type { Tables } from '../tables.ts'
import { openTransaction, type Change, type OpenTransaction } from '../transaction.ts'
import { channel, listen, messages, type Listener } from './listener.ts'
import { createLookups, lookupAge, type Lookups } from './lookups.ts'
import { attempt, connectionSettings, createPool, guarded } from './pool.ts'
import { unavailable } from './unavailable.ts'

/** Any fixed number: whoever migrates holds this lock. */
const migrationLock = 7_310_593
/** Whoever writes holds this one until the end: by itself, or with others that write together. */
const writeLock = 7_310_594
const locks: Readonly<Record<WriteOrder, string>> = {
  alone: 'pg_advisory_xact_lock',
  together: 'pg_advisory_xact_lock_shared',
}

/** For more machines than one: all of them see a change at once, and after `lookupAge` for certain. */
export async function openPostgresStore(url: string, settings: StoreSettings): Promise<Store> {
  const pool = createPool(url)
  try {
    await alone(url, (client) => migrateTo(migrating(client), settings.version))
    // Jobs wait in tables of graphile-worker, which has migrations of its own.
    await alone(url, () => runMigrations({ pgPool: pool, logger: silent() }))
    const lookups = createLookups(pool)
    const listener = await listen(url, lookups)
    return createPostgresStore({ pool, lookups, listener }, settings)
  } catch (error) {
    await pool.end()
    throw startRefused(unavailable(error))
  }
}

interface Connections {
  readonly pool: pg.Pool
  readonly lookups: Lookups
  readonly listener: Listener
}

function createPostgresStore(connections: Connections, settings: StoreSettings): Store {
  const { pool, lookups, listener } = connections
  const rows = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: guarded(pool) }) })
  return {
    database: 'postgres',
    lookupAge,
    find: lookups.find,
    balance: lookups.balance,
    reads: rows,
    async write(work, order = 'alone') {
      const changes: Change[] = []
      const result = await rows.transaction().execute(async (rows) => {
        const transaction = await opened(rows, settings, order)
        const result = await work(transaction)
        changes.push(...transaction.changes)
        for (const message of messages(changes)) {
          await sql`SELECT pg_notify(${channel}, ${message})`.execute(rows)
        }
        await transaction.finish()
        return result
      })
      for (const change of changes) lookups.forget(change)
      return result
    },
    tally: (work) => rows.transaction().execute((rows) => work(rows, Math.floor(settings.clock()))),
    snapshot: (work) =>
      rows
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(work),
    async probe() {
      await rows.selectFrom('audit_head').select('number').execute()
    },
    async close() {
      if (pool.ending) return
      await listener.close()
      // It waits for those who hold a connection.
      await pool.end()
    },
  }
}

function opened(
  rows: Kysely<Tables>,
  settings: StoreSettings,
  order: WriteOrder,
): Promise<OpenTransaction> {
  return openTransaction({
    ...settings,
    database: 'postgres',
    rows,
    async begin() {
      await sql`SELECT ${sql.raw(locks[order])}(${sql.lit(writeLock)})`.execute(rows)
    },
    // A job that is running keeps its key, and this one follows it.
    async schedule({ id, nextAt }) {
      await sql`SELECT graphile_worker.add_job(${deliveryTask},
        payload := json_build_object('delivery', ${id}::text),
        run_at := to_timestamp(${nextAt}::double precision / 1000), job_key := ${id})`.execute(rows)
    },
  })
}

async function alone(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  // What a migration does to a large table may take its time.
  const client = new pg.Client({
    ...connectionSettings(url),
    statement_timeout: 0,
    lock_timeout: 0,
  })
  client.on('error', () => undefined)
  await attempt(() => client.connect())
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
    await work(client)
  } finally {
    await client.end()
  }
}

function migrating(client: pg.Client): MigratingDatabase {
  const connection: MigratingConnection = {
    async run(statements) {
      await client.query(statements)
    },
    async version() {
      const answer = await client.query<{ last: number | null }>(
        'SELECT max(number) AS last FROM migrations',
      )
      return answer.rows[0]?.last ?? 0
    },
  }
  return {
    database: 'postgres',
    async alone(work) {
      await client.query('BEGIN')
      try {
        await work(connection)
        await client.query('COMMIT')
      } catch (error) {
        await client.query('ROLLBACK')
        throw error
      }
    },
  }
}

function silent(): Logger {
  return new Logger(() => () => undefined)
}

function startRefused(error: unknown): unknown {
  if (error instanceof StartRefused) return error
  if (error instanceof StoreUnavailable) {
    return new StartRefused(error.message, 'Start Postgres, and check the address.', error)
  }
  const refused = error instanceof pg.DatabaseError && /^(?:28|3D|42501)/.test(error.code ?? '')
  if (!refused) return error
  return new StartRefused(
    'Postgres does not let the service in.',
    'Check the user and the database of the address; the user must be the owner of the database.',
    error,
  )
}
