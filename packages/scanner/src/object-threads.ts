import { availableParallelism } from 'node:os'
import { parentPort, type Worker } from 'node:worker_threads'
import { dealOut, endDeal, hasBegun, takeTurn, type Deal } from './deal.ts'
import {
  createObjectsReader,
  type ObjectsPlan,
  type PlannedObjects,
} from './git/objects/objects.ts'
import { TreeNames, type Names } from './git/objects/tree-names.ts'
import { LostIds, type StoredIds } from './git/lost-ids.ts'
import type { Repository } from './git/repository.ts'
import type { Job } from './job.ts'
import { createObjectSifter, type Sifting } from './object-sifter.ts'
import { findSilent, type NamedBlob } from './silent-blobs.ts'
import { addTally } from './tally.ts'
import { answer, ask, startThread, type Question } from './thread.ts'
import { spareTheCompiler } from './threads.ts'

interface Share {
  readonly plan: ObjectsPlan
  /** The blobs whose names are looked for in trees; without them, all else is sifted. */
  readonly sought: readonly string[] | undefined
  /** Where it is to be told whether what trees name is there. */
  readonly stored: readonly StoredIds[] | undefined
  /** Of the steps of the plan. */
  readonly deal: Deal
  /** So many bytes of objects it may hold. */
  readonly memory: number
}

/** Blobs of which something is told under some names. */
interface Doubts {
  readonly doubtful: readonly NamedBlob[]
  readonly repository: Repository
}

/** What one thread does of a share, step by step, and what it learns; plain data. */
interface Work<Learnt> {
  readonly learnt: Learnt
  readonly read: (from: number, to: number) => void
  readonly close: () => void
}

export interface FoundNames {
  readonly names: Names
  /** Ids that trees name, and that are not stored. */
  readonly lost: ReadonlySet<string>
  /** Not where a tree cannot be read: it may give a blob another name. */
  isComplete: boolean
}

/** A smaller store is sifted before another thread has started. */
const bytesWorthAThread = 4 * 1024 * 1024
const mostThreads = 4
/** Of all threads together. */
const memory = 160 * 1024 * 1024
const stepsAtOnce = 32
/** Fewer are read by one thread. */
const fewBlobs = 6

/** The threads that sift objects: this one, and others where there is enough to do. */
export class ObjectPool {
  readonly #job: Job
  readonly #stopped: () => boolean
  readonly #others: Worker[] = []

  constructor(job: Job, stopped: () => boolean) {
    this.#job = job
    this.#stopped = stopped
  }

  /** The sooner threads are started, the sooner they are ready; `bytes` are in packs. */
  prepareFor(bytes: number): void {
    const useful = Math.ceil(bytes / bytesWorthAThread)
    const wanted = Math.min(availableParallelism(), mostThreads, useful) - 1
    while (this.#others.length < wanted) {
      const thread = startThread({ work: 'objects', job: this.#job })
      if (!thread) return
      this.#others.push(thread)
      thread.once('exit', () => this.#others.splice(this.#others.indexOf(thread), 1))
    }
  }

  async sift(plan: ObjectsPlan, sum: Sifting): Promise<void> {
    if (plan.steps === 0) return
    // Not before: planning goes over all objects again and again, and is worth optimising.
    if (this.#others.length > 0) await spareTheCompiler()
    const learn = (share: Share) => sifting(this.#job, share)
    for (const part of await this.#share(plan, undefined, learn)) addSifting(sum, part)
  }

  /** Every name that a tree gives a blob, and what trees name that is not among `stored`. */
  async readTrees(
    { plan, unread }: PlannedObjects,
    sought: readonly string[],
    stored?: readonly StoredIds[],
  ): Promise<FoundNames> {
    const parts = await this.#share(plan, sought, naming, stored)
    const isComplete = unread.length === 0 && parts.every((part) => part.isComplete)
    const lost = new Set(parts.flatMap(({ lost }) => [...lost]))
    const names = new Map(
      sought.map((id) => [id, new Set(parts.flatMap(({ names }) => [...(names.get(id) ?? [])]))]),
    )
    return { names, lost, isComplete }
  }

  /** Of blobs by their names those of which nothing is told; each thread reads its part of them. */
  async findSilent(
    blobs: readonly NamedBlob[],
    repository: Repository,
  ): Promise<ReadonlySet<string>> {
    const parts = blobs.length < fewBlobs ? 1 : 1 + this.#others.length
    const dealt = Array.from({ length: parts }, (_, part) =>
      blobs.filter((_, index) => index % parts === part),
    )
    const [own = [], ...others] = dealt
    const answers = others.map((doubtful, index) =>
      ask<string[]>(this.#others[index]!, { doubtful, repository } satisfies Doubts),
    )
    const silent = await findSilent(own, repository, this.#job)
    return new Set([...silent, ...(await Promise.all(answers)).flat()])
  }

  end(): void {
    for (const worker of this.#others) void worker.terminate()
  }

  async #share<Learnt>(
    plan: ObjectsPlan,
    sought: readonly string[] | undefined,
    begin: (share: Share) => Work<Learnt>,
    stored?: readonly StoredIds[],
  ): Promise<Learnt[]> {
    const steps = sought ? plan.treeSteps : plan.steps
    const [own, ...deals] = dealOut(steps, stepsAtOnce, this.#others.length)
    const share = { plan, sought, stored, memory: memory / (1 + this.#others.length) }
    const answers = deals.map((deal, index) =>
      ask<Learnt>(this.#others[index]!, { ...share, deal } satisfies Share),
    )
    const parts = [await this.#doHere(begin, { ...share, deal: own })]
    for (const [index, answer] of answers.entries()) {
      if (hasBegun(deals[index]!)) parts.push(await answer)
    }
    return parts
  }

  async #doHere<Learnt>(begin: (share: Share) => Work<Learnt>, share: Share): Promise<Learnt> {
    const work = begin(share)
    while (readDealt(work, share.deal)) {
      await new Promise((resume) => setImmediate(resume))
      if (this.#stopped()) endDeal(share.deal)
    }
    return work.learnt
  }
}

function sifting(job: Job, { plan, memory }: Share): Work<Sifting> {
  const { sifting: learnt, home, visit } = createObjectSifter(job)
  const reader = createObjectsReader(plan, {
    visit,
    unread: (id) => learnt.unread.push(id),
    memory,
    home,
  })
  return { learnt, read: reader.read, close: reader.close }
}

function naming({ plan, sought = [], stored = [], memory }: Share): Work<FoundNames> {
  const names = new TreeNames(sought)
  const lost = new LostIds(stored)
  const learnt = { names: names.found, lost: lost.found, isComplete: true }
  const reader = createObjectsReader(plan, {
    visit(tree) {
      if (stored.length > 0) lost.look(tree)
      if (sought.length > 0) names.look(tree)
      return undefined
    },
    unread: () => (learnt.isComplete = false),
    memory,
    // Where all that is named is asked for, no tree is left out.
    ...(stored.length > 0 ? {} : { sought }),
  })
  return { learnt, read: reader.readTrees, close: reader.close }
}

/** Reads for a moment; whether steps are left. */
function readDealt<Learnt>({ read, close }: Work<Learnt>, deal: Deal): boolean {
  if (takeTurn(deal, read)) return true
  close()
  return false
}

export function addSifting(sum: Sifting, part: Sifting): void {
  for (const name of ['kept', 'told', 'unread'] as const) {
    for (const id of part[name]) sum[name].push(id)
  }
  sum.named += part.named
  addTally(sum.tally, part.tally)
}

/** The life of a thread that looks at objects: it answers what it is asked with what it learnt. */
export function siftAsThread(job: Job): void {
  parentPort?.on('message', (asked: (Share | Doubts) & Question) => {
    if ('doubtful' in asked) {
      void findSilent(asked.doubtful, asked.repository, job).then((ids) => answer(asked, ids))
      return
    }
    const work = asked.sought ? naming(asked) : sifting(job, asked)
    while (readDealt<Sifting | FoundNames>(work, asked.deal));
    answer(asked, work.learnt)
  })
}
