import type { Origin } from '@keyward/core'
import { diffsOf, linesOf } from './log.ts'
import { stashesOf } from './refs.ts'
import { runGit, type Repository } from './repository.ts'
import { walkCommits, type Commit, type Introduction, type Start } from './walk.ts'

/** Where blobs and commits are found again. */
export interface Whereabouts {
  /** What is known of each commit that was asked for, or that brings a blob. */
  readonly origins: ReadonlyMap<string, Origin>
  /** The name that led to each of these commits, in full; `reflog`, `stash`, or nothing. */
  readonly sources: ReadonlyMap<string, string>
  /** Each blob under each of its paths once, as the first commit brings it. */
  readonly places: readonly Placement[]
}

export interface Placement {
  readonly id: string
  readonly path: string
  readonly origin: Origin
}

export interface Sought {
  readonly blobs: ReadonlySet<string>
  readonly commits: ReadonlySet<string>
}

/** Asks where blobs and commits stand; with `onlyNamed` only what branches and tags lead to. */
export async function findWhereabouts(
  repository: Repository,
  sought: Sought,
  onlyNamed: boolean,
): Promise<Whereabouts> {
  const found = new Findings(sought)
  if (sought.blobs.size + sought.commits.size === 0) return found
  const stashed = onlyNamed ? [] : stashesOf(repository)
  found.addWalk(await walk(repository, { options: ['--all'], commits: stashed }, sought))
  if (!onlyNamed) {
    found.addWalk(await walk(repository, reflog, sought), 'reflog')
    if (!found.isComplete) await addDangling(repository, sought, found)
  }
  return found
}

export const reflog: Start = { options: ['--reflog', '--not', '--all'] }

/** What one walk tells, in its order. */
export interface Walk {
  readonly passed: readonly Commit[]
  readonly introduced: readonly Introduction[]
}

export async function walk(
  repository: Repository,
  start: Start,
  { blobs, commits }: Sought,
  met?: (id: string, parents: readonly string[]) => void,
): Promise<Walk> {
  const passed: Commit[] = []
  const introduced: Introduction[] = []
  await walkCommits(repository, start, {
    ...{ blobs, commits },
    ...(met ? { met } : {}),
    passed: (commit) => passed.push(commit),
    introduced: (introduction) => introduced.push(introduction),
  })
  return { passed, introduced }
}

/** Commits that nothing leads to any more, in whatever order git keeps them. */
export async function addDangling(
  repository: Repository,
  { blobs }: Sought,
  found: Findings,
): Promise<void> {
  const dangling = await danglingCommits(repository)
  const start = { options: ['--no-walk=unsorted'], commits: dangling }
  const { passed } = await walk(repository, start, {
    blobs: new Set(),
    commits: new Set(dangling),
  })
  for (const commit of passed) found.note(commit, '')
  const byId = new Map(passed.map((commit) => [commit.id, commit]))
  for (const { commit: id, changes } of await diffsOf(repository, dangling, [])) {
    const commit = byId.get(id)
    for (const { id, path } of changes) {
      if (commit && blobs.has(id)) found.place({ commit, id, path }, '')
    }
  }
}

/** Puts together what several walks tell; what came first stays. */
export class Findings implements Whereabouts {
  readonly origins = new Map<string, Origin>()
  readonly sources = new Map<string, string>()
  readonly #places = new Map<string, Placement>()
  readonly #missing: { readonly blobs: Set<string>; readonly commits: Set<string> }

  constructor({ blobs, commits }: Sought) {
    this.#missing = { blobs: new Set(blobs), commits: new Set(commits) }
  }

  get places(): readonly Placement[] {
    return [...this.#places.values()]
  }

  get isComplete(): boolean {
    return this.#missing.blobs.size + this.#missing.commits.size === 0
  }

  addWalk({ passed, introduced }: Walk, source?: string): void {
    for (const commit of passed) this.note(commit, source)
    for (const introduction of introduced) this.place(introduction, source)
  }

  note(commit: Commit, source = nameIn(commit)): Origin {
    const { id, author, date } = commit
    this.#missing.commits.delete(id)
    const known = this.origins.get(id)
    if (known) return known
    const where = source.startsWith('refs/notes/') ? { where: 'note' } : {}
    const reachable = source === '' ? [] : [shortName(source)]
    const origin = { commit: id, author, date, reachable, ...where }
    this.origins.set(id, origin)
    this.sources.set(id, source)
    return origin
  }

  place({ commit, path, id }: Introduction, source?: string): void {
    this.#missing.blobs.delete(id)
    const key = `${id} ${path}`
    const origin = this.note(commit, source)
    if (!this.#places.has(key)) this.#places.set(key, { id, path, origin })
  }
}

/** The first name that leads to each of some commits, unless `left` does. */
export async function namesLeadingTo(
  repository: Repository,
  commits: ReadonlySet<string>,
  left: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const names = new Map<string, readonly string[]>([...commits].map((id) => [id, []]))
  if (commits.size === 0) return names
  const start = { options: ['--all'], commits: left }
  const { passed } = await walk(repository, start, { blobs: new Set(), commits })
  for (const commit of passed) names.set(commit.id, [shortName(nameIn(commit))])
  return names
}

async function danglingCommits({ root }: Repository): Promise<string[]> {
  const listing = ['cat-file', '--batch-all-objects', '--unordered', '--buffer']
  const [all, found] = await Promise.all([
    runGit(root, ...listing, '--batch-check=%(objecttype) %(objectname)'),
    runGit(root, 'rev-list', '--all', '--reflog'),
  ])
  const known = new Set(linesOf(found))
  return linesOf(all)
    .filter((line) => line.startsWith('commit '))
    .map((line) => line.slice('commit '.length))
    .filter((id) => !known.has(id))
}

/** Git tells the id where it was given one: those of older stashes. */
function nameIn({ source }: Commit): string {
  return source.startsWith('refs/') || source === 'HEAD' ? source : 'stash'
}

/** What a person calls a branch, a tag or the stash. */
export function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads\/|tags\/|remotes\/|(?=stash$))/, '')
}
