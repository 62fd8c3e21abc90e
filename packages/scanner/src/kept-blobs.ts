import type { Entry, Origin } from '@keyward/core'
import { createPathFilter } from '@keyward/core/settings'
import { scanChanges, type PlacedChange } from './changes.ts'
import { findAgain, pastPlacesOf } from './git/past-places.ts'
import type { Refs } from './git/refs.ts'
import type { HeadTree } from './git/tree.ts'
import { findWhereabouts, shortName, type Sought, type Whereabouts } from './git/whereabouts.ts'
import { nameOfUnnamed } from './loud-blobs.ts'
import { digest, type Past } from './past-scan.ts'
import type { PreparedRepository } from './prepare.ts'
import { addTally, emptyTally, type Tally } from './tally.ts'

export interface Wanted {
  readonly prepared: PreparedRepository
  /** Whether only what branches and tags lead to is told. */
  readonly onlyNamed: boolean
  readonly refs: Refs
  readonly past: Past
  readonly tree: () => Promise<HeadTree>
  /** The blobs of which something is told, at some place. */
  readonly blobs: readonly string[]
}

type Learnt = Pick<Past, 'places' | 'paths' | 'excluded'>

/** Scans kept blobs where they stand, and tells what messages say where they stand. */
export async function scanKept(
  wanted: Wanted,
  messages: readonly Entry[],
  tally: Tally,
): Promise<Learnt> {
  const { prepared, onlyNamed, past, blobs, refs } = wanted
  const { repository, job } = prepared
  const commits = new Set(messages.flatMap(({ origin }) => origin?.commit ?? []))
  const sought = { blobs: new Set(blobs), commits }
  const again = await recall(wanted, sought)
  const found = again ?? (await findWhereabouts(repository, sought, onlyNamed))
  const { changes, excluded, ofReflog } = changesFor(found, again !== undefined, wanted)
  const head = blobs.length > 0 ? await wanted.tree() : { blobs: [] }
  if (again) changes.push(...changesInHead(head.blobs, changes, wanted))

  const scanned = emptyTally()
  const inHead = new Set(head.blobs.map(({ id }) => id))
  const telling = await scanChanges(changes, repository, job, scanned, () =>
    Promise.resolve({ has: (id) => inHead.has(id) }),
  )
  const read = new Set(changes.flatMap(({ id, isCounted }) => (isCounted ? [] : [id]))).size
  tally.counts.blobs += read
  tally.counts.remembered += past.silent.length + past.loud.length - read
  tally.counts.excluded += excluded
  addTally(tally, scanned)
  tally.entries.push(...messages.flatMap((entry) => placedMessage(entry, found.origins, wanted)))
  const told = [...telling].map(({ id, origin }) => ({ id, commit: origin?.commit }))
  const places = pastPlacesOf({ blobs: told, commits }, found, refs, repository)
  const learnt = { paths: filterOf(wanted), excluded: excluded - ofReflog }
  return { ...learnt, ...(onlyNamed ? {} : { places }) }
}

/** What the last scan learnt of places, where it asked for the same ones. */
async function recall(
  wanted: Wanted,
  { blobs, commits }: Sought,
): Promise<Whereabouts | undefined> {
  const { past, onlyNamed, prepared, refs } = wanted
  const { places } = past
  // Even to find nothing, all that is new would be walked.
  if (blobs.size + commits.size === 0) return undefined
  if (!places || onlyNamed || past.paths !== filterOf(wanted)) return undefined
  const known = new Set([...past.loud, ...places.commits.map(([id]) => id), ...places.reflog])
  const fresh = {
    blobs: new Set([...blobs].filter((id) => !known.has(id))),
    commits: new Set([...commits].filter((id) => !known.has(id))),
  }
  return await findAgain(prepared.repository, places, { blobs, commits }, fresh, refs)
}

/** The settings that say which paths are scanned. */
function filterOf({ prepared }: Wanted): string {
  return digest(JSON.stringify(prepared.job.settings.paths))
}

/** Where blobs stand; those that no commit brings are named by their ids. */
function changesFor(
  { places }: Whereabouts,
  isAgain: boolean,
  { prepared, onlyNamed, past, blobs }: Wanted,
): { changes: PlacedChange[]; excluded: number; ofReflog: number } {
  const { job, placed } = prepared
  const included = createPathFilter(job.settings.paths)
  const known = new Set(past.loud)
  const wanted = places.filter(({ path }) => included(path))
  const changes = wanted.map(({ path, id, origin }) => change(placed(path), id, origin))
  const found = new Set(places.map(({ id }) => id))
  // Of those of before, only some had something to tell.
  const telling = new Set(past.places?.blobs.map(([id]) => id))
  const others = blobs.filter((id) => !isAgain || !known.has(id) || telling.has(id))
  for (const id of onlyNamed ? [] : others) {
    if (!found.has(id)) changes.push(change(nameOfUnnamed(id), id, { reachable: [] }))
  }
  const left = places.filter(({ path }) => !included(path))
  // The reflog is walked every time.
  const ofReflog = left.filter(({ origin }) => origin.reachable?.[0] === 'reflog').length
  return { changes, excluded: left.length + (isAgain ? past.excluded : 0), ofReflog }

  function change(path: string, id: string, origin: Origin): PlacedChange {
    return { path, id, before: [], origin, ...(known.has(id) ? {} : { isCounted: true as const }) }
  }
}

/** What is checked out says which secrets are still there, though it may have nothing new to tell. */
function changesInHead(
  head: HeadTree['blobs'],
  changes: readonly PlacedChange[],
  { prepared, blobs }: Wanted,
): PlacedChange[] {
  const included = createPathFilter(prepared.job.settings.paths)
  const loud = new Set(blobs)
  const known = new Set(changes.map(({ id, path }) => `${id} ${path}`))
  return head
    .filter(({ id, path }) => loud.has(id) && included(path))
    .map(({ id, path }) => ({ id, path: prepared.placed(path), before: [], origin: {} }))
    .filter(({ id, path }) => !known.has(`${id} ${path}`))
}

function placedMessage(
  entry: Entry,
  origins: ReadonlyMap<string, Origin>,
  { refs, onlyNamed }: Wanted,
): Entry[] {
  const { commit } = entry.origin ?? {}
  const reachable = commit
    ? origins.get(commit)?.reachable
    : refs.named
        .filter(({ id }) => entry.path === `tag ${id.slice(0, 12)}`)
        .map(({ name }) => shortName(name))
  if (onlyNamed && (reachable ?? []).length === 0) return []
  return [{ ...entry, origin: { ...entry.origin, reachable: reachable ?? [] } }]
}
