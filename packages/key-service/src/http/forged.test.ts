import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDesk } from '../../../../fixtures/key-desk.ts'
import { ann, serviceOn, wanted } from '../../../../fixtures/key-service.ts'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/store.ts'

describe('a made-up key', () => {
  it('reaches the database at no door: its checksum gives it away', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keyward-forged-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const settings = { url: join(folder, 'keys.db'), clock: Date.now, random: randomBytes }
    const opened = await openStore(settings)
    onTestFinished(() => opened.close())
    const asked: string[] = []
    const service = await serviceOn(counting(opened, asked), Date.now)
    const { listener, root } = await openDesk(service)
    const { token } = await service.mint(wanted, ann)
    const server = createServer(listener).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const json = { 'content-type': 'application/json' }

    async function show(key: string): Promise<number[]> {
      const responses = await Promise.all([
        fetch(`${url}/v1/verify`, { headers: { 'x-api-key': key } }),
        fetch(`${url}/v1/keys`, { headers: { 'x-api-key': key } }),
        fetch(`${url}/v1/revoke`, {
          method: 'POST',
          headers: json,
          body: JSON.stringify({ token: key }),
        }),
        fetch(`${url}/v1/revoke`, { method: 'POST', body: new URLSearchParams({ token: key }) }),
      ])
      return responses.map(({ status }) => status)
    }

    asked.length = 0
    for (const genuine of [token.reveal(), root]) {
      const end = genuine.slice(-1) === 'a' ? 'b' : 'a'
      const start = genuine.replace('live', 'test')
      for (const forged of [genuine.slice(0, -1) + end, start, `${genuine}a`, genuine.slice(1)]) {
        expect(await show(forged)).toEqual([401, 401, 202, 202])
      }
    }
    expect(asked).toEqual([])

    // The same doors do ask for a key that could be one.
    expect(await show(token.reveal())).toEqual([200, 401, 202, 202])
    expect(asked).toContain('find')
    expect(asked).toContain('write')
    await fetch(`${url}/v1/keys`, { headers: { 'x-api-key': root } })
    expect(asked).toContain('read')
  })
})

/** The store, and a note of everything that it was asked. */
function counting(store: Store, asked: string[]): Store {
  const reads = store.reads.withPlugin({
    transformQuery({ node }) {
      asked.push('read')
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  })
  return new Proxy(store, {
    get(target, name: keyof Store) {
      if (name === 'reads') return reads
      // eslint-disable-next-line @typescript-eslint/unbound-method -- called on its target below
      const member: unknown = target[name]
      if (typeof member !== 'function') return member
      return (...parameters: unknown[]) => {
        asked.push(name)
        return Reflect.apply(member, target, parameters) as unknown
      }
    },
  })
}
