import type { Job } from './jobs/jobs.ts'
import type { Parts } from './parts.ts'
import type { LeakPlace } from './report.ts'

/**
 * GitHub sends an alert once and never again by itself, so what is still open there is looked
 * through from time to time. Answers with how many of them nobody here had heard of.
 */
export async function reconcile(
  { github, store, clock, log, scrub }: Parts,
  owners: readonly string[],
): Promise<number> {
  if (!github) return 0
  let missed = 0
  for (const owner of owners) {
    const open = await github.openAlerts(owner)
    if (open.state !== 'read') {
      log.warn({ owner, reason: open.reason }, 'open alerts could not be read')
      continue
    }
    for (const { repository, number, isPublic, url } of open.alerts) {
      missed += await lookInto({ store, clock, scrub }, { repository, number, isPublic, url })
    }
  }
  if (missed > 0) store.jobs.wake()
  return missed
}

async function lookInto(
  { store, clock, scrub }: Pick<Parts, 'store' | 'clock' | 'scrub'>,
  alert: { repository: string; number: number; isPublic: boolean; url: string | undefined },
): Promise<number> {
  const { repository, number, isPublic, url } = alert
  const place: LeakPlace = {
    ...(url === undefined ? {} : { url }),
    repository,
    alert: { repository, number },
  }
  return store.transaction(async (transaction) => {
    const name = `missed:${repository}:${number}:${isPublic ? 'public' : 'private'}`
    const kept = await transaction
      .insertInto('delivery')
      .values({
        id: name,
        origin: 'github-alerts',
        body_sha256: name,
        name: null,
        received_at: clock(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute()
    if (kept.length === 0) return 0
    const exposure = isPublic ? 'public' : 'private'
    const payload = { repository, number, exposure, place: scrub(JSON.stringify(place)) }
    const job: Job = { kind: 'alert', name: `alert:${name}`, payload, runAt: clock() }
    await store.jobs.add(transaction, [job])
    return 1
  })
}
