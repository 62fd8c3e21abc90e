import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { createGraphileJobs } from '../jobs/graphile-jobs.ts'
import { migrate } from './migrations.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** Names the lock that makes decisions wait for one another; any number that nobody else uses. */
const decisionLock = 7_350_911

export async function openPostgres(url: string): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: 10, types: createTypes() })
  // A server that goes away is noticed by the next query; unheard, it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  await migrate(database, 'postgres')
  const jobs = await createGraphileJobs(pool, database)
  return {
    engine: 'postgres',
    database,
    jobs,
    transaction: (work) =>
      database.transaction().execute(async (transaction) => {
        await sql`select pg_advisory_xact_lock(${sql.lit(decisionLock)})`.execute(transaction)
        return work(transaction)
      }),
    close: () => database.destroy(),
  }
}

/** Times are small enough for a number; the driver would give them as text. */
function createTypes(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides()
  types.setTypeParser(pg.types.builtins.INT8, Number)
  return types
}
