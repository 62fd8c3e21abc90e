import type { Transaction } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** What is done after the answer, at least once, and written so that twice is as good as once. */
export type Job = { readonly [Kind in keyof Payloads]: JobOf<Kind> }[keyof Payloads]

export interface JobOf<Kind extends keyof Payloads> {
  readonly kind: Kind
  /** A job of the same name that still waits is the same job. */
  readonly name: string
  readonly payload: Payloads[Kind]
  readonly runAt: number
}

export interface Payloads {
  /** Ask GitHub for the secret of an alert. */
  alert: {
    readonly repository: string
    readonly number: number
    readonly exposure: string
    readonly place: string
  }
  decide: { readonly incidents: readonly string[] }
  act: { readonly incidents: readonly string[] }
  notice: {
    readonly incident: string
    readonly cycle: number
    readonly occasion: string
    readonly channel: string
    readonly recipient: string
  }
  resolve: { readonly incident: string; readonly repository: string; readonly number: number }
  event: { readonly subscriber: string; readonly id: string; readonly body: string }
}

export type JobKind = keyof Payloads

export const jobKinds: readonly JobKind[] = ['alert', 'decide', 'act', 'notice', 'resolve', 'event']

/** Does one; throws to have it done again later. */
export type Handler = (job: DueJob) => Promise<void>

/** A kind with a payload that fits it. */
export type DueJob = {
  readonly [Kind in JobKind]: Pick<JobOf<Kind>, 'kind' | 'name' | 'payload'>
}[JobKind]

export interface Jobs {
  /** Commits with everything else of the transaction. */
  add(transaction: Transaction<Tables>, jobs: readonly Job[]): Promise<void>
  /** Says that some were added, so that they are done now and not at the next look. */
  wake(): void
  /** How many of each kind are still to be done. */
  waiting(): Promise<ReadonlyMap<string, number>>
  run(handler: Handler, settings: RunSettings): Promise<Runner>
}

export interface RunSettings {
  readonly clock: () => number
  /** From 0 to 1. */
  readonly random: () => number
  /** How long a job is left to a process that may have died. */
  readonly leaseMs: number
  readonly onFailure: (failure: JobFailure) => void
}

export interface JobFailure {
  readonly kind: JobKind
  readonly name: string
  readonly reason: string
  readonly isLast: boolean
}

export interface Runner {
  /** Waits for what is being done. */
  stop(): Promise<void>
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** For what keeps a leaked key alive: soon, and then for days. */
const urgent = [1, 2, 5, 10, 20, 40, 60, 120, 300, 600, 1200, 1800]
  .map((seconds) => seconds * second)
  .concat(Array<number>(72).fill(hour))

/** For what is told to others; the schedule of Standard Webhooks. */
const patient = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/** When a job that failed so many times is tried again; `undefined` when it is given up. */
export function retryAt(
  { kind, failures }: { readonly kind: JobKind; readonly failures: number },
  now: number,
  random: () => number,
): number | undefined {
  const isUrgent = kind === 'alert' || kind === 'decide' || kind === 'act'
  const delay = (isUrgent ? urgent : patient)[failures - 1]
  return delay === undefined ? undefined : now + Math.round(delay * (1 + random() / 5))
}

/** What went wrong, in words of ours: a thrown error may quote what was sent. */
export class JobProblem extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'JobProblem'
  }
}

export function failureReason(error: unknown): string {
  if (error instanceof JobProblem) return error.message
  return error instanceof Error ? error.name : 'It failed.'
}
