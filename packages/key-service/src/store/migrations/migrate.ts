import { StartRefused, type Store } from '../store.ts'
import type { Migration } from './migration.ts'

/** What a database does to be migrated; `alone` runs its work in one transaction, nobody beside. */
export interface MigratingDatabase {
  readonly database: Store['database']
  alone(work: (connection: MigratingConnection) => Promise<void>): Promise<void>
}

export interface MigratingConnection {
  run(statements: string): Promise<void>
  /** The number of the last migration, 0 before the first. */
  version(): Promise<number>
}

/** Every migration is kept whole or not at all; they run in order, and only forward. */
export async function migrate(
  database: MigratingDatabase,
  migrations: readonly Migration[],
  version: number,
): Promise<void> {
  let done = 0
  await database.alone(async (connection) => {
    await connection.run(
      'CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)',
    )
    done = await connection.version()
  })
  if (done > migrations.length) {
    throw new StartRefused(
      `The store is of version ${done}, and this program knows ${migrations.length}.`,
      'Install the version of the key service that wrote it, or a later one.',
    )
  }
  for (const migration of migrations.slice(0, version)) {
    await database.alone((connection) => step(database.database, connection, migration))
  }
}

/** Another process may have done it in the meantime. */
async function step(
  database: Store['database'],
  connection: MigratingConnection,
  { number, name, statements }: Migration,
): Promise<void> {
  if ((await connection.version()) >= number) return
  await connection.run(statements[database])
  await connection.run(`INSERT INTO migrations (number, name) VALUES (${number}, '${name}')`)
}
