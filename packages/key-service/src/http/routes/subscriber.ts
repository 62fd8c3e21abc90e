import type { Delivery, Subscriber } from '../../event.ts'
import { subscriber } from '../../store/subscribers.ts'
import type { Caller } from '../caller.ts'
import type { HttpParts } from '../parts.ts'
import { present } from '../present.ts'
import { Problem } from '../problem.ts'

/** One that the caller may see. */
export async function subscriberFor(
  { service }: HttpParts,
  { organisation }: Caller,
  id: string,
): Promise<Subscriber> {
  const found = await subscriber(service.store.reads, id)
  const isForeign = organisation !== undefined && found?.organisation !== organisation
  if (!found || isForeign) {
    throw new Problem('not-found', { detail: 'There is no such subscriber.' })
  }
  return found
}

/** Without what its messages are signed with. */
export function shown({ id, url, events, organisation, enabled, createdAt }: Subscriber) {
  return present({ id, url, events, organisation, enabled, createdAt })
}

export function shownDelivery(delivery: Delivery) {
  const { id, event, state, attempts, nextAt, status, reason } = delivery
  const { type, at, organisation } = event
  return present({
    id,
    subscriber: delivery.subscriber.id,
    event: { id: event.id, type, at, organisation },
    state,
    attempts,
    nextAt: state === 'waiting' ? nextAt : undefined,
    status,
    reason,
  })
}
