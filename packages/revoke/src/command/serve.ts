import { randomUUID } from 'node:crypto'
import { connectKeyService } from '../connect-key-service.ts'
import { JobProblem } from '../jobs/jobs.ts'
import type { KeyService } from '../key-service.ts'
import type { Request } from '../request.ts'
import { startServer } from '../server.ts'
import { withStore } from './opened.ts'

export async function run(request: Request): Promise<number> {
  const { environment, clock, stdout, stderr, ended } = request.surroundings
  return withStore(request, async (store, settings) => {
    const keyService = connectKeyService(settings, { environment, fetch })
    const server = await startServer({
      settings,
      store,
      keyService,
      environment,
      fetch,
      clock,
      output: stderr,
      random: Math.random,
      newId: () => randomUUID(),
    })
    stdout.write(`Listening on ${server.url}, mode ${settings.policy.mode}.\n`)
    const problem = await problemOf(keyService)
    if (problem !== undefined) {
      stderr.write(`keyward-revoke: ${problem} What is reported is kept until it answers.\n`)
    }
    await ended
    await server.stop()
    return 0
  })
}

/** Whether reports would be taken, said while somebody looks: of a key that nobody has. */
async function problemOf(keyService: KeyService): Promise<string | undefined> {
  const nobodys = { sha256: '0'.repeat(64), action: 'record', exposure: 'local' } as const
  try {
    await keyService.report([{ ...nobodys, origin: 'keyward-revoke', place: {} }], randomUUID())
    return undefined
  } catch (error) {
    if (error instanceof JobProblem) return error.message
    throw error
  }
}
