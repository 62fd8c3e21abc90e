import { actorText, type Actor } from '../actor.ts'
import type { Key } from '../key.ts'
import { RefusedRequest } from '../outcome.ts'
import { defaultReminders, type Policy } from '../policy.ts'
import { fromRow } from '../store/keys.ts'
import type { Rows } from '../store/store.ts'
import { checkText, seen, type Workings } from './workings.ts'

export async function policyOf(rows: Rows, organisation: string): Promise<Policy> {
  const query = rows.selectFrom('policies').selectAll().where('organisation', '=', organisation)
  const row = await query.executeTakeFirst()
  if (!row) return { organisation, reminders: defaultReminders }
  return {
    organisation,
    ...(row.maximum_age !== null && { maximumAge: row.maximum_age }),
    reminders: JSON.parse(row.reminders) as number[],
    ...(row.two_factor === 1 && { twoFactor: 'required' }),
  }
}

export async function setPolicy(
  { store }: Workings,
  policy: Policy,
  actor: Actor,
): Promise<Policy> {
  const { organisation, maximumAge, reminders, twoFactor } = policy
  checkText('The organisation', organisation)
  const times = [...reminders, ...(maximumAge === undefined ? [] : [maximumAge])]
  if (reminders.length > 10 || !times.every((time) => Number.isSafeInteger(time) && time > 0)) {
    throw new RefusedRequest('invalid', 'Ages and up to 10 reminders are positive whole numbers.')
  }
  return store.write(async (transaction) => {
    const row = {
      maximum_age: maximumAge ?? null,
      reminders: JSON.stringify(reminders),
      two_factor: Number(twoFactor === 'required'),
    }
    await transaction.rows
      .insertInto('policies')
      .values({ organisation, ...row })
      .onConflict((conflict) => conflict.column('organisation').doUpdateSet(row))
      .execute()
    const { organisation: subject, ...details } = policy
    const action = 'policy.changed'
    await transaction.audit({ actor: actorText(actor), action, subject, details })
    return policyOf(transaction.rows, organisation)
  })
}

/** Keys that are older than the policy allows, or will be; the oldest first, 500 at most. */
export async function stale(
  { store, now }: Workings,
  organisation: string,
  within: number,
): Promise<readonly Key[]> {
  const { maximumAge } = await policyOf(store.reads, organisation)
  if (maximumAge === undefined) return []
  const found = await store.reads
    .selectFrom('keys')
    .selectAll()
    .where('organisation', '=', organisation)
    .where('state', 'in', ['active', 'rotating'])
    .where('created_at', '<=', now() + within - maximumAge)
    .orderBy('created_at')
    .limit(500)
    .execute()
  const keys = found.map((row) => seen(fromRow(row), now()))
  return keys.filter(({ state }) => state !== 'expired')
}
