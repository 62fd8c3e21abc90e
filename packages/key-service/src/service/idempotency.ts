import { hash } from 'node:crypto'
import { RefusedRequest } from '../outcome.ts'
import type { Rows } from '../store/store.ts'

/** What was answered to the same question under the same key; refuses another question. */
export async function answered(
  rows: Rows,
  id: string,
  request: string,
): Promise<string | undefined> {
  const query = rows.selectFrom('idempotency').selectAll().where('id', '=', id)
  const row = await query.executeTakeFirst()
  if (row && row.request !== request) {
    throw new RefusedRequest('conflict', 'This idempotency key was used for another request.')
  }
  return row?.answer
}

export async function remember(
  rows: Rows,
  row: { readonly id: string; readonly request: string; readonly answer: string },
  at: number,
): Promise<void> {
  await rows
    .insertInto('idempotency')
    .values({ ...row, at })
    .execute()
}

/** True for the first who asks. */
export async function once(rows: Rows, id: string, at: number): Promise<boolean> {
  const added = await rows
    .insertInto('idempotency')
    .values({ id, request: '', answer: '', at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Names a request without keeping it. */
export function digestOf(value: unknown): string {
  return hash('sha256', JSON.stringify(value))
}
