import { isAbsolute, relative, sep } from 'node:path'
import { UsageError } from '@keyward/core/settings'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { findRepository, type Repository } from '../git/repository.ts'
import type { Request } from '../request.ts'
import { hookFile, planInstall, planUninstall, type Change } from './hook-file.ts'
import { findHookFolder } from './hook-folder.ts'
import { refuseManaged } from './hook-managers.ts'
import { hookNames, isHookName, type HookName } from './hook-name.ts'
import { hookScript } from './hook-script.ts'

/** `keyward hook install [HOOK…]`: puts hooks where git looks for them in this repository. */
export async function install(request: Request): Promise<ExitCode> {
  const { program } = request.surroundings
  const folder = await findHookFolder(repositoryAround(request))
  const hooks = hooksNamed(request.words, [folder.isBare ? 'pre-receive' : 'pre-commit'])
  const changes = hooks.flatMap((hook) => {
    refuseManaged(folder.path, hook)
    const file = hookFile(folder.path, hook, (path) => shown(path, request))
    return planInstall(file, hookScript(hook, program)) ?? []
  })
  return await makeChanges(changes, request, {
    none: `Keyward's ${hooks.join(' and ')} already stands in ${shown(folder.path, request)}.`,
    done: `Git runs Keyward from now on: ${hooks.join(', ')}.`,
    also: folder.note,
  })
}

/** `keyward hook uninstall [HOOK…]`: takes them back, and gives back what was there before. */
export async function uninstall(request: Request): Promise<ExitCode> {
  const folder = await findHookFolder(repositoryAround(request))
  const changes = hooksNamed(request.words, hookNames).flatMap(
    (hook) => planUninstall(hookFile(folder.path, hook, (path) => shown(path, request))) ?? [],
  )
  return await makeChanges(changes, request, {
    none: `There is no such hook of Keyward's in ${shown(folder.path, request)}.`,
    done: 'What was installed is taken back.',
    also: folder.note,
  })
}

function repositoryAround({ surroundings }: Request): Repository {
  const repository = findRepository(surroundings.cwd)
  if (repository) return repository
  throw new UsageError('There is no git repository here.', 'Run it inside one.')
}

function hooksNamed(words: readonly string[], otherwise: readonly HookName[]): HookName[] {
  const unknown = words.find((word) => !isHookName(word))
  if (unknown !== undefined) {
    throw new UsageError(
      `Git's hook ${unknown} is not known here.`,
      `Name some of ${hookNames.join(', ')}.`,
    )
  }
  return [...new Set(words.length > 0 ? words.filter(isHookName) : otherwise)]
}

interface Sentences {
  readonly none: string
  readonly done: string
  /** What is worth knowing before one agrees. */
  readonly also: string
}

async function makeChanges(
  changes: readonly Change[],
  request: Request,
  { none, done, also }: Sentences,
): Promise<ExitCode> {
  const { stdout } = request.surroundings
  if (changes.length === 0) {
    stdout.write(`${none}\n`)
    return exitCode.clean
  }
  stdout.write(
    `Keyward will\n\n${changes.map(({ told }) => `  ${told.trimEnd()}\n\n`).join('')}${also === '' ? '' : `${also}\n\n`}`,
  )
  if (request.values['dry-run'] !== undefined) {
    stdout.write('Nothing was changed.\n')
    return exitCode.clean
  }
  const isAgreed = await agrees(request)
  if (!isAgreed) {
    stdout.write('Nothing was changed.\n')
    return request.surroundings.stopped() ? exitCode.interrupted : exitCode.untrusted
  }
  for (const { make } of changes) makeChange(make)
  stdout.write(`${done}\n`)
  return exitCode.clean
}

async function agrees({ values, surroundings }: Request): Promise<boolean> {
  const { stdin, stdout } = surroundings
  if (values.yes !== undefined) return true
  if (stdin.isTTY !== true || stdout.isTTY !== true) {
    throw new UsageError(
      'There is no terminal to ask on, so nothing was changed.',
      'Give --yes to agree, or --dry-run to see it only.',
    )
  }
  stdout.write('Shall it? [Y/n] ')
  for await (const line of stdin) {
    return /^(?:y|yes)?$/i.test(Buffer.from(line).toString('utf8').trim())
  }
  return false
}

function makeChange(make: () => void): void {
  try {
    make()
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw new UsageError(
      `The hook could not be written (${error.message}).`,
      'Make its folder writable, and run this again: it goes on where it stopped.',
    )
  }
}

/** Below the folder the command runs in, as seen from there. */
function shown(path: string, { surroundings }: Request): string {
  const inside = relative(surroundings.cwd, path)
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside.replaceAll(sep, '/')
}
