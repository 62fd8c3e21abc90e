import type { Delivery, EventType } from '../event.ts'
import type { Page, PageRequest } from '../page.ts'
import type { Rows, Store, Transaction } from './store.ts'
import type { DeliveriesTable } from './tables.ts'

/** What came of one attempt. */
export type DeliveryOutcome =
  | { readonly state: 'delivered'; readonly status: number }
  /** To be tried again. */
  | {
      readonly state: 'waiting'
      readonly nextAt: number
      readonly status?: number
      readonly reason: string
    }
  /** Given up: it stays visible, and can be replayed. */
  | { readonly state: 'failed'; readonly status?: number; readonly reason: string }

/** Takes what is due; nobody else gets it until the lease ends, so a process that dies loses none. */
export function claimDeliveries(
  store: Store,
  lease: number,
  limit: number,
): Promise<readonly Delivery[]> {
  return store.write((transaction) => claim(transaction, lease, limit), 'together')
}

/** The same for one, by its id: what a job of graphile-worker names. */
export async function claimDelivery(
  store: Store,
  id: string,
  lease: number,
): Promise<Delivery | undefined> {
  const [taken] = await store.write((transaction) => claim(transaction, lease, 1, id), 'together')
  return taken
}

/** On Postgres a delivery that waits gets a job again. */
export function settleDelivery(store: Store, id: string, outcome: DeliveryOutcome): Promise<void> {
  return store.write(async (transaction) => {
    const { state, status } = outcome
    const nextAt = state === 'waiting' ? outcome.nextAt : undefined
    await transaction.rows
      .updateTable('deliveries')
      .set(({ eb }) => ({
        state,
        attempts: eb('attempts', '+', 1),
        locked_until: null,
        status: status ?? null,
        reason: state === 'delivered' ? null : outcome.reason,
        ...(nextAt !== undefined && { next_at: nextAt }),
      }))
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .execute()
    if (nextAt !== undefined) await transaction.schedule({ id, nextAt })
  }, 'together')
}

/** Sends it once more, under its own id. */
export async function replayDelivery(transaction: Transaction, id: string): Promise<boolean> {
  const nextAt = transaction.now
  const done = await transaction.rows
    .updateTable('deliveries')
    .set({ state: 'waiting', next_at: nextAt, locked_until: null, attempts: 0 })
    .where('id', '=', id)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) return false
  await transaction.schedule({ id, nextAt })
  return true
}

/** The newest first. */
export async function deliveriesOf(
  store: Store,
  filter: { readonly subscriber?: string; readonly state?: Delivery['state'] },
  { after, limit = 50 }: PageRequest = {},
): Promise<Page<Delivery>> {
  let query = joined(store.reads).orderBy('deliveries.id', 'desc')
  if (filter.subscriber) query = query.where('subscriber', '=', filter.subscriber)
  if (filter.state) query = query.where('state', '=', filter.state)
  if (after) query = query.where('deliveries.id', '<', after)
  const size = Math.min(limit, 500)
  const rows = await query.limit(size).execute()
  const next = rows.length === size ? rows[size - 1]?.id : undefined
  return { rows: rows.map(fromRow), ...(next !== undefined && { next }) }
}

async function claim(
  { rows, now, database }: Transaction,
  lease: number,
  limit: number,
  id?: string,
): Promise<Delivery[]> {
  const free = rows
    .selectFrom('deliveries')
    .select('id')
    .where('state', '=', 'waiting')
    .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<=', now)]))
    // A job says itself when it is due.
    .$if(id === undefined, (query) => query.where('next_at', '<=', now))
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy('next_at')
    .limit(limit)
    .$if(database === 'postgres', (query) => query.forUpdate().skipLocked())
  const ids = (await free.execute()).map((row) => row.id)
  if (ids.length === 0) return []
  await rows
    .updateTable('deliveries')
    .set({ locked_until: now + lease })
    .where('id', 'in', ids)
    .execute()
  const taken = await joined(rows).where('deliveries.id', 'in', ids).orderBy('next_at').execute()
  return taken.map(fromRow)
}

function joined(rows: Rows) {
  return rows
    .selectFrom('deliveries')
    .innerJoin('events', 'events.id', 'deliveries.event')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber')
    .selectAll('deliveries')
    .select(['events.type', 'events.organisation', 'events.data', 'events.at'])
    .select(['subscribers.url', 'subscribers.events', 'subscribers.sealed', 'subscribers.enabled'])
    .select(['subscribers.organisation as only', 'subscribers.created_at'])
}

interface JoinedRow extends DeliveriesTable {
  readonly type: string
  readonly organisation: string
  readonly data: string
  readonly at: number
  readonly url: string
  readonly events: string
  readonly sealed: string
  readonly enabled: number
  readonly only: string | null
  readonly created_at: number
}

function fromRow(row: Omit<JoinedRow, 'attempts'> & { readonly attempts: number }): Delivery {
  return {
    id: row.id,
    event: {
      id: row.event,
      type: row.type as EventType,
      at: row.at,
      organisation: row.organisation,
      data: JSON.parse(row.data) as Delivery['event']['data'],
    },
    subscriber: {
      id: row.subscriber,
      url: row.url,
      events: JSON.parse(row.events) as EventType[],
      ...(row.only !== null && { organisation: row.only }),
      sealed: row.sealed,
      enabled: row.enabled !== 0,
      createdAt: row.created_at,
    },
    state: row.state,
    attempts: row.attempts,
    nextAt: row.next_at,
    ...(row.status !== null && { status: row.status }),
    ...(row.reason !== null && { reason: row.reason }),
  }
}
