import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { UsageError } from '@keyward/core/settings'
import { managementApi, type Api } from '../api.ts'
import { present } from '../http/present.ts'
import { roles } from '../role.ts'
import type { Request } from './words.ts'

/** Minted for where nobody has said anything else. */
export const usualApi: Api = {
  id: 'api',
  title: 'API',
  prefix: 'ak_',
  environments: { development: 'dev', staging: 'test', production: 'live' },
  dialect: 'autype',
  scopes: ['read', 'write', 'delete', 'admin'],
  products: [],
}

const usualFile = 'keyward-apis.json'

const names = z.array(z.string().min(1).max(100))

const schema = z
  .array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]{1,64}$/),
      title: z.string().min(1).max(100),
      prefix: z.string().max(20),
      environments: z.strictObject({
        development: z.string().optional(),
        staging: z.string().optional(),
        production: z.string().optional(),
      }),
      dialect: z.string(),
      scopes: names,
      roles: z.record(z.string(), z.enum([...roles, 'nobody'])).optional(),
      products: names.default([]),
      alphabet: z.string().optional(),
      length: z.int().optional(),
      headers: names.optional(),
      variables: names.optional(),
    }),
  )
  .min(1)

/** What the file declares, and the service's own. */
export function readApis({ values, surroundings }: Request): readonly Api[] {
  const name = values.apis ?? usualFile
  const path = resolve(surroundings.cwd, name)
  if (values.apis === undefined && !existsSync(path)) return [usualApi, managementApi]
  const { success, data, error } = schema.safeParse(jsonOf(path, name))
  if (!success) {
    const [issue] = error.issues
    const where = issue?.path.join('.') ?? ''
    throw new UsageError(`${name} is not right at "${where}": ${issue?.message ?? ''}.`, remedy)
  }
  const apis = data.map((api): Api => ({
    ...present(api),
    environments: present(api.environments),
  }))
  const twice = apis.find(({ id }, index) => apis.findIndex((api) => api.id === id) < index)
  if (twice || apis.some(({ id }) => id === managementApi.id)) {
    const id = twice?.id ?? managementApi.id
    throw new UsageError(`${name} declares "${id}", which is declared already.`, remedy)
  }
  return [...apis, managementApi]
}

const remedy =
  'It is a list of APIs, each with id, title, prefix, environments, dialect and scopes.'

function jsonOf(path: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error
    throw new UsageError(
      isMissing ? `${name} cannot be read.` : `${name} is not JSON.`,
      isMissing ? 'Name a file with --apis.' : remedy,
    )
  }
}
