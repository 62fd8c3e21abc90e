import { availableParallelism } from 'node:os'
import { parentPort, type Worker } from 'node:worker_threads'
import { createFileScanner, type FileScanner } from './file-scanner.ts'
import type { Job } from './job.ts'
import type { ListedFile } from './sources/listed-file.ts'
import { addTally, emptyTally, type Tally } from './tally.ts'
import { answer, ask, filesWorthAThread, startThread, type Question } from './thread.ts'
import { createNotes, type Ledger, type Notes } from './tracked-files.ts'

export interface Watch {
  /** Called now and then with what was read so far. */
  readonly progress: (files: number) => void
  /** Whether the person asked to stop. */
  readonly stopped: () => boolean
}

/** What a thread is told: first its job, then again and again what to do. */
type Message = { readonly job: Job } | (Share & Question)

/** Files to be shared out: every thread takes the next few when it is free. */
interface Share {
  readonly files: readonly ListedFile[]
  readonly ledger: Ledger | undefined
  /** The number of the next file, then how many each other thread has taken. */
  readonly counters: SharedArrayBuffer
  /** The place of the thread among the counters. */
  readonly thread: number
}

const mostThreads = 8
const filesAtOnce = 16
const turn = 40

/** The threads that scan files: this one, and others where there is enough to do. */
export class ThreadPool {
  readonly #job: Job
  readonly #watch: Watch
  readonly #others: Worker[] = []
  readonly #sum = emptyTally()
  #early: Worker | undefined
  #own: FileScanner | undefined

  constructor(job: Job, watch: Watch, early?: Worker) {
    this.#job = job
    this.#watch = watch
    this.#early = early
  }

  /** Starts threads for about so many files: the sooner they are told, the sooner they are ready. */
  async prepareFor(files: number): Promise<void> {
    const useful = Math.ceil(files / filesWorthAThread)
    const wanted = Math.min(availableParallelism(), mostThreads, useful) - 1
    if (wanted > this.#others.length) await spareTheCompiler()
    while (this.#others.length < wanted) {
      const worker = this.#early ?? startThread({ work: 'files' })
      this.#early = undefined
      worker.ref()
      worker.postMessage({ job: this.#job } satisfies Message)
      this.#others.push(worker)
    }
  }

  async scan(files: readonly ListedFile[], ledger?: Ledger): Promise<void> {
    if (files.length === 0) return
    await this.prepareFor(files.length)
    const counters = new SharedArrayBuffer(4 * (1 + this.#others.length))
    const answers = this.#others.map((worker, index) => {
      const share: Share = { files, ledger, counters, thread: index + 1 }
      return ask<Tally>(worker, share)
    })
    this.#own ??= createFileScanner(this.#job)
    const notes = ledger && createNotes(ledger, this.#job)
    while (takeTurn(this.#own, { files, counters, thread: 0 }, notes)) {
      this.#watch.progress(this.#own.tally.counts.files * (1 + this.#others.length))
      await new Promise((resume) => setImmediate(resume))
      if (this.#watch.stopped()) Atomics.store(new Int32Array(counters), 0, files.length)
    }
    for (const [index, answer] of answers.entries()) {
      // One that is still starting finds nothing left, and need not be waited for.
      if (hasTaken(counters, index + 1)) addTally(this.#sum, await answer)
    }
  }

  end(): Tally {
    for (const worker of this.#others) void worker.terminate()
    if (this.#own) addTally(this.#sum, this.#own.tally)
    return this.#sum
  }
}

/** Scans files on as many threads as there is work for. */
export async function scanFiles(
  files: readonly ListedFile[],
  job: Job,
  watch: Watch,
): Promise<Tally> {
  const pool = new ThreadPool(job, watch)
  await pool.scan(files)
  return pool.end()
}

/**
 * A scan is over before most of what V8 would optimise pays off, and its compiler takes the
 * processors from the threads: measured over 11,000 files, up to half of all time went there.
 */
export async function spareTheCompiler(): Promise<void> {
  const later = laterOptimised[process.versions.v8.replace(/\..*/, '')]
  if (later === undefined) return
  const { setFlagsFromString } = await import('node:v8')
  setFlagsFromString(later)
}

const afterManyCalls = '--invocation-count-for-turbofan=100000'

/** By version of V8, which complains aloud of a setting that it does not know. */
const laterOptimised: Readonly<Record<string, string>> = {
  11: '--interrupt-budget=2000000',
  12: afterManyCalls,
  13: afterManyCalls,
  14: afterManyCalls,
}

/** Scans for a moment; whether files are left. The main thread breathes between turns. */
function takeTurn(
  scanner: FileScanner,
  { files, counters, thread }: Omit<Share, 'ledger'>,
  notes: Notes | undefined,
): boolean {
  const numbers = new Int32Array(counters)
  const until = Date.now() + turn
  while (Date.now() < until) {
    const from = Atomics.add(numbers, 0, filesAtOnce)
    if (from >= files.length) return false
    if (thread > 0) Atomics.add(numbers, thread, filesAtOnce)
    for (let number = from; number < from + filesAtOnce; number++) {
      const file = files[number]
      if (file !== undefined) scanner.scan(file, notes && ((open) => notes(number, file, open)))
    }
  }
  return true
}

function hasTaken(counters: SharedArrayBuffer, thread: number): boolean {
  return Atomics.load(new Int32Array(counters), thread) > 0
}

/** The life of a thread that scans files: it answers every share with a tally. */
export function scanAsThread(): void {
  let scanner: FileScanner | undefined
  let job: Job | undefined
  parentPort?.on('message', (message: Message) => {
    if ('job' in message) {
      job = message.job
      scanner = createFileScanner(job)
    } else if (job) {
      scanner ??= createFileScanner(job)
      const notes = message.ledger && createNotes(message.ledger, job)
      while (takeTurn(scanner, message, notes));
      answer(message, scanner.tally)
      scanner = undefined
    }
  })
}
