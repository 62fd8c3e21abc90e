import type { Database, Statement } from 'better-sqlite3'
import { findQuery, found, type FoundRow } from '../found.ts'
import { rememberedLists } from '../keys.ts'
import type { Found, Store } from '../store.ts'
import type { HeldLock } from './held-lock.ts'
import { unavailable } from './unavailable.ts'

interface Read {
  readonly version: number
  readonly found: Found
}

// Of the keys that were used last, between one and two times as many are remembered.
const most = 50_000

/**
 * Statements that are prepared once. Each lookup reads the file: the version at a place, which
 * triggers count up with every change of a key, says whether what was read of it before still is true.
 * Turning all its columns into a key again would cost more than finding it.
 */
export function createLookups(
  finder: Database,
  lock: HeldLock,
): Pick<Store, 'balance'> & { find(digests: readonly string[]): Found | undefined } {
  const list = rememberedLists()
  let recent = new Map<string, Read>()
  let earlier = new Map<string, Read>()
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
    const version = versions().get(placeOf(digest))
    if (version === undefined) return undefined
    const read = recent.get(digest)
    if (read?.version === version) return read.found
    const old = earlier.get(digest)
    if (old?.version !== version) return readRow(digest, version)
    remember(digest, old)
    return old.found
  }

  function readRow(digest: string, version: number): Found | undefined {
    // It may be newer than its version; then the next lookup reads it once more.
    const row = rows().get(digest)
    if (!row) return undefined
    const answer = found(row, list)
    remember(digest, { version, found: answer })
    return answer
  }

  function remember(digest: string, read: Read): void {
    if (recent.size >= most) {
      earlier = recent
      recent = new Map()
    }
    recent.set(digest, read)
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

const listed = 'json_group_array(a.product ORDER BY a.product)'

/** A store of an earlier version lacks what some of them name. */
function once<Row extends unknown[], Value>(
  make: () => Statement<Row, Value>,
): () => Statement<Row, Value> {
  let made: Statement<Row, Value> | undefined
  return () => (made ??= make())
}
