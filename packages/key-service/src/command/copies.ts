import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from '@keyward/core/settings'
import { backup, restore } from '../store/backup.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { openService, storeSettings } from './open-service.ts'
import { print, say } from './print.ts'
import { onlyWord, type Request } from './words.ts'

/** While the service runs, too: everything is as it was at one moment. */
export async function exportTo(request: Request): Promise<ExitCode> {
  atHome(request)
  const name = onlyWord(request)
  const path = resolve(request.surroundings.cwd, name)
  if (existsSync(path)) {
    throw new UsageError(`${name} is there already.`, 'Name a file that is not.')
  }
  const { service, close } = await openService(request)
  try {
    const { rows } = await backup(service.store, path)
    print(request, { rows, file: name }, [`Wrote ${rows} rows to ${name}.`])
    say(request, 'The pepper is not in it: keep a copy of that elsewhere.')
    return exitCode.done
  } finally {
    await close()
  }
}

export async function importFrom(request: Request): Promise<ExitCode> {
  atHome(request)
  const name = onlyWord(request)
  const path = resolve(request.surroundings.cwd, name)
  if (!existsSync(path)) {
    throw new UsageError(`${name} is not there.`, 'Name a file that `keyward-keys export` wrote.')
  }
  const { rows } = await restore(storeSettings(request), path)
  print(request, { rows, file: name }, [`Read ${rows} rows from ${name}.`])
  say(request, 'The service starts with the pepper that these keys were stored with.')
  return exitCode.done
}

function atHome({ values, usage }: Request): void {
  if (values.url === undefined) return
  throw new UsageError('Copies are made where the database is.', `Write ${usage} without --url.`)
}
