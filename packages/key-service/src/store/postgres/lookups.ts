import { LRUCache } from 'lru-cache'
import type pg from 'pg'
import { findQuery, found, openProduct, type FoundRow } from '../found.ts'
import { rememberedLists } from '../keys.ts'
import type { Found, Store } from '../store.ts'
import type { Change } from '../transaction.ts'
import { attempt } from './pool.ts'

export interface Lookups extends Pick<Store, 'find' | 'balance'> {
  /** It was changed here or elsewhere: the next lookup asks again. */
  forget(change: Change): void
  /** Nobody tells of changes any more, so nothing may be remembered. */
  pause(): void
  resume(): void
}

/** What is asked again in any case: a message that was lost cannot matter longer than this. */
export const lookupAge = 5000

const byDigest = {
  name: 'keyward-find',
  text: findQuery('k.digest = ANY ($1)', `coalesce(json_agg(${openProduct}), '[]')::text`),
}
const balances = {
  name: 'keyward-balance',
  text: 'SELECT balance FROM balances WHERE organisation = $1',
}

/** A lookup costs as much as all the rest of a request, so what was found is kept for a moment. */
export function createLookups(pool: pg.Pool): Lookups {
  const list = rememberedLists()
  const digests = new Map<string, string>()
  const cache = new LRUCache<string, Found>({
    max: 50_000,
    ttl: lookupAge,
    dispose: ({ key }, digest) => {
      if (digests.get(key.id) === digest) digests.delete(key.id)
    },
  })
  let listening = false
  // A row that was read before a change must not be remembered after it.
  let changes = 0

  async function ask(digest: string, all: readonly string[]): Promise<Found | undefined> {
    const before = changes
    const start = performance.now()
    const { rows } = await attempt(() => pool.query<FoundRow>({ ...byDigest, values: [all] }))
    const [row] = rows
    if (!row) return undefined
    const answer = found(row, list)
    if (listening && before === changes) {
      cache.set(digest, answer, { start })
      digests.set(answer.key.id, digest)
    }
    return answer
  }

  return {
    find(all) {
      const digest = all[0] ?? ''
      return cache.get(digest) ?? ask(digest, all)
    },
    async balance(organisation) {
      const query = { ...balances, values: [organisation] }
      const { rows } = await attempt(() => pool.query<{ balance: number }>(query))
      return rows[0]?.balance
    },
    forget(change) {
      changes++
      if ('key' in change) {
        cache.delete(digests.get(change.key) ?? '')
        return
      }
      for (const [digest, { key }] of cache.entries()) {
        if (key.organisation === change.organisation) cache.delete(digest)
      }
    },
    pause() {
      changes++
      listening = false
      cache.clear()
    },
    resume() {
      changes++
      listening = true
    },
  }
}
