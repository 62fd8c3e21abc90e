import type { MiddlewareHandler } from 'hono'
import type { Actor } from '../actor.ts'
import { managementApi } from '../api.ts'
import { holdsScope } from '../authorisation.ts'
import { keyward } from '../dialects/keyward.ts'
import type { Key } from '../key.ts'
import { authenticate } from '../middleware/authenticate.ts'
import type { HttpParts } from './parts.ts'
import { Problem } from './problem.ts'

/** Who asks, and for whom. */
export interface Caller {
  readonly actor: Actor
  readonly scopes: readonly string[]
  /** The only one it acts for; it acts for all where this is left out. */
  readonly organisation?: string
  /** Whoever made its key: an account, where that is a member's. */
  readonly creator?: string
}

export interface Env {
  Variables: { caller: Caller }
}

/** Those who run the service: their keys act for every organisation. */
export const operators = 'keyward'

export type Scope =
  | 'keys:read'
  | 'keys:write'
  | 'keys:verify'
  | 'leaks:report'
  | 'quarantine:release'
  | 'audit:read'
  | 'policy:write'
  | 'products:write'
  | 'credits:write'
  | 'subscribers:write'
  | 'members:write'
  | 'accounts:write'

/** Lets a request pass whose key holds the scope. */
export function requireScope(parts: HttpParts, scope: Scope): MiddlewareHandler<Env> {
  const door = { service: parts.service, dialect: keyward, wanted: { api: managementApi.id } }
  return async (context, next) => {
    if (parts.operator) {
      context.set('caller', { actor: parts.operator, scopes: ['admin'] })
      return next()
    }
    const address = parts.addressOf(context)
    await parts.limits.failures.check(address)
    const valid = await authenticate(door, (name) => context.req.header(name), { scope })
    if (valid.state === 'refused') {
      if (valid.refused === 'unavailable') throw new Problem('unavailable', {}, 5)
      await parts.limits.failures.take(address)
      throw new Problem(refusedAs[valid.refused])
    }
    await parts.limits.keys.take(valid.key.id)
    context.set('caller', callerOf(valid.key, scope))
    return next()
  }
}

/** Throws unless the caller acts for this organisation. */
export function actFor({ organisation }: Caller, wanted: string): void {
  if (organisation !== undefined && organisation !== wanted) {
    throw new Problem('key-forbidden', { detail: 'The API key is of another organisation.' })
  }
}

/** The caller's own, when it acts for one; otherwise the one that is named. */
export function organisationOf(caller: Caller, wanted: string | undefined): string | undefined {
  if (wanted !== undefined) actFor(caller, wanted)
  return caller.organisation ?? wanted
}

/** Throws for what concerns all organisations at once. */
export function actForAll({ organisation }: Caller): void {
  if (organisation !== undefined) {
    throw new Problem('key-forbidden', { detail: 'Only keys of the operators may do this.' })
  }
}

/** Nobody may make, or get, a key to this service that opens more of it than their own. */
export function actWith(caller: Caller, key: Pick<Key, 'api' | 'scopes'>): void {
  if (key.api !== managementApi.id) return
  if (!key.scopes.every((scope) => holdsScope(caller.scopes, scope))) {
    throw new Problem('key-forbidden', { detail: 'That key holds scopes that yours does not.' })
  }
}

/** A key that the caller may see; others are no different from none. */
export async function keyFor(parts: HttpParts, caller: Caller, id: string): Promise<Key> {
  const key = await parts.service.key(id)
  const isForeign = caller.organisation !== undefined && key?.organisation !== caller.organisation
  if (!key || isForeign) throw new Problem('not-found', { detail: 'There is no such key.' })
  return key
}

const refusedAs = {
  missing: 'key-required',
  invalid: 'key-invalid',
  forbidden: 'key-forbidden',
  exhausted: 'key-forbidden',
  browser: 'key-forbidden',
} as const

function callerOf({ id, scopes, organisation, creator }: Key, scope: Scope): Caller {
  const kind = scope === 'leaks:report' ? 'reporter' : 'key'
  return {
    actor: { kind, id },
    scopes,
    creator,
    ...(organisation !== operators && { organisation }),
  }
}
