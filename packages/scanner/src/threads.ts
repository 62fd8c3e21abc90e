import { availableParallelism } from 'node:os'
import { parentPort, SHARE_ENV, Worker, workerData } from 'node:worker_threads'
import { createFileScanner, type FileScanner } from './file-scanner.ts'
import type { Job } from './job.ts'
import type { ListedFile } from './sources/listed-file.ts'
import { addTally, emptyTally, type Tally } from './tally.ts'

export interface Watch {
  /** Called now and then with what was read so far. */
  readonly progress: (files: number) => void
  /** Whether the person asked to stop. */
  readonly stopped: () => boolean
}

/** What a thread other than the main one is for. */
export type Work = 'files' | 'objects'

interface Assignment {
  readonly work: Work
  readonly job: Job
}

/** Files to be shared out: every thread takes the next few when it is free. */
interface Share {
  readonly files: readonly ListedFile[]
  /** The number of the next file, then how many each other thread has taken. */
  readonly counters: SharedArrayBuffer
  /** The place of the thread among the counters. */
  readonly thread: number
}

/** Fewer files are done before another thread has started. */
const filesWorthAThread = 300
const mostThreads = 8
const filesAtOnce = 16
const turn = 40

/** The threads that scan files: this one, and others where there is enough to do. */
export class ThreadPool {
  readonly #job: Job
  readonly #watch: Watch
  readonly #others: Worker[] = []
  readonly #sum = emptyTally()
  #own: FileScanner | undefined

  constructor(job: Job, watch: Watch) {
    this.#job = job
    this.#watch = watch
  }

  /** Starts threads for about so many files: the sooner they are told, the sooner they are ready. */
  async prepareFor(files: number): Promise<void> {
    const useful = Math.ceil(files / filesWorthAThread)
    const wanted = Math.min(availableParallelism(), mostThreads, useful) - 1
    if (wanted > this.#others.length) await spareTheCompiler()
    while (this.#others.length < wanted) {
      this.#others.push(startThread('files', this.#job))
    }
  }

  async scan(files: readonly ListedFile[]): Promise<void> {
    if (files.length === 0) return
    await this.prepareFor(files.length)
    const counters = new SharedArrayBuffer(4 * (1 + this.#others.length))
    const answers = this.#others.map((worker, index) => {
      worker.postMessage({ files, counters, thread: index + 1 } satisfies Share)
      return answerOf<Tally>(worker)
    })
    this.#own ??= createFileScanner(this.#job)
    while (takeTurn(this.#own, { files, counters, thread: 0 })) {
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

/** A thread that begins as the program itself does, and finds there what it is for. */
export function startThread(work: Work, job: Job): Worker {
  return new Worker(new URL(import.meta.url), {
    workerData: { work, job } satisfies Assignment,
    env: SHARE_ENV,
    trackUnmanagedFds: false,
  })
}

/** What this thread was started for. */
export function assignment(): Assignment {
  return workerData as Assignment
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
 * processors from the threads: measured over 11,000 files, half of all time went there.
 */
export async function spareTheCompiler(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8')
  setFlagsFromString('--interrupt-budget=2000000')
}

/** Scans for a moment; whether files are left. The main thread breathes between turns. */
function takeTurn(scanner: FileScanner, { files, counters, thread }: Share): boolean {
  const numbers = new Int32Array(counters)
  const until = Date.now() + turn
  while (Date.now() < until) {
    const from = Atomics.add(numbers, 0, filesAtOnce)
    if (from >= files.length) return false
    if (thread > 0) Atomics.add(numbers, thread, filesAtOnce)
    for (const file of files.slice(from, from + filesAtOnce)) scanner.scan(file)
  }
  return true
}

function hasTaken(counters: SharedArrayBuffer, thread: number): boolean {
  return Atomics.load(new Int32Array(counters), thread) > 0
}

export function answerOf<Answer>(worker: Worker): Promise<Answer> {
  const answer = new Promise<Answer>((done, fail) => {
    worker.once('message', done)
    worker.once('error', fail)
    worker.once('exit', (code) => {
      fail(new Error(`A scanning thread ended with ${String(code)} before it was done.`))
    })
  })
  // Nobody waits for one that came too late, and its end is no fault then.
  answer.catch(() => undefined)
  return answer
}

/** The life of a thread that scans files: it answers every share with a tally. */
export function scanAsThread(job: Job): void {
  let scanner: FileScanner | undefined = createFileScanner(job)
  parentPort?.on('message', (share: Share) => {
    scanner ??= createFileScanner(job)
    while (takeTurn(scanner, share));
    parentPort?.postMessage(scanner.tally)
    scanner = undefined
  })
}
