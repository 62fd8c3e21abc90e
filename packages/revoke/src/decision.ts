import { createHash } from 'node:crypto'
import { createRoom, type Room } from './breaker.ts'
import { conclude, type Conclusion } from './conclusion.ts'
import { announce } from './events.ts'
import type { Job } from './jobs/jobs.ts'
import type { LeakAnswer, ToldLeak } from './key-service.ts'
import { environmentStop, stops } from './kill-switch.ts'
import { notify } from './notices/notices.ts'
import type { Parts } from './parts.ts'
import { placeOf } from './place-of.ts'
import { addMoments, changesSince, incidentRows, saveIncidents, slices } from './store/incidents.ts'
import { considerReports, waitingReports, type WaitingReports } from './store/reports.ts'
import type { Transaction } from 'kysely'
import type { IncidentRow, Tables } from './store/tables.ts'

/** Asks the key service whose keys these are, and decides what is done about each. */
export async function decideIncidents(
  parts: Parts,
  ids: readonly string[],
  name: string,
): Promise<void> {
  const rows = await incidentRows(parts.store.database, ids)
  const reports = await waitingReports(parts.store.database, ids)
  const answers = await identify(parts, { rows, reports, name })
  const live = await liveKeys(parts, answers)
  const conclusions = await parts.store.transaction(async (transaction) => {
    const room = await roomIn(transaction, parts, live)
    const concluded = await concludeAll(transaction, { parts, ids, answers, room })
    await keep(transaction, parts, concluded)
    return concluded
  })
  parts.store.jobs.wake()
  for (const { row } of conclusions) parts.metrics.decided(row)
  parts.changed()
}

/** Jobs that have decided changes done. */
export function actionsOn(
  { clock, newId }: Pick<Parts, 'clock' | 'newId'>,
  incidents: readonly string[],
): readonly Job[] {
  return slices(incidents, 1000).map((slice) => ({
    kind: 'act',
    name: `act:${newId()}`,
    payload: { incidents: slice },
    runAt: clock(),
  }))
}

type Answers = ReadonlyMap<string, LeakAnswer>

/** To be told of a leak changes nothing at the key service; it says whose key it is. */
async function identify(
  { keyService }: Parts,
  { rows, reports, name }: { rows: readonly IncidentRow[]; reports: WaitingReports; name: string },
): Promise<Answers> {
  const answers = new Map<string, LeakAnswer>()
  const asked: { id: string; told: ToldLeak }[] = []
  for (const { id, subject } of rows) {
    const [report] = reports.get(id) ?? []
    if (!subject.startsWith('sha256:')) answers.set(id, { state: 'nameless' })
    else if (report && reports.get(id)?.every(({ checksum }) => checksum === 'failed'))
      answers.set(id, { state: 'made-up' })
    else if (report) {
      const { origin, exposure, place } = report
      const told = { action: 'record', exposure, origin, place: placeOf(place) } as const
      asked.push({ id, told: { sha256: subject.slice('sha256:'.length), ...told } })
    }
  }
  const told = asked.map(({ told }) => told)
  const results = told.length > 0 ? await keyService.report(told, callName(name, told)) : []
  asked.forEach(({ id }, index) => {
    const result = results[index]
    if (result) answers.set(id, result)
  })
  return answers
}

async function concludeAll(
  transaction: Transaction<Tables>,
  {
    parts,
    ids,
    answers,
    room,
  }: { parts: Parts; ids: readonly string[]; answers: Answers; room: Room },
): Promise<readonly Conclusion[]> {
  const rows = await incidentRows(transaction, ids)
  const reports = await waitingReports(transaction, ids)
  const off = parts.isStopped() ? [environmentStop] : await stops(transaction)
  return rows.flatMap((row) => {
    const answer = answers.get(row.id)
    // What is being done comes first; it looks for reports that came meanwhile.
    if (!answer || row.state === 'acting') return []
    const waiting = reports.get(row.id) ?? []
    return conclude({ parts, row, reports: waiting, answer, room, stops: off }) ?? []
  })
}

async function keep(
  transaction: Transaction<Tables>,
  parts: Parts,
  conclusions: readonly Conclusion[],
): Promise<void> {
  const rows = conclusions.map(({ row }) => row)
  await saveIncidents(transaction, rows)
  await considerReports(
    transaction,
    rows.map(({ id }) => id),
  )
  await addMoments(
    transaction,
    conclusions.flatMap(({ moments }) => moments),
  )
  const acting = rows.filter(({ state }) => state === 'acting').map(({ id }) => id)
  await parts.store.jobs.add(transaction, actionsOn(parts, acting))
  await notify(
    transaction,
    parts,
    conclusions.flatMap(({ row, occasion }) => (occasion ? { row, occasion } : [])),
  )
  await announce(
    transaction,
    parts,
    conclusions.flatMap(({ row, events }) => events.map((type) => ({ row, type }))),
  )
}

async function roomIn(
  transaction: Transaction<Tables>,
  { breaker, clock }: Parts,
  live: ReadonlyMap<string, number>,
): Promise<Room> {
  const changed = await changesSince(transaction, clock() - breaker.windowMs)
  return createRoom(breaker, changed, live)
}

async function liveKeys(
  { keyService }: Parts,
  answers: Answers,
): Promise<ReadonlyMap<string, number>> {
  const organisations = new Set([...answers.values()].flatMap(({ key }) => key?.organisation ?? []))
  const counts = new Map<string, number>()
  if (!keyService.liveKeys) return counts
  for (const name of organisations) counts.set(name, await keyService.liveKeys(name))
  return counts
}

/** The same when a job is done twice, and another when it is about others than the last time. */
export function callName(job: string, told: readonly ToldLeak[]): string {
  const content = createHash('sha256').update(JSON.stringify(told)).digest('hex')
  return `${job}:${content.slice(0, 24)}`
}
