import { UsageError } from '@keyward/core/settings'
import { letGo, stop, stops } from '../kill-switch.ts'
import type { Request } from '../request.ts'
import { timeText } from '../time.ts'
import { actorOf, withStore } from './opened.ts'

export async function run(request: Request): Promise<number> {
  const { words, values, surroundings } = request
  const { stdout, clock } = surroundings
  const [turned, scope = 'all'] = words
  if (!/^(all|(?:origin|organisation):.+)$/.test(scope)) {
    throw new UsageError(`"${scope}" is no scope.`, 'Write all, origin:NAME or organisation:NAME.')
  }
  return withStore(request, async (store) => {
    if (turned === 'on') {
      const reason = values['reason'] ?? 'No reason was given.'
      const by = actorOf(request)
      await store.transaction((transaction) =>
        stop(transaction, { scope, at: clock(), by, reason }),
      )
    } else if (turned === 'off') {
      await store.transaction((transaction) => letGo(transaction, scope))
    } else if (turned !== undefined) {
      throw new UsageError(`The kill switch cannot be "${turned}".`, 'Write on or off.')
    }
    const on = await stops(store.database)
    for (const { scope, by, reason, at } of on) {
      stdout.write(`on   ${scope}  since ${timeText(at)} by ${by}: ${reason}\n`)
    }
    if (on.length === 0) stdout.write('off  nothing keeps keys from being changed\n')
    else stdout.write('What is held waits for keyward-revoke approve.\n')
    return 0
  })
}
