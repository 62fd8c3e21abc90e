import { parentPort, SHARE_ENV, Worker, workerData } from 'node:worker_threads'
import type { Job } from './job.ts'

/** What a thread other than the main one is for. Those for files are told their job later. */
export type Assignment =
  { readonly work: 'files' } | { readonly work: 'objects'; readonly job: Job }

/** Fewer files are done before another thread has started. */
export const filesWorthAThread = 300

/** A thread that begins as the program itself does, and finds there what it is for. */
export function startThread(assignment: Assignment): Worker | undefined {
  try {
    const thread = new Worker(new URL(import.meta.url), {
      workerData: assignment,
      env: SHARE_ENV,
      trackUnmanagedFds: false,
    })
    // One that falls over before it began leaves its work to others; whoever asked it hears of it.
    thread.on('error', () => undefined)
    return thread
  } catch (error) {
    // The system grants no more of them.
    if (error instanceof Error && 'code' in error && error.code === noRoom) return undefined
    throw error
  }
}

const noRoom = 'ERR_WORKER_INIT_FAILED'

/** What this thread was started for. */
export function assignment(): Assignment {
  return workerData as Assignment
}

/** What a thread is asked. One that starts late hears several at once, and answers each. */
export interface Question {
  readonly question: number
}

interface Told {
  readonly question: number
  readonly answer: unknown
}

let questions = 0

export function ask<Answer>(thread: Worker, asked: object): Promise<Answer> {
  const question = questions++
  thread.postMessage({ ...asked, question })
  const answer = new Promise<Answer>((done, fail) => {
    thread.on('message', function hear(told: Told) {
      if (told.question !== question) return
      thread.off('message', hear)
      done(told.answer as Answer)
    })
    thread.once('error', fail)
    thread.once('exit', (code) => {
      fail(new Error(`A scanning thread ended with ${String(code)} before it was done.`))
    })
  })
  // Nobody waits for one that came too late, and its end is no fault then.
  answer.catch(() => undefined)
  return answer
}

/** In the thread that was asked. */
export function answer({ question }: Question, answer: unknown): void {
  parentPort?.postMessage({ question, answer } satisfies Told)
}
