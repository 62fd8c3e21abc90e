import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Origin } from '@keyward/core'
import { diffsOf, linesOf } from './log.ts'
import { runGit, type Repository } from './repository.ts'
import { walkCommits, type Commit, type Introduction, type Start } from './walk.ts'

/** Where blobs and commits are found again. */
export interface Whereabouts {
  /** What is known of each commit that was asked for, or that brings a blob. */
  readonly origins: ReadonlyMap<string, Origin>
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
  { blobs, commits }: Sought,
  onlyNamed: boolean,
): Promise<Whereabouts> {
  const origins = new Map<string, Origin>()
  const places = new Map<string, Placement>()
  const missing = { blobs: new Set(blobs), commits: new Set(commits) }

  const stashed = onlyNamed ? [] : await stashes(repository)
  await walk({ options: ['--all'], commits: stashed }, reachableFrom)
  if (!onlyNamed) {
    await walk({ options: ['--reflog', '--not', '--all'] }, () => ['reflog'])
    if (missing.blobs.size + missing.commits.size > 0) await walkDangling()
  }
  return { origins, places: [...places.values()] }

  async function walk(
    start: Start,
    reachable: (commit: Commit) => readonly string[],
  ): Promise<void> {
    if (blobs.size + commits.size === 0) return
    await walkCommits(repository, start, {
      blobs,
      commits,
      passed: (commit) => note(commit, reachable(commit)),
      introduced(introduction) {
        place(introduction, note(introduction.commit, reachable(introduction.commit)))
      },
    })
  }

  function note(commit: Commit, reachable: readonly string[]): Origin {
    missing.commits.delete(commit.id)
    const known = origins.get(commit.id)
    if (known) return known
    const { id, author, date, source } = commit
    const where = source.startsWith('refs/notes/') ? { where: 'note' } : {}
    const origin = { commit: id, author, date, reachable, ...where }
    origins.set(id, origin)
    return origin
  }

  function place({ path, id }: Pick<Introduction, 'path' | 'id'>, origin: Origin): void {
    missing.blobs.delete(id)
    const key = `${id} ${path}`
    if (!places.has(key)) places.set(key, { id, path, origin })
  }

  /** Commits that nothing leads to any more, in whatever order git keeps them. */
  async function walkDangling(): Promise<void> {
    const dangling = await danglingCommits(repository)
    await walkCommits(
      repository,
      { options: ['--no-walk=unsorted'], commits: dangling },
      {
        blobs: new Set(),
        commits: new Set(dangling),
        introduced: () => undefined,
        passed: (commit) => note({ ...commit, source: '' }, []),
      },
    )
    if (missing.blobs.size === 0) return
    for (const { commit, changes } of await diffsOf(repository, dangling, [])) {
      const origin = origins.get(commit)
      for (const { id, path } of changes) if (origin && blobs.has(id)) place({ id, path }, origin)
    }
  }
}

/** The stash is one commit; those before it stand in its log alone. */
async function stashes({ root, commonDirectory }: Repository): Promise<string[]> {
  if (!existsSync(join(commonDirectory, 'logs', 'refs', 'stash'))) return []
  return linesOf(await runGit(root, 'rev-list', '--walk-reflogs', 'refs/stash', '--'))
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

function reachableFrom({ source }: Commit): readonly string[] {
  if (source.startsWith('refs/')) return [shortName(source)]
  return [source === 'HEAD' ? source : 'stash']
}

/** What a person calls a branch, a tag or the stash. */
export function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads\/|tags\/|remotes\/|(?=stash$))/, '')
}
