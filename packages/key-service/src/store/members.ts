import type { Account, Invitation, Member } from '../people.ts'
import type { Rows, Transaction } from './store.ts'
import type { AccountsTable, InvitationsTable, MembersTable } from './tables.ts'

export async function accountById(rows: Rows, id: string): Promise<Account | undefined> {
  const query = rows.selectFrom('accounts').selectAll().where('id', '=', id)
  const row = await query.executeTakeFirst()
  return row && accountFrom(row)
}

/** One that is not closed. */
export async function accountByEmail(rows: Rows, email: string): Promise<Account | undefined> {
  const row = await rows
    .selectFrom('accounts')
    .selectAll()
    .where('email', '=', email)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return row && accountFrom(row)
}

/** Nobody else changes it before this transaction has ended. */
export async function lockedAccount(
  { rows, database }: Transaction,
  id: string,
): Promise<Account | undefined> {
  const row = await rows
    .selectFrom('accounts')
    .selectAll()
    .where('id', '=', id)
    .$if(database === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
  return row && accountFrom(row)
}

/** Whoever is or was one; nobody changes it before this transaction has ended. */
export async function lockedMember(
  { rows, database }: Transaction,
  organisation: string,
  account: string,
): Promise<MembersTable | undefined> {
  return rows
    .selectFrom('members')
    .selectAll()
    .where('organisation', '=', organisation)
    .where('account', '=', account)
    .$if(database === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
}

/** Those who are members now, in the order in which they came. */
export async function membersWhere(
  rows: Rows,
  where: { readonly organisation?: string; readonly account?: string },
): Promise<Member[]> {
  let query = rows
    .selectFrom('members')
    .innerJoin('accounts', 'accounts.id', 'members.account')
    .select(['organisation', 'account', 'name', 'email', 'role', 'two_factor', 'since'])
    .where('ended_at', 'is', null)
    .orderBy('since')
    .orderBy('organisation')
    .orderBy('account')
  const { organisation, account } = where
  if (organisation !== undefined) query = query.where('organisation', '=', organisation)
  if (account !== undefined) query = query.where('account', '=', account)
  const found = await query.execute()
  return found.map(({ two_factor, ...row }) => ({ ...row, twoFactor: two_factor === 1 }))
}

export async function memberOf(
  rows: Rows,
  organisation: string,
  account: string,
): Promise<Member | undefined> {
  const [member] = await membersWhere(rows, { organisation, account })
  return member
}

export function accountFrom(row: AccountsTable): Account {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    ...(row.verified_at !== null && { verifiedAt: row.verified_at }),
    twoFactor: row.two_factor === 1,
    createdAt: row.created_at,
    ...(row.closed_at !== null && { closedAt: row.closed_at }),
  }
}

export function invitationFrom(row: InvitationsTable): Invitation {
  return {
    id: row.id,
    organisation: row.organisation,
    email: row.email,
    role: row.role,
    invitedBy: row.invited_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}
