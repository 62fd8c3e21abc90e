import type { Generated, Kysely } from 'kysely'
import type { Exposure, Checksum } from '../report.ts'
import type { IncidentState, MomentKind } from '../incident.ts'
import type { Confidence } from '@keyward/core'
import type { Effect } from '../effect.ts'

/** The columns of both databases. Times are in ms, truths are 0 and 1, lists are JSON. */
export interface Tables {
  delivery: {
    id: string
    origin: string
    body_sha256: string
    /** What the sender calls it. */
    name: string | null
    received_at: number
  }
  incident: IncidentRow
  report: ReportRow
  moment: {
    id: Generated<number>
    incident: string
    at: number
    what: MomentKind
    by_whom: string
    reason: string | null
    place: string | null
  }
  notice: {
    incident: string
    cycle: number
    occasion: string
    channel: string
    recipient: string
    sent_at: number | null
  }
  alert: { repository: string; number: number; incident: string | null; resolved_at: number | null }
  /** How often somebody came since a moment. */
  rate: { name: string; since: number; count: number }
  stop: { scope: string; at: number; by_whom: string; reason: string }
  failed_job: {
    id: Generated<number>
    kind: string
    name: string
    payload: string
    reason: string
    at: number
  }
  /** On Postgres the jobs are those of graphile-worker. */
  job: {
    id: Generated<number>
    kind: string
    name: string
    payload: string
    run_at: number
    attempts: number
    locked_until: number
  }
  /** On Postgres, which workers are alive: what the others hold is taken from them. */
  worker: { id: string; seen_at: number }
}

export interface IncidentRow {
  id: string
  subject: string
  state: IncidentState
  /** Counts how often it began anew after a release. */
  cycle: number
  effect: Effect | null
  is_dry_run: number
  exposure: Exposure | null
  reason: string
  key: string | null
  organisation: string | null
  origin: string | null
  reported_at: number
  decided_at: number | null
  dead_at: number | null
}

export interface ReportRow {
  id: Generated<number>
  incident: string
  origin: string
  /** With the exposure, what makes it another report of the same key. Kept for ever. */
  place_text: string
  place: string
  exposure: Exposure
  confidence: Confidence
  checksum: Checksum
  detector: string | null
  most: Effect | null
  received_at: number
  /** Whether a decision took it into account. */
  is_considered: number
}

export type Database = Kysely<Tables>
