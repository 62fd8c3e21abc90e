import { actorText, system } from '../actor.ts'
import type { Peppers } from '../pepper.ts'
import type { ServiceParts } from '../service.ts'
import { StartRefused, type Store, type Transaction } from '../store/store.ts'

const tolerance = 60_000

/** Whether the service may begin; and what must be written before it does. */
export async function start(parts: ServiceParts): Promise<void> {
  await checkClock(parts)
  await parts.store.write((transaction) => settlePeppers(transaction, parts.peppers))
}

/** The last moment that the store knows of. */
export async function lastMoment(store: Store): Promise<number> {
  const head = await store.reads.selectFrom('audit_head').select('at').executeTakeFirstOrThrow()
  return head.at
}

/** A clock that is behind would open keys again whose time is over. */
async function checkClock({ store, clock, acceptClock = false }: ServiceParts): Promise<void> {
  const last = await lastMoment(store)
  const now = clock()
  if (acceptClock || now + tolerance >= last) return
  const [said, written] = [now, last].map((time) => new Date(time).toISOString())
  throw new StartRefused(
    `The clock says ${said}, and the audit was last written to at ${written}.`,
    'Set the clock of this machine; expired keys would open again.',
  )
}

async function settlePeppers(transaction: Transaction, peppers: Peppers): Promise<void> {
  const { rows, now } = transaction
  const stored = await rows.selectFrom('peppers').selectAll().execute()
  for (const { id, proof } of stored) {
    if (!peppers.ids.includes(id)) await checkUnused(transaction, id)
    else if (proof !== peppers.proof(id)) throw wrong(id)
  }
  for (const id of peppers.ids) {
    if (stored.some((pepper) => pepper.id === id)) continue
    await rows
      .insertInto('peppers')
      .values({ id, proof: peppers.proof(id), created_at: now })
      .execute()
    await transaction.audit({ actor: actorText(system), action: 'pepper.added', subject: id })
  }
  await sealAgain(transaction, peppers)
}

/** A key whose pepper is gone is lost, so that must not go unnoticed. */
async function checkUnused({ rows }: Transaction, id: string): Promise<void> {
  const { keys } = await rows
    .selectFrom('keys')
    .select(({ fn }) => fn.countAll<number>().as('keys'))
    .where('pepper', '=', id)
    .where('state', 'in', ['active', 'rotating', 'quarantined'])
    .executeTakeFirstOrThrow()
  if (keys === 0) return
  throw new StartRefused(
    `The pepper "${id}" is missing, and ${keys} keys in use were stored with it.`,
    'Give it after the current one until those keys have been used, rotated or revoked.',
  )
}

async function sealAgain(transaction: Transaction, peppers: Peppers): Promise<void> {
  const { rows } = transaction
  const subscribers = await rows.selectFrom('subscribers').select(['id', 'sealed']).execute()
  for (const { id, sealed } of subscribers) {
    const pepper = sealed.slice(0, sealed.indexOf('.'))
    if (pepper === peppers.current) continue
    if (!peppers.ids.includes(pepper)) {
      throw new StartRefused(
        `The pepper "${pepper}" is missing, and what subscriber ${id} signs with is sealed with it.`,
        'Give it after the current one once more: it is sealed again when the service starts.',
      )
    }
    const again = peppers.seal(peppers.open(sealed).reveal())
    await rows.updateTable('subscribers').set({ sealed: again }).where('id', '=', id).execute()
  }
}

function wrong(id: string): StartRefused {
  return new StartRefused(
    `The pepper "${id}" is not the one that keys were stored with.`,
    'Give the one that was used before; a new pepper gets a new id and stands before it.',
  )
}
