import { managementApi } from '../api.ts'
import { holdsScope } from '../authorisation.ts'
import type { Key } from '../key.ts'
import type { Asking, Settled } from '../people.ts'
import { isAtLeast, mayGive } from '../role.ts'
import type { Caller } from './caller.ts'
import type { HttpParts } from './parts.ts'
import { Problem } from './problem.ts'

/**
 * The member whose key asks; undefined for other keys. Whoever administers and asks without the scope
 * for it, which a session without a second factor may lack, administers nothing.
 */
export async function askingAs(
  { service }: HttpParts,
  { organisation, creator, scopes }: Caller,
): Promise<Asking | undefined> {
  if (organisation === undefined || creator === undefined) return undefined
  const member = await service.people.member(organisation, creator)
  if (!member) return undefined
  const { account, role } = member
  const isCut = isAtLeast(role, 'admin') && !holdsScope(scopes, 'members:write')
  return { account, role: isCut ? 'editor' : role }
}

/** Who will have made a key: whoever asks, or the member whom somebody names that administers. */
export async function creatorFor(
  parts: HttpParts,
  caller: Caller,
  named: string | undefined,
): Promise<string> {
  const asking = await askingAs(parts, caller)
  if (!asking) return named ?? caller.actor.id
  if (named === undefined || named === asking.account) return asking.account
  const { organisation = '' } = caller
  if (await parts.service.people.member(organisation, named)) return named
  throw new Problem('cannot-be', { detail: 'The creator is no member of the organisation.' })
}

/**
 * Throws unless the member who asks may open something with this key, or close it: those who do not
 * administer have a say in their own keys alone, and nobody opens with a key what their role does not.
 */
export async function actOn(
  parts: HttpParts,
  caller: Caller,
  { api, creator, scopes }: Pick<Key, 'api' | 'creator' | 'scopes'>,
  why: 'open' | 'close',
): Promise<void> {
  const asking = await askingAs(parts, caller)
  if (!asking) return
  const administers = isAtLeast(asking.role, 'admin')
  if (creator !== asking.account && !administers) throw forbidden('Another member made that key.')
  if (why === 'close') return
  if (api === managementApi.id && !administers) {
    throw forbidden('Keys to this service are made by those who administer the organisation.')
  }
  const rules = parts.service.apis.find(({ id }) => id === api) ?? {}
  if (scopes.every((scope) => mayGive(asking.role, scope, rules))) return
  throw forbidden(`Your role, ${asking.role}, may not give keys such scopes.`)
}

/** What is done; throws the problem when it is not. */
export function settled<Done>(result: Settled<Done>): Readonly<Done> {
  if (result.state === 'done') return result
  throw new Problem(result.state === 'unknown' ? 'not-found' : 'conflict', {
    detail: result.reason,
  })
}

function forbidden(detail: string): Problem {
  return new Problem('key-forbidden', { detail })
}
