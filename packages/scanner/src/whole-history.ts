import { statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { keyLength, openCleanMemory, type CleanMemory } from './clean-memory.ts'
import { refuseShallow } from './git/log.ts'
import { areStored, storedIn, type StoredIds } from './git/lost-ids.ts'
import { lostObjects, missingObjects } from './git/missing.ts'
import { planObjects, type ObjectsPlan, type PlannedObjects } from './git/objects/objects.ts'
import { idLengthOf, packsIn } from './git/objects/stores.ts'
import { readThroughGit } from './git/objects/through-git.ts'
import { readRefs, type Refs } from './git/refs.ts'
import type { Repository } from './git/repository.ts'
import { treeOfHead, type HeadTree } from './git/tree.ts'
import { scanKept } from './kept-blobs.ts'
import { sortBlobs, soughtBlobs } from './loud-blobs.ts'
import { createObjectSifter, emptySifting, type Sifting } from './object-sifter.ts'
import { addSifting, ObjectPool, type FoundNames } from './object-threads.ts'
import { digest, noPast, openPastScan, type Past, type PastScan } from './past-scan.ts'
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
  refuseShallow(prepared.repository, [])
  const pool = new ObjectPool(prepared.job, surroundings.stopped)
  try {
    return await scanWith(pool, prepared, onlyNamed, surroundings)
  } finally {
    pool.end()
  }
}

async function scanWith(
  pool: ObjectPool,
  prepared: PreparedRepository,
  onlyNamed: boolean,
  surroundings: Surroundings,
): Promise<Tally> {
  const { repository, job } = prepared
  const refs = await readRefs(repository)
  const scan = openPastScan(repository.commonDirectory, job)
  const { sifting, planned, remember } = await siftObjects(pool, prepared, scan, surroundings)
  const { past } = scan
  const isSmall = bytesIn(planned.listed.packs) <= mostChecked
  const askedOfTrees = isSmall ? storedNow() : undefined
  const sought = soughtBlobs(sifting.kept, past)
  // Other threads go on with it while this one does all that comes before the names are needed.
  let reading = sought.length > 0 ? readTrees() : undefined
  reading?.catch(() => undefined)
  remember()
  const stored = askedOfTrees ?? storedNow()
  const isWhole = !stored || areStored(sifting.named, stored)
  const head = headTree(repository, refs, past)
  const { entries, ...told } = sifting.tally
  const tally = emptyTally()
  addTally(tally, { ...told, entries: [] })
  // Of what was there before, nothing is gone.
  if (past === noPast || past.head !== (refs.head ?? '')) {
    const missing = await missingObjects(repository, await head.tree(), planned.isStored)
    tally.problems.push(...missing)
  }
  const names = scanNames(refs, past, prepared, tally)
  const sorted = await sortBlobs(sifting.kept, past, await reading, (named) =>
    pool.findSilent(named, repository),
  )
  if (await mayLack()) tally.problems.push(...(await lostObjects(repository)))
  const submodules = await head.submodules()
  tally.counts.submodules += submodules
  const isSure = tally.problems.length === 0 && !surroundings.stopped()
  const wanted = { prepared, onlyNamed, tree: head.tree, refs, past, blobs: sorted.loud }
  const kept = await scanKept(wanted, entries, tally)
  // What was not looked for would be missed.
  if (isSure && (!onlyNamed || past === noPast)) {
    const now = { ...sorted, ...kept, names, submodules, head: refs.head ?? '' }
    rememberScan(scan, now, planned, sifting)
  }
  return tally

  function readTrees(): Promise<FoundNames> {
    return pool.readTrees(planned, sought, askedOfTrees)
  }

  function storedNow(): StoredIds[] | undefined {
    if (past !== noPast) return undefined
    return storedIn(planned.listed, idLengthOf(repository.commonDirectory))
  }

  /** Whether something leads to what is not stored. */
  async function mayLack(): Promise<boolean> {
    if (!stored) return false
    // Commits that are known to be clean were not asked what they lead to.
    if (isSmall && sifting.tally.counts.remembered > 0) return true
    if (isSmall) reading ??= readTrees()
    const trees = await reading
    return !isWhole || (trees !== undefined && (trees.lost.size > 0 || !trees.isComplete))
  }
}

/** In larger packs, which git makes whole, only commits and tags are asked what they lead to. */
const mostChecked = 8 * 1024 * 1024

/** What is checked out is asked for where it is not known from before. */
function headTree(
  repository: Repository,
  { head }: Refs,
  past: Past,
): { tree: () => Promise<HeadTree>; submodules: () => Promise<number> } {
  let asked: Promise<HeadTree> | undefined
  const isKnown = past !== noPast && past.head === (head ?? '')
  // Git answers while something else is done; whoever awaits it hears of its failure.
  if (!isKnown || past.loud.length > 0) tree().catch(() => undefined)
  return {
    tree,
    submodules: async () => (isKnown ? past.submodules : (await tree()).submodules),
  }

  function tree(): Promise<HeadTree> {
    return (asked ??= treeOfHead(repository))
  }
}

interface Sifted {
  readonly sifting: Sifting
  readonly planned: PlannedObjects
  /** Writes down what is clean. */
  readonly remember: () => void
}

async function siftObjects(
  pool: ObjectPool,
  { job, repository }: PreparedRepository,
  scan: PastScan,
  { environment, stopped }: Surroundings,
): Promise<Sifted> {
  const { commonDirectory, directory } = repository
  const objects = environment['GIT_OBJECT_DIRECTORY'] ?? join(commonDirectory, 'objects')
  const borrowed = environment['GIT_ALTERNATE_OBJECT_DIRECTORIES']?.split(delimiter) ?? []
  let memory: CleanMemory | undefined
  const sifting = emptySifting()
  if (!scan.isThere) pool.prepareFor(bytesIn(packsIn(objects, [])))
  const planned = await planObjects({
    ...{ gitDirectory: commonDirectory, objects, borrowed },
    recall: (listed) => scan.recall(listed),
    isClean(ids, offset) {
      // What is new since the last scan is not known from before it.
      if (scan.past !== noPast) return false
      memory ??= openCleanMemory(commonDirectory, 'clean-objects', job)
      const isClean = memory.has(ids, offset)
      if (isClean) sifting.tally.counts.remembered++
      return isClean
    },
  })
  await pool.sift(planned.plan, sifting)
  sifting.tally.problems.push(...planned.problems)
  const left = [...planned.unread, ...sifting.unread, ...scan.past.told]
  sifting.tally.counts.remembered += scan.past.clean
  if (left.length > 0) await siftThroughGit(directory, left, job, sifting)
  return {
    ...{ sifting, planned },
    remember() {
      if (!stopped()) memory?.save(cleanIds(planned.plan, sifting))
    },
  }
}

/** Of all that was read those of which nothing is kept, told or unknown. */
function cleanIds({ packs, loose }: ObjectsPlan, { kept, told, unread }: Sifting): Buffer {
  const others = new Set([...kept, ...told, ...unread].map((id) => id.slice(0, 2 * keyLength)))
  // Nearly all that is clean is told from others by its first bytes.
  const heads = new Set(
    [...others].map((id) => wordsOf(Uint8Array.from(Buffer.from(id, 'hex')))[0]),
  )
  const count = packs.reduce((sum, { ids, idLength }) => sum + ids.length / idLength, loose.length)
  const clean = Buffer.alloc(count * keyLength)
  const cleanWords = wordsOf(clean)
  let end = 0
  for (const { ids, idLength } of packs) {
    const words = wordsOf(ids)
    for (let at = 0; at < words.length; at += idLength / 4) {
      if (heads.has(words[at]) && others.has(keyAt(ids, at * 4))) continue
      for (let word = 0; word < keyLength / 4; word++) cleanWords[end++] = words[at + word]!
    }
  }
  end *= 4
  for (const { id } of loose) {
    if (!others.has(id.slice(0, 2 * keyLength)))
      end += clean.write(id.slice(0, 2 * keyLength), end, 'hex')
  }
  return clean.subarray(0, end)
}

function wordsOf({ buffer, byteOffset, length }: Uint8Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length / 4)
}

function keyAt({ buffer, byteOffset }: Uint8Array, at: number): string {
  return Buffer.from(buffer, byteOffset + at, keyLength).toString('hex')
}

function rememberScan(
  scan: PastScan,
  learnt: Omit<Past, 'packs' | 'loose' | 'clean' | 'told'>,
  { listed, unread }: PlannedObjects,
  sifting: Sifting,
): void {
  // What is left to git is so in the next scan, too.
  if (unread.length + sifting.unread.length > 0) return
  const { blobs, commits, tags, remembered } = sifting.tally.counts
  const { kept, told } = sifting
  const clean = blobs + commits + tags + remembered - kept.length - told.length
  scan.save({ ...learnt, told, clean }, listed)
}

function bytesIn(packs: readonly string[]): number {
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

/** Answers with what to know them by, where they say nothing. */
function scanNames({ named }: Refs, past: Past, { job }: PreparedRepository, tally: Tally): string {
  if (named.length === 0) return ''
  const names = named.map(({ name }) => name).join('\n')
  const known = digest(names)
  if (past.names === known) {
    tally.counts.remembered += named.length
    return known
  }
  tally.counts.names += named.length
  const before = tally.entries.length + tally.problems.length
  createTextScanner(job, tally).scan(Buffer.from(names), 'names of branches and tags', {
    where: 'ref name',
  })
  return tally.entries.length + tally.problems.length === before ? known : ''
}
