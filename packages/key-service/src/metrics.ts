import { contentType, counter, gauge, histogram } from './prometheus.ts'
import type { DeliveryOutcome } from './store/deliveries.ts'
import type { ReportOutcome } from './leak-report.ts'
import type { Store } from './store/store.ts'

/** What the service counts. No label holds what a request was about. */
export interface Metrics {
  requested(route: string, method: string, status: number, seconds: number): void
  /** The same for a route that is asked so often that finding its counts would cost more. */
  route(route: string, method: string): (status: number, seconds: number) => void
  reported(state: ReportOutcome['state']): void
  delivered(state: DeliveryOutcome['state']): void
  /** In the words of Prometheus. */
  text(): Promise<string>
  readonly contentType: string
}

export function createMetrics(store: Store): Metrics {
  const requests = counter(
    'keyward_http_requests_total',
    'Requests, by what they asked for and how they were answered.',
  )
  const durations = histogram(
    'keyward_http_request_seconds',
    'How long requests took.',
    [0.001, 0.005, 0.025, 0.1, 0.5, 2.5],
  )
  const reports = counter('keyward_leak_reports_total', 'Leak reports, by what became of them.')
  const attempts = counter(
    'keyward_delivery_attempts_total',
    'Attempts to deliver an event, by what became of them.',
  )
  const deliveries = gauge(
    'keyward_deliveries',
    'Deliveries that wait, and those that were given up.',
    'state',
    () => outbox(store),
  )
  return {
    requested(route, method, status, seconds) {
      requests.of({ route, method, status }).add()
      durations.of({ route }).observe(seconds)
    },
    route(route, method) {
      const duration = durations.of({ route })
      const byStatus = new Map<number, { add(): void }>()
      return (status, seconds) => {
        let count = byStatus.get(status)
        if (!count) byStatus.set(status, (count = requests.of({ route, method, status })))
        count.add()
        duration.observe(seconds)
      }
    },
    reported: (state) => reports.of({ state }).add(),
    delivered: (state) => attempts.of({ state }).add(),
    async text() {
      const all = [requests, durations, reports, attempts].flatMap((series) => series.lines())
      return `${[...all, ...(await deliveries.lines())].join('\n')}\n`
    },
    contentType,
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
