import { StoreUnavailable } from '../store.ts'

type State = StoreUnavailable['state']

const states: readonly [start: string, state: State, message: string][] = [
  ['SQLITE_FULL', 'full', 'The disk of the store is full.'],
  ['SQLITE_BUSY', 'locked', 'Another process holds the file of the store.'],
  ['SQLITE_LOCKED', 'locked', 'Another process holds the file of the store.'],
  ['SQLITE_CORRUPT', 'corrupt', 'The file of the store is damaged.'],
  ['SQLITE_NOTADB', 'corrupt', 'The file of the store is not a SQLite database.'],
  ['SQLITE_READONLY', 'read-only', 'The file of the store cannot be written to.'],
  ['SQLITE_CANTOPEN', 'unreachable', 'The file of the store cannot be opened.'],
  ['SQLITE_IOERR', 'unreachable', 'The disk of the store cannot be read or written.'],
]

/** What SQLite says of its file, in our words; anything else stays what it is. */
export function unavailable(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (error.message === 'The database connection is not open') {
    return new StoreUnavailable('closed', 'The store was closed.', error)
  }
  const code = 'code' in error ? String(error.code) : ''
  const found = states.find(([start]) => code.startsWith(start))
  return found ? new StoreUnavailable(found[1], found[2], error) : error
}
