import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Problem } from '@keyward/core'

/** Where objects are kept: a repository's own directory and those it borrows from. */
export interface Stores {
  readonly directories: readonly string[]
  readonly problems: readonly Problem[]
}

/** As deep as git follows one alternate to the next. */
const deepest = 5

export function findStores(objects: string, borrowed: readonly string[] = []): Stores {
  const directories = new Set<string>()
  const problems: Problem[] = []
  add(objects, 0)
  for (const directory of borrowed) add(directory, 1)
  return { directories: [...directories], problems }

  function add(directory: string, depth: number): void {
    if (!existsSync(directory)) {
      const reason = 'Objects are borrowed from this directory, and it does not exist.'
      problems.push({ path: directory, reason })
      return
    }
    const real = realpathSync(directory)
    if (directories.has(real)) return
    directories.add(real)
    const file = join(real, 'info', 'alternates')
    if (depth > deepest || !existsSync(file)) return
    for (const alternate of alternatesIn(readFileSync(file, 'utf8'))) {
      add(resolve(real, alternate), depth + 1)
    }
  }
}

function alternatesIn(text: string): string[] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return lines.map((line) => (line.startsWith('"') ? unquoted(line) : line))
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** Git quotes as C does; bytes beyond ASCII are octal. */
function unquoted(line: string): string {
  const inside = line.slice(1, line.lastIndexOf('"'))
  const plain = Buffer.from(inside, 'utf8').toString('latin1')
  const bytes = plain.replace(/\\(?:([0-7]{3})|(.))/g, (_, octal?: string, letter = '') =>
    octal === undefined
      ? (escapes[letter as string] ?? (letter as string))
      : String.fromCharCode(parseInt(octal, 8)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** The packs of a store, whether or not they have an index; not those that are being written. */
export function packsIn(directory: string, problems: Problem[]): string[] {
  return namesIn(join(directory, 'pack'), problems)
    .filter((name) => name.endsWith('.pack') && !/^\.?tmp[_-]/.test(name))
    .map((name) => join(directory, 'pack', name))
}

/** The ids of the objects that have a file of their own. */
export function looseIn(directory: string, idLength: number, problems: Problem[]): string[] {
  return namesIn(directory, problems)
    .filter((folder) => /^[0-9a-f]{2}$/.test(folder))
    .flatMap((folder) => namesIn(join(directory, folder), problems).map((name) => folder + name))
    .filter((id) => id.length === idLength * 2 && /^[0-9a-f]+$/.test(id))
}

export function looseFile(directory: string, id: string): string {
  return join(directory, id.slice(0, 2), id.slice(2))
}

/** How long the ids of a repository are. */
export function idLengthOf(gitDirectory: string): number {
  const config = join(gitDirectory, 'config')
  const text = existsSync(config) ? readFileSync(config, 'utf8') : ''
  return /^\s*objectformat\s*=\s*"?sha256\b/im.test(text) ? 32 : 20
}

function namesIn(directory: string, problems: Problem[]): string[] {
  try {
    return readdirSync(directory).sort()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    const reason = `This directory of objects cannot be read (${String(error.code)}).`
    // One that is gone, or never was, holds nothing.
    if (error.code !== 'ENOENT') problems.push({ path: directory, reason })
    return []
  }
}
