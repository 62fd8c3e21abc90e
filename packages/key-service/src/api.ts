import type { HouseKey } from '@keyward/core'
import { environments, type Environment } from './environment.ts'
import type { LeastRoles } from './role.ts'

/** What keys are minted for: how they look, how its door speaks, what they may open. */
export interface Api {
  readonly id: string
  readonly title: string
  /** What every key begins with; `''` for none. */
  readonly prefix: string
  /**
   * What follows the prefix in each environment that the API has, such as `live`. A prefix of its
   * own is needed for it: without one the environment is known to the store alone.
   */
  readonly environments: Partial<Readonly<Record<Environment, string>>>
  /** The name of a dialect: which header, which statuses, which sentences. */
  readonly dialect: string
  readonly scopes: readonly string[]
  /** The least role that may give a scope to keys, where it is not the usual one. */
  readonly roles?: LeastRoles
  /** Empty where the API knows none; otherwise a key opens those it was minted for alone. */
  readonly products: readonly string[]
  /** As core's house keys name them; base62 when left out. */
  readonly alphabet?: string
  /** Of the random part; 30 when left out. */
  readonly length?: number
  /** By which core finds keys that have no prefix. */
  readonly headers?: readonly string[]
  readonly variables?: readonly string[]
}

/** The service's own door: root keys and reporter keys are keys like any other. */
export const managementApi: Api = {
  id: 'keyward',
  title: 'Keyward key service',
  prefix: 'kw_',
  environments: { production: 'live' },
  dialect: 'keyward',
  scopes: [
    'keys:read',
    'keys:write',
    'keys:verify',
    'leaks:report',
    'quarantine:release',
    'audit:read',
    'policy:write',
    'products:write',
    'members:write',
    'subscribers:write',
    'credits:write',
    'accounts:write',
    'admin',
  ],
  roles: {
    'keys:verify': 'admin',
    'leaks:report': 'admin',
    'quarantine:release': 'admin',
    'audit:read': 'admin',
    'policy:write': 'admin',
    'products:write': 'admin',
    'members:write': 'admin',
    'subscribers:write': 'admin',
    'credits:write': 'nobody',
    'accounts:write': 'nobody',
    admin: 'nobody',
  },
  products: [],
}

/** The declaration by which core recognises the keys of an API. */
export function houseKeyOf(api: Api): HouseKey {
  const names = environmentsOf(api).map((environment) => api.environments[environment] ?? '')
  const unmarked = api.prefix === '' && !api.headers && !api.variables
  return {
    id: `${api.id}-key`,
    prefix: api.prefix,
    ...(api.prefix === '' ? {} : { environments: names }),
    alphabet: api.alphabet ?? 'base62',
    length: api.length ?? 30,
    checksum: 'crc32-base62',
    ...(api.headers && { headers: api.headers }),
    ...(unmarked && { headers: ['x-api-key'] }),
    ...(api.variables && { variables: api.variables }),
  }
}

export function environmentsOf(api: Api): readonly Environment[] {
  return environments.filter((environment) => api.environments[environment] !== undefined)
}
