import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { unavailable } from './unavailable.ts'

type TypeId = Parameters<typeof pg.types.getTypeParser>[0]

export function connectionSettings(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'keyward',
    connectionTimeoutMillis: 5000,
    lock_timeout: 5000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    types: {
      // Our whole numbers of eight bytes are times and counts, which a number holds exactly.
      getTypeParser: (type: TypeId, format: 'text' | 'binary' = 'text') =>
        type === pg.types.builtins.INT8
          ? Number
          : (pg.types.getTypeParser(type, format) as unknown),
    },
  }
}

export function createPool(url: string): pg.Pool {
  const pool = new pg.Pool({ ...connectionSettings(url), max: 10 })
  // An idle connection that breaks is replaced; whoever uses one hears of it.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** The same pool, whose troubles are `StoreUnavailable`. */
export function guarded(pool: pg.Pool): PostgresPool {
  return {
    async connect() {
      const client = await attempt(() => pool.connect())
      function query(text: string, values: unknown[]): Promise<pg.QueryResult> {
        return attempt(() => client.query(text, values))
      }
      return {
        // Kysely's type also has cursors, which nobody here uses.
        query: query as unknown as PostgresPoolClient['query'],
        release: () => client.release(),
      }
    },
    end: () => pool.end(),
  }
}

export async function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw unavailable(error)
  }
}
