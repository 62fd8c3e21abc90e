import type { Use } from '../service.ts'
import type { Workings } from './workings.ts'

/** In the order of their ids, so that two processes that write the same keys do not meet. */
export async function recordUse({ store }: Workings, uses: readonly Use[]): Promise<void> {
  if (uses.length === 0) return
  const inOrder = [...uses].sort((a, b) => (a.key < b.key ? -1 : 1))
  await store.tally(async (rows) => {
    for (const { key, at } of inOrder) {
      await rows
        .updateTable('keys')
        .set({ last_used_at: at })
        .where('id', '=', key)
        .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', at)]))
        .execute()
    }
  })
}

/** How many keys in use were stored with each pepper. */
export async function keysByPepper({ store }: Workings): Promise<Record<string, number>> {
  const counted = await store.reads
    .selectFrom('keys')
    .select(({ fn }) => ['pepper', fn.countAll<number>().as('keys')])
    .where('state', 'in', ['active', 'rotating', 'quarantined'])
    .groupBy('pepper')
    .execute()
  return Object.fromEntries(counted.map(({ pepper, keys }) => [pepper, keys]))
}
