import { callName } from './decision.ts'
import { decisionsAbout } from './intake.ts'
import { announce } from './events.ts'
import type { EventType } from './subscriber.ts'
import { environmentStop, stopReason, stops } from './kill-switch.ts'
import type { LeakAnswer, ToldLeak } from './key-service.ts'
import { JobProblem } from './jobs/jobs.ts'
import { notify } from './notices/notices.ts'
import type { Occasion } from './notices/text.ts'
import type { Parts } from './parts.ts'
import { placeOf } from './place-of.ts'
import { known } from './record.ts'
import { resolutionsOf } from './resolution.ts'
import {
  addMoments,
  incidentRows,
  saveIncidents,
  slices,
  type MomentOf,
} from './store/incidents.ts'
import { newestPlaces, waitingReports } from './store/reports.ts'
import type { Transaction } from 'kysely'
import type { IncidentRow, Tables } from './store/tables.ts'

/** As many as are changed without looking at the kill switch again. */
const atOnce = 50

/** Has decided changes done at the key service, which does each once however often it is told. */
export async function actOn(parts: Parts, ids: readonly string[], name: string): Promise<void> {
  for (const slice of slices(ids, atOnce)) await actOnSome(parts, slice, name)
}

async function actOnSome(parts: Parts, ids: readonly string[], name: string): Promise<void> {
  const rows = await parts.store.transaction((transaction) => stillWanted(transaction, parts, ids))
  if (rows.length === 0) {
    parts.changed()
    return
  }
  const told = await toldOf(parts, rows)
  const answers = await parts.keyService.report(told, callName(name, told))
  const effects = await parts.store.transaction((transaction) =>
    keep(transaction, parts, ids, new Map(rows.map(({ id }, index) => [id, answers[index]]))),
  )
  parts.store.jobs.wake()
  for (const { row } of effects) parts.metrics.acted(row)
  parts.changed()
}

/** The kill switch may have been turned since these were decided. */
async function stillWanted(
  transaction: Transaction<Tables>,
  parts: Parts,
  ids: readonly string[],
): Promise<readonly IncidentRow[]> {
  const rows = (await incidentRows(transaction, ids)).filter(({ state }) => state === 'acting')
  const off = parts.isStopped() ? [environmentStop] : await stops(transaction)
  const held: { row: IncidentRow; occasion: Occasion }[] = []
  const wanted: IncidentRow[] = []
  for (const row of rows) {
    const subject = { origins: [row.origin ?? ''], organisation: row.organisation ?? '' }
    const reason = stopReason(off, subject)
    if (reason === undefined) wanted.push(row)
    else held.push({ row: { ...row, state: 'pending', reason }, occasion: 'pending' })
  }
  await saveIncidents(
    transaction,
    held.map(({ row }) => row),
  )
  await addMoments(
    transaction,
    held.map(({ row: { id, reason } }) => momentOf(parts, id, 'held', reason)),
  )
  await notify(transaction, parts, held)
  return wanted
}

async function toldOf(
  { store }: Parts,
  rows: readonly IncidentRow[],
): Promise<readonly ToldLeak[]> {
  const ids = rows.map(({ id }) => id)
  // What was told there before is not done there again, so it is told of the newest place.
  const places = await newestPlaces(store.database, ids)
  return rows.map((row) => ({
    sha256: row.subject.slice('sha256:'.length),
    action: row.effect === 'revoke' ? 'revoke' : 'quarantine',
    exposure: row.exposure ?? 'local',
    origin: row.origin ?? 'keyward',
    place: placeOf(places.get(row.id) ?? '{}'),
  }))
}

interface Done {
  readonly row: IncidentRow
  readonly occasion?: Occasion
  readonly events: readonly EventType[]
  readonly moment: MomentOf
}

async function keep(
  transaction: Transaction<Tables>,
  parts: Parts,
  ids: readonly string[],
  answers: ReadonlyMap<string, LeakAnswer | undefined>,
): Promise<readonly Done[]> {
  const rows = await incidentRows(transaction, ids)
  const done = rows.flatMap((row) => {
    const answer = answers.get(row.id)
    return answer && row.state === 'acting' ? doneOf(parts, row, answer) : []
  })
  const saved = done.map(({ row }) => row)
  await saveIncidents(transaction, saved)
  await addMoments(
    transaction,
    done.map(({ moment }) => moment),
  )
  await notify(
    transaction,
    parts,
    done.flatMap(({ row, occasion }) => (occasion ? { row, occasion } : [])),
    // The next keys of a wave are cut before people are told of the first.
    ids.length < atOnce ? 0 : 2000,
  )
  await announce(
    transaction,
    parts,
    done.flatMap(({ row, events }) => events.map((type) => ({ row, type }))),
  )
  const isDead = saved.filter(({ state }) => state === 'revoked')
  await parts.store.jobs.add(transaction, await resolutionsOf(transaction, parts, isDead))
  const meanwhile = await waitingReports(transaction, ids)
  await parts.store.jobs.add(transaction, decisionsAbout([...meanwhile.keys()], parts))
  return done
}

function doneOf(parts: Parts, before: IncidentRow, { state, key }: LeakAnswer): Done {
  const at = parts.clock()
  const row = key ? { ...before, key: JSON.stringify(key) } : before
  if (state === 'revoked') {
    // A quarantined key opened nothing already.
    const next = { ...row, state, dead_at: row.dead_at ?? at } as const
    const moment = momentOf(parts, row.id, 'revoked')
    return { row: next, occasion: 'revoked', events: ['key.revoked'], moment }
  }
  if (state === 'already-revoked') {
    // It was somebody else: whoever it was has told whom it concerns, and no breaker counts it.
    const reason = 'It had been revoked before.'
    const next = { ...row, state: 'revoked', effect: 'record', reason } as const
    return { row: next, events: [], moment: momentOf(parts, row.id, 'revoked', reason) }
  }
  if (state === 'quarantined' || state === 'already-quarantined') {
    const next = { ...row, state: 'quarantined', dead_at: row.dead_at ?? at } as const
    const moment = momentOf(parts, row.id, 'quarantined')
    return { row: next, occasion: 'quarantined', events: ['key.quarantined'], moment }
  }
  if (state === 'busy') throw new JobProblem('The key service asked to be told later.')
  const reason = `Nothing was changed: the key service answered ${state}.`
  return {
    row: { ...row, state: 'recorded', reason },
    occasion: 'failed',
    events: ['revocation.failed'],
    moment: momentOf(parts, row.id, 'failed', reason),
  }
}

function momentOf(
  { clock }: Pick<Parts, 'clock'>,
  incident: string,
  what: MomentOf['what'],
  reason?: string,
): MomentOf {
  return known<MomentOf>({ incident, at: clock(), what, by: 'keyward', reason })
}
