import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { TurnedAway } from './receivers/reception.ts'
import type { IncidentRow } from './store/tables.ts'

/** What is counted. Labels are words of ours and origins; never anything that was reported. */
export interface Metrics {
  received(origin: string, reports: number, problems: number): void
  turnedAway(door: string, state: TurnedAway['state'] | 'limited'): void
  decided(row: IncidentRow): void
  acted(row: IncidentRow): void
  notified(channel: string): void
  jobFailed(kind: string, isLast: boolean): void
  /** As Prometheus reads it. */
  text(): Promise<string>
  readonly contentType: string
}

export interface Depths {
  /** How many incidents are in each state. */
  incidents: () => Promise<ReadonlyMap<string, number>>
  /** How many jobs of each kind are still to be done. */
  waiting: () => Promise<ReadonlyMap<string, number>>
  /** How many jobs were tried as often as they may be. */
  givenUp: () => Promise<number>
}

const seconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 3600, 86_400]

export function createMetrics({ incidents, waiting, givenUp }: Depths): Metrics {
  const registers = [new Registry()]
  const [registry] = registers
  const reports = counter('reports_total', 'Reports that were taken in.', ['origin'])
  const problems = counter('report_problems_total', 'Entries that could not be read.', ['origin'])
  const turnedAway = counter('requests_turned_away_total', 'Requests refused.', ['door', 'state'])
  const decisions = counter('decisions_total', 'Decisions.', ['state', 'effect', 'exposure'])
  const transitions = counter('transitions_total', 'Keys changed.', ['state', 'origin'])
  const notices = counter('notices_total', 'Notices sent.', ['channel'])
  const failures = counter('job_failures_total', 'Jobs that failed.', ['kind', 'last'])
  const timeToDead = new Histogram({
    name: 'keyward_revoke_time_to_dead_seconds',
    help: 'From the report to the moment the key opened nothing.',
    labelNames: ['origin'],
    buckets: seconds,
    registers,
  })
  gauge('incidents', 'Incidents by state.', 'state', incidents)
  gauge('jobs_waiting', 'Jobs still to be done.', 'kind', waiting)
  gauge('jobs_given_up', 'Jobs that wait for keyward-revoke jobs retry.', undefined, givenUp)

  return {
    received(origin, count, unread) {
      reports.inc({ origin }, count)
      problems.inc({ origin }, unread)
    },
    turnedAway: (door, state) => turnedAway.inc({ door, state }),
    decided({ state, effect, exposure }) {
      decisions.inc({ state, effect: effect ?? 'none', exposure: exposure ?? 'none' })
    },
    acted({ state, origin, dead_at: deadAt, reported_at: reportedAt }) {
      const labels = { origin: origin ?? 'unknown' }
      transitions.inc({ state, ...labels })
      if (deadAt !== null) timeToDead.observe(labels, (deadAt - reportedAt) / 1000)
    },
    notified: (channel) => notices.inc({ channel }),
    jobFailed: (kind, isLast) => failures.inc({ kind, last: String(isLast) }),
    text: () => registry!.metrics(),
    contentType: registry!.contentType,
  }

  function counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name: `keyward_revoke_${name}`, help, labelNames, registers })
  }

  /** Read when somebody asks; every process of a store tells the same. */
  function gauge(
    name: string,
    help: string,
    label: string | undefined,
    read: () => Promise<number | ReadonlyMap<string, number>>,
  ): void {
    new Gauge({
      name: `keyward_revoke_${name}`,
      help,
      labelNames: label === undefined ? [] : [label],
      registers,
      async collect() {
        this.reset()
        const counts = await read()
        if (typeof counts === 'number') this.set(counts)
        else for (const [value, count] of counts) this.set({ [label ?? '']: value }, count)
      },
    })
  }
}
