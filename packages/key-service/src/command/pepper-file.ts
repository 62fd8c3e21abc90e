import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createPeppers, peppersFrom, type Peppers } from '../pepper.ts'
import { StartRefused } from '../store/store.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * `KEYWARD_PEPPER`, or the file beside the database. The file is made together with the database:
 * a new pepper for keys that were stored with another would only hide that theirs is lost.
 */
export function readPeppers(
  { environment, random }: Surroundings,
  file: string | undefined,
  isNew: boolean,
): Peppers {
  const given = environment['KEYWARD_PEPPER']
  if (given !== undefined && given !== '') return createPeppers(peppersFrom(given), random)
  if (file === undefined) {
    throw new StartRefused(
      'There is no pepper.',
      'Set KEYWARD_PEPPER to the same id:text for every process; 32 random bytes in base64 do.',
    )
  }
  if (!existsSync(file)) {
    if (!isNew) {
      throw new StartRefused(
        `The pepper of the keys is missing: ${file} is not there.`,
        'Put the file back from a backup, or set KEYWARD_PEPPER. Without it no key can be checked.',
      )
    }
    const text = Buffer.from(random(32)).toString('base64')
    // Written whole or not at all, and never over another one.
    writeFileSync(file, `first:${text}\n`, { mode: 0o600, flag: 'wx' })
  }
  return createPeppers(peppersFrom(textOf(file)), random)
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new StartRefused(
      `The pepper cannot be read from ${file}.`,
      'Let the user who runs the service read it, and nobody else.',
      error,
    )
  }
}
