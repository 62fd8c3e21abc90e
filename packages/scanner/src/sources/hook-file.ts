import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  type Stats,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { UsageError } from '@keyward/core/settings'
import type { HookName } from './hook-name.ts'
import { isOurs, keptName } from './hook-script.ts'

/** What is to be done with one hook, and what a person is told of it. */
export interface Change {
  readonly told: string
  readonly make: () => void
}

/** Where a hook stands, and where one that was there before is kept. */
export interface HookFile {
  readonly path: string
  readonly kept: string
  /** As a person sees them. */
  readonly shown: string
  readonly shownKept: string
}

export function hookFile(
  folder: string,
  hook: HookName,
  shown: (path: string) => string,
): HookFile {
  const path = join(folder, hook)
  const kept = join(folder, keptName(hook))
  return { path, kept, shown: shown(path), shownKept: shown(kept) }
}

/** Nothing, where the hook stands there already. */
export function planInstall(file: HookFile, script: string): Change | undefined {
  const { path, kept, shown, shownKept } = file
  const state = stateOf(path)
  const written = `write ${shown}:\n${script.replace(/^(?=.)/gm, '    ')}`
  if (state === 'ours') {
    const isSame = readFileSync(path, 'utf8') === script && (statSync(path).mode & 0o111) !== 0
    return isSame
      ? undefined
      : {
          told: written,
          make: () => {
            write(path, script)
          },
        }
  }
  const hasKept = stateOf(kept) !== 'none'
  if (state === 'none') {
    const also = hasKept ? `call ${shownKept} first, which was kept\n  ` : ''
    return {
      told: `${also}${written}`,
      make: () => {
        write(path, script)
      },
    }
  }
  if (hasKept && !isSameFile(path, kept)) throw twoHooks(file)
  return {
    told: `keep the hook that is there as ${shownKept}, and call it first\n  ${written}`,
    make() {
      keep(path, kept)
      write(path, script)
    },
  }
}

/** Nothing, where Keyward left nothing. */
export function planUninstall(file: HookFile): Change | undefined {
  const { path, kept, shown, shownKept } = file
  const state = stateOf(path)
  const hasKept = stateOf(kept) !== 'none'
  if (state === 'foreign') {
    if (!hasKept) return undefined
    if (!isSameFile(path, kept)) throw twoHooks(file)
    return undoing(`remove ${shownKept}`, file, () => {
      rmSync(kept)
    })
  }
  if (hasKept) {
    const told = `put the hook back that was kept as ${shownKept}: ${shown}`
    return undoing(told, file, () => {
      renameSync(kept, path)
    })
  }
  if (state === 'none') return undefined
  return undoing(`remove ${shown}`, file, () => {
    rmSync(path)
  })
}

function undoing(told: string, { path }: HookFile, undo: () => void): Change {
  return {
    told,
    make() {
      removeDrafts(path)
      undo()
    },
  }
}

function stateOf(path: string): 'none' | 'ours' | 'foreign' {
  const status = look(path)
  if (!status) return 'none'
  if (status.isDirectory()) {
    throw new UsageError(`${path} is a folder, where git looks for a hook.`, 'Move it away first.')
  }
  return status.isFile() && isOurs(readFileSync(path, 'latin1')) ? 'ours' : 'foreign'
}

function look(path: string): Stats | undefined {
  return existsSync(dirname(path)) ? lstatSync(path, { throwIfNoEntry: false }) : undefined
}

/** It has both names where an installation was stopped halfway. */
function isSameFile(path: string, kept: string): boolean {
  const [a, b] = [look(path), look(kept)]
  if (a?.isSymbolicLink() && b?.isSymbolicLink()) return readlinkSync(path) === readlinkSync(kept)
  return a?.ino === b?.ino && a?.dev === b?.dev
}

function twoHooks({ shown, shownKept }: HookFile): UsageError {
  return new UsageError(
    `${shown} is not Keyward's, and ${shownKept} is kept from before, so both would be needed.`,
    'Move one of them away first.',
  )
}

/** The hook has both names until the new one takes its place, so that there is always one. */
function keep(path: string, kept: string): void {
  if (look(kept)) return
  if (look(path)?.isSymbolicLink()) {
    symlinkSync(readlinkSync(path), kept)
    return
  }
  try {
    linkSync(path, kept)
  } catch {
    // Some file systems know one name a file.
    renameSync(path, kept)
  }
}

function write(path: string, script: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.keyward-${String(process.pid)}`
  writeFileSync(draft, script, { flush: true })
  chmodSync(draft, 0o755)
  renameSync(draft, path)
}

/** What was being written when somebody pulled the plug. */
function removeDrafts(path: string): void {
  const start = `${basename(path)}.keyward-`
  for (const name of readdirSync(dirname(path))) {
    if (name.startsWith(start) && /^\d+$/.test(name.slice(start.length))) {
      rmSync(join(dirname(path), name))
    }
  }
}
