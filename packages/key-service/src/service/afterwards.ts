import { actorText, system } from '../actor.ts'
import type { Key } from '../key.ts'
import { createLastUsed } from '../last-used.ts'
import type { Found, Transaction } from '../store/store.ts'
import { once } from './idempotency.ts'
import { recordUse } from './use.ts'
import { told, type Workings } from './workings.ts'

/** What verifying notices, and no request waits for. */
export interface Afterwards {
  used(found: Found, at: number): void
  usedAfterItsEnd(key: Key, at: number): void
  underOldPepper(key: string, digest: string): void
  flush(): Promise<void>
  /** Writes what is still noted, whenever it was written before. */
  close(): Promise<void>
}

// Whoever tries ever the same keys must not fill the memory; what is noticed again is written then.
const most = 10_000
const day = 24 * 60 * 60 * 1000

export function createAfterwards(workings: Workings): Afterwards {
  const { store, peppers } = workings
  const lastUsed = createLastUsed((uses) => recordUse(workings, uses))
  let reused = new Map<string, Key>()
  let digests = new Map<string, string>()
  const noticed = new Map<string, number>()

  async function writeNoticed(): Promise<void> {
    if (reused.size === 0 && digests.size === 0) return
    const [keys, moved] = [reused, digests]
    reused = new Map()
    digests = new Map()
    try {
      await store.write(async (transaction) => {
        for (const key of keys.values()) await tellReuse(transaction, key)
        for (const [id, digest] of moved) await move(transaction, id, digest, peppers.current)
      })
    } catch (error) {
      reused = new Map([...keys, ...reused])
      digests = new Map([...moved, ...digests])
      throw error
    }
  }

  return {
    used: (found, at) => lastUsed.used(found, at),

    usedAfterItsEnd(key, at) {
      const hasFamily = key.successor !== undefined || key.predecessor !== undefined
      if (!hasFamily || reused.size >= most) return
      if (at - (noticed.get(key.id) ?? -Infinity) < day) return
      if (noticed.size >= most) noticed.clear()
      noticed.set(key.id, at)
      reused.set(key.id, key)
    },

    underOldPepper(key, digest) {
      if (digests.size < most) digests.set(key, digest)
    },

    async flush() {
      await writeNoticed()
      await lastUsed.flush(workings.now())
    },

    async close() {
      await writeNoticed()
      await lastUsed.close()
    },
  }
}

/** Once a day for each key, however often and wherever it is tried. */
async function tellReuse(transaction: Transaction, key: Key): Promise<void> {
  const today = Math.floor(transaction.now / day)
  if (!(await once(transaction.rows, `reuse ${key.id} ${today}`, transaction.now))) return
  const { state, family, successor, organisation } = key
  await transaction.audit({
    actor: actorText(system),
    action: 'key.reuse_detected',
    subject: key.id,
    details: { state, family, ...(successor !== undefined && { successor }) },
  })
  await transaction.emit({ type: 'key.reuse_detected', organisation, data: told(key) })
}

async function move(
  transaction: Transaction,
  id: string,
  digest: string,
  pepper: string,
): Promise<void> {
  await transaction.rows
    .updateTable('keys')
    .set({ digest, pepper })
    .where('id', '=', id)
    .where('pepper', '<>', pepper)
    .execute()
  transaction.changed({ key: id })
}
