import { actorText, type Actor } from '../../actor.ts'
import { RefusedRequest } from '../../outcome.ts'
import type { GroupChange, Groups } from '../../people.ts'
import { lockedMember } from '../../store/members.ts'
import type { Rows } from '../../store/store.ts'
import { checkText, type Workings } from '../workings.ts'

export async function groupsOf(rows: Rows, organisation: string): Promise<Groups> {
  const found = await rows
    .selectFrom('group_members')
    .select(['name', 'account'])
    .where('organisation', '=', organisation)
    .orderBy('name')
    .orderBy('account')
    .execute()
  const groups = new Map<string, string[]>()
  for (const { name, account } of found) groups.set(name, [...(groups.get(name) ?? []), account])
  return Object.fromEntries(groups)
}

/** What was granted to a group is open to whoever is in it, for as long as they are. */
export async function setGroup(
  { store }: Workings,
  { organisation, group: name, account, enabled }: GroupChange,
  actor: Actor,
): Promise<Groups> {
  checkText('The group', name)
  return store.write(async (transaction) => {
    const { rows } = transaction
    const member = await lockedMember(transaction, organisation, account)
    if (member?.ended_at !== null) {
      throw new RefusedRequest('invalid', 'Only members of the organisation can be in a group.')
    }
    const row = { organisation, name, account }
    if (enabled) {
      await rows
        .insertInto('group_members')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    } else {
      await rows
        .deleteFrom('group_members')
        .where('organisation', '=', organisation)
        .where('name', '=', name)
        .where('account', '=', account)
        .execute()
    }
    const action = enabled ? 'group.joined' : 'group.left'
    const details = { group: name, account }
    await transaction.audit({ actor: actorText(actor), action, subject: organisation, details })
    transaction.changed({ organisation })
    return groupsOf(rows, organisation)
  })
}
