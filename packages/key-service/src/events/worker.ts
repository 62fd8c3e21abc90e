import { claimDeliveries } from '../store/deliveries.ts'
import { deliver, deliveryLease, type DeliveryParts } from './deliver.ts'

/** Delivers what is due until it is stopped. */
export interface Worker {
  /** Resolves when what had begun is finished. */
  stop(): Promise<void>
}

export interface WorkerSettings {
  /** How long to rest when nothing is due, in ms. */
  readonly pause: number
  /** How many at once. */
  readonly limit: number
  /** Hears of what was in the way; the worker goes on. */
  readonly failed: (error: unknown) => void
}

/** Looks into the outbox again and again. Any number of processes may: each delivery is leased. */
export function startWorker(parts: DeliveryParts, settings: WorkerSettings): Worker {
  const { pause, limit, failed } = settings
  const rest = createRest()
  let stopped = false

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

  async function work(): Promise<void> {
    while (!stopped) if ((await round()) === 0) await rest.take(pause)
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
