import { actorText, system, type Actor } from '../actor.ts'
import type { Debit } from '../credits.ts'
import { RefusedRequest } from '../outcome.ts'
import type { Credits } from '../service.ts'
import type { Rows } from '../store/store.ts'
import type { DebitsTable } from '../store/tables.ts'
import { once } from './idempotency.ts'
import { checkText, type Workings } from './workings.ts'

const most = 1_000_000_000
const day = 24 * 60 * 60 * 1000

/** Takes the amount once, or nothing: however many ask at the same time, and how often. */
export async function debit(
  workings: Workings,
  key: string,
  amount: number,
  idempotencyKey: string,
): Promise<Debit> {
  checkAmount(amount)
  checkText('The idempotency key', idempotencyKey)
  const { store } = workings
  const query = store.reads.selectFrom('keys').select('organisation').where('id', '=', key)
  const organisation = (await query.executeTakeFirst())?.organisation
  if (organisation === undefined) return { state: 'unknown', reason: `No key is called ${key}.` }

  const id = `debit ${organisation} ${idempotencyKey}`
  const answer = await store.tally((rows, at) =>
    entered(rows, { id, organisation, key, amount, balance: 0, at }),
  )
  if (answer.state === 'exhausted') await tellExhausted(workings, organisation)
  return answer
}

export async function credit(
  { store }: Workings,
  { organisation, amount, idempotencyKey }: Credits,
  actor: Actor,
): Promise<Debit> {
  checkAmount(amount)
  checkText('The idempotency key', idempotencyKey)
  checkText('The organisation', organisation)
  return store.write(async (transaction) => {
    const { rows, now: at } = transaction
    await rows
      .insertInto('balances')
      .values({ organisation, balance: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const id = `credit ${organisation} ${idempotencyKey}`
    const entry = { id, organisation, key: null, amount: -amount, balance: 0, at }
    const answer = await entered(rows, entry)
    if (answer.state === 'debited') {
      const details = { amount, balance: answer.balance }
      const action = 'credits.added'
      await transaction.audit({ actor: actorText(actor), action, subject: organisation, details })
    }
    return answer
  })
}

/** The entry comes first: a second one with its id waits here, and finds what the first one did. */
async function entered(rows: Rows, entry: DebitsTable): Promise<Debit> {
  const { id, organisation, amount } = entry
  const added = await rows
    .insertInto('debits')
    .values(entry)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if ((added.numInsertedOrUpdatedRows ?? 0n) === 0n) return repeated(rows, entry)

  const taken = await rows
    .updateTable('balances')
    .set(({ eb }) => ({ balance: eb('balance', '-', amount) }))
    .where('organisation', '=', organisation)
    .where('balance', '>=', amount)
    .returning('balance')
    .executeTakeFirst()
  if (!taken) {
    await rows.deleteFrom('debits').where('id', '=', id).execute()
    return exhausted(rows, entry)
  }
  const { balance } = taken
  await rows.updateTable('debits').set({ balance }).where('id', '=', id).execute()
  return { state: 'debited', amount: Math.abs(amount), balance }
}

async function repeated(rows: Rows, { id, amount }: DebitsTable): Promise<Debit> {
  const query = rows.selectFrom('debits').select(['amount', 'balance']).where('id', '=', id)
  const before = await query.executeTakeFirstOrThrow()
  if (before.amount !== amount) {
    throw new RefusedRequest('conflict', 'This idempotency key was used for another amount.')
  }
  return { state: 'repeated', amount: Math.abs(amount), balance: before.balance }
}

async function exhausted(rows: Rows, { organisation, amount }: DebitsTable): Promise<Debit> {
  const query = rows.selectFrom('balances').select('balance')
  const row = await query.where('organisation', '=', organisation).executeTakeFirst()
  const balance = row?.balance ?? 0
  return { state: 'exhausted', reason: `It has ${balance} credits, not ${amount}.`, balance }
}

/** Once a day for each organisation. */
async function tellExhausted({ store, now }: Workings, organisation: string): Promise<void> {
  const today = Math.floor(now() / day)
  const id = `exhausted ${organisation} ${today}`
  const query = store.reads.selectFrom('idempotency').select('id').where('id', '=', id)
  if (await query.executeTakeFirst()) return
  await store.write(async (transaction) => {
    if (!(await once(transaction.rows, id, transaction.now))) return
    const action = 'credits.exhausted'
    await transaction.audit({ actor: actorText(system), action, subject: organisation })
    await transaction.emit({ type: action, organisation, data: {} })
  })
}

function checkAmount(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > most) {
    throw new RefusedRequest('invalid', `The amount must be a whole number from 1 to ${most}.`)
  }
}
