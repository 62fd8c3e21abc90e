import { claimDeliveries } from '../store/deliveries.ts'
import { removeEvents } from '../store/retention.ts'
import { deliver, deliveryLease, type DeliveryParts } from './deliver.ts'

const hour = 60 * 60 * 1000

/** Delivers what is due, and removes what is over, until it is stopped. */
export interface Worker {
  /** Resolves when what had begun is finished. */
  stop(): Promise<void>
}

export interface WorkerSettings {
  /** How long to rest when nothing is due, in ms. */
  readonly pause: number
  /** How many at once. */
  readonly limit: number
  /** How long events are kept, in ms; those that still are to be delivered stay in any case. */
  readonly keep: number
  /** Hears of what was in the way; the worker goes on. */
  readonly failed: (error: unknown) => void
}

/** Looks into the outbox again and again. Any number of processes may: each delivery is leased. */
export function startWorker(parts: DeliveryParts, settings: WorkerSettings): Worker {
  const { pause, limit, keep, failed } = settings
  const rest = createRest()
  let stopped = false
  let removeAt = -Infinity

  async function round(): Promise<number> {
    try {
      const due = await claimDeliveries(parts.store, deliveryLease, limit)
      const done = await Promise.allSettled(due.map((delivery) => deliver(parts, delivery)))
      for (const one of done) if (one.status === 'rejected') failed(one.reason)
      return done.filter(({ status }) => status === 'fulfilled').length
    } catch (error) {
      failed(error)
      return 0
    }
  }

  /** Some at once, so that what is due does not wait for what is over. */
  async function remove(): Promise<number> {
    const now = parts.clock()
    if (now < removeAt) return 0
    try {
      const removed = await removeEvents(parts.store, Math.max(0, now - keep))
      if (removed === 0) removeAt = now + hour
      return removed
    } catch (error) {
      removeAt = now + hour
      failed(error)
      return 0
    }
  }

  async function work(): Promise<void> {
    while (!stopped) {
      const done = (await round()) + (await remove())
      if (done === 0) await rest.take(pause)
    }
  }

  const working = work()
  return {
    async stop() {
      stopped = true
      rest.end()
      await working
    },
  }
}

function createRest(): { take(ms: number): Promise<void>; end(): void } {
  let end: (() => void) | undefined
  let ended = false
  return {
    take: (ms) =>
      new Promise((resolve) => {
        if (ended) {
          resolve()
          return
        }
        const timer = setTimeout(resolve, ms)
        end = () => {
          clearTimeout(timer)
          resolve()
        }
      }),
    end() {
      ended = true
      end?.()
    },
  }
}
