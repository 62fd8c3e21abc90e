import { UsageError } from '@keyward/core/settings'
import { release } from '../approval.ts'
import { connectReleaser } from '../connect-key-service.ts'
import { incidentStory } from '../incident-text.ts'
import type { Request } from '../request.ts'
import { incidentRecord } from '../store/incidents.ts'
import { actorOf, withStore } from './opened.ts'

/** Shows what would open again before it is opened; a key of the person's own does it. */
export async function run(request: Request): Promise<number> {
  const { words, values, surroundings } = request
  const [id] = words
  const { reason, confirm: last4 } = values
  if (id === undefined) throw new UsageError('No incident is named.', 'Write its name.')
  if (reason === undefined) throw new UsageError('No reason is given.', 'Write --reason TEXT.')
  return withStore(request, async (store, settings) => {
    const { environment, clock, stdout, stderr } = surroundings
    const record = await incidentRecord(store.database, id)
    if (!record) throw new UsageError(`There is no incident ${id}.`, 'List them: incidents.')
    stderr.write(incidentStory(record))
    if (last4 === undefined) {
      const remedy = 'To open it again, write --confirm and the last four characters of the key.'
      throw new UsageError('Its key opens nothing as it is.', remedy)
    }
    const releaser = connectReleaser(settings, { environment, fetch })
    const wanted = { id, last4, by: actorOf(request), reason }
    const subscribers = new Map(settings.subscriber.map((one) => [one.name, one]))
    const answer = await release({ store, clock, releaser, subscribers }, wanted)
    if (answer.state === 'released') stdout.write(`${id}  released\n`)
    else stderr.write(`keyward-revoke: ${id} was not released. ${answer.reason}\n`)
    return answer.state === 'released' ? 0 : 1
  })
}
