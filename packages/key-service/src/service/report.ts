import { actorText, type Actor } from '../actor.ts'
import { identifier } from '../identifier.ts'
import type { Key } from '../key.ts'
import { longestBatch, type LeakReport, type ReportOutcome } from '../leak-report.ts'
import { RefusedRequest } from '../outcome.ts'
import { keyById, keysByDigest, lockedKey, type StoredKey } from '../store/keys.ts'
import type { Transaction } from '../store/store.ts'
import { answered, digestOf, remember } from './idempotency.ts'
import { shutIn } from './quarantine.ts'
import { end, isSha256 } from './revoke.ts'
import { reported, seen, told, type Workings } from './workings.ts'

// Somebody should have looked at it by then.
const quarantineLasts = 7 * 24 * 60 * 60 * 1000

/** Report, state, audit and effects of a whole batch are one transaction. */
export async function report(
  workings: Workings,
  items: readonly LeakReport[],
  actor: Actor,
  idempotencyKey?: string,
): Promise<readonly ReportOutcome[]> {
  if (items.length > longestBatch) {
    throw new RefusedRequest('invalid', `A batch holds at most ${longestBatch} reports.`)
  }
  const id = `report ${actorText(actor)} ${idempotencyKey ?? ''}`
  const request = digestOf(items)
  return workings.store.write(async (transaction) => {
    const { rows, now } = transaction
    if (idempotencyKey !== undefined) {
      const answer = await answered(rows, id, request)
      if (answer !== undefined) return JSON.parse(answer) as ReportOutcome[]
    }
    const outcomes = await settle(workings, transaction, items, actor)
    const known = outcomes.filter(({ key }) => key).length
    await transaction.audit({
      actor: actorText(actor),
      action: 'leaks.reported',
      subject: 'leaks',
      details: { items: items.length, known },
    })
    if (idempotencyKey !== undefined) {
      await remember(rows, { id, request, answer: JSON.stringify(outcomes) }, now)
    }
    return outcomes
  })
}

async function settle(
  workings: Workings,
  transaction: Transaction,
  items: readonly LeakReport[],
  actor: Actor,
): Promise<ReportOutcome[]> {
  const keys = await keysOf(workings, transaction, items)
  const outcomes: ReportOutcome[] = []
  for (const item of items) {
    const id = keys.get(item.sha256.toLowerCase())
    // Read again each time: an item before it may have been of the same key.
    const key = id === undefined ? undefined : await lockedKey(transaction, id)
    if (!isSha256(item.sha256)) outcomes.push({ state: 'malformed' })
    else if (!key) outcomes.push({ state: 'unknown' })
    else outcomes.push(await settleOne(workings, transaction, item, key, actor))
  }
  return outcomes
}

/** Ids by hash. A hash is looked up under every pepper, all of them in a few queries. */
async function keysOf(
  { peppers }: Workings,
  { rows }: Transaction,
  items: readonly LeakReport[],
): Promise<Map<string, string>> {
  const hashes = [...new Set(items.map(({ sha256 }) => sha256.toLowerCase()))].filter(isSha256)
  const byDigest = new Map<string, string>()
  for (const sha256 of hashes) {
    for (const digest of peppers.digests(sha256)) byDigest.set(digest, sha256)
  }
  const digests = [...byDigest.keys()]
  const found: StoredKey[] = []
  for (let from = 0; from < digests.length; from += 500) {
    found.push(...(await keysByDigest(rows, digests.slice(from, from + 500))))
  }
  return new Map(found.map(({ id, digest }) => [byDigest.get(digest) ?? '', id]))
}

async function settleOne(
  { random }: Workings,
  transaction: Transaction,
  item: LeakReport,
  key: Key,
  actor: Actor,
): Promise<ReportOutcome> {
  const place = placeOf(item)
  if (await isKnownPlace(transaction, key, item, place)) {
    return { state: 'duplicate', key: reported(key) }
  }
  const { sha256: _, ...details } = item
  await transaction.emit({
    type: 'leak.detected',
    organisation: key.organisation,
    data: { ...told(key), leak: details },
  })
  const state = await act(transaction, item, seen(key, transaction.now), actor)
  await transaction.rows
    .insertInto('leak_reports')
    .values({
      id: identifier('leak', transaction.now, random),
      key: key.id,
      reporter: actorText(actor),
      at: transaction.now,
      action: item.action,
      outcome: state,
      place,
      details: JSON.stringify(details),
    })
    .execute()
  await transaction.audit({
    actor: actorText(actor),
    action: 'leak.reported',
    subject: key.id,
    details: { ...details, outcome: state },
  })
  const after = await keyById(transaction.rows, key.id)
  return { state, key: reported(after ?? key) }
}

async function act(
  transaction: Transaction,
  item: LeakReport,
  key: Key,
  actor: Actor,
): Promise<ReportOutcome['state']> {
  if (item.action === 'record') return 'recorded'
  if (key.state === 'revoked') return 'already-revoked'
  const reason = `It was found ${where(item)}.`
  if (item.action === 'revoke') {
    await end(transaction, key, reason, actor)
    return 'revoked'
  }
  if (key.state === 'quarantined') return 'already-quarantined'
  if (key.state === 'expired') return 'expired'
  const until = transaction.now + quarantineLasts
  await shutIn(transaction, key, { reason, until }, actor)
  return 'quarantined'
}

function where({ exposure, origin }: LeakReport): string {
  const place = exposure === undefined ? 'where it should not be' : `in a ${exposure} place`
  return origin === undefined ? place : `${place} by ${origin}`
}

/** What is reported again, under whichever key of idempotency, is the same place. */
function placeOf({ origin, repository, commit, path, line, url }: LeakReport): string {
  return digestOf([origin ?? '', repository ?? '', commit ?? '', path ?? '', line ?? 0, url ?? ''])
}

async function isKnownPlace(
  { rows }: Transaction,
  key: Key,
  { action }: LeakReport,
  place: string,
): Promise<boolean> {
  const known = await rows
    .selectFrom('leak_reports')
    .select('id')
    .where('key', '=', key.id)
    .where('place', '=', place)
    .where('action', '=', action)
    .executeTakeFirst()
  return known !== undefined
}
