import { availableParallelism } from 'node:os'
import { parentPort, type Worker } from 'node:worker_threads'
import { createObjectsReader, type ObjectsPlan } from './git/objects/objects.ts'
import type { Job } from './job.ts'
import { createObjectSifter, type Sifting } from './object-sifter.ts'
import { addTally } from './tally.ts'
import { answerOf, spareTheCompiler, startThread } from './threads.ts'

/** The steps of a plan, to be shared out: every thread takes the next few when it is free. */
interface Share {
  readonly plan: ObjectsPlan
  /** The number of the next step, then how many each other thread has taken. */
  readonly counters: SharedArrayBuffer
  /** The place of the thread among the counters. */
  readonly thread: number
  /** So many bytes of objects it may hold. */
  readonly memory: number
}

/** A smaller store is sifted before another thread has started. */
const bytesWorthAThread = 4 * 1024 * 1024
const mostThreads = 4
/** Of all threads together. */
const memory = 160 * 1024 * 1024
const stepsAtOnce = 32
const turn = 40

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
  async prepareFor(bytes: number): Promise<void> {
    const useful = Math.ceil(bytes / bytesWorthAThread)
    const wanted = Math.min(availableParallelism(), mostThreads, useful) - 1
    if (wanted > 0) await spareTheCompiler()
    while (this.#others.length < wanted) this.#others.push(startThread('objects', this.#job))
  }

  async sift(plan: ObjectsPlan, sum: Sifting): Promise<void> {
    const counters = new SharedArrayBuffer(4 * (1 + this.#others.length))
    const each = memory / (1 + this.#others.length)
    const answers = this.#others.map((worker, index) => {
      worker.postMessage({ plan, counters, thread: index + 1, memory: each } satisfies Share)
      return answerOf<Sifting>(worker)
    })
    addSifting(sum, await this.#siftHere({ plan, counters, thread: 0, memory: each }))
    for (const [index, answer] of answers.entries()) {
      // One that is still starting finds nothing left, and need not be waited for.
      if (Atomics.load(new Int32Array(counters), index + 1) > 0) addSifting(sum, await answer)
    }
  }

  end(): void {
    for (const worker of this.#others) void worker.terminate()
  }

  async #siftHere(share: Share): Promise<Sifting> {
    const { sifting, takeTurn } = begin(this.#job, share)
    while (takeTurn()) {
      await new Promise((resume) => setImmediate(resume))
      if (this.#stopped()) Atomics.store(new Int32Array(share.counters), 0, share.plan.steps)
    }
    return sifting
  }
}

function begin(job: Job, share: Share): { sifting: Sifting; takeTurn: () => boolean } {
  const { plan, counters, thread } = share
  const { sifting, visit } = createObjectSifter(job)
  const reader = createObjectsReader(plan, share.memory, visit, (id) => sifting.unread.push(id))
  const numbers = new Int32Array(counters)
  return { sifting, takeTurn }

  /** Reads for a moment; whether steps are left. */
  function takeTurn(): boolean {
    const until = Date.now() + turn
    while (Date.now() < until) {
      const from = Atomics.add(numbers, 0, stepsAtOnce)
      if (from >= plan.steps) {
        reader.close()
        return false
      }
      if (thread > 0) Atomics.add(numbers, thread, stepsAtOnce)
      reader.read(from, from + stepsAtOnce)
    }
    return true
  }
}

export function addSifting(sum: Sifting, part: Sifting): void {
  for (const name of ['kept', 'told', 'unread'] as const) {
    for (const id of part[name]) sum[name].push(id)
  }
  addTally(sum.tally, part.tally)
}

/** The life of a thread that sifts: it answers every share with what it learnt. */
export function siftAsThread(job: Job): void {
  parentPort?.on('message', (share: Share) => {
    const { sifting, takeTurn } = begin(job, share)
    while (takeTurn());
    parentPort?.postMessage(sifting)
  })
}
