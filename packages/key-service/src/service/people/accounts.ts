import { actorText, type Actor } from '../../actor.ts'
import { managementApi } from '../../api.ts'
import { identifier } from '../../identifier.ts'
import { RefusedRequest } from '../../outcome.ts'
import type { Account, AccountPatch, NewAccount, Proof, Settled } from '../../people.ts'
import { accountById, accountFrom, lockedAccount, membersWhere } from '../../store/members.ts'
import type { Transaction } from '../../store/store.ts'
import { checkText, type Workings } from '../workings.ts'
import { endMembership } from './members.ts'
import { digestsOf, newProof } from './proof.ts'

const verificationLasts = 24 * 60 * 60 * 1000

export async function addAccount(
  { store, random }: Workings,
  request: NewAccount,
  actor: Actor,
): Promise<Account> {
  const { name, verified = false, twoFactor = false } = request
  checkText('The name', name)
  const email = addressOf(request.email)
  return store.write(async (transaction) => {
    const { rows, now } = transaction
    const id = identifier('acc', now, random)
    const added = await rows
      .insertInto('accounts')
      .values({
        ...{ id, name, email, two_factor: Number(twoFactor), created_at: now, closed_at: null },
        ...{ verified_at: verified ? now : null, verification: null, verification_until: null },
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if ((added.numInsertedOrUpdatedRows ?? 0n) === 0n) {
      throw new RefusedRequest('conflict', 'There is an account of this address already.')
    }
    await tell(transaction, 'account.created', id, actor)
    return (await accountById(rows, id))!
  })
}

export async function changeAccount(
  { store }: Workings,
  id: string,
  { name, twoFactor }: AccountPatch,
  actor: Actor,
): Promise<Settled<{ account: Account }>> {
  if (name !== undefined) checkText('The name', name)
  return store.write(async (transaction) => {
    const before = await lockedAccount(transaction, id)
    if (!before || before.closedAt !== undefined) return noAccount
    const changed = await transaction.rows
      .updateTable('accounts')
      .set({ name: name ?? before.name, two_factor: Number(twoFactor ?? before.twoFactor) })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    const details = {
      changed: [...(name === undefined ? [] : ['name'])],
      ...(twoFactor !== undefined && { twoFactor }),
    }
    const action = 'account.changed'
    await transaction.audit({ actor: actorText(actor), action, subject: id, details })
    return { state: 'done', account: accountFrom(changed) }
  })
}

export async function closeAccount(
  workings: Workings,
  id: string,
  actor: Actor,
): Promise<Settled<{ account: Account }>> {
  return workings.store.write(async (transaction) => {
    const account = await lockedAccount(transaction, id)
    if (!account || account.closedAt !== undefined) return noAccount
    const { rows, now } = transaction
    for (const member of await membersWhere(rows, { account: id })) {
      await endMembership(transaction, member, actor)
    }
    const closed = await rows
      .updateTable('accounts')
      .set({ closed_at: now, verification: null, verification_until: null })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await tell(transaction, 'account.closed', id, actor)
    return { state: 'done', account: accountFrom(closed) }
  })
}

export async function startVerification(
  workings: Workings,
  id: string,
  actor: Actor,
): Promise<Settled<Proof>> {
  return workings.store.write(async (transaction) => {
    const account = await lockedAccount(transaction, id)
    if (!account || account.closedAt !== undefined) return noAccount
    if (account.verifiedAt !== undefined) {
      return { state: 'refused', reason: 'The address was verified before.' }
    }
    const { token, digest } = newProof(workings)
    const expiresAt = transaction.now + verificationLasts
    await transaction.rows
      .updateTable('accounts')
      .set({ verification: digest, verification_until: expiresAt })
      .where('id', '=', id)
      .execute()
    const action = 'account.verification_started'
    await transaction.audit({ actor: actorText(actor), action, subject: id })
    return { state: 'done', token, expiresAt }
  })
}

export async function verifyAddress(
  workings: Workings,
  token: string,
  actor: Actor,
): Promise<Settled<{ account: Account }>> {
  return workings.store.write(async (transaction) => {
    const { rows, now } = transaction
    const verified = await rows
      .updateTable('accounts')
      .set({ verified_at: now, verification: null, verification_until: null })
      .where('verification', 'in', [...digestsOf(workings, token)])
      .where('verification_until', '>', now)
      .returningAll()
      .executeTakeFirst()
    if (!verified) return { state: 'refused', reason: 'It is wrong, used or too old.' }
    const action = 'account.verified'
    await transaction.audit({ actor: actorText(actor), action, subject: verified.id })
    return { state: 'done', account: accountFrom(verified) }
  })
}

/** In lower case: nobody's mailbox differs by it. */
export function addressOf(email: string): string {
  checkText('The address', email, 254)
  const address = email.trim().toLowerCase()
  if (!/^[^\s@]+@[^\s@]+$/.test(address)) {
    throw new RefusedRequest('invalid', 'The address is none of an e-mail.')
  }
  return address
}

export const noAccount = { state: 'unknown', reason: 'There is no such account.' } as const

/** An account is of no organisation, so those who run the service are told of it. */
async function tell(
  transaction: Transaction,
  action: 'account.created' | 'account.closed',
  id: string,
  actor: Actor,
): Promise<void> {
  await transaction.audit({ actor: actorText(actor), action, subject: id })
  const account = { id }
  await transaction.emit({ type: action, organisation: managementApi.id, data: { account } })
}
