import { providers } from '@keyward/core'
import { createPathMatcher, readSettingsObject, type Settings } from '@keyward/core/settings'
import type { Context } from './context.ts'

/** What `settings.keyward` says. All but the last four is as in a keyward.toml. */
export interface KeywardSettings extends Settings {
  readonly isClientFile: (path: string) => boolean
  readonly isServerFile: (path: string) => boolean
  /** Of environment variables whose values are put into shipped code, beside the known ones. */
  readonly publicPrefixes: readonly string[]
}

/** Read once for each object; ESLint hands every file the same. */
const known = new WeakMap<object, KeywardSettings>()
const nothing = {}

export function settingsOf({ settings }: Context): KeywardSettings {
  const said: unknown = settings['keyward'] ?? nothing
  if (typeof said !== 'object' || said === null) throw faulty(['It must be an object.'])
  const read = known.get(said) ?? readSettings(said)
  known.set(said, read)
  return read
}

const detectorIds = providers.flatMap(({ detectors }) => detectors.map(({ id }) => id))

function readSettings(said: object): KeywardSettings {
  const { clientFiles, serverFiles, publicPrefixes, ...others } = said as Record<string, unknown>
  const faults: string[] = []
  const read = readSettingsObject(others, { detectors: detectorIds })
  if ('faults' in read) faults.push(...read.faults)
  const own = {
    isClientFile: matcher(textsIn(faults, 'clientFiles', clientFiles)),
    isServerFile: matcher(textsIn(faults, 'serverFiles', serverFiles)),
    publicPrefixes: textsIn(faults, 'publicPrefixes', publicPrefixes),
  }
  if ('faults' in read || faults.length > 0) throw faulty(faults)
  const { salt, allow } = read.settings
  if (salt === undefined && allow.some(({ fingerprint }) => fingerprint !== undefined)) {
    throw faulty(['`allow.fingerprint` needs the `salt` that fingerprints are made with.'])
  }
  return { ...read.settings, ...own }
}

function textsIn(faults: string[], name: string, value: unknown): readonly string[] {
  if (value === undefined) return []
  const isList = Array.isArray(value) && value.every((text) => typeof text === 'string')
  if (!isList) faults.push(`\`${name}\` must be a list of texts.`)
  return isList ? value : []
}

function matcher(globs: readonly string[]): (path: string) => boolean {
  return globs.length === 0 ? () => false : createPathMatcher(globs)
}

/** Neither the faults nor this repeats a value, which may be part of a secret. */
function faulty(faults: readonly string[]): Error {
  return new Error(`settings.keyward: ${faults.join(' ')}`)
}
