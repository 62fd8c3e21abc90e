import type { People } from '../../people.ts'
import { accountByEmail, accountById, memberOf, membersWhere } from '../../store/members.ts'
import type { Workings } from '../workings.ts'
import {
  addAccount,
  addressOf,
  changeAccount,
  closeAccount,
  startVerification,
  verifyAddress,
} from './accounts.ts'
import { groupsOf, setGroup } from './groups.ts'
import { accept, invitations, invite, withdraw } from './invitations.ts'
import { changeMember, removeMember } from './members.ts'
import { signIn } from './sign-in.ts'

export function createPeople(workings: Workings): People {
  const { reads } = workings.store
  return {
    addAccount: (request, actor) => addAccount(workings, request, actor),
    account: (id) => accountById(reads, id),
    accountOf: (email) => accountByEmail(reads, addressOf(email)),
    changeAccount: (id, patch, actor) => changeAccount(workings, id, patch, actor),
    closeAccount: (id, actor) => closeAccount(workings, id, actor),
    startVerification: (id, actor) => startVerification(workings, id, actor),
    verifyAddress: (token, actor) => verifyAddress(workings, token, actor),
    memberships: (account) => membersWhere(reads, { account }),
    members: (organisation) => membersWhere(reads, { organisation }),
    member: (organisation, account) => memberOf(reads, organisation, account),
    changeMember: (who, actor, as) => changeMember(workings, who, actor, as),
    removeMember: (who, actor, as) => removeMember(workings, who, actor, as),
    invite: (request, actor, as) => invite(workings, request, actor, as),
    invitations: (organisation) => invitations(workings, organisation),
    withdraw: (organisation, id, actor) => withdraw(workings, organisation, id, actor),
    accept: (token, account, actor) => accept(workings, token, account, actor),
    signIn: (account, request, actor) => signIn(workings, account, request, actor),
    groups: (organisation) => groupsOf(reads, organisation),
    setGroup: (change, actor) => setGroup(workings, change, actor),
  }
}
