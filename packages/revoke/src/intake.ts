import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Job } from './jobs/jobs.ts'
import type { Scrubber } from './log.ts'
import type { Delivery, Sighting } from './receivers/reception.ts'
import { placeOf } from './place-of.ts'
import { placeText, type LeakReport } from './report.ts'
import { addMoments, incidentsBySubject, insertIncidents, slices } from './store/incidents.ts'
import type { Store } from './store/store.ts'
import type { IncidentRow, Tables } from './store/tables.ts'

export interface Taken {
  readonly state: 'new' | 'repeated'
  /** The incident of each hash. */
  readonly incidents: ReadonlyMap<string, string>
}

export interface IntakeParts {
  readonly store: Store
  readonly clock: () => number
  /** A text that nothing else is named. */
  readonly newId: () => string
  /** Takes secrets out of what describes a place. */
  readonly scrub: Scrubber
}

/** Keeps all that a delivery says, and what is to be done about it, before it is acknowledged. */
export async function takeIn(
  parts: IntakeParts,
  delivery: Delivery,
  body: Uint8Array,
): Promise<Taken> {
  const { store, clock } = parts
  const taken = await store.transaction(async (transaction) => {
    const isNew = await keepDelivery(transaction, parts, delivery, body)
    // A request that is sent again is verified again for ever; it is answered and changes nothing.
    if (!isNew) return repeated(transaction, delivery)
    const incidents = await takeReports(transaction, parts, delivery.origin, delivery.reports)
    await takeSightings(transaction, parts, delivery)
    const alerts = (delivery.alerts ?? []).map(({ repository, number, exposure, place }): Job => ({
      kind: 'alert',
      name: `alert:${parts.newId()}`,
      payload: { repository, number, exposure, place: parts.scrub(JSON.stringify(place)) },
      runAt: clock(),
    }))
    await store.jobs.add(transaction, alerts)
    return { state: 'new' as const, incidents }
  })
  store.jobs.wake()
  return taken
}

async function keepDelivery(
  transaction: Transaction<Tables>,
  { clock, newId }: IntakeParts,
  { origin, id }: Delivery,
  body: Uint8Array,
): Promise<boolean> {
  const kept = await transaction
    .insertInto('delivery')
    .values({
      id: newId(),
      origin,
      body_sha256: createHash('sha256').update(body).digest('hex'),
      name: id ?? null,
      received_at: clock(),
    })
    .onConflict((conflict) => conflict.columns(['origin', 'body_sha256']).doNothing())
    .returning('id')
    .execute()
  return kept.length > 0
}

async function repeated(transaction: Transaction<Tables>, { reports }: Delivery): Promise<Taken> {
  const subjects = [...new Set(reports.map(subjectOf))]
  const rows = await incidentsBySubject(transaction, subjects)
  const incidents = [...rows.values()].map(({ subject, id }): [string, string] => [
    subject.slice('sha256:'.length),
    id,
  ])
  return { state: 'repeated', incidents: new Map(incidents) }
}

/** Adds reports to the incidents of their keys; a place that was told before adds nothing. */
export async function takeReports(
  transaction: Transaction<Tables>,
  parts: IntakeParts,
  origin: string,
  told: readonly LeakReport[],
): Promise<ReadonlyMap<string, string>> {
  const now = parts.clock()
  const reports = told.map((report) => scrubbed(report, parts.scrub))
  const ids = await incidentsOf(transaction, parts, reports)
  const rows = unlike(reports).map((report) => ({
    incident: ids.get(report.sha256) ?? '',
    origin,
    place_text: nameOfPlace(report),
    place: JSON.stringify(report.place),
    exposure: report.exposure,
    confidence: report.confidence,
    checksum: report.checksum,
    detector: report.detector ?? null,
    most: report.most ?? null,
    received_at: now,
    is_considered: 0,
  }))
  const fresh: { incident: string; place: string }[] = []
  for (const slice of slices(rows)) {
    const inserted = await transaction
      .insertInto('report')
      .values([...slice])
      .onConflict((conflict) =>
        conflict.columns(['incident', 'place_text', 'exposure']).doNothing(),
      )
      .returning(['incident', 'place'])
      .execute()
    fresh.push(...inserted)
  }
  await addMoments(
    transaction,
    fresh.map(({ incident, place }) => ({
      incident,
      at: now,
      what: 'reported',
      by: origin,
      place: JSON.parse(place) as LeakReport['place'],
    })),
  )
  const touched = [...new Set(fresh.map(({ incident }) => incident))]
  await parts.store.jobs.add(transaction, decisionsAbout(touched, parts))
  return ids
}

/** As many to a job as the key service is told of at once. */
export function decisionsAbout(
  incidents: readonly string[],
  parts: Pick<IntakeParts, 'newId' | 'clock'>,
): readonly Job[] {
  return slices(incidents, 1000).map((slice) => ({
    kind: 'decide',
    name: `decide:${parts.newId()}`,
    payload: { incidents: slice },
    runAt: parts.clock(),
  }))
}

async function incidentsOf(
  transaction: Transaction<Tables>,
  { clock, newId }: IntakeParts,
  reports: readonly LeakReport[],
): Promise<ReadonlyMap<string, string>> {
  const hashes = [...new Set(reports.map(({ sha256 }) => sha256))]
  const present = await incidentsBySubject(
    transaction,
    hashes.map((hash) => `sha256:${hash}`),
  )
  const ids = new Map<string, string>()
  const fresh: IncidentRow[] = []
  for (const hash of hashes) {
    const subject = `sha256:${hash}`
    const id = present.get(subject)?.id ?? `inc_${newId()}`
    ids.set(hash, id)
    if (!present.has(subject)) fresh.push(newIncident(id, subject, clock()))
  }
  await insertIncidents(transaction, fresh)
  return ids
}

async function takeSightings(
  transaction: Transaction<Tables>,
  parts: IntakeParts,
  { origin, sightings = [] }: Delivery,
): Promise<void> {
  const present = await incidentsBySubject(
    transaction,
    sightings.map(({ id }) => id),
  )
  const fresh = sightings.filter(({ id }) => !present.has(id))
  const rows = fresh.map((sighting) => ({
    ...newIncident(`inc_${parts.newId()}`, sighting.id, parts.clock()),
    origin,
    reason: titleOf(sighting, parts.scrub),
  }))
  await insertIncidents(transaction, rows)
  await addMoments(
    transaction,
    rows.map(({ id, reason, reported_at }, index) => {
      const url = fresh[index]?.url
      const place = url === undefined ? {} : { place: { url: parts.scrub(url) } }
      return { incident: id, at: reported_at, what: 'reported', by: origin, reason, ...place }
    }),
  )
  const ids = rows.map(({ id }) => id)
  await parts.store.jobs.add(transaction, decisionsAbout(ids, parts))
}

function titleOf({ title }: Sighting, scrub: Scrubber): string {
  return `${scrub(title)} was reported by somebody who does not tell which key it is.`
}

function newIncident(id: string, subject: string, now: number): IncidentRow {
  return {
    id,
    subject,
    state: 'received',
    cycle: 0,
    effect: null,
    is_dry_run: 0,
    exposure: null,
    reason: 'It was not looked at yet.',
    key: null,
    organisation: null,
    origin: null,
    reported_at: now,
    decided_at: null,
    dead_at: null,
  }
}

/** A key may stand in the address of the place it was found in. */
function scrubbed(report: LeakReport, scrub: Scrubber): LeakReport {
  const place = placeOf(scrub(JSON.stringify(report.place)))
  const { detector } = report
  return { ...report, place, ...(detector === undefined ? {} : { detector: scrub(detector) }) }
}

/** One statement may not meet the same row twice. */
function unlike(reports: readonly LeakReport[]): readonly LeakReport[] {
  const byPlace = new Map<string, LeakReport>()
  for (const report of reports) {
    const name = `${report.sha256} ${report.exposure} ${nameOfPlace(report)}`
    if (!byPlace.has(name)) byPlace.set(name, report)
  }
  return [...byPlace.values()]
}

function subjectOf({ sha256 }: LeakReport): string {
  return `sha256:${sha256}`
}

/** A reporter that asks for more than before says something new. */
function nameOfPlace({ place, most }: LeakReport): string {
  return most === undefined ? placeText(place) : `${most} ${placeText(place)}`
}
