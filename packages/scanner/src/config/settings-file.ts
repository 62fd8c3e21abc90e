import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { providers } from '@keyward/core'
import {
  defaultSettings,
  faultText,
  parseSettings,
  type Settings,
  UsageError,
} from '@keyward/core/settings'
import { findRepository, type Repository } from '../git/repository.ts'

/** The settings for what is scanned, and the folder their paths speak of. */
export interface Found {
  readonly settings: Settings
  readonly root: string
  readonly repository?: Repository
}

const name = 'keyward.toml'

/** Finds keyward.toml at the top of the repository that holds `folder`, or in the folder itself. */
export function findSettings(folder: string, named: string | undefined): Found {
  const repository = findRepository(folder)
  const inRepository = repository ? { repository } : {}
  if (named !== undefined) {
    const file = resolve(named)
    return { settings: read(file, named, true), root: dirname(file), ...inRepository }
  }
  const root = repository?.root ?? folder
  return { settings: read(join(root, name), name, false), root, ...inRepository }
}

function read(file: string, shown: string, mustExist: boolean): Settings {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    if (code === 'ENOENT' && !mustExist) return defaultSettings
    throw new UsageError(`${shown} could not be read (${code}).`, 'Name a file that is there.')
  }
  const detectors = providers.flatMap((provider) => provider.detectors.map(({ id }) => id))
  const parsed = parseSettings(text, { detectors }, shown)
  if ('settings' in parsed) return parsed.settings
  throw new UsageError(parsed.faults.map(faultText).join('\nkeyward: '), 'Nothing was scanned.')
}
