import { actorText, type Actor } from '../../actor.ts'
import { identifier } from '../../identifier.ts'
import { RefusedRequest } from '../../outcome.ts'
import type { Account, Asking, Invitation, Member, NewInvitation, Proof } from '../../people.ts'
import type { Settled } from '../../people.ts'
import {
  accountByEmail,
  invitationFrom,
  lockedAccount,
  lockedMember,
  memberOf,
} from '../../store/members.ts'
import type { Rows, Transaction } from '../../store/store.ts'
import type { InvitationsTable } from '../../store/tables.ts'
import { checkText, type Workings } from '../workings.ts'
import { addressOf, noAccount } from './accounts.ts'
import { above, tell } from './members.ts'
import { digestsOf, newProof } from './proof.ts'

const day = 24 * 60 * 60 * 1000

export async function invite(
  workings: Workings,
  { organisation, email: address, role, lasts = 7 * day }: NewInvitation,
  actor: Actor,
  as?: Asking,
): Promise<Settled<Proof & { invitation: Invitation }>> {
  checkText('The organisation', organisation)
  const email = addressOf(address)
  if (!Number.isSafeInteger(lasts) || lasts < 1 || lasts > 30 * day) {
    throw new RefusedRequest('invalid', 'An invitation lasts 30 days at most, in milliseconds.')
  }
  return workings.store.write(async (transaction) => {
    const { rows, now } = transaction
    const account = await accountByEmail(rows, email)
    const isMember = account && (await memberOf(rows, organisation, account.id))
    const reason = above(as, role) ?? (isMember && 'Whoever has that address is a member.')
    if (reason !== undefined) return { state: 'refused', reason }
    await withdrawEarlier(transaction, organisation, email)

    const { token, digest } = newProof(workings)
    const row: InvitationsTable = {
      ...{ id: identifier('inv', now, workings.random), organisation, email, role, digest },
      ...{ invited_by: as?.account ?? actorText(actor), created_at: now, expires_at: now + lasts },
      ...{ accepted_at: null, accepted_by: null, withdrawn_at: null },
    }
    await rows.insertInto('invitations').values(row).execute()
    const invitation = invitationFrom(row)
    const details = { invitation: row.id, role }
    const action = 'member.invited'
    await transaction.audit({ actor: actorText(actor), action, subject: organisation, details })
    await transaction.emit({ type: action, organisation, data: { invitation } })
    return { state: 'done', invitation, token, expiresAt: invitation.expiresAt }
  })
}

export async function invitations(
  { store, now }: Workings,
  organisation: string,
): Promise<Invitation[]> {
  const found = await openInvitations(store.reads, organisation)
    .where('expires_at', '>', now())
    .orderBy('id', 'desc')
    .execute()
  return found.map(invitationFrom)
}

export async function withdraw(
  { store }: Workings,
  organisation: string,
  id: string,
  actor: Actor,
): Promise<Settled<object>> {
  return store.write(async (transaction) => {
    const { rows, now } = transaction
    const found = await openInvitations(rows, organisation).where('id', '=', id).executeTakeFirst()
    if (!found) return { state: 'unknown', reason: 'There is no such invitation.' }
    const query = rows.updateTable('invitations').set({ withdrawn_at: now }).where('id', '=', id)
    await query.execute()
    const details = { invitation: id }
    const action = 'invitation.withdrawn'
    await transaction.audit({ actor: actorText(actor), action, subject: organisation, details })
    return { state: 'done' }
  })
}

export async function accept(
  workings: Workings,
  token: string,
  id: string,
  actor: Actor,
): Promise<Settled<{ member: Member }>> {
  return workings.store.write(async (transaction) => {
    const account = await lockedAccount(transaction, id)
    if (!account || account.closedAt !== undefined) return noAccount
    const invitation = await usable(workings, transaction, token)
    if (!invitation) {
      return { state: 'refused', reason: 'The invitation is wrong, used, withdrawn or too old.' }
    }
    if (invitation.email !== account.email) {
      return { state: 'refused', reason: 'The invitation was sent to another address.' }
    }
    const member = await enter(transaction, invitation, account)
    await tell(transaction, 'member.added', member, actor, { invitation: invitation.id })
    return { state: 'done', member }
  })
}

/** Whoever read the mail has the address, so it is verified as well. */
async function enter(
  transaction: Transaction,
  { id, organisation, role }: InvitationsTable,
  account: Account,
): Promise<Member> {
  const { rows, now } = transaction
  const accepted = { accepted_at: now, accepted_by: account.id }
  await rows.updateTable('invitations').set(accepted).where('id', '=', id).execute()
  const proved = { verified_at: now, verification: null, verification_until: null }
  await rows
    .updateTable('accounts')
    .set(proved)
    .where('id', '=', account.id)
    .where('verified_at', 'is', null)
    .execute()
  await lockedMember(transaction, organisation, account.id)
  const row = { role, since: now, ended_at: null }
  await rows
    .insertInto('members')
    .values({ organisation, account: account.id, ...row })
    .onConflict((conflict) => conflict.columns(['organisation', 'account']).doUpdateSet(row))
    .execute()
  return (await memberOf(rows, organisation, account.id))!
}

async function usable(
  workings: Workings,
  { rows, now, database }: Transaction,
  token: string,
): Promise<InvitationsTable | undefined> {
  return rows
    .selectFrom('invitations')
    .selectAll()
    .where('digest', 'in', [...digestsOf(workings, token)])
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .$if(database === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
}

/** The last one alone can be accepted. */
async function withdrawEarlier(
  { rows, now }: Transaction,
  organisation: string,
  email: string,
): Promise<void> {
  await rows
    .updateTable('invitations')
    .set({ withdrawn_at: now })
    .where('organisation', '=', organisation)
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute()
}

function openInvitations(rows: Rows, organisation: string) {
  return rows
    .selectFrom('invitations')
    .selectAll()
    .where('organisation', '=', organisation)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
}
