import { CompiledQuery, Kysely, SqliteDialect, SqliteDriver, type DatabaseConnection } from 'kysely'
import type BetterSqlite3 from 'better-sqlite3'
import { UsageError } from '@keyward/core/settings'
import { createSqliteJobs } from '../jobs/sqlite-jobs.ts'
import { migrate } from './migrations.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

export async function openSqlite(file: string): Promise<Store> {
  const connection = await connect(file)
  const database = new Kysely<Tables>({ dialect: new Dialect({ database: connection }) })
  await migrate(database, 'sqlite')
  return {
    engine: 'sqlite',
    database,
    jobs: createSqliteJobs(database),
    transaction: (work) => database.transaction().execute(work),
    close: () => database.destroy(),
  }
}

async function connect(file: string): Promise<BetterSqlite3.Database> {
  const open = await load()
  const connection = new open(file)
  connection.pragma('journal_mode = wal')
  connection.pragma('synchronous = normal')
  connection.pragma('busy_timeout = 5000')
  connection.pragma('foreign_keys = on')
  return connection
}

/** It is compiled when it is installed, and left out where that fails. */
async function load(): Promise<typeof BetterSqlite3> {
  try {
    const { default: Connection } = await import('better-sqlite3')
    // What was compiled is looked for with the first connection.
    new Connection(':memory:').close()
    return Connection
  } catch {
    throw new UsageError(
      'better-sqlite3 is not installed.',
      'Install it, with a C++ compiler at hand, or use postgres://.',
    )
  }
}

class Dialect extends SqliteDialect {
  readonly #config: { readonly database: BetterSqlite3.Database }

  constructor(config: { readonly database: BetterSqlite3.Database }) {
    super(config)
    this.#config = config
  }

  override createDriver(): SqliteDriver {
    return new Driver(this.#config)
  }
}

/**
 * What a transaction keeps outlives a power cut: it waits for the disk. Single statements, by which
 * jobs are taken and laid down, do not: lost, a job is done once more, and that changes nothing.
 */
class Driver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('pragma synchronous = full'))
    // One that reads first and then writes would fail when another process wrote between.
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection)
    await connection.executeQuery(CompiledQuery.raw('pragma synchronous = normal'))
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection)
    await connection.executeQuery(CompiledQuery.raw('pragma synchronous = normal'))
  }
}
