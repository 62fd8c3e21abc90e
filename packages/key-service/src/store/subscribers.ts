import type { Subscriber } from '../event.ts'
import type { Rows, Transaction } from './store.ts'
import type { SubscribersTable } from './tables.ts'

type SubscriberPatch = Partial<Pick<Subscriber, 'url' | 'events' | 'sealed' | 'enabled'>>

/** Auditing it is the caller's part, in the same transaction. */
export async function addSubscriber(
  { rows }: Transaction,
  { id, url, events, organisation, sealed, enabled, createdAt }: Subscriber,
): Promise<void> {
  const row: SubscribersTable = {
    id,
    url,
    events: JSON.stringify(events),
    organisation: organisation ?? null,
    sealed,
    enabled: Number(enabled),
    created_at: createdAt,
  }
  await rows.insertInto('subscribers').values(row).execute()
}

export async function changeSubscriber(
  { rows }: Transaction,
  id: string,
  { url, events, sealed, enabled }: SubscriberPatch,
): Promise<Subscriber | undefined> {
  const patch: Partial<SubscribersTable> = {
    ...(url !== undefined && { url }),
    ...(events && { events: JSON.stringify(events) }),
    ...(sealed !== undefined && { sealed }),
    ...(enabled !== undefined && { enabled: Number(enabled) }),
  }
  if (Object.keys(patch).length > 0) {
    await rows.updateTable('subscribers').set(patch).where('id', '=', id).execute()
  }
  return subscriber(rows, id)
}

/** What still waits for it is dropped. */
export async function removeSubscriber({ rows }: Transaction, id: string): Promise<boolean> {
  await rows.deleteFrom('deliveries').where('subscriber', '=', id).execute()
  const removed = await rows.deleteFrom('subscribers').where('id', '=', id).executeTakeFirst()
  return removed.numDeletedRows > 0n
}

export async function subscriber(rows: Rows, id: string): Promise<Subscriber | undefined> {
  const query = rows.selectFrom('subscribers').selectAll().where('id', '=', id)
  const row = await query.executeTakeFirst()
  return row && fromRow(row)
}

export async function subscribers(rows: Rows): Promise<Subscriber[]> {
  const all = await rows.selectFrom('subscribers').selectAll().orderBy('id').execute()
  return all.map(fromRow)
}

export function fromRow(row: SubscribersTable): Subscriber {
  return {
    id: row.id,
    url: row.url,
    events: JSON.parse(row.events) as Subscriber['events'],
    ...(row.organisation !== null && { organisation: row.organisation }),
    sealed: row.sealed,
    enabled: row.enabled !== 0,
    createdAt: row.created_at,
  }
}
