import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from '@keyward/core/settings'
import { managementApi } from '../api.ts'
import type { Peppers } from '../pepper.ts'
import type { KeyService } from '../service.ts'
import { createKeyService } from '../service/create.ts'
import { openStore, type StoreSettings } from '../store/open.ts'
import { readApis } from './apis-file.ts'
import { readPeppers } from './pepper-file.ts'
import type { Request } from './words.ts'

export interface OpenService {
  readonly service: KeyService
  readonly peppers: Peppers
  readonly close: () => Promise<void>
}

/** The service in this process. Only `serve` and `import` may begin a new database. */
export async function openService(request: Request, mayBeNew = false): Promise<OpenService> {
  const settings = storeSettings(request)
  const isNew = !isPostgres(settings.url) && !existsSync(settings.url)
  if (isNew && !mayBeNew) {
    throw new UsageError(
      `There is no database ${request.values.database ?? usualDatabase}.`,
      'Start `keyward-keys serve`, which makes it, or name another one with --database.',
    )
  }
  const apis = readApis(request)
  const peppers = readPeppers(request.surroundings, pepperFile(request), isNew)
  const store = await openStore(settings)
  try {
    const { clock, random } = request.surroundings
    const service = await createKeyService({ store, peppers, apis, clock, random })
    return {
      service,
      peppers,
      async close() {
        await service.flush()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** A key that opens everything, when there never was one. */
export async function firstRootKey(service: KeyService): Promise<string | undefined> {
  const { rows } = await service.keys({ api: managementApi.id }, { limit: 1 })
  if (rows.length > 0) return undefined
  const { token } = await service.mint(
    {
      api: managementApi.id,
      organisation: managementApi.id,
      name: 'root',
      creator: 'keyward',
      environment: 'production',
      scopes: ['admin'],
    },
    { kind: 'system', id: 'keyward' },
  )
  return token.reveal()
}

export function storeSettings({ values, surroundings }: Request): StoreSettings {
  const { cwd, clock, random } = surroundings
  const { database = usualDatabase } = values
  const url = isPostgres(database)
    ? database
    : resolve(cwd, database.replace(/^sqlite:(?:\/\/)?/, ''))
  return { url, clock, random }
}

export function isPostgres(url: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(url)
}

const usualDatabase = 'keyward-keys.db'

function pepperFile({ values, surroundings }: Request): string | undefined {
  if (values.pepper !== undefined) return resolve(surroundings.cwd, values.pepper)
  const { database = usualDatabase } = values
  return isPostgres(database) ? undefined : resolve(surroundings.cwd, `${database}.pepper`)
}
