import type { Api } from './api.ts'
import type { Key } from './key.ts'
import { mayGive, type Role } from './role.ts'
import type { Wanted } from './verification.ts'

/** Everything, management of the team included. */
const everything = 'admin'

const scopes: Readonly<Record<string, string>> = {
  GET: 'read',
  HEAD: 'read',
  OPTIONS: 'read',
  POST: 'write',
  PUT: 'write',
  PATCH: 'write',
  DELETE: 'delete',
}

/** What a request by this method needs; whatever is not known needs everything. */
export function scopeOf(method: string): string {
  return Object.hasOwn(scopes, method) ? (scopes[method] ?? everything) : everything
}

/** Only `admin` holds other scopes: who may write may not therefore delete. */
export function holdsScope(held: readonly string[], wanted: string): boolean {
  return held.includes(wanted) || held.includes(everything)
}

/** Those of a key that are active for its organisation and granted to the member who made it. */
export function openProducts(
  key: Pick<Key, 'products'>,
  active: readonly string[],
  granted: readonly string[],
): readonly string[] {
  return key.products.filter((product) => active.includes(product) && granted.includes(product))
}

/**
 * Why a key that is good in itself does not open this door, or undefined when it does. `products`
 * are those that are open to it. The organisation is the key's: naming another is refused.
 */
export function refusal(
  key: Pick<Key, 'api' | 'environment' | 'organisation' | 'scopes'>,
  products: readonly string[],
  wanted: Wanted,
): string | undefined {
  const { api, environment, scope, product, organisation } = wanted
  if (api !== undefined && api !== key.api) {
    return `It is a key of ${key.api}, and this is ${api}.`
  }
  if (environment !== undefined && environment !== key.environment) {
    return `It was made for ${key.environment}, and this is ${environment}.`
  }
  if (scope !== undefined && !holdsScope(key.scopes, scope)) {
    return `Its scopes do not include ${scope}.`
  }
  if (product !== undefined && !products.includes(product)) {
    return `The product ${product} is not open to it.`
  }
  if (organisation !== undefined && organisation !== key.organisation) {
    return 'It belongs to another organisation.'
  }
  return undefined
}

/** The same by what its creator may do with the product; owners have no bounds there. */
export function refusalByRole(
  apis: readonly Api[],
  key: Pick<Key, 'api'>,
  roles: Readonly<Record<string, Role>>,
  { product, scope }: Wanted,
): string | undefined {
  if (product === undefined || scope === undefined) return undefined
  const role = Object.hasOwn(roles, product) ? roles[product] : undefined
  if (role === undefined || role === 'owner') return undefined
  if (mayGive(role, scope, apis.find(({ id }) => id === key.api) ?? {})) return undefined
  return `Its creator is ${role} of ${product}, which does not include ${scope}.`
}
