import type { Room } from './breaker.ts'
import type { LeakedKey } from './incident.ts'
import type { LeakAnswer } from './key-service.ts'
import { stopReason, type Stop } from './kill-switch.ts'
import type { Occasion } from './notices/text.ts'
import type { Parts } from './parts.ts'
import { isTransition } from './effect.ts'
import { decide, type Decision } from './policy.ts'
import { exposures } from './report.ts'
import type { EventType } from './subscriber.ts'
import type { MomentOf } from './store/incidents.ts'
import type { WaitingReport } from './store/reports.ts'
import type { IncidentRow } from './store/tables.ts'

/** What becomes of an incident, to be written in one go. */
export interface Conclusion {
  readonly row: IncidentRow
  readonly moments: readonly MomentOf[]
  readonly occasion?: Occasion
  readonly events: readonly EventType[]
}

export interface Case {
  readonly parts: Pick<Parts, 'policy' | 'clock' | 'organisationOf'>
  readonly row: IncidentRow
  /** Those that no decision took into account so far. */
  readonly reports: readonly WaitingReport[]
  readonly answer: LeakAnswer
  readonly room: Room
  readonly stops: readonly Stop[]
}

/** Decides one incident; `undefined` when there is nothing new to decide. */
export function conclude(one: Case): Conclusion | undefined {
  const { row, reports, answer } = one
  if (answer.state === 'nameless') return row.state === 'received' ? sighted(one) : undefined
  if (reports.length === 0) return undefined
  if (row.state === 'revoked') return { row, moments: [], events: [] }
  if (!answer.key) return notOurs(one)
  if (answer.key.state === 'revoked') return deadBefore(one, answer.key)
  if (row.state !== 'quarantined' || answer.key.state === 'quarantined') {
    return decided(one, answer.key)
  }
  return releasedElsewhere(one, answer.key)
}

/** Somebody opened it at the key service itself: what leaks now is news. */
function releasedElsewhere(one: Case, key: LeakedKey): Conclusion {
  const row = { ...one.row, state: 'released', dead_at: null } as const
  const { moments, ...made } = decided({ ...one, row }, key)
  const reason = 'It was released at the key service.'
  const at = one.parts.clock()
  const moment = { incident: row.id, at, what: 'released', by: 'key-service', reason } as const
  return { ...made, moments: [moment, ...moments] }
}

function sighted({ row, parts }: Case): Conclusion {
  const next = { ...row, state: 'recorded', effect: 'notify', decided_at: parts.clock() } as const
  const occasion = isQuiet(parts) ? {} : { occasion: 'found' as const }
  return { row: next, moments: [], events: [], ...occasion }
}

function notOurs({ row, answer }: Case): Conclusion {
  const reason =
    answer.state === 'made-up'
      ? 'Its checksum is wrong, so it was never issued.'
      : 'The key service never issued it.'
  return { row: { ...row, state: 'unknown', reason }, moments: [], events: [] }
}

function deadBefore(one: Case, key: LeakedKey): Conclusion {
  const reason = 'It had been revoked before.'
  const row = { ...identified(one, key), state: 'revoked', effect: 'record', reason } as const
  return { row, moments: [moment(one, 'decided', reason)], events: [] }
}

function decided(one: Case, key: LeakedKey): Conclusion {
  const { parts, stops, room } = one
  const decision = limited(one, key)
  const row = {
    ...identified(one, key),
    effect: decision.effect,
    is_dry_run: Number(decision.isDryRun),
    reason: decision.reason,
  }
  const events: readonly EventType[] = isAnew(one) ? ['leak.detected'] : []
  const made = { row, moments: [moment(one, 'decided', decision.reason)], events }
  // Quarantined already: what asks for no more changes nothing.
  if (one.row.state === 'quarantined' && decision.effect !== 'revoke') {
    return { ...made, row: { ...one.row } }
  }
  if (decision.isDryRun || !isTransition(decision.effect)) {
    const occasion =
      decision.effect === 'notify' && !decision.isDryRun && !isQuiet(parts)
        ? { occasion: 'found' as const }
        : {}
    return { ...made, row: { ...row, state: 'recorded' }, ...occasion }
  }
  const origins = one.reports.map(({ origin }) => origin)
  const off = stopReason(stops, { origins, organisation: key.organisation })
  const tripped = off === undefined ? room.take(key.organisation) : undefined
  const held = off ?? tripped
  if (held === undefined) return { ...made, row: { ...row, state: 'acting' } }
  return {
    row: { ...row, state: 'pending', reason: held },
    moments: [...made.moments, moment(one, 'held', held)],
    occasion: 'pending',
    events: tripped === undefined ? events : [...events, 'breaker.tripped'],
  }
}

/** A reporter of one organisation says nothing that could change a key of another. */
function limited({ parts, reports }: Case, key: LeakedKey): Decision {
  const theirs = reports.filter(({ origin }) => {
    const organisation = parts.organisationOf.get(origin)
    return organisation === undefined || organisation === key.organisation
  })
  if (theirs.length > 0) return decide(parts.policy, theirs, key.environment)
  const reason = 'It was reported by somebody who may not speak of keys of this organisation.'
  return { effect: 'record', isDryRun: false, reason }
}

function identified({ row, reports, parts }: Case, key: LeakedKey): IncidentRow {
  const isReleased = row.state === 'released'
  return {
    ...row,
    cycle: isReleased ? row.cycle + 1 : row.cycle,
    key: JSON.stringify(key),
    organisation: key.organisation,
    origin: reports[0]?.origin ?? row.origin,
    exposure: mostExposed([...reports.map(({ exposure }) => exposure), row.exposure ?? 'local']),
    reported_at: Math.min(...reports.map(({ received_at }) => received_at)),
    decided_at: parts.clock(),
  }
}

function mostExposed(some: readonly (typeof exposures)[number][]): (typeof exposures)[number] {
  return exposures[Math.max(...some.map((exposure) => exposures.indexOf(exposure)))] ?? 'local'
}

function isAnew({ row, parts }: Case): boolean {
  return parts.policy.mode !== 'off' && ['received', 'unknown', 'released'].includes(row.state)
}

function isQuiet({ policy }: Pick<Parts, 'policy'>): boolean {
  return policy.mode === 'off' || policy.mode === 'dry-run'
}

function moment({ row, parts }: Case, what: 'decided' | 'held', reason: string): MomentOf {
  return { incident: row.id, at: parts.clock(), what, by: 'keyward', reason }
}
