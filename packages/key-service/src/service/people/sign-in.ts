import { actorText, type Actor } from '../../actor.ts'
import { managementApi } from '../../api.ts'
import { RefusedRequest } from '../../outcome.ts'
import type { Account, Session, Settled, SignIn } from '../../people.ts'
import { isAtLeast, mayGive, type Role } from '../../role.ts'
import { lockedAccount, lockedMember, memberOf } from '../../store/members.ts'
import { writeKey } from '../mint.ts'
import { policyOf } from '../policy.ts'
import { told, type Workings } from '../workings.ts'
import { noAccount } from './accounts.ts'

const hour = 60 * 60 * 1000

/** Who has signed in is the identity provider's word; what that opens is decided here. */
export async function signIn(
  workings: Workings,
  id: string,
  request: SignIn,
  actor: Actor,
): Promise<Settled<Session>> {
  const { organisation, twoFactor = false, lasts = 12 * hour } = request
  if (!Number.isSafeInteger(lasts) || lasts < 1 || lasts > 24 * hour) {
    throw new RefusedRequest('invalid', 'A session lasts a day at most, in milliseconds.')
  }
  return workings.store.write(async (transaction) => {
    const { rows, now } = transaction
    const account = await lockedAccount(transaction, id)
    if (!account || account.closedAt !== undefined) return noAccount
    const row = await lockedMember(transaction, organisation, id)
    const reason = refusal(account, twoFactor) ?? (isOver(row) ? noMember : undefined)
    if (reason !== undefined) return { state: 'refused', reason }

    const member = (await memberOf(rows, organisation, id))!
    const policy = await policyOf(rows, organisation)
    const isCut = policy.twoFactor === 'required' && !twoFactor && administers(member.role)
    const all = scopesOf(member.role)
    const scopes = isCut ? scopesOf('editor') : all
    const expiresAt = now + Math.min(lasts, policy.maximumAge ?? lasts)
    const asked = { organisation, creator: id, name: 'session', scopes, expiresAt }
    const wanted = { ...asked, api: managementApi.id, environment: 'production' as const }
    const { key, token } = await writeKey(workings, transaction, managementApi, wanted, actor)
    const details = { organisation, twoFactor, key: key.id }
    const action = 'account.signed_in'
    await transaction.audit({ actor: actorText(actor), action, subject: id, details })
    await transaction.emit({ type: 'key.minted', organisation, data: told(key) })
    const withheld = all.filter((scope) => !scopes.includes(scope))
    const isAdvised = administers(member.role) && !account.twoFactor
    return { state: 'done', key, token, member, withheld, ...(isAdvised && { advice }) }
  })
}

const noMember = 'The account is no member of the organisation.'
const advice = 'Whoever administers an organisation should turn on two-factor authentication.'

function refusal(account: Account, twoFactor: boolean): string | undefined {
  if (account.verifiedAt === undefined) return 'The address of the account was not verified.'
  if (account.twoFactor && !twoFactor) return 'The account is not opened without a second factor.'
  return undefined
}

function isOver(row: { readonly ended_at: number | null } | undefined): boolean {
  return row?.ended_at !== null
}

function administers(role: Role): boolean {
  return isAtLeast(role, 'admin')
}

function scopesOf(role: Role): readonly string[] {
  return managementApi.scopes.filter((scope) => mayGive(role, scope, managementApi))
}
