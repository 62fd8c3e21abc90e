import { actorText, system } from '../actor.ts'
import type { Key } from '../key.ts'
import { defaultReminders } from '../policy.ts'
import type { Swept } from '../service.ts'
import { fromRow, updateKey } from '../store/keys.ts'
import type { Transaction } from '../store/store.ts'
import { end } from './revoke.ts'
import { told, type Workings } from './workings.ts'

const batch = 200
const day = 24 * 60 * 60 * 1000
// GitHub repeats a delivery for days at most; every other sender gives up sooner.
const answersLast = 30 * day

/** What time alone does to keys, some at a time, so that nobody waits long. */
export async function sweep({ store }: Workings): Promise<Swept> {
  const expired = await repeated(() => store.write(expire))
  const revoked = await repeated(() => store.write(endQuarantines))
  const reminded = await store.write(remind)
  await store.write(forgetAnswers)
  return { expired, revoked, reminded }
}

async function repeated(work: () => Promise<number>): Promise<number> {
  let total = 0
  for (;;) {
    const done = await work()
    total += done
    if (done < batch) return total
  }
}

async function expire(transaction: Transaction): Promise<number> {
  const due = await transaction.rows
    .selectFrom('keys')
    .selectAll()
    .where('state', 'in', ['active', 'rotating'])
    .where('expires_at', '<=', transaction.now)
    .limit(batch)
    .execute()
  for (const { id, state: before } of due) {
    const key = await updateKey(transaction, id, { state: 'expired' })
    const { organisation } = key
    const action = 'key.expired'
    await transaction.audit({ actor: actorText(system), action, subject: id, details: { before } })
    await transaction.emit({ type: action, organisation, data: told(key) })
  }
  return due.length
}

async function endQuarantines(transaction: Transaction): Promise<number> {
  const due = await transaction.rows
    .selectFrom('keys')
    .selectAll()
    .where('state', '=', 'quarantined')
    .where('quarantined_until', '<=', transaction.now)
    .limit(batch)
    .execute()
  for (const row of due) {
    await end(transaction, fromRow(row), 'Nobody released it from its quarantine.', system)
  }
  return due.length
}

/** Every key is looked at once for each reminder there is, and told of those of its organisation. */
async function remind(transaction: Transaction): Promise<number> {
  const { rows, now } = transaction
  const policies = await policiesOf(transaction)
  const times = [...new Set([defaultReminders, ...policies.values()].flat())]
  let reminded = 0
  for (const before of times.sort((a, b) => a - b)) {
    const soon = await rows
      .selectFrom('keys')
      .selectAll()
      .where('state', '=', 'active')
      .where('successor', 'is', null)
      .where('expires_at', '>', now)
      .where('expires_at', '<=', now + before)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('reminders')
              .select('key')
              .whereRef('reminders.key', '=', 'keys.id')
              .where('before', '=', before),
          ),
        ),
      )
      .limit(batch)
      .execute()
    for (const row of soon) {
      const key = fromRow(row)
      const wanted = (policies.get(key.organisation) ?? defaultReminders).includes(before)
      reminded += Number(await remindOf(transaction, key, before, wanted))
    }
  }
  return reminded
}

async function policiesOf({ rows }: Transaction): Promise<Map<string, readonly number[]>> {
  const policies = await rows.selectFrom('policies').select(['organisation', 'reminders']).execute()
  return new Map(
    policies.map(({ organisation, reminders }) => [
      organisation,
      JSON.parse(reminders) as number[],
    ]),
  )
}

/** Of several that are due at once the last one alone is sent. */
async function remindOf(
  transaction: Transaction,
  key: Key,
  before: number,
  wanted: boolean,
): Promise<boolean> {
  const { rows, now } = transaction
  const { id, organisation, createdAt, expiresAt = 0 } = key
  const later = await rows
    .selectFrom('reminders')
    .select('key')
    .where('key', '=', id)
    .where('before', '<', before)
    .executeTakeFirst()
  await rows.insertInto('reminders').values({ key: id, before, at: now }).execute()
  // One that was never due while the key lived is not made up for.
  if (!wanted || later || before >= expiresAt - createdAt) return false
  const action = 'key.expiring'
  await transaction.audit({ actor: actorText(system), action, subject: id, details: { expiresAt } })
  await transaction.emit({ type: action, organisation, data: { ...told(key), expiresAt } })
  return true
}

async function forgetAnswers({ rows, now }: Transaction): Promise<void> {
  await rows
    .deleteFrom('idempotency')
    .where('at', '<', now - answersLast)
    .execute()
}
