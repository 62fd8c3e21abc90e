import { actOn } from './action.ts'
import { lookIntoAlert } from './alert.ts'
import { decideIncidents } from './decision.ts'
import { sendEvent } from './events.ts'
import type { DueJob, Runner } from './jobs/jobs.ts'
import { sendNotice } from './notices/notices.ts'
import type { Outlet } from './outlet.ts'
import type { Parts } from './parts.ts'
import { resolveAlert } from './resolution.ts'
import type { TokenJudge } from './token-judge.ts'

export interface WorkParts {
  readonly outlet: Outlet
  readonly judge: TokenJudge
  readonly leaseMs: number
}

/** Does what is to be done after the answers, until it is stopped. */
export function startWork(parts: Parts, { outlet, judge, leaseMs }: WorkParts): Promise<Runner> {
  const { store, clock, random, metrics, log } = parts
  return store.jobs.run((job) => work(parts, { outlet, judge }, job), {
    clock,
    random,
    leaseMs,
    onFailure({ kind, reason, isLast }) {
      metrics.jobFailed(kind, isLast)
      log.warn({ kind, reason, isLast }, 'a job failed')
    },
  })
}

async function work(
  parts: Parts,
  { outlet, judge }: Pick<WorkParts, 'outlet' | 'judge'>,
  job: DueJob,
): Promise<void> {
  switch (job.kind) {
    case 'alert':
      return lookIntoAlert(parts, judge, job.payload)
    case 'decide':
      return decideIncidents(parts, job.payload.incidents, job.name)
    case 'act':
      return actOn(parts, job.payload.incidents, job.name)
    case 'notice':
      return sendNotice(parts, job.payload)
    case 'resolve':
      return resolveAlert(parts, job.payload)
    case 'event':
      return sendEvent(parts, outlet, job.payload)
  }
}
