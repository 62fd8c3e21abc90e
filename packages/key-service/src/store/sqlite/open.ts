import type { Database, Options } from 'better-sqlite3'
import { chmodSync, closeSync, openSync } from 'node:fs'
import { Kysely } from 'kysely'
import { migrateTo } from '../migrations/index.ts'
import type { MigratingConnection, MigratingDatabase } from '../migrations/migrate.ts'
import { StartRefused, StoreUnavailable, type Store, type StoreSettings } from '../store.ts'
import { openTransaction } from '../transaction.ts'
import type { Tables } from '../tables.ts'
import { beginPatiently, sqliteDialect, type Begin, type Patience } from './driver.ts'
import { holdLock } from './held-lock.ts'
import { createLookups } from './lookups.ts'
import { unavailable } from './unavailable.ts'

type Open = (path: string, options?: Options) => Database

// A revocation that takes longer is better told to fail than kept waiting.
const patience: Patience = { total: 3000, pause: 10 }

/**
 * One file. Three connections: one writes, one reads pages and copies, and one only looks keys up,
 * never in a transaction, so that it always sees what was written last.
 */
export async function openSqliteStore(path: string, settings: StoreSettings): Promise<Store> {
  const open = await driver()
  const writer = openWriter(open, path)
  try {
    await migrateTo(migrating(writer), settings.version)
  } catch (error) {
    writer.close()
    throw startRefused(unavailable(error), path)
  }
  const reader = open(path, { readonly: true, timeout: 100 })
  // Writers never hold it up, but for a moment when a process opens or leaves the file.
  const finder = open(path, { readonly: true, timeout: 50 })
  // So much of the file as a hundred thousand keys need, found without asking the system for it.
  finder.pragma('cache_size = -65536')
  const holder = open(path, { readonly: true, timeout: 0 })
  return createSqliteStore({ writer, reader, finder, holder, copier }, settings)

  function copier(): Database {
    return open(path, { readonly: true, timeout: 100 })
  }
}

interface Connections {
  readonly writer: Database
  readonly reader: Database
  readonly finder: Database
  readonly holder: Database
  /** A snapshot has a connection of its own: what is read elsewhere must not stand still. */
  readonly copier: () => Database
}

function createSqliteStore(connections: Connections, settings: StoreSettings): Store {
  const { writer, reader, finder, holder, copier } = connections
  const lock = holdLock(holder)
  const writes = kysely(writer, 'begin immediate')
  const reads = kysely(reader, 'begin')
  return {
    database: 'sqlite',
    lookupAge: 0,
    ...createLookups(finder, lock),
    reads,
    write: (work) =>
      writes.transaction().execute(async (rows) => {
        const transaction = await openTransaction({
          ...settings,
          database: 'sqlite',
          rows,
          begin: nothing,
          schedule: nothing,
        })
        const result = await work(transaction)
        await transaction.finish()
        return result
      }),
    tally: (work) =>
      writes.transaction().execute((rows) => work(rows, Math.floor(settings.clock()))),
    async snapshot(work) {
      const connection = copier()
      try {
        return await kysely(connection, 'begin').transaction().execute(work)
      } finally {
        connection.close()
      }
    },
    async probe() {
      await reads.selectFrom('audit_head').select('number').execute()
    },
    async close() {
      if (!writer.open) return
      // Whoever was first in the queue is not cut off.
      await Promise.all([writes, reads].map((rows) => rows.connection().execute(nothing)))
      lock.close()
      for (const connection of [finder, reader, writer]) connection.close()
    },
  }
}

async function nothing(): Promise<void> {
  await Promise.resolve()
}

function kysely(database: Database, begin: Begin): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: sqliteDialect(database, begin, patience) })
}

/** It is compiled when it is installed, and may be missing. */
async function driver(): Promise<Open> {
  try {
    const { default: Connection } = await import('better-sqlite3')
    // What was compiled is looked for with the first connection.
    new Connection(':memory:').close()
    return (path, options) => new Connection(path, options)
  } catch (error) {
    throw new StartRefused(
      'The SQLite driver, better-sqlite3, is not installed.',
      'Install it with `npm install better-sqlite3` (it is compiled for this machine), or use Postgres.',
      error,
    )
  }
}

function openWriter(open: Open, path: string): Database {
  let writer: Database | undefined
  try {
    // What it holds is nobody else's; SQLite gives its other files the same permissions.
    closeSync(openSync(path, 'a', 0o600))
    chmodSync(path, 0o600)
    writer = open(path, { timeout: patience.total })
    writer.pragma('journal_mode = WAL')
    writer.pragma('synchronous = FULL')
    writer.pragma('foreign_keys = ON')
    writer.pragma('trusted_schema = OFF')
    const [check] = writer.pragma('quick_check(1)', { simple: false }) as { quick_check: string }[]
    if (check?.quick_check !== 'ok') throw damaged()
    // From here on waiting is done without blocking.
    writer.pragma('busy_timeout = 0')
    return writer
  } catch (error) {
    writer?.close()
    throw startRefused(unavailable(error), path)
  }
}

function damaged(): StoreUnavailable {
  return new StoreUnavailable('corrupt', 'The file of the store is damaged.')
}

function startRefused(error: unknown, path: string): unknown {
  if (error instanceof StoreUnavailable) {
    return new StartRefused(`${error.message} (${path})`, remedies[error.state], error)
  }
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('E')) {
    return new StartRefused(`The file ${path} cannot be opened.`, remedies.unreachable, error)
  }
  return error
}

const remedies: Readonly<Record<StoreUnavailable['state'], string>> = {
  corrupt: 'Restore the last backup into a new file, and keep the damaged one for examination.',
  full: 'Make room on the disk and start again.',
  locked: 'End the process that holds it, or wait until it has finished.',
  'read-only': 'Let the user who runs the service write to the file and its folder.',
  unreachable: 'Name a file in a folder that exists and that the user of the service may write to.',
  closed: 'Start again.',
}

function migrating(writer: Database): MigratingDatabase {
  const connection: MigratingConnection = {
    run: (statements) => Promise.resolve(void writer.exec(statements)),
    version() {
      const row = writer.prepare('SELECT max(number) AS last FROM migrations').get()
      return Promise.resolve((row as { last: number | null }).last ?? 0)
    },
  }
  return {
    database: 'sqlite',
    async alone(work) {
      await beginPatiently(writer, 'begin immediate', patience)
      try {
        await work(connection)
        writer.exec('commit')
      } catch (error) {
        if (writer.inTransaction) writer.exec('rollback')
        throw error
      }
    },
  }
}
