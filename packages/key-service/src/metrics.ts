import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { DeliveryOutcome } from './store/deliveries.ts'
import type { ReportOutcome } from './leak-report.ts'
import type { Store } from './store/store.ts'

/** What the service counts. No label holds what a request was about. */
export interface Metrics {
  requested(route: string, method: string, status: number, seconds: number): void
  reported(state: ReportOutcome['state']): void
  delivered(state: DeliveryOutcome['state']): void
  /** In the words of Prometheus. */
  text(): Promise<string>
  readonly contentType: string
}

export function createMetrics(store: Store): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Counter({
    name: 'keyward_http_requests_total',
    help: 'Requests, by what they asked for and how they were answered.',
    labelNames: ['route', 'method', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'keyward_http_request_seconds',
    help: 'How long requests took.',
    labelNames: ['route'],
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5],
    registers,
  })
  const reports = new Counter({
    name: 'keyward_leak_reports_total',
    help: 'Leak reports, by what became of them.',
    labelNames: ['state'],
    registers,
  })
  const attempts = new Counter({
    name: 'keyward_delivery_attempts_total',
    help: 'Attempts to deliver an event, by what became of them.',
    labelNames: ['state'],
    registers,
  })
  new Gauge({
    name: 'keyward_deliveries',
    help: 'Deliveries that wait, and those that were given up.',
    labelNames: ['state'],
    registers,
    async collect() {
      for (const [state, count] of Object.entries(await outbox(store))) this.set({ state }, count)
    },
  })
  return {
    requested(route, method, status, seconds) {
      requests.inc({ route, method, status })
      durations.observe({ route }, seconds)
    },
    reported: (state) => reports.inc({ state }),
    delivered: (state) => attempts.inc({ state }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

async function outbox({ reads }: Store): Promise<{ waiting: number; failed: number }> {
  const rows = await reads
    .selectFrom('deliveries')
    .select(({ fn }) => ['state', fn.countAll<number | string | bigint>().as('count')])
    .where('state', 'in', ['waiting', 'failed'])
    .groupBy('state')
    .execute()
  const counts = new Map(rows.map(({ state, count }) => [state, Number(count)]))
  return { waiting: counts.get('waiting') ?? 0, failed: counts.get('failed') ?? 0 }
}
