import { statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Entry, Origin } from '@keyward/core'
import { createPathFilter } from '@keyward/core/settings'
import { keyLength, openCleanMemory } from './clean-memory.ts'
import { scanChanges, type PlacedChange } from './changes.ts'
import { linesOf, refuseShallow } from './git/log.ts'
import { missingObjects } from './git/missing.ts'
import { planObjects, type ObjectsPlan, type PlannedObjects } from './git/objects/objects.ts'
import { packsIn } from './git/objects/stores.ts'
import { readThroughGit } from './git/objects/through-git.ts'
import { runGit } from './git/repository.ts'
import { treeOfHead, type HeadTree } from './git/tree.ts'
import { findWhereabouts, shortName } from './git/whereabouts.ts'
import { nameOfUnnamed, sortBlobs } from './loud-blobs.ts'
import { createObjectSifter, emptySifting, type Sifting } from './object-sifter.ts'
import { addSifting, ObjectPool } from './object-threads.ts'
import { openPastScan, type Past, type PastScan } from './past-scan.ts'
import type { PreparedRepository } from './prepare.ts'
import type { Surroundings } from './surroundings.ts'
import { addTally, emptyTally, type Tally } from './tally.ts'
import { createTextScanner } from './text-scanner.ts'

/**
 * All that git keeps. Every object is looked at once, wherever it stands; the few blobs that may
 * hold something are then looked for in the commits, and scanned under their names. With
 * `onlyNamed` it tells only what branches and tags lead to.
 */
export async function scanWholeHistory(
  prepared: PreparedRepository,
  onlyNamed: boolean,
  surroundings: Surroundings,
): Promise<Tally> {
  const { repository } = prepared
  refuseShallow(repository, [])
  const asked = Promise.all([refsOf(prepared), treeOfHead(repository)])
  // Whoever awaits them hears of their failure.
  asked.catch(() => undefined)
  const scan = openPastScan(repository.commonDirectory, prepared.job)
  const { sifting, planned, saved } = await siftObjects(prepared, scan, surroundings)
  const [refs, head] = await asked
  const { entries, ...told } = sifting.tally
  const tally = emptyTally()
  tally.counts.blobs += scan.past.loud.length
  addTally(tally, { ...told, entries: [] })
  tally.counts.submodules += head.submodules
  tally.problems.push(...(await missingObjects(repository, head, planned.isStored)))
  scanNames(refs, prepared, tally)
  const sorted = await sortBlobs(sifting.kept, scan.past, planned, prepared)
  const isSure = tally.problems.length === 0 && !surroundings.stopped()
  const remembered = isSure && rememberScan(scan, sorted, planned, sifting)
  const messages = await scanKept(sorted.loud, entries, { prepared, onlyNamed, head, refs }, tally)
  tally.entries.push(...messages)
  await Promise.all([saved, remembered])
  return tally
}

interface Ref {
  readonly name: string
  readonly id: string
}

async function refsOf({ repository }: PreparedRepository): Promise<Ref[]> {
  const form = '--format=%(objectname) %(refname)'
  return linesOf(await runGit(repository.root, 'for-each-ref', form)).map((line) => {
    const [id = '', ...name] = line.split(' ')
    return { id, name: name.join(' ') }
  })
}

interface Sifted {
  readonly sifting: Sifting
  readonly planned: PlannedObjects
  /** What is clean need not be known before the next scan. */
  readonly saved: Promise<void>
}

async function siftObjects(
  { job, repository }: PreparedRepository,
  scan: PastScan,
  { environment, stopped }: Surroundings,
): Promise<Sifted> {
  const { commonDirectory, directory } = repository
  const objects = environment['GIT_OBJECT_DIRECTORY'] ?? join(commonDirectory, 'objects')
  const borrowed = environment['GIT_ALTERNATE_OBJECT_DIRECTORIES']?.split(delimiter) ?? []
  const pool = new ObjectPool(job, stopped)
  const memory = openCleanMemory(commonDirectory, 'clean-objects', job)
  const sifting = emptySifting()
  try {
    if (!scan.isThere) await pool.prepareFor(bytesInPacks(objects))
    const planned = await planObjects({
      ...{ gitDirectory: commonDirectory, objects, borrowed },
      recall: (listed) => scan.recall(listed),
      isClean(ids, offset) {
        const isClean = memory.has(ids, offset)
        if (isClean) sifting.tally.counts.remembered++
        return isClean
      },
    })
    await pool.sift(planned.plan, sifting)
    sifting.tally.problems.push(...planned.problems)
    const left = [...planned.unread, ...sifting.unread, ...scan.past.told]
    sifting.tally.counts.remembered += scan.past.clean
    const saved =
      stopped() || scan.past.clean > 0
        ? Promise.resolve()
        : memory.save(cleanIds(planned.plan, sifting))
    if (left.length > 0) await siftThroughGit(directory, left, job, sifting)
    return { sifting, planned, saved }
  } finally {
    pool.end()
  }
}

/** Of all that was read those of which nothing is kept, told or unknown. */
function cleanIds({ packs, loose }: ObjectsPlan, { kept, told, unread }: Sifting): Buffer {
  const others = new Set([...kept, ...told, ...unread].map((id) => id.slice(0, 2 * keyLength)))
  const count = packs.reduce((sum, { ids, idLength }) => sum + ids.length / idLength, loose.length)
  const clean = Buffer.alloc(count * keyLength)
  let end = 0
  for (const { ids, idLength } of packs) {
    const all = Buffer.from(ids.buffer, ids.byteOffset, ids.length)
    for (let at = 0; at < all.length; at += idLength) {
      if (isAmong(others, all, at)) continue
      all.copy(clean, end, at, at + keyLength)
      end += keyLength
    }
  }
  for (const { id } of loose) {
    if (!others.has(id.slice(0, 2 * keyLength)))
      end += clean.write(id.slice(0, 2 * keyLength), end, 'hex')
  }
  return clean.subarray(0, end)
}

function isAmong(others: ReadonlySet<string>, ids: Buffer, at: number): boolean {
  return others.size > 0 && others.has(ids.toString('hex', at, at + keyLength))
}

async function rememberScan(
  scan: PastScan,
  sorted: Pick<Past, 'silent' | 'loud' | 'settled'>,
  { listed, unread }: PlannedObjects,
  sifting: Sifting,
): Promise<void> {
  // What is left to git is so in the next scan, too.
  if (unread.length + sifting.unread.length > 0) return
  const { blobs, commits, remembered } = sifting.tally.counts
  const { kept, told } = sifting
  const clean = blobs + commits + remembered - kept.length - told.length
  await scan.save({ ...sorted, told, clean }, listed)
}

function bytesInPacks(objects: string): number {
  const packs = packsIn(objects, [])
  const sizes = packs.map((pack) => statSync(pack, { throwIfNoEntry: false })?.size ?? 0)
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function siftThroughGit(
  directory: string,
  ids: readonly string[],
  job: PreparedRepository['job'],
  sum: Sifting,
): Promise<void> {
  const { sifting, visit } = createObjectSifter(job)
  const problems = await readThroughGit(directory, ids, {
    visit,
    largestWhole: 32 * 1024 * 1024,
    visitLarge({ kind, id, size }) {
      // Such a text is scanned as it comes, under its name.
      if (kind === 'blob') sifting.kept.push(id)
      sifting.tally.counts.blobs++
      sifting.tally.counts.bytes += size
      return Promise.resolve()
    },
  })
  sifting.tally.problems.push(...problems)
  addSifting(sum, sifting)
}

function scanNames(refs: readonly Ref[], { job }: PreparedRepository, tally: Tally): void {
  if (refs.length === 0) return
  const names = refs.map(({ name }) => name).join('\n')
  createTextScanner(job, tally).scan(Buffer.from(names), 'names of branches and tags', {
    where: 'ref name',
  })
}

interface Wanted {
  readonly prepared: PreparedRepository
  readonly onlyNamed: boolean
  readonly head: HeadTree
  readonly refs: readonly Ref[]
}

/** Scans kept blobs where they stand, and answers with what messages say, told where they stand. */
async function scanKept(
  kept: readonly string[],
  messages: readonly Entry[],
  { prepared, onlyNamed, head, refs }: Wanted,
  tally: Tally,
): Promise<Entry[]> {
  const { repository, job, placed } = prepared
  const commits = new Set(messages.flatMap(({ origin }) => origin?.commit ?? []))
  const sought = { blobs: new Set(kept), commits }
  const { places, origins } = await findWhereabouts(repository, sought, onlyNamed)
  const included = createPathFilter(job.settings.paths)
  const changes: PlacedChange[] = []
  for (const { path, id, origin } of places) {
    if (included(path)) changes.push({ path: placed(path), id, before: [], origin })
    else tally.counts.excluded++
  }
  const found = new Set(places.map(({ id }) => id))
  for (const id of onlyNamed ? [] : kept) {
    if (!found.has(id))
      changes.push({ path: nameOfUnnamed(id), id, before: [], origin: { reachable: [] } })
  }
  const scanned = emptyTally()
  await scanChanges(changes, repository, job, scanned, head.blobs)
  // They were counted when they were sifted.
  scanned.counts.bytes = 0
  addTally(tally, scanned)
  return messages.flatMap((entry) => placedMessage(entry, origins, refs, onlyNamed))
}

function placedMessage(
  entry: Entry,
  origins: ReadonlyMap<string, Origin>,
  refs: readonly Ref[],
  onlyNamed: boolean,
): Entry[] {
  const { commit } = entry.origin ?? {}
  const reachable = commit
    ? origins.get(commit)?.reachable
    : refs
        .filter(({ id }) => entry.path === `tag ${id.slice(0, 12)}`)
        .map(({ name }) => shortName(name))
  if (onlyNamed && (reachable ?? []).length === 0) return []
  return [{ ...entry, origin: { ...entry.origin, reachable: reachable ?? [] } }]
}
