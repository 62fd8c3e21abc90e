import { existsSync, lstatSync, readdirSync, statSync, type Dirent } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Problem } from '@keyward/core'
import { UsageError } from '@keyward/core/settings'
import { readIndex, type GitIndex } from '../git/index-file.ts'
import { changedFiles, findRepository, listFiles, type Repository } from '../git/repository.ts'
import { reasonOf } from '../reason.ts'
import type { TrackedFile } from '../tracked-files.ts'
import { listedFile, pathOf, type ListedFile } from './listed-file.ts'

export interface FileList {
  readonly files: readonly ListedFile[]
  /** Files that git does not track take it longer to list, and most are tracked. */
  readonly untracked: Promise<readonly ListedFile[]>
  readonly problems: readonly Problem[]
  /** What git's index knows of them. */
  readonly tracked: ReadonlyMap<string, TrackedFile>
  /** Those of them that changed since; empty unless asked for. */
  readonly changed: Promise<ReadonlySet<string>>
}

/** About how many files that will be, known before they are listed. */
export function guessCount(paths: readonly string[], cwd: string): number {
  const folders = paths.map((path) => resolve(cwd, path)).filter((path) => isFolder(path))
  return Math.max(0, ...folders.map((folder) => trackedCount(folder)))
}

/** An entry of the index takes about a hundred bytes. */
function trackedCount(folder: string): number {
  const repository = findRepository(folder)
  if (!repository || repository.root !== folder) return 0
  const index = statSync(join(repository.directory, 'index'), { throwIfNoEntry: false })
  return (index?.size ?? 0) / 100
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}

/** The files that stand for the paths a person names: inside a repository, those git would keep. */
export async function listPaths(
  paths: readonly string[],
  cwd: string,
  asksForChanged = false,
): Promise<FileList> {
  const listing = new Listing(cwd, asksForChanged)
  for (const path of await expand(paths, cwd)) {
    if (statSync(path).isDirectory()) await listing.addFolder(path)
    else listing.files.push({ path: shown(relative(cwd, path)), named: true })
  }
  // A path may have been named twice, or together with its folder.
  const files = paths.length > 1 ? withoutRepeats(listing.files) : listing.files
  const untracked = Promise.all(listing.untracked).then((lists) => lists.flat())
  const changed = Promise.all(listing.changed).then((lists) => new Set(lists.flat().map(pathOf)))
  // Whoever awaits them hears of a failure.
  untracked.catch(() => undefined)
  changed.catch(() => undefined)
  return { files, untracked, problems: listing.problems, tracked: listing.tracked, changed }
}

function withoutRepeats(files: readonly ListedFile[]): ListedFile[] {
  const byPath = new Map(files.map((file) => [typeof file === 'string' ? file : file.path, file]))
  return [...byPath.values()]
}

/** A shell that does not expand patterns leaves that to us. */
async function expand(paths: readonly string[], cwd: string): Promise<string[]> {
  const expanded: string[] = []
  for (const path of paths) {
    const absolute = resolve(cwd, path)
    if (existsSync(absolute)) expanded.push(absolute)
    else expanded.push(...(await matching(path, cwd)))
  }
  return expanded
}

async function matching(pattern: string, cwd: string): Promise<string[]> {
  const { default: glob } = await import('fast-glob')
  const found = glob.isDynamicPattern(pattern)
    ? await glob(pattern, { cwd, absolute: true, dot: true, followSymbolicLinks: false })
    : []
  if (found.length > 0) return found
  const isLink = lstatSync(resolve(cwd, pattern), { throwIfNoEntry: false })
  throw new UsageError(
    isLink ? `${pattern} is a link that leads nowhere.` : `${pattern} does not exist.`,
    'Name files or folders that are there.',
  )
}

class Listing {
  readonly files: ListedFile[] = []
  readonly untracked: Promise<readonly ListedFile[]>[] = []
  readonly changed: Promise<readonly ListedFile[]>[] = []
  readonly problems: Problem[] = []
  readonly tracked = new Map<string, TrackedFile>()
  readonly #cwd: string
  readonly #asksForChanged: boolean

  constructor(cwd: string, asksForChanged: boolean) {
    this.#cwd = cwd
    this.#asksForChanged = asksForChanged
  }

  async addFolder(folder: string): Promise<void> {
    const known = this.files.length
    const repository = findRepository(folder)
    if (repository && !`${folder}/`.startsWith(`${repository.directory}/`)) {
      await this.#addKept(folder, repository)
      if (this.files.length > known) return
      const untracked = await Promise.all(this.untracked.slice(-1))
      if (untracked.flat().length > 0) return
    }
    // Git keeps nothing there, and yet the person named it: what is ignored is read after all.
    this.#walk(folder, this.#before(folder))
  }

  async #addKept(folder: string, repository: Repository): Promise<void> {
    const index = readIndex(repository)
    if (index) {
      this.untracked.push(this.#ask(folder, listFiles(folder, ['--others'])))
      if (this.#asksForChanged) {
        this.changed.push(this.#ask(folder, changedFiles(folder, repository)))
      }
      this.#addTracked(index, folder, repository.root)
    } else {
      this.files.push(...(await this.#ask(folder, listFiles(folder, ['--cached', '--others']))))
    }
  }

  #addTracked(index: GitIndex, folder: string, root: string): void {
    const inside = shown(relative(root, folder))
    const prefix = inside === '' ? '' : `${inside}/`
    const before = this.#before(folder)
    for (let entry = 0; entry < index.length; entry++) {
      const name = index.name(entry)
      if (!name.startsWith(prefix)) continue
      const file = this.#placed(
        listedFile(before, name.slice(prefix.length), () =>
          index.rawName(entry).subarray(Buffer.byteLength(prefix)),
        ),
      )
      this.files.push(file)
      if (typeof file === 'string') this.tracked.set(file, { index, entry })
    }
  }

  async #ask(folder: string, answer: Promise<Buffer>): Promise<ListedFile[]> {
    const names = await answer
    const before = this.#before(folder)
    const files: ListedFile[] = []
    for (let start = 0, end = names.indexOf(0); end >= 0; end = names.indexOf(0, start)) {
      const raw = names.subarray(start, end)
      files.push(this.#placed(listedFile(before, raw.toString('utf8'), () => raw)))
      start = end + 1
    }
    return files
  }

  #before(folder: string): string {
    const prefix = shown(relative(this.#cwd, folder))
    return prefix === '' ? '' : `${prefix}/`
  }

  /** The folder may be above the one the command runs in: `../here/a.txt` is `a.txt` then. */
  #placed(file: ListedFile): ListedFile {
    const path = typeof file === 'string' ? file : file.path
    if (!path.startsWith('../')) return file
    const placed = shown(relative(this.#cwd, resolve(this.#cwd, path)))
    return typeof file === 'string' ? placed : { ...file, path: placed }
  }

  #walk(folder: string, before: string): void {
    for (const entry of this.#entries(folder, before)) {
      const name = entry.name.toString('utf8')
      if (!entry.isDirectory()) this.files.push(listedFile(before, name, () => entry.name))
      else if (name !== '.git') this.#walk(join(folder, name), `${before}${name}/`)
    }
  }

  #entries(folder: string, before: string): Dirent<Buffer>[] {
    try {
      return readdirSync(folder, { withFileTypes: true, encoding: 'buffer' })
    } catch (error) {
      this.problems.push({ path: before || `${shown(dirname(folder))}/`, reason: reasonOf(error) })
      return []
    }
  }
}

function shown(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}
