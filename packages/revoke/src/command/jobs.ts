import { UsageError } from '@keyward/core/settings'
import { columns } from '../columns.ts'
import { failedJobs, retryJobs } from '../jobs/failed-jobs.ts'
import type { Request } from '../request.ts'
import type { Store } from '../store/store.ts'
import { timeText } from '../time.ts'
import { isJson, withStore } from './opened.ts'

export async function run(request: Request): Promise<number> {
  const [verb, ...names] = request.words
  if (verb === 'list' && names.length === 0)
    return withStore(request, (store) => list(request, store))
  if (verb === 'retry' && names.length > 0)
    return withStore(request, (store) => retry(request, store))
  throw new UsageError(
    'jobs lacks what to do.',
    'Write jobs list, jobs retry ID… or jobs retry all.',
  )
}

async function list(request: Request, { database, jobs }: Store): Promise<number> {
  const { stdout } = request.surroundings
  const failed = await failedJobs(database)
  if (isJson(request)) {
    for (const job of failed) stdout.write(`${JSON.stringify({ type: 'failed-job', ...job })}\n`)
    return 0
  }
  const rows = failed.map(({ id, kind, at, name, reason }) => [
    String(id),
    kind,
    timeText(at),
    reason,
    name,
  ])
  const waiting = [...(await jobs.waiting())].map(([kind, count]) => `${count} ${kind}`)
  const wait = waiting.length === 0 ? 'Nothing waits to be done' : `Waiting: ${waiting.join(', ')}`
  const given = failed.length === 1 ? '1 job was given up' : `${failed.length} jobs were given up`
  stdout.write(`${columns(rows)}${given}. ${wait}.\n`)
  if (failed.length > 0) stdout.write('Next: keyward-revoke jobs retry all\n')
  return 0
}

async function retry({ words, surroundings }: Request, store: Store): Promise<number> {
  const { stdout, clock } = surroundings
  const [, ...names] = words
  const isAll = names.length === 1 && names[0] === 'all'
  const ids = isAll ? undefined : names.map(numberOf)
  const retried = await retryJobs({ store, clock }, ids)
  for (const id of ids ?? retried) {
    stdout.write(`${id}  ${retried.includes(id) ? 'is tried again' : 'was not given up'}\n`)
  }
  if (isAll && retried.length === 0) stdout.write('No job was given up.\n')
  return ids === undefined || ids.length === retried.length ? 0 : 1
}

function numberOf(name: string): number {
  if (/^\d{1,15}$/.test(name)) return Number(name)
  throw new UsageError(`"${name}" is no job.`, 'Write numbers as jobs list shows them, or all.')
}
