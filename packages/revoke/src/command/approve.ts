import { randomUUID } from 'node:crypto'
import { UsageError } from '@keyward/core/settings'
import { approve } from '../approval.ts'
import type { Request } from '../request.ts'
import { listIncidents } from '../store/incidents.ts'
import { actorOf, withStore } from './opened.ts'

export async function run(request: Request): Promise<number> {
  const { words, values, surroundings } = request
  const { stdout, clock } = surroundings
  return withStore(request, async (store) => {
    const organisation = values['organisation']
    if (words.length === 0 && organisation === undefined) {
      throw new UsageError('Nothing is named.', 'Name incidents, or --organisation NAME.')
    }
    const pending =
      organisation === undefined
        ? []
        : await listIncidents(store.database, { states: ['pending'], organisation })
    const ids = [...words, ...pending.map(({ id }) => id)]
    const approved = await approve(
      { store, clock, newId: () => randomUUID() },
      { ids, by: actorOf(request), reason: values['reason'] ?? 'Approved.' },
    )
    for (const id of ids) {
      stdout.write(`${id}  ${approved.includes(id) ? 'approved' : 'waits for no approval'}\n`)
    }
    return approved.length === ids.length ? 0 : 1
  })
}
