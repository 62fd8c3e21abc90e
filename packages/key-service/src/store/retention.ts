import type { ExpressionBuilder } from 'kysely'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

// Short enough that nobody waits for it.
const atOnce = 500

/**
 * Removes events from before a moment with their deliveries, some at once, and tells how many; the
 * audit keeps what happened. What still is to be delivered stays, however old it is.
 */
export function removeEvents(store: Store, before: number): Promise<number> {
  return store.tally(async (rows) => {
    const old = await rows
      .selectFrom('events')
      .select('id')
      .where('at', '<', before)
      .where((events) => events.not(events.exists(deliveriesOf(events, ['waiting']))))
      .orderBy('at')
      .limit(atOnce)
      .execute()
    const ids = old.map(({ id }) => id)
    if (ids.length === 0) return 0
    await rows
      .deleteFrom('deliveries')
      .where('event', 'in', ids)
      .where('state', '<>', 'waiting')
      .execute()
    // One of them may have been replayed just now.
    const all = ['waiting', 'delivered', 'failed'] as const
    const removed = await rows
      .deleteFrom('events')
      .where('id', 'in', ids)
      .where((events) => events.not(events.exists(deliveriesOf(events, all))))
      .executeTakeFirst()
    return Number(removed.numDeletedRows)
  })
}

function deliveriesOf(
  events: ExpressionBuilder<Tables, 'events'>,
  states: readonly Tables['deliveries']['state'][],
) {
  return events
    .selectFrom('deliveries')
    .select('deliveries.id')
    .whereRef('deliveries.event', '=', 'events.id')
    .where('deliveries.state', 'in', states)
}
