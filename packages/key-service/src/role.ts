/**
 * What somebody is in an organisation, or may do with one of its products: each may do all that those
 * before it may.
 */
export const roles = ['viewer', 'editor', 'admin', 'owner'] as const

export type Role = (typeof roles)[number]

/** By scope: the least role whose members may give it to keys. */
export type LeastRoles = Readonly<Record<string, Role | 'nobody'>>

/** The part of an API that roles are about. */
interface Scoped {
  readonly scopes: readonly string[]
  readonly roles?: LeastRoles
}

export function isAtLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least)
}

/** Whether a role may give this scope to keys. What reads is for all, what administers for few. */
export function mayGive(role: Role, scope: string, { roles: least = {} }: Partial<Scoped>) {
  const needed = Object.hasOwn(least, scope) ? least[scope] : usualRole(scope)
  return needed !== undefined && needed !== 'nobody' && isAtLeast(role, needed)
}

/** What a role leaves of scopes: without `admin`, which stands for all, those of all that it may. */
export function within(role: Role, scopes: readonly string[], api: Scoped): readonly string[] {
  if (scopes.every((scope) => mayGive(role, scope, api))) return scopes
  const held = scopes.includes('admin') ? api.scopes : scopes
  return held.filter((scope) => mayGive(role, scope, api))
}

function usualRole(scope: string): Role {
  if (scope === 'read' || scope.endsWith(':read')) return 'viewer'
  return scope === 'admin' || scope.endsWith(':admin') ? 'admin' : 'editor'
}
