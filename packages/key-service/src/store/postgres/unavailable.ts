import { StoreUnavailable } from '../store.ts'

type State = StoreUnavailable['state']

/** By the beginning of an SQLSTATE or of the name that Node gives a broken connection. */
const states: readonly [start: string, state: State, message: string][] = [
  ['53100', 'full', 'The disk of Postgres is full.'],
  ['53', 'unreachable', 'Postgres has no room for another connection.'],
  ['25006', 'read-only', 'Postgres only reads at the moment.'],
  ['25P03', 'locked', 'Postgres ended a transaction that had stood still.'],
  ['40', 'locked', 'Another process changed the same rows.'],
  ['55P03', 'locked', 'Another process holds the rows.'],
  ['57014', 'locked', 'Postgres did not answer in time.'],
  ['57P', 'unreachable', 'Postgres is stopping or starting.'],
  ['08', 'unreachable', 'The connection to Postgres was lost.'],
  ['58', 'unreachable', 'The disk of Postgres cannot be read or written.'],
  ['XX00', 'corrupt', 'The files of Postgres are damaged.'],
  ['ECONN', 'unreachable', 'Postgres cannot be reached.'],
  ['ENOTFOUND', 'unreachable', 'Postgres cannot be reached.'],
  ['ETIMEDOUT', 'unreachable', 'Postgres cannot be reached.'],
  ['EPIPE', 'unreachable', 'The connection to Postgres was lost.'],
]

/** The driver gives these no code. */
const lost = /connection terminated|timeout exceeded when trying to connect|not queryable/i
const closed = /Cannot use a pool after calling end/

/** What Postgres or the way to it says, in our words; anything else stays what it is. */
export function unavailable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreUnavailable) return error
  const code = 'code' in error ? String(error.code) : ''
  const found = code === '' ? undefined : states.find(([start]) => code.startsWith(start))
  if (found) return new StoreUnavailable(found[1], found[2], error)
  if (closed.test(error.message)) {
    return new StoreUnavailable('closed', 'The store was closed.', error)
  }
  if (lost.test(error.message)) {
    return new StoreUnavailable('unreachable', 'The connection to Postgres was lost.', error)
  }
  return error
}
