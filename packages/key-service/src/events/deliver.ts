import { system, actorText } from '../actor.ts'
import type { Delivery } from '../event.ts'
import type { Peppers } from '../pepper.ts'
import { settleDelivery, type DeliveryOutcome } from '../store/deliveries.ts'
import type { Store } from '../store/store.ts'
import { changeSubscriber } from '../store/subscribers.ts'
import { openKeyring, signingKeys } from './keyring.ts'
import { messageOf } from './message.ts'
import type { Post, Posted } from './post.ts'
import { nextAttempt, retryAfterOf } from './schedule.ts'
import { signedHeaders } from './signature.ts'

export interface DeliveryParts {
  readonly store: Store
  readonly peppers: Peppers
  readonly post: Post
  readonly clock: () => number
  /** 0 to 1. */
  readonly chance: () => number
  /** Hears of every attempt. */
  readonly attempted: (delivery: Delivery, outcome: DeliveryOutcome) => void
}

/** Longer than an attempt can take: until then nobody else makes one. */
export const deliveryLease = 60_000

/**
 * One attempt, and what is written of it. A process that ends between the two makes the attempt
 * again, under the same id, by which the subscriber knows that it had it.
 */
export async function deliver(parts: DeliveryParts, delivery: Delivery): Promise<void> {
  const outcome = await attempt(parts, delivery)
  if (outcome.status === gone) await disable(parts.store, delivery)
  await settleDelivery(parts.store, delivery.id, outcome)
  parts.attempted(delivery, outcome)
}

// The receiver says that there will never be one here again.
const gone = 410

async function attempt(parts: DeliveryParts, delivery: Delivery): Promise<DeliveryOutcome> {
  const { subscriber, event } = delivery
  if (!subscriber.enabled) return { state: 'failed', reason: 'The subscriber is disabled.' }
  const body = messageOf(event)
  const keys = signingKeys(openKeyring(parts.peppers, subscriber.sealed), parts.clock())
  const headers = { ...signedHeaders(keys, { id: event.id, at: parts.clock(), body }) }
  const posted = await parts.post(subscriber.url, { headers, body })
  return outcomeOf(parts, delivery.attempts + 1, posted)
}

function outcomeOf(parts: DeliveryParts, attempts: number, posted: Posted): DeliveryOutcome {
  if (posted.state === 'refused') return { state: 'failed', reason: posted.reason }
  if (posted.state === 'answered' && posted.status >= 200 && posted.status < 300) {
    return { state: 'delivered', status: posted.status }
  }
  const now = parts.clock()
  const said =
    posted.state === 'answered'
      ? { status: posted.status, reason: reasonOf(posted.status) }
      : { reason: posted.reason }
  if (said.status === gone) return { state: 'failed', ...said }
  const retryAfter = posted.state === 'answered' ? retryAfterOf(posted.retryAfter, now) : undefined
  const nextAt = nextAttempt(
    { attempts, now, ...(retryAfter !== undefined && { retryAfter }) },
    parts.chance(),
  )
  return nextAt === undefined ? { state: 'failed', ...said } : { state: 'waiting', nextAt, ...said }
}

function reasonOf(status: number): string {
  if (status === gone) return 'The receiver is gone (410).'
  if (status >= 300 && status < 400) return `A redirect is not followed (${status}).`
  return `The receiver answered ${status}.`
}

function disable(store: Store, { subscriber }: Delivery): Promise<void> {
  return store.write(async (transaction) => {
    await changeSubscriber(transaction, subscriber.id, { enabled: false })
    await transaction.audit({
      actor: actorText(system),
      action: 'subscriber.disabled',
      subject: subscriber.id,
      details: { reason: reasonOf(gone) },
    })
  })
}
