import { spawnSync } from 'node:child_process'
import { lstatSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

export interface Tree {
  readonly path: string
  readonly inGit: boolean
  /** Regular files, relative to the tree. */
  readonly files: readonly string[]
  readonly bytes: number
}

/** The files a scan reads: tracked or not ignored inside a repository, all of them elsewhere. */
export function tree(path: string): Tree {
  const listed = tracked(path)
  const files: string[] = []
  let bytes = 0
  for (const file of listed ?? walked(path)) {
    const stat = lstatSync(join(path, file), { throwIfNoEntry: false })
    if (!stat?.isFile()) continue
    files.push(file)
    bytes += stat.size
  }
  return { path, inGit: listed !== undefined, files, bytes }
}

function tracked(path: string): readonly string[] | undefined {
  const argv = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const git = spawnSync('git', argv, { cwd: path, encoding: 'utf8', maxBuffer: 2 ** 30 })
  if (git.status !== 0) return undefined
  return [...new Set(git.stdout.split('\0').filter((file) => file !== ''))]
}

function walked(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)))
}
