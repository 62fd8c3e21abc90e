import type { Database, Statement } from 'better-sqlite3'
import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import { unavailable } from './unavailable.ts'

/** How `begin` is said: a writer takes its lock at once, so that it never has to give it back. */
export type Begin = 'begin immediate' | 'begin'

/** How long another process may hold the file before it counts as locked. */
export interface Patience {
  readonly total: number
  readonly pause: number
}

/**
 * Kysely on a connection of one's own. Waiting for another process blocks nobody else here, and
 * what SQLite reports of its file becomes `StoreUnavailable`.
 */
export function sqliteDialect(database: Database, begin: Begin, patience: Patience): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => createDriver(database, begin, patience),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

function createDriver(database: Database, begin: Begin, patience: Patience): Driver {
  const connection = createConnection(database)
  let free: Promise<void> = Promise.resolve()
  let release: () => void = ignore
  return {
    init: () => Promise.resolve(),
    async acquireConnection() {
      const before = free
      let done: () => void = ignore
      free = new Promise((resolve) => (done = resolve))
      await before
      release = done
      return connection
    },
    beginTransaction: () => beginPatiently(database, begin, patience),
    commitTransaction: () => attempt(() => void database.exec('commit')),
    rollbackTransaction: () =>
      // A full disk ends the transaction by itself.
      attempt(() => {
        if (database.inTransaction) database.exec('rollback')
      }),
    releaseConnection() {
      release()
      return Promise.resolve()
    },
    destroy: () => Promise.resolve(),
  }
}

function createConnection(database: Database): DatabaseConnection {
  const statements = new Map<string, Statement>()
  return {
    executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      return attempt(() => {
        let statement = statements.get(sql)
        if (!statement) {
          statement = database.prepare(sql)
          // As many as there are queries; a list of ids makes a new one for each length.
          if (statements.size < 500) statements.set(sql, statement)
        }
        if (statement.reader) return { rows: statement.all(parameters) as Row[] }
        return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) }
      })
    },
    streamQuery() {
      throw new Error('Rows are read a page at a time.')
    },
  }
}

export async function beginPatiently(
  database: Database,
  begin: Begin,
  { total, pause }: Patience,
): Promise<void> {
  // Pauses are longer than they should be where the machine is busy, which is when somebody waits.
  const end = performance.now() + total
  for (;;) {
    try {
      database.exec(begin)
      return
    } catch (error) {
      const reported = unavailable(error)
      if (!isLocked(reported) || performance.now() >= end) throw reported
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && 'state' in error && error.state === 'locked'
}

async function attempt<Result>(work: () => Result): Promise<Result> {
  try {
    return await Promise.resolve(work())
  } catch (error) {
    throw unavailable(error)
  }
}

function ignore(): void {
  // Nobody waits yet.
}
