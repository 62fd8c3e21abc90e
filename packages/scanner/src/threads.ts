import { availableParallelism } from 'node:os'
import { parentPort, type Worker } from 'node:worker_threads'
import { dealOut, endDeal, hasBegun, takeTurn, type Deal } from './deal.ts'
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

interface Share {
  readonly files: readonly ListedFile[]
  readonly ledger: Ledger | undefined
  readonly deal: Deal
}

const mostThreads = 8
const filesAtOnce = 16

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
      if (!worker) return
      this.#early = undefined
      worker.ref()
      worker.postMessage({ job: this.#job } satisfies Message)
      this.#others.push(worker)
    }
  }

  async scan(files: readonly ListedFile[], ledger?: Ledger): Promise<void> {
    if (files.length === 0) return
    await this.prepareFor(files.length)
    const [own, ...deals] = dealOut(files.length, filesAtOnce, this.#others.length)
    const answers = deals.map((deal, index) =>
      ask<Tally>(this.#others[index]!, { files, ledger, deal } satisfies Share),
    )
    this.#own ??= createFileScanner(this.#job)
    const notes = ledger && createNotes(ledger, this.#job)
    // The main thread breathes between turns.
    while (scanDealt(this.#own, { files, deal: own }, notes)) {
      this.#watch.progress(this.#own.tally.counts.files * (1 + this.#others.length))
      await new Promise((resume) => setImmediate(resume))
      if (this.#watch.stopped()) endDeal(own)
    }
    for (const [index, answer] of answers.entries()) {
      if (hasBegun(deals[index]!)) addTally(this.#sum, await answer)
    }
  }

  tally(): Tally {
    const tally = emptyTally()
    addTally(tally, this.#sum)
    if (this.#own) addTally(tally, this.#own.tally)
    return tally
  }

  /** A thread that is left waiting keeps the program from ending. */
  end(): void {
    for (const worker of this.#others) void worker.terminate()
  }
}

/** Scans files on as many threads as there is work for. */
export async function scanFiles(
  files: readonly ListedFile[],
  job: Job,
  watch: Watch,
): Promise<Tally> {
  const pool = new ThreadPool(job, watch)
  try {
    await pool.scan(files)
    return pool.tally()
  } finally {
    pool.end()
  }
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

function scanDealt(
  scanner: FileScanner,
  { files, deal }: Omit<Share, 'ledger'>,
  notes: Notes | undefined,
): boolean {
  return takeTurn(deal, (from, to) => {
    for (let number = from; number < to; number++) {
      const file = files[number]
      if (file !== undefined) scanner.scan(file, notes && ((open) => notes(number, file, open)))
    }
  })
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
      while (scanDealt(scanner, message, notes));
      answer(message, scanner.tally)
      scanner = undefined
    }
  })
}
