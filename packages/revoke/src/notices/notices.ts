import type { Transaction } from 'kysely'
import { JobProblem, type Job, type Payloads } from '../jobs/jobs.ts'
import type { Parts } from '../parts.ts'
import { placeOf } from '../place-of.ts'
import { addMoments, incidentRows, keyOf, slices } from '../store/incidents.ts'
import { placesOf } from '../store/reports.ts'
import type { IncidentRow, Tables } from '../store/tables.ts'
import { recipientsOf } from './recipients.ts'
import { noticeOf, type Occasion } from './text.ts'

/** Notes who is to be told of what, once each, and has it done. */
export async function notify(
  transaction: Transaction<Tables>,
  { store, recipients, clock }: Parts,
  told: readonly { readonly row: IncidentRow; readonly occasion: Occasion }[],
  delayMs = 0,
): Promise<void> {
  const notices = told.flatMap(({ row, occasion }) =>
    recipientsOf(recipients, occasion, keyOf(row)).map((recipient) => ({
      incident: row.id,
      cycle: row.cycle,
      occasion,
      ...recipient,
      sent_at: null,
    })),
  )
  const jobs: Job[] = []
  for (const slice of slices(notices)) {
    const added = await transaction
      .insertInto('notice')
      .values([...slice])
      .onConflict((conflict) => conflict.doNothing())
      .returning(['incident', 'cycle', 'occasion', 'channel', 'recipient'])
      .execute()
    for (const payload of added) {
      const name = ['notice', ...Object.values(payload)].join(':')
      jobs.push({ kind: 'notice', name, payload, runAt: clock() + delayMs })
    }
  }
  await store.jobs.add(transaction, jobs)
}

/** Sends one, unless it was sent. */
export async function sendNotice(parts: Parts, notice: Payloads['notice']): Promise<void> {
  const { store, clock } = parts
  const [row] = await incidentRows(store.database, [notice.incident])
  if (!row || (await isSent(parts, notice))) return
  const places = await placesOf(store.database, row.id)
  const seen = places.map(({ origin, place }) => ({ origin, place: placeOf(place) }))
  // Only `notify` adds these jobs.
  const { subject, text } = noticeOf(row, keyOf(row), notice.occasion as Occasion, seen)
  await send(parts, notice, subject, text)
  await store.transaction(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('notice')
      .set({ sent_at: clock() })
      .where((row) => row.and(nameOf(notice)))
      .where('sent_at', 'is', null)
      .executeTakeFirst()
    // A process that was taken for dead has sent it as well, and has noted it first.
    if (numUpdatedRows === 0n) return
    const reason = `${notice.occasion}, by ${notice.channel} to ${notice.recipient}`
    const moment = { incident: row.id, at: clock(), what: 'notified', by: 'keyward' } as const
    await addMoments(transaction, [{ ...moment, reason }])
  })
  parts.metrics.notified(notice.channel)
}

async function send(
  { mailer, chats }: Parts,
  { channel, recipient, incident, cycle, occasion }: Payloads['notice'],
  subject: string,
  text: string,
): Promise<void> {
  if (channel === 'chat') return chats.get(recipient)?.say(`${subject}\n${text}`)
  if (!mailer) throw new JobProblem('No mail server is set.')
  try {
    const id = `${incident}.${cycle}.${occasion}`
    await mailer.send({ id, to: recipient, subject, text })
  } catch {
    throw new JobProblem('The mail server did not take it.')
  }
}

async function isSent({ store }: Parts, notice: Payloads['notice']): Promise<boolean> {
  const row = await store.database
    .selectFrom('notice')
    .select('sent_at')
    .where((row) => row.and(nameOf(notice)))
    .executeTakeFirst()
  return row === undefined || row.sent_at !== null
}

function nameOf({ incident, cycle, occasion, channel, recipient }: Payloads['notice']) {
  return { incident, cycle, occasion, channel, recipient }
}
