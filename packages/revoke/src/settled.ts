import type { IncidentRow } from './store/tables.ts'
import { incidentRows } from './store/incidents.ts'
import { waitingReports } from './store/reports.ts'
import type { Database } from './store/tables.ts'

/** Wakes whoever waits for incidents to be decided by this process. */
export interface Bell {
  ring(): void
  /** Resolves at the next ring, or after a while: another process may do the work. */
  heard(ms: number): Promise<void>
}

export function createBell(): Bell {
  const waiting = new Set<() => void>()
  return {
    ring() {
      for (const wake of waiting) wake()
    },
    heard: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(wake, ms)
        waiting.add(wake)
        function wake(): void {
          clearTimeout(timer)
          waiting.delete(wake)
          resolve()
        }
      }),
  }
}

/** What became of incidents, as soon as it is known or when there is no more time to wait. */
export async function settled(
  { database, bell, clock }: { database: Database; bell: Bell; clock: () => number },
  ids: readonly string[],
  budgetMs: number,
): Promise<readonly IncidentRow[]> {
  const end = clock() + budgetMs
  for (;;) {
    const heard = bell.heard(50)
    const rows = await incidentRows(database, ids)
    const isSettled =
      rows.every(({ state }) => state !== 'received' && state !== 'acting') &&
      (await waitingReports(database, ids)).size === 0
    if (isSettled || clock() >= end) return rows
    await heard
  }
}
