import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { providers } from '@keyward/core'
import { defaultSettings, faultText, parseSettings, type Settings } from '@keyward/core/settings'

/** The settings of the repository that ESLint runs in. */
export interface Around {
  readonly settings: Settings
  readonly root: string
  /** Where reports wait for a service that is away. */
  readonly spool?: string
}

export function settingsAround(cwd: string): Around | { readonly fault: string } {
  const root = topOf(cwd)
  const read = settingsIn(join(root, 'keyward.toml'))
  if (typeof read === 'string') return { fault: read }
  const git = join(root, '.git')
  const hasSpool = existsSync(git) && statSync(git).isDirectory()
  return {
    settings: read,
    root,
    ...(hasSpool ? { spool: join(git, 'keyward', 'spool') } : {}),
  }
}

function topOf(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder
    if (dirname(folder) === folder) return cwd
  }
}

function settingsIn(file: string): Settings | string {
  if (!existsSync(file)) return defaultSettings
  const detectors = providers.flatMap((provider) => provider.detectors.map(({ id }) => id))
  const parsed = parseSettings(readFileSync(file, 'utf8'), { detectors })
  return 'settings' in parsed ? parsed.settings : parsed.faults.map(faultText).join('\n')
}
