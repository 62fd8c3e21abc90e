import { randomUUID } from 'node:crypto'
import { connectKeyService } from '../connect-key-service.ts'
import type { Request } from '../request.ts'
import { startServer } from '../server.ts'
import { withStore } from './opened.ts'

export async function run(request: Request): Promise<number> {
  const { environment, clock, stdout, stderr, ended } = request.surroundings
  return withStore(request, async (store, settings) => {
    const server = await startServer({
      settings,
      store,
      keyService: connectKeyService(settings, { environment, fetch }),
      environment,
      fetch,
      clock,
      output: stderr,
      random: Math.random,
      newId: () => randomUUID(),
    })
    stdout.write(`Listening on ${server.url}, mode ${settings.policy.mode}.\n`)
    await ended
    await server.stop()
    return 0
  })
}
