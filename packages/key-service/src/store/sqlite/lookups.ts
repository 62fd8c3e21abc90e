import type { Database, Statement } from 'better-sqlite3'
import { findQuery, found, openProduct, type FoundRow } from '../found.ts'
import { rememberedLists } from '../keys.ts'
import type { Found, Store } from '../store.ts'
import type { HeldLock } from './held-lock.ts'
import { createMemory } from '../../memory.ts'
import { unavailable } from './unavailable.ts'

interface Read {
  /** The version of the file when it last was known to be true. */
  file: number
  /** Of its place. */
  readonly version: number
  readonly found: Found
}

const mostKeys = 50_000

/**
 * Statements that are prepared once. Each lookup asks the file whether anything was written to it by
 * anybody; if nothing was, what was read of a key still is true. If something was, the version at a
 * place, which triggers count up with every change of a key, says whether it concerned this one.
 * Turning all its columns into a key again would cost more than finding it.
 */
export function createLookups(
  finder: Database,
  lock: HeldLock,
): Pick<Store, 'balance'> & { find(digests: readonly string[]): Found | undefined } {
  const list = rememberedLists()
  const keys = createMemory<Read>(mostKeys)
  const files = finder.prepare<[], number>('PRAGMA data_version').pluck()
  const versions = once(() =>
    finder.prepare<[number], number>('SELECT version FROM lookups WHERE place = ?').pluck(),
  )
  const rows = once(() => finder.prepare<[string], FoundRow>(findQuery('k.digest = ?', listed)))
  const balances = once(() =>
    finder.prepare<[string], { balance: number }>(
      'SELECT balance FROM balances WHERE organisation = ?',
    ),
  )

  function findOne(digest: string): Found | undefined {
    const file = files.get()!
    const read = keys.find(digest)
    if (read?.file === file) return read.found
    // It may be newer than its file; then the next lookup asks once more.
    const version = versions().get(placeOf(digest))
    // Never remembered: to look takes about as long as all that is done with a key that is found.
    if (version === undefined) return undefined
    if (read?.version !== version) return readRow(digest, file, version)
    read.file = file
    return read.found
  }

  function readRow(digest: string, file: number, version: number): Found | undefined {
    const row = rows().get(digest)
    if (!row) return undefined
    const answer = found(row, list)
    keys.keep(digest, { file, version, found: answer })
    return answer
  }

  return {
    find(digests) {
      try {
        lock.want()
        if (digests.length === 1) return findOne(digests[0]!)
        // All of them, so that what is found takes no less time than what is not.
        return digests.map(findOne).find((found) => found !== undefined)
      } catch (error) {
        throw unavailable(error)
      }
    },
    balance(organisation) {
      try {
        return balances().get(organisation)?.balance
      } catch (error) {
        throw unavailable(error)
      }
    },
  }
}

/** As the triggers of migration 7 count it. */
function placeOf(digest: string): number {
  return Number.parseInt(digest.slice(0, 7), 16)
}

const listed = `json_group_array(${openProduct} ORDER BY a.product)`

/** A store of an earlier version lacks what some of them name. */
function once<Row extends unknown[], Value>(
  make: () => Statement<Row, Value>,
): () => Statement<Row, Value> {
  let made: Statement<Row, Value> | undefined
  return () => (made ??= make())
}
