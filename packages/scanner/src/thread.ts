import { SHARE_ENV, Worker, workerData } from 'node:worker_threads'
import type { Job } from './job.ts'

/** What a thread other than the main one is for. Those for files are told their job later. */
export type Assignment =
  { readonly work: 'files' } | { readonly work: 'objects'; readonly job: Job }

/** Fewer files are done before another thread has started. */
export const filesWorthAThread = 300

/** A thread that begins as the program itself does, and finds there what it is for. */
export function startThread(assignment: Assignment): Worker {
  return new Worker(new URL(import.meta.url), {
    workerData: assignment,
    env: SHARE_ENV,
    trackUnmanagedFds: false,
  })
}

/** What this thread was started for. */
export function assignment(): Assignment {
  return workerData as Assignment
}
