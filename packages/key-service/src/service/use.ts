import { sql } from 'kysely'
import type { Use } from '../service.ts'
import type { Workings } from './workings.ts'

// So many are written that nobody who wants to change one of them waits long.
const atOnce = 5000

export async function recordUse({ store }: Workings, uses: readonly Use[]): Promise<void> {
  for (let from = 0; from < uses.length; from += atOnce) {
    const noted = JSON.stringify(uses.slice(from, from + atOnce))
    await store.tally((rows) => statements[store.database](noted).execute(rows))
  }
}

const statements = {
  sqlite: (noted: string) => sql`
    UPDATE keys SET last_used_at = used.at
    FROM (SELECT value ->> 'key' AS id, value ->> 'at' AS at FROM json_each(${noted})) AS used
    WHERE keys.id = used.id AND coalesce(keys.last_used_at, -1) < used.at`,
  // Locked in the order of their ids, so that two processes that write the same keys do not meet.
  postgres: (noted: string) => sql`
    UPDATE keys SET last_used_at = used.at
    FROM (
      SELECT keys.id, noted.at FROM keys
      JOIN json_to_recordset(${noted}::json) AS noted(key text, at bigint) ON keys.id = noted.key
      WHERE coalesce(keys.last_used_at, -1) < noted.at
      ORDER BY keys.id FOR UPDATE OF keys
    ) AS used
    WHERE keys.id = used.id AND coalesce(keys.last_used_at, -1) < used.at`,
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
