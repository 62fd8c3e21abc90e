import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem, TextHome } from '@keyward/core'
import type { Need } from './families.ts'
import { IdSet } from './id-set.ts'
import { readLoose, readLooseTree, type LooseObject } from './loose.ts'
import { openKnownIndex, type PackIndex } from './pack-index.ts'
import { indexOf, planPack, type PackPlan } from './pack-plan.ts'
import { createPackReader } from './pack-reader.ts'
import { findStores, idLengthOf, looseFile, looseIn, packsIn } from './stores.ts'
import type { BlobVisitor } from './stored-blob.ts'
import { listThroughGit } from './through-git.ts'
import { createUnpacker } from './unpacker.ts'

/** How all objects of a repository are read: plain data over shared memory, the same for all threads. */
export interface ObjectsPlan {
  readonly packs: readonly PackPlan[]
  readonly loose: readonly LooseObject[]
  /** Among them, trees that are known, too: what they name is not. */
  readonly allLoose: readonly LooseObject[]
  /** So many families and loose objects there are; threads share them out by number. */
  readonly steps: number
  /** The same of trees. */
  readonly treeSteps: number
}

export interface PlannedObjects {
  readonly plan: ObjectsPlan
  /** Ids that are left to `readThroughGit`, as are those that reading tells of. */
  readonly unread: readonly string[]
  readonly problems: readonly Problem[]
  /** All packs there are, and the ids of all objects that have a file of their own. */
  readonly listed: Listed
  /** Whether a commit, tag or blob is among what was found. */
  readonly isStored: (id: string) => boolean
}

export interface Listed {
  readonly packs: readonly string[]
  readonly loose: readonly string[]
}

/** What an earlier scan has dealt with; it is not looked at. */
export interface Recalled {
  hasPack(pack: string): boolean
  hasLoose(id: string): boolean
}

export interface ObjectsOptions {
  /** What all work trees of the repository have in common. */
  readonly gitDirectory: string
  /** Where objects are, if not there, and what they are borrowed from beside its alternates. */
  readonly objects?: string
  readonly borrowed?: readonly string[]
  /** Whether the object with the id at an offset is known to hold nothing. */
  readonly isClean: (ids: Buffer, offset: number) => boolean
  readonly recall?: (listed: Listed) => Recalled | undefined
  /** So many bytes of packs may be held in memory. */
  readonly hold?: number
}

const usualHold = 96 * 1024 * 1024

/** Finds every commit, tag and blob that is stored, each once, wherever and however often it is. */
export async function planObjects(options: ObjectsOptions): Promise<PlannedObjects> {
  const { gitDirectory, isClean } = options
  const idLength = idLengthOf(gitDirectory)
  const stores = findStores(options.objects ?? join(gitDirectory, 'objects'), options.borrowed)
  const problems = [...stores.problems]
  const packs: PackPlan[] = []
  const unread: string[] = []
  const seen = new IdSet()
  // All that is checked out is asked for.
  const asked = Buffer.alloc(idLength)
  let largest: PackIndex | undefined
  let indices: readonly ((id: Buffer) => boolean)[] | undefined
  let isAlone = true
  let isComplete = true
  let hold = options.hold ?? usualHold

  // Listed before the packs: what is packed meanwhile is then found twice rather than not at all.
  const allFiles = stores.directories.flatMap((directory) =>
    looseIn(directory, idLength, problems).map((id) => ({ id, path: looseFile(directory, id) })),
  )
  const paths = stores.directories.flatMap((directory) => packsIn(directory, problems))
  const listed = { packs: paths, loose: allFiles.map(({ id }) => id) }
  const recalled = options.recall?.(listed)
  const files = allFiles.filter(({ id }) => !recalled?.hasLoose(id))
  for (const pack of largestFirst(paths.filter((pack) => !recalled?.hasPack(pack)))) {
    const planned = await planPack(pack, { idLength, hold, needOf })
    if (planned.state === 'planned') {
      packs.push(planned.plan)
      for (const id of planned.unread) unread.push(id)
      hold -= planned.plan.held?.length ?? 0
      largest ??= planned.index
      isAlone = false
      continue
    }
    isComplete = false
    // Packed anew meanwhile, it may be; where its objects went, git knows.
    if (existsSync(pack)) problems.push({ path: pack, reason: planned.reason })
  }
  isAlone = false
  const loose = files.filter(({ id }) => needOf(Buffer.from(id, 'hex'), 0) === 'visit')
  if (!isComplete) {
    const listed = await listThroughGit(gitDirectory)
    problems.push(...listed.problems)
    for (const id of listed.ids) {
      if (needOf(Buffer.from(id, 'hex'), 0) === 'visit') unread.push(id)
    }
  }
  const steps = packs.reduce((sum, { families }) => sum + families.length, loose.length)
  const inPacks = packs.reduce((sum, { treeFamilies }) => sum + treeFamilies.length, 0)
  return {
    plan: { packs, loose, allLoose: files, steps, treeSteps: inPacks + files.length },
    unread,
    problems,
    listed,
    isStored(id) {
      asked.write(id, 'hex')
      return isKnown(asked, 0) || isRecalled(id)
    },
  }

  function isRecalled(id: string): boolean {
    if (!recalled) return false
    indices ??= paths
      .filter((pack) => recalled.hasPack(pack))
      .flatMap((pack) => openKnownIndex(indexOf(pack), idLength) ?? [])
    return indices.some((has) => has(asked)) || recalled.hasLoose(id)
  }

  function isKnown(ids: Buffer, offset: number): boolean {
    return (largest !== undefined && largest.find(ids, offset) >= 0) || seen.has(ids, offset)
  }

  function needOf(ids: Buffer, offset: number): Need {
    // The ids of the first pack, which often is the only one, need not be remembered.
    if (!isAlone) {
      if (isKnown(ids, offset)) return 'elsewhere'
      seen.add(ids, offset)
    }
    return isClean(ids, offset) ? 'clean' : 'visit'
  }
}

function largestFirst(paths: readonly string[]): string[] {
  const sizes = new Map(
    paths.map((path) => [path, statSync(path, { throwIfNoEntry: false })?.size ?? 0]),
  )
  return [...sizes].sort(([, a], [, b]) => b - a).map(([path]) => path)
}

/** Reads the steps of a plan, any thread its own ones. */
export interface ObjectsReader {
  readonly read: (from: number, to: number) => void
  /** Visits trees, and nothing else; they have steps of their own. */
  readonly readTrees: (from: number, to: number) => void
  readonly close: () => void
}

export interface ObjectsVisitor {
  readonly visit: BlobVisitor
  /** Told the ids that are left to git. */
  readonly unread: (id: string) => void
  /** So many bytes of objects may be held at once. */
  readonly memory: number
  /** Objects stand there, where the visitor reads them. */
  readonly home?: TextHome
  /** Only trees that may name one of these are visited. */
  readonly sought?: readonly string[]
}

export function createObjectsReader(
  plan: ObjectsPlan,
  { visit, unread, memory, home, sought }: ObjectsVisitor,
): ObjectsReader {
  const unpacker = createUnpacker(memory, home)
  if (sought) unpacker.seek(sought)
  const readers = plan.packs.map((pack) =>
    createPackReader(pack, unpacker, visit, unread, sought === undefined),
  )
  return {
    read(from, to) {
      let first = 0
      plan.packs.forEach(({ families }, index) => {
        readers[index]!.read(Math.max(0, from - first), Math.max(0, to - first))
        first += families.length
      })
      const loose = plan.loose.slice(Math.max(0, from - first), Math.max(0, to - first))
      for (const object of loose) readLoose(object, memory / 2, visit, unread)
    },
    readTrees(from, to) {
      let first = 0
      plan.packs.forEach(({ treeFamilies }, index) => {
        readers[index]!.readTrees(Math.max(0, from - first), Math.max(0, to - first))
        first += treeFamilies.length
      })
      const loose = plan.allLoose.slice(Math.max(0, from - first), Math.max(0, to - first))
      for (const object of loose) readLooseTree(object, memory / 2, visit, unread)
    },
    close() {
      for (const reader of readers) reader.close()
    },
  }
}
