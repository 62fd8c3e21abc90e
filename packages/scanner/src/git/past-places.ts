import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { stashesOf, type Ref, type Refs } from './refs.ts'
import type { Repository } from './repository.ts'
import { walkCommits } from './walk.ts'
import {
  addDangling,
  Findings,
  reflog,
  walk,
  type Sought,
  type Walk,
  type Whereabouts,
} from './whereabouts.ts'

/**
 * Where a scan found blobs and commits of which something is told, so that the next one need not
 * walk all commits. Names may hold secrets, too: digests of them are kept, and no paths.
 */
export interface PastPlaces {
  /** All that names led to. Commits that these lead to were walked. */
  readonly tips: readonly string[]
  /** Digests of the names that places depend on, and what they led to. */
  readonly names: readonly (readonly [name: string, id: string])[]
  /** A commit may be unknown, and a name may have led nowhere near. */
  readonly blobs: readonly (readonly [blob: string, commit: string, name: number])[]
  readonly commits: readonly (readonly [commit: string, name: number])[]
  /** Blobs and commits that only the reflog led to; it is walked again. */
  readonly reflog: readonly string[]
}

const unnamed = -1

/** What is told of, to be remembered. */
export interface Told {
  readonly blobs: readonly { readonly id: string; readonly commit: string | undefined }[]
  readonly commits: ReadonlySet<string>
}

export function pastPlacesOf(
  { blobs, commits }: Told,
  { sources }: Pick<Whereabouts, 'sources'>,
  refs: Refs,
  repository: Repository,
): PastPlaces {
  const ids = new Map(statesOf(refs, repository).map(({ name, id }) => [name, id]))
  const names = new Map<string, number>()
  const inReflog = [
    ...blobs.filter(({ commit = '' }) => sources.get(commit) === 'reflog').map(({ id }) => id),
    ...[...commits].filter((id) => sources.get(id) === 'reflog'),
  ]
  const others = blobs.filter(({ commit = '' }) => sources.get(commit) !== 'reflog')
  return {
    tips: [...new Set(tipsOf(refs, repository))],
    blobs: others.map(({ id, commit = '' }) => [id, commit, numberOf(commit)]),
    commits: [...commits]
      .filter((id) => sources.get(id) !== 'reflog')
      .map((id) => [id, numberOf(id)]),
    names: [...names.keys()].map((name) => [digest(name), ids.get(name) ?? '']),
    reflog: inReflog,
  }

  function numberOf(commit: string): number {
    const name = sources.get(commit) ?? ''
    if (name === '') return unnamed
    if (!names.has(name)) names.set(name, names.size)
    return names.get(name) ?? unnamed
  }
}

/**
 * Finds blobs and commits where the last scan did, and looks for `fresh` ones in what is new.
 * Nothing, where a name went elsewhere than on: then all is to be looked for.
 */
export async function findAgain(
  repository: Repository,
  past: PastPlaces,
  sought: Sought,
  fresh: Sought,
  refs: Refs,
): Promise<Whereabouts | undefined> {
  const states = statesAgain(past, statesOf(refs, repository))
  if (!states) return undefined
  const parents = new Map<string, readonly string[]>()
  const [added, logged, known] = await Promise.all([
    walkNew(repository, past, sought, parents),
    walkReflog(repository, sought),
    walkKnown(repository, past),
  ])
  const led = past.names.map(([, id]) => id)
  if (!states.every(({ id }, index) => leadsOn(led[index] ?? '', id, parents))) return undefined

  const found = new Findings(fresh)
  const nameOf = namesByCommit(past, states)
  for (const commit of added.passed) found.note(commit)
  for (const commit of known.passed) found.note(commit, nameOf.get(commit.id) ?? '')
  // What an older commit brings comes first.
  for (const introduction of known.introduced) found.place(introduction)
  found.addWalk(added)
  found.addWalk(logged, 'reflog')
  const here = new Set([...found.origins.keys(), ...found.places.map(({ id }) => id)])
  if (!past.reflog.every((id) => here.has(id))) return undefined
  if (!found.isComplete) await addDangling(repository, fresh, found)
  return found
}

async function walkNew(
  repository: Repository,
  { tips }: PastPlaces,
  sought: Sought,
  parents: Map<string, readonly string[]>,
): Promise<Walk> {
  const left = tips.map((id) => `^${id}`)
  // What nothing leads to any more may be gone.
  const options = ['--ignore-missing', '--all']
  const start = { options, commits: [...stashesOf(repository), ...left] }
  return await walk(repository, start, sought, (id, before) => parents.set(id, before))
}

async function walkReflog(repository: Repository, sought: Sought): Promise<Walk> {
  const { directory, commonDirectory } = repository
  const hasLog = [directory, commonDirectory].some((folder) => existsSync(join(folder, 'logs')))
  return hasLog ? await walk(repository, reflog, sought) : { passed: [], introduced: [] }
}

/** Asks of each commit alone who made it, and under which path it brings what is sought. */
async function walkKnown(repository: Repository, { blobs, commits }: PastPlaces): Promise<Walk> {
  const pairs = new Set(blobs.map(([blob, commit]) => `${blob} ${commit}`))
  const all = new Set([...blobs.map(([, commit]) => commit), ...commits.map(([id]) => id)])
  all.delete('')
  const found: { passed: Walk['passed'][number][]; introduced: Walk['introduced'][number][] } = {
    passed: [],
    introduced: [],
  }
  if (all.size === 0) return found
  const start = { options: ['--no-walk=unsorted'], commits: [...all].reverse() }
  await walkCommits(repository, start, {
    blobs: new Set(blobs.map(([blob]) => blob)),
    commits: all,
    passed: (commit) => found.passed.push(commit),
    introduced(introduction) {
      const { id, commit } = introduction
      if (pairs.has(`${id} ${commit.id}`)) found.introduced.push(introduction)
    },
  })
  return found
}

function namesByCommit(
  { blobs, commits }: PastPlaces,
  states: readonly Ref[],
): Map<string, string> {
  const pairs = [...blobs.map(([, commit, name]) => [commit, name] as const), ...commits]
  return new Map(pairs.map(([commit, name]) => [commit, states[name]?.name ?? '']))
}

/** Whether what a name led to is what it leads to now, or stands before it. */
function leadsOn(
  from: string,
  to: string,
  parents: ReadonlyMap<string, readonly string[]>,
): boolean {
  const seen = new Set([to])
  for (const id of seen) {
    if (id === from) return true
    for (const parent of parents.get(id) ?? []) seen.add(parent)
  }
  return false
}

/** What each name leads to. */
function statesOf({ named, head }: Refs, repository: Repository): Ref[] {
  const log = stashesOf(repository)
  return [
    ...named,
    ...(head === undefined ? [] : [{ name: 'HEAD', id: head }]),
    // One of them that was dropped is a change of all.
    ...(log.length > 0 ? [{ name: 'stash', id: digest(log.join()) }] : []),
  ]
}

/** The names that places depend on, if all of them are there; most lead where they led. */
function statesAgain({ names }: PastPlaces, states: readonly Ref[]): Ref[] | undefined {
  const ids = new Set(names.map(([, id]) => id))
  const byName = new Map<string, Ref>()
  const likely = states.filter(({ id }) => ids.has(id))
  for (const some of [likely, states]) {
    const isFound = names.every(([name]) => byName.has(name))
    if (!isFound) for (const state of some) byName.set(digest(state.name), state)
  }
  const found = names.flatMap(([name]) => byName.get(name) ?? [])
  return found.length === names.length ? found : undefined
}

function tipsOf({ named, head }: Refs, repository: Repository): string[] {
  return [...named.map(({ id }) => id), ...(head ? [head] : []), ...stashesOf(repository)]
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
