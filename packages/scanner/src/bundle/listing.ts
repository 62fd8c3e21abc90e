import { existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Problem } from '@keyward/core'
import { reasonOf } from '../reason.ts'
import { layouts, type Folder } from './layout.ts'

/** What a build ships, and what it keeps; paths are relative to where the command runs. */
export interface Build {
  readonly files: readonly string[]
  /** Links are not followed: what they lead to inside the build is read where it lies. */
  readonly links: number
  /** What only the server reads: how many files, and in which folders. */
  readonly kept: { readonly files: number; readonly where: readonly string[] }
  readonly problems: readonly Problem[]
}

/** Reads the folder itself: git keeps no builds, so it cannot be asked. */
export function listBuild(folder: string, cwd: string): Build {
  const prefix = relative(cwd, folder).replaceAll(sep, '/')
  const before = prefix === '' ? '' : `${prefix}/`
  const walk: Walk = { problems: [], links: 0 }
  const sorted: Sorted = { shipped: [], kept: [], where: [] }
  sort(readFolder(folder, before, walk), before, sorted)
  return {
    ...walk,
    files: sorted.shipped.sort(),
    kept: { files: sorted.kept.length, where: sorted.where.sort() },
  }
}

interface Walk {
  readonly problems: Problem[]
  links: number
}

function readFolder(folder: string, before: string, walk: Walk): Folder {
  const files = new Set<string>()
  const folders = new Map<string, Folder>()
  for (const entry of entriesOf(folder, before, walk)) {
    const { name } = entry
    const path = before + name
    if (name.includes('\ufffd')) {
      walk.problems.push({ path, reason: 'Its name is not UTF-8, so it cannot be opened.' })
    } else if (entry.isFile()) {
      files.add(name)
    } else if (entry.isSymbolicLink()) {
      walk.links++
    } else if (!entry.isDirectory()) {
      walk.problems.push({ path, reason: 'It is no regular file, and may never end.' })
    } else if (name !== '.git') {
      folders.set(name, readFolder(join(folder, name), `${path}/`, walk))
    }
  }
  return { files, folders }
}

function entriesOf(folder: string, before: string, { problems }: Walk) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    problems.push({ path: before || './', reason: reasonOf(error) })
    return []
  }
}

interface Sorted {
  readonly shipped: string[]
  readonly kept: string[]
  readonly where: string[]
}

function sort(folder: Folder, before: string, sorted: Sorted): void {
  const layout = layouts.find(({ fits }) => fits(folder))
  if (layout) {
    const paths = pathsIn(folder, '')
    const all = new Set(paths)
    const shipped = paths.filter((path) => layout.ships(path, all))
    const kept = paths.filter((path) => !layout.ships(path, all))
    sorted.shipped.push(...shipped.map((path) => before + path))
    sorted.kept.push(...kept.map((path) => before + path))
    sorted.where.push(...foldersOf(kept, shipped).map((path) => before + path))
    return
  }
  for (const file of folder.files) sorted.shipped.push(before + file)
  for (const [name, inner] of folder.folders) sort(inner, `${before}${name}/`, sorted)
}

function pathsIn({ files, folders }: Folder, before: string): string[] {
  return [
    ...[...files].map((file) => before + file),
    ...[...folders].flatMap(([name, inner]) => pathsIn(inner, `${before}${name}/`)),
  ]
}

/** Folders right below, and whether they are shipped in part. */
function foldersOf(kept: readonly string[], shipped: readonly string[]): string[] {
  const shipping = new Set(shipped.map(highestFolder))
  const folders = new Set(kept.map(highestFolder).filter((folder) => folder !== undefined))
  return [...folders].map((folder) => (shipping.has(folder) ? `${folder} (in part)` : folder))
}

function highestFolder(path: string): string | undefined {
  return /^[^/]+\//.exec(path)?.[0]
}

const outputs = ['dist', 'build', 'out', 'public', '.next', '.output', '.svelte-kit/output']

/** Folders that builds are written to, in what turns out to be a project. */
export function outputsIn(folder: string): string[] | undefined {
  const isProject = ['package.json', 'node_modules'].every((name) => existsSync(join(folder, name)))
  return isProject ? outputs.filter((name) => existsSync(join(folder, name))) : undefined
}
