import type { Transaction } from 'kysely'
import type { Database, Tables } from './store/tables.ts'

/** Keeps keys from being changed: `all`, `origin:github`, `organisation:acme`. */
export interface Stop {
  readonly scope: string
  readonly at: number
  readonly by: string
  readonly reason: string
}

export async function stops(database: Database): Promise<readonly Stop[]> {
  const rows = await database.selectFrom('stop').selectAll().orderBy('scope').execute()
  return rows.map(({ scope, at, by_whom, reason }) => ({ scope, at, by: by_whom, reason }))
}

export async function stop(transaction: Transaction<Tables>, stop: Stop): Promise<void> {
  const { scope, at, by, reason } = stop
  await transaction
    .insertInto('stop')
    .values({ scope, at, by_whom: by, reason })
    .onConflict((conflict) => conflict.column('scope').doUpdateSet({ at, by_whom: by, reason }))
    .execute()
}

export async function letGo(transaction: Transaction<Tables>, scope: string): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom('stop')
    .where('scope', '=', scope)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Why this key may not be changed now. Read in the transaction that is about to have it changed. */
export function stopReason(
  stops: readonly Stop[],
  subject: { readonly origins: readonly string[]; readonly organisation: string },
): string | undefined {
  const scopes = [
    'all',
    `organisation:${subject.organisation}`,
    ...subject.origins.map((origin) => `origin:${origin}`),
  ]
  const found = stops.find(({ scope }) => scopes.includes(scope))
  return found && `The kill switch (${found.scope}) is on: ${found.reason}`
}

export const environmentStop: Stop = {
  scope: 'all',
  at: 0,
  by: 'environment',
  reason: 'KEYWARD_REVOKE_KILL_SWITCH is set.',
}
