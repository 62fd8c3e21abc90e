import { actorText, type Actor } from '../../actor.ts'
import type { Asking, Changed, Member, MemberName, Settled } from '../../people.ts'
import { isAtLeast, type Role } from '../../role.ts'
import { lockedMember, memberOf } from '../../store/members.ts'
import type { Transaction } from '../../store/store.ts'
import type { Workings } from '../workings.ts'
import { cutKeys, endKeys } from './bounds.ts'

export async function changeMember(
  workings: Workings,
  who: MemberName & { readonly role: Role },
  actor: Actor,
  as?: Asking,
): Promise<Settled<Changed>> {
  const { organisation, account, role } = who
  return workings.store.write(async (transaction) => {
    const before = await present(transaction, who)
    if (!before) return noMember
    const reason = above(as, before.role, role) ?? (await lastOwner(transaction, before, role))
    if (reason !== undefined) return { state: 'refused', reason }
    const member = { ...before, role }
    if (role === before.role) return { state: 'done', member, keys: 0 }

    await transaction.rows
      .updateTable('members')
      .set({ role })
      .where('organisation', '=', organisation)
      .where('account', '=', account)
      .execute()
    if (!isAtLeast(role, 'admin')) await withdrawAll(transaction, who)
    const keys = await cutKeys(workings, transaction, who, actor)
    await tell(transaction, 'member.changed', member, actor, { before: before.role, keys })
    return { state: 'done', member, keys }
  })
}

export async function removeMember(
  { store }: Workings,
  who: MemberName,
  actor: Actor,
  as?: Asking,
): Promise<Settled<Changed>> {
  return store.write(async (transaction) => {
    const member = await present(transaction, who)
    if (!member) return noMember
    const isOwn = as?.account === who.account
    const reason =
      (isOwn ? undefined : above(as, member.role)) ?? (await lastOwner(transaction, member))
    if (reason !== undefined) return { state: 'refused', reason }
    return { state: 'done', member, keys: await endMembership(transaction, member, actor) }
  })
}

/** The one way a membership ends; counts the keys that it revokes. */
export async function endMembership(
  transaction: Transaction,
  member: Member,
  actor: Actor,
): Promise<number> {
  const { rows, now } = transaction
  const { organisation, account } = member
  await rows
    .updateTable('members')
    .set({ ended_at: now })
    .where('organisation', '=', organisation)
    .where('account', '=', account)
    .execute()
  await rows
    .deleteFrom('product_grants')
    .where('organisation', '=', organisation)
    .where('member', '=', account)
    .execute()
  await rows
    .deleteFrom('group_members')
    .where('organisation', '=', organisation)
    .where('account', '=', account)
    .execute()
  await withdrawAll(transaction, member)
  const keys = await endKeys(transaction, member, actor)
  transaction.changed({ organisation })
  await tell(transaction, 'member.removed', member, actor, { keys })
  return keys
}

export async function tell(
  transaction: Transaction,
  action: 'member.added' | 'member.changed' | 'member.removed',
  member: Member,
  actor: Actor,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { organisation, account, role, name, email } = member
  await transaction.audit({
    actor: actorText(actor),
    action,
    subject: organisation,
    details: { account, role, ...details },
  })
  const data = { member: { account, name, email, role }, ...details }
  await transaction.emit({ type: action, organisation, data })
}

/** Why somebody may not, when one of these roles is above theirs. */
export function above(as: Asking | undefined, ...concerned: readonly Role[]): string | undefined {
  if (!as || concerned.every((role) => isAtLeast(as.role, role))) return undefined
  return `Your role, ${as.role}, is below that.`
}

const noMember = { state: 'unknown', reason: 'There is no such member.' } as const

async function present(
  transaction: Transaction,
  { organisation, account }: MemberName,
): Promise<Member | undefined> {
  const row = await lockedMember(transaction, organisation, account)
  if (!row || row.ended_at !== null) return undefined
  return memberOf(transaction.rows, organisation, account)
}

/** Somebody must be left who can let others in. */
async function lastOwner(
  { rows, database }: Transaction,
  { organisation, role: before }: Member,
  role?: Role,
): Promise<string | undefined> {
  if (before !== 'owner' || role === 'owner') return undefined
  const owners = await rows
    .selectFrom('members')
    .select('account')
    .where('organisation', '=', organisation)
    .where('role', '=', 'owner')
    .where('ended_at', 'is', null)
    .$if(database === 'postgres', (query) => query.forUpdate())
    .execute()
  return owners.length > 1 ? undefined : 'It is the last owner: make somebody else one before.'
}

/** Whom somebody has let in who may no longer does not come in. */
async function withdrawAll(
  { rows, now }: Transaction,
  { organisation, account }: MemberName,
): Promise<void> {
  await rows
    .updateTable('invitations')
    .set({ withdrawn_at: now })
    .where('organisation', '=', organisation)
    .where('invited_by', '=', account)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute()
}
