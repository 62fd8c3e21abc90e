import { release } from '../approval.ts'
import { connectKeyService } from '../connect-key-service.ts'
import type { Request } from '../request.ts'
import { UsageError } from '../usage-error.ts'
import { actorOf, withStore } from './opened.ts'

export async function run(request: Request): Promise<number> {
  const { words, values, surroundings } = request
  const [id] = words
  const reason = values['reason']
  if (id === undefined) throw new UsageError('No incident is named.', 'Write its name.')
  if (reason === undefined) throw new UsageError('No reason is given.', 'Write --reason TEXT.')
  return withStore(request, async (store, settings) => {
    const { environment, clock, stdout, stderr } = surroundings
    const keyService = connectKeyService(settings, { environment, fetch })
    const answer = await release({ store, clock, keyService }, { id, by: actorOf(request), reason })
    if (answer.state === 'released') stdout.write(`${id}  released\n`)
    else stderr.write(`keyward-revoke: ${id} was not released. ${answer.reason}\n`)
    return answer.state === 'released' ? 0 : 1
  })
}
