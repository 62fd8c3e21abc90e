import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from '@keyward/core/settings'
import type { Request } from '../request.ts'
import { parseSettings, type Settings } from '../settings.ts'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/store.ts'

const usualFile = 'keyward-revoke.toml'

export function settingsOf({ values, surroundings }: Request): Settings {
  const file = values['config'] ?? usualFile
  return parseSettings(readSettings(resolve(surroundings.cwd, file), file), file)
}

/** Opens the store that the settings name, for as long as something is done with it. */
export async function withStore<Result>(
  request: Request,
  work: (store: Store, settings: Settings) => Promise<Result>,
): Promise<Result> {
  const settings = settingsOf(request)
  const store = await openStore(settings.database)
  try {
    return await work(store, settings)
  } finally {
    await store.close()
  }
}

export function isJson({ values }: Request): boolean {
  return values['format'] === 'json'
}

/** Who is at the keyboard, as far as anybody can tell. */
export function actorOf({ values, surroundings }: Request): string {
  const { environment } = surroundings
  return `operator:${values['by'] ?? environment['USER'] ?? environment['LOGNAME'] ?? 'unknown'}`
}

function readSettings(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new UsageError(
      `${file} cannot be read.`,
      'Write it as keyward-revoke --help shows, or name another with --config.',
    )
  }
}
