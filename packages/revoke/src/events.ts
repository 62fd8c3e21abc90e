import type { Transaction } from 'kysely'
import { incidentJson } from './incident.ts'
import { JobProblem, type Job, type Payloads } from './jobs/jobs.ts'
import type { Outlet } from './outlet.ts'
import type { Parts } from './parts.ts'
import { signMessage } from './standard-webhook.ts'
import { incidentOf } from './store/incidents.ts'
import type { IncidentRow, Tables } from './store/tables.ts'
import type { EventType } from './subscriber.ts'

/** Has subscribers told; what they get is written now, so that it says what was so now. */
export async function announce(
  transaction: Transaction<Tables>,
  {
    store,
    subscribers,
    clock,
  }: Pick<Parts, 'store' | 'clock'> & { readonly subscribers: ReadonlyMap<string, unknown> },
  events: readonly { readonly row: IncidentRow; readonly type: EventType }[],
): Promise<void> {
  const jobs = events.flatMap(({ row, type }) => {
    const id = `evt_${row.id}_${row.cycle}_${type.replace('.', '_')}`
    const body = JSON.stringify({
      type,
      timestamp: new Date(clock()).toISOString(),
      data: incidentJson(incidentOf(row)),
    })
    return [...subscribers.keys()].map((subscriber): Job => ({
      kind: 'event',
      name: `event:${subscriber}:${id}`,
      payload: { subscriber, id, body },
      runAt: clock(),
    }))
  })
  await store.jobs.add(transaction, jobs)
}

export async function sendEvent(
  { subscribers, clock }: Pick<Parts, 'subscribers' | 'clock'>,
  outlet: Outlet,
  { subscriber, id, body }: Payloads['event'],
): Promise<void> {
  const to = subscribers.get(subscriber)
  // It was taken out of the settings since.
  if (!to) return
  const { timestamp, signature } = signMessage(to.keys, id, clock(), body)
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature,
  }
  const posted = await outlet.post(to.url, headers, body)
  if (posted.state !== 'answered') throw new JobProblem(`The subscriber: ${posted.reason}`)
  // 410 says that nobody listens there any more; it is not tried again.
  if (posted.status === 410 || (posted.status >= 200 && posted.status <= 299)) return
  throw new JobProblem(`The subscriber answered with ${posted.status}.`)
}
