import { Logger, run, type LogLevel } from 'graphile-worker'
import { claimDelivery } from '../store/deliveries.ts'
import { deliveryTask } from '../store/store.ts'
import { deliver, deliveryLease, type DeliveryParts } from './deliver.ts'
import { startWorker, type Worker, type WorkerSettings } from './worker.ts'

export interface JobSettings extends WorkerSettings {
  /** Of the Postgres that the store is in. */
  readonly url: string
}

// What a killed process had begun is looked for less often: its jobs stay locked for hours.
const leftBehind = 30_000

/** On Postgres every delivery is a job that was added in the transaction that caused it. */
export async function startJobs(parts: DeliveryParts, settings: JobSettings): Promise<Worker> {
  const { url, limit, failed } = settings
  const runner = await run({
    connectionString: url,
    concurrency: limit,
    noHandleSignals: true,
    pollInterval: settings.pause,
    logger: new Logger(() => (level, message) => {
      if (isTrouble(level)) failed(new Error(message))
    }),
    taskList: {
      async [deliveryTask](payload) {
        const delivery = await claimDelivery(parts.store, idOf(payload), deliveryLease)
        if (delivery) await deliver(parts, delivery)
      },
    },
  })
  const sweeper = startWorker(parts, { ...settings, pause: leftBehind })
  return {
    async stop() {
      await Promise.all([runner.stop(), sweeper.stop()])
    },
  }
}

function isTrouble(level: LogLevel): boolean {
  const names: readonly string[] = ['error', 'warning']
  return names.includes(level)
}

function idOf(payload: unknown): string {
  const isNamed = typeof payload === 'object' && payload !== null && 'delivery' in payload
  return isNamed && typeof payload.delivery === 'string' ? payload.delivery : ''
}
