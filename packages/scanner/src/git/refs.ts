import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '@keyward/core/settings'
import { reasonOf } from '../reason.ts'
import { linesOf } from './log.ts'
import { headOf, runGit, type Repository } from './repository.ts'

/** A name and what it leads to: `refs/heads/main`, or `HEAD`. */
export interface Ref {
  readonly name: string
  readonly id: string
}

export interface Refs {
  /** All but `HEAD`, in order. */
  readonly named: readonly Ref[]
  /** The commit that is checked out, if there is one yet. */
  readonly head: string | undefined
}

const isId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/
const deepestLink = 5

/** Names are read from git's files, which takes less time than to start git. */
export async function readRefs(repository: Repository): Promise<Refs> {
  const { root, directory, commonDirectory } = repository
  // Another store of names has a folder of its own, which git alone reads.
  if (existsSync(join(commonDirectory, 'reftable'))) {
    return { named: await askRefs(root), head: await headOf(root) }
  }
  const texts = packedRefs(commonDirectory)
  addFiles(texts, commonDirectory, 'refs')
  // A linked work tree has a few names for itself.
  if (directory !== commonDirectory) addFiles(texts, directory, 'refs')
  const named = [...texts.keys()].sort().flatMap((name) => {
    const id = follow(texts, name)
    return id === undefined ? [] : [{ name, id }]
  })
  const head = read(join(directory, 'HEAD'))
  return { named, head: head === undefined ? undefined : target(texts, head, 0) }
}

async function askRefs(root: string): Promise<Ref[]> {
  const lines = linesOf(await runGit(root, 'for-each-ref', '--format=%(objectname) %(refname)'))
  return lines.map((line) => {
    const end = line.indexOf(' ')
    return { id: line.slice(0, end), name: line.slice(end + 1) }
  })
}

/** Below a tag stands what it leads to, which is no name. */
function packedRefs(commonDirectory: string): Map<string, string> {
  const lines = (read(join(commonDirectory, 'packed-refs')) ?? '').split('\n')
  const refs = new Map<string, string>()
  for (const line of lines) {
    const end = line.indexOf(' ')
    if (end > 0 && isId.test(line.slice(0, end))) refs.set(line.slice(end + 1), line.slice(0, end))
  }
  return refs
}

function addFiles(refs: Map<string, string>, directory: string, folder: string): void {
  const path = join(directory, folder)
  if (!existsSync(path)) return
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const name = `${folder}/${entry.name}`
    if (entry.isDirectory()) addFiles(refs, directory, name)
    else if (!name.endsWith('.lock')) refs.set(name, read(join(directory, name)) ?? '')
  }
}

function follow(refs: ReadonlyMap<string, string>, name: string, depth = 0): string | undefined {
  return target(refs, refs.get(name) ?? '', depth)
}

/** Nothing for a name of a name that is gone, and for what git calls broken. */
function target(
  refs: ReadonlyMap<string, string>,
  text: string,
  depth: number,
): string | undefined {
  const line = text.trim()
  const other = /^ref: ?(.*)$/.exec(line)?.[1]
  if (other !== undefined) return depth < deepestLink ? follow(refs, other, depth + 1) : undefined
  return isId.test(line) ? line : undefined
}

/** The commits of the stash, as its log tells them: git itself leads to the last one alone. */
export function stashesOf({ commonDirectory }: Repository): string[] {
  const log = read(join(commonDirectory, 'logs', 'refs', 'stash')) ?? ''
  return log.split('\n').flatMap((line) => line.split(' ')[1] ?? [])
}

/** Gone meanwhile, or never there. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new UsageError(`${file}: ${reasonOf(error)}`, 'Nothing was scanned.')
  }
}
