import { actorText, type Actor } from '../../actor.ts'
import type { Api } from '../../api.ts'
import type { Key } from '../../key.ts'
import { RefusedRequest } from '../../outcome.ts'
import type { MemberName } from '../../people.ts'
import { mayGive, within, type Role } from '../../role.ts'
import { fromRow, updateKey } from '../../store/keys.ts'
import { accountById, lockedMember } from '../../store/members.ts'
import type { Transaction } from '../../store/store.ts'
import { end } from '../revoke.ts'
import { told, type Workings } from '../workings.ts'

/**
 * Throws when the role of whoever makes a key does not allow its scopes. A creator that is no account,
 * such as another key, is bound by none.
 */
export async function checkBounds(
  transaction: Transaction,
  api: Api,
  { organisation, creator }: Pick<Key, 'organisation' | 'creator'>,
  scopes: readonly string[],
): Promise<void> {
  const member = await lockedMember(transaction, organisation, creator)
  const isAccount = member ?? (await accountById(transaction.rows, creator))
  if (!isAccount) return
  if (!member || member.ended_at !== null) {
    throw new RefusedRequest('invalid', 'The creator is no member of the organisation.')
  }
  const { role } = member
  const scope = scopes.find((scope) => !mayGive(role, scope, api))
  if (scope === undefined) return
  throw new RefusedRequest('invalid', `The role ${role} may not give keys the scope "${scope}".`)
}

/** What a member loses, the keys that they made lose in the same moment; counts them. */
export async function cutKeys(
  { apis }: Workings,
  transaction: Transaction,
  member: MemberName & { readonly role: Role },
  actor: Actor,
): Promise<number> {
  let cut = 0
  for (const key of await keysMadeBy(transaction, member)) {
    const api = apis.find(({ id }) => id === key.api) ?? { scopes: key.scopes }
    const scopes = within(member.role, key.scopes, api)
    if (scopes === key.scopes) continue
    const changed = await updateKey(transaction, key.id, { scopes: JSON.stringify(scopes) })
    const details = { patch: { scopes }, before: { scopes: key.scopes } }
    const action = 'key.changed'
    await transaction.audit({ actor: actorText(actor), action, subject: key.id, details })
    const { organisation } = member
    const data = { ...told(changed), patch: { scopes } }
    await transaction.emit({ type: action, organisation, data })
    cut++
  }
  return cut
}

export async function endKeys(
  transaction: Transaction,
  member: MemberName,
  actor: Actor,
): Promise<number> {
  const keys = await keysMadeBy(transaction, member)
  for (const key of keys) {
    await end(transaction, key, 'Whoever made it left the organisation.', actor)
  }
  return keys.length
}

/** Those that open something, or may again. */
async function keysMadeBy(
  { rows, database }: Transaction,
  { organisation, account }: MemberName,
): Promise<Key[]> {
  const found = await rows
    .selectFrom('keys')
    .selectAll()
    .where('organisation', '=', organisation)
    .where('creator', '=', account)
    .where('state', 'in', ['active', 'rotating', 'quarantined'])
    .orderBy('id')
    .$if(database === 'postgres', (query) => query.forUpdate())
    .execute()
  return found.map((row) => fromRow(row))
}
