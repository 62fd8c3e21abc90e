import { createHash } from 'node:crypto'
import type { Exposure, RevokeMode } from '@keyward/core/settings'
import type { Leak } from './leak.ts'

/** What a service is told at once. */
export interface Batch {
  /** The same for the same reports, so that a service acts on them once. */
  readonly name: string
  /** When they were found, in ms since 1970. */
  readonly at: number
  readonly service: string
  readonly reports: readonly LeakReport[]
}

/** A leak as services are told it. */
export interface LeakReport extends Leak {
  readonly action: 'record' | 'quarantine' | 'revoke'
  readonly exposure: Exposure
  readonly origin: 'keyward'
  readonly repository?: string
}

export interface BatchParts {
  readonly leaks: readonly Leak[]
  readonly mode: RevokeMode
  readonly exposure: Exposure
  readonly repository: string | undefined
  readonly service: string
  readonly at: number
}

const largestBatch = 1000

export function batchesOf({ leaks, at, service, ...parts }: BatchParts): readonly Batch[] {
  const reports = leaks.map((leak) => reportOf(leak, parts))
  const count = Math.ceil(reports.length / largestBatch)
  return Array.from({ length: count }, (_, index) => {
    const some = reports.slice(index * largestBatch, (index + 1) * largestBatch)
    return { name: nameOf(some), at, service, reports: some }
  })
}

function reportOf(
  leak: Leak,
  { mode, exposure, repository }: Pick<BatchParts, 'mode' | 'exposure' | 'repository'>,
): LeakReport {
  const acts = mode === 'quarantine' || mode === 'revoke'
  return {
    ...leak,
    action: acts ? mode : 'record',
    exposure,
    origin: 'keyward',
    ...(repository === undefined ? {} : { repository }),
  }
}

function nameOf(reports: readonly LeakReport[]): string {
  return createHash('sha256').update(JSON.stringify(reports)).digest('hex')
}
