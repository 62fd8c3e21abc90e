import type { Database } from 'better-sqlite3'

/** A reader's lock that is held for a moment after somebody wanted it. */
export interface HeldLock {
  want(): void
  close(): void
}

// So long the log can grow before it is begun anew.
const moment = 50

/**
 * Each read of SQLite takes a lock and gives it back, two calls of the system that cost more than the
 * read. While another connection of this process holds the lock, neither is made; what is read is what
 * was written last all the same, because every read still looks where the log ends.
 */
export function holdLock(connection: Database): HeldLock {
  const begin = connection.prepare('BEGIN')
  const read = connection.prepare('SELECT 1 FROM sqlite_schema LIMIT 1')
  const end = connection.prepare('COMMIT')
  let timer: NodeJS.Timeout | undefined

  function release(): void {
    timer = undefined
    if (connection.inTransaction) end.run()
  }

  return {
    want() {
      if (timer !== undefined) return
      timer = setTimeout(release, moment)
      timer.unref()
      try {
        begin.run()
        read.get()
      } catch {
        // Reads take their own locks then, and tell what is wrong.
      }
    },
    close() {
      clearTimeout(timer)
      release()
      connection.close()
    },
  }
}
