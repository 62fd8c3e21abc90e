import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { ann, onEachStore, pepper, serviceOn, wanted } from '../../../../fixtures/key-service.ts'
import { createPeppers } from '../pepper.ts'
import { openStore } from '../store/open.ts'
import { addSubscriber } from '../store/subscribers.ts'
import { deliveryLease } from './deliver.ts'
import { createKeyring } from './keyring.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const events = 60
const kills = 8

onEachStore((_, __, freshUrl) => {
  it('loses nothing where who delivers is killed, and tells nothing under two ids', async () => {
    const { url, received } = await receiver()
    const address = await freshUrl()
    const store = await openStore({ url: address, clock: Date.now, random: randomBytes })
    onTestFinished(() => store.close())
    const service = await serviceOn(store, Date.now)
    const { sealed } = createKeyring(createPeppers([pepper('first')], randomBytes), randomBytes)
    await store.write(async (transaction) => {
      for (const id of ['sub_1', 'sub_2']) {
        const address = { url: `${url}${id}`, events: [], enabled: true, createdAt: 0 }
        await addSubscriber(transaction, { id, sealed, ...address })
      }
    })
    for (let count = 0; count < events; count++) await service.mint(wanted, ann)

    for (let killed = 0; killed < kills; killed++) {
      const before = received.length
      const child = deliverer(address, killed * deliveryLease)
      const enough = before + 3 + (killed % 4)
      await until(() => received.length >= enough || isOver(received))
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    const last = deliverer(address, kills * deliveryLease)
    await until(() => isOver(received))
    last.kill('SIGKILL')
    await once(last, 'exit')

    const idsByKey = new Map<string, Set<string>>()
    for (const { key, id } of received) {
      idsByKey.set(key, (idsByKey.get(key) ?? new Set()).add(id))
    }
    expect(idsByKey.size).toBe(events)
    expect([...idsByKey.values()].filter((ids) => ids.size > 1)).toEqual([])
    for (const path of ['/sub_1', '/sub_2']) {
      const told = received.filter((one) => one.path === path).map(({ id }) => id)
      expect(new Set(told).size).toBe(events)
    }
    // Killed between an attempt and its note: sent again, or this test tries nothing.
    expect(received.length).toBeGreaterThan(2 * events)
  }, 240_000)
})

interface Received {
  readonly path: string
  readonly id: string
  readonly key: string
}

function isOver(received: readonly Received[]): boolean {
  return new Set(received.map(({ path, id }) => `${path} ${id}`)).size === 2 * events
}

async function receiver(): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const message = JSON.parse(Buffer.concat(parts).toString()) as {
        data: { key: { id: string } }
      }
      received.push({
        path: request.url ?? '',
        id: String(request.headers['webhook-id']),
        key: message.data.key.id,
      })
      setTimeout(() => response.writeHead(204).end(), 20)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, received }
}

function deliverer(address: string, ahead: number): ChildProcess {
  const program = join(root, 'fixtures/deliverer.ts')
  return spawn(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', program, address, `${ahead}`],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  )
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}
