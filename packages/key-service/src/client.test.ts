import { hash } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Secret } from '@keyward/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDesk } from '../../../fixtures/key-desk.ts'
import { onEachStore, wanted } from '../../../fixtures/key-service.ts'
import { createKeyServiceClient } from './client.ts'

onEachStore((open) => {
  async function far() {
    const bench = await open()
    const desk = await openDesk(bench.service)
    const url = await listen(desk.listener)
    const client = createKeyServiceClient({ url, key: new Secret(desk.root) })
    return { ...bench, ...desk, url, client }
  }

  describe('a client', { timeout: 60_000 }, () => {
    it('reports leaks', async () => {
      const { client, service } = await far()
      const { key, token } = await service.mint(wanted, { kind: 'member', id: 'ann' })
      const sha256 = hash('sha256', token.reveal())
      const reports = [{ sha256, action: 'quarantine', path: 'a.ts' } as const]
      const answered = await client.report(reports, { idempotencyKey: 'scan-1' })
      expect(answered).toMatchObject({
        state: 'answered',
        outcomes: [{ state: 'quarantined', key: { id: key.id, name: key.name } }],
      })
      expect(await client.report(reports, { idempotencyKey: 'scan-1' })).toEqual(answered)
    })

    it('verifies, reads and revokes a key', async () => {
      const { client, service } = await far()
      const { key, token } = await service.mint(wanted, { kind: 'member', id: 'ann' })
      expect(await client.verify(token, { scope: 'read' })).toMatchObject({
        state: 'answered',
        verification: { state: 'valid', key: { id: key.id } },
      })
      expect(await client.key(key.id)).toEqual({ state: 'answered', key })
      expect(await client.revoke(key.id, 'compromised')).toMatchObject({
        state: 'answered',
        key: { state: 'revoked' },
      })
      expect(await client.verify(token.reveal())).toMatchObject({
        verification: { state: 'revoked' },
      })
    })

    it('ends a key without one of its own', async () => {
      const { url, service } = await far()
      const client = createKeyServiceClient({ url })
      const first = await service.mint(wanted, { kind: 'member', id: 'ann' })
      const second = await service.mint(wanted, { kind: 'member', id: 'ann' })
      const sha256 = hash('sha256', second.token.reveal())
      expect(await client.revokeByPossession({ token: first.token })).toEqual({ state: 'answered' })
      expect(await client.revokeByPossession({ sha256 })).toEqual({ state: 'answered' })
      for (const { key } of [first, second]) {
        expect(await service.key(key.id)).toMatchObject({ state: 'revoked' })
      }
    })

    it('lists keys, and releases one', async () => {
      const { client, service } = await far()
      const { key } = await service.mint(wanted, { kind: 'member', id: 'ann' })
      await service.quarantine(key.id, { reason: 'a test' }, { kind: 'member', id: 'ann' })
      const { organisation } = wanted
      const listed = await client.keys({ organisation, state: 'quarantined', limit: 5 })
      expect(listed).toMatchObject({ state: 'answered', page: { rows: [{ id: key.id }] } })
      const released = await client.release(key.id, 'looked at')
      expect(released).toMatchObject({ state: 'answered', key: { state: 'active' } })
      expect(await client.release(key.id, 'again')).toMatchObject({ state: 'refused', status: 409 })
    })

    it('says what came in the way', async () => {
      const { client, url, store, staff } = await far()
      expect(await client.key('key_none')).toEqual({
        state: 'refused',
        reason: 'There is no such key.',
        status: 404,
        code: 'not-found',
      })
      const reporter = createKeyServiceClient({ url, key: await staff(['leaks:report']) })
      expect(await reporter.key('key_none')).toMatchObject({ state: 'unauthorised' })
      const nobody = createKeyServiceClient({ url })
      expect(await nobody.key('key_none')).toMatchObject({ code: 'key-required' })
      await store.close()
      expect(await client.key('key_none')).toMatchObject({ state: 'busy', retryAfter: 5000 })
    })
  })
})

describe('a client', () => {
  it('does not wait for ever', async () => {
    const url = await listen(() => undefined)
    const client = createKeyServiceClient({ url, timeout: 50 })
    expect(await client.key('key_1')).toEqual({
      state: 'unreachable',
      reason: 'It did not answer in time.',
    })
  })

  it('takes its key nowhere else', async () => {
    const seen: unknown[] = []
    const elsewhere = await listen((request, response) => {
      seen.push(request.headers)
      response.end('{}')
    })
    const url = await listen((_, response) => {
      response.writeHead(307, { location: elsewhere }).end()
    })
    const client = createKeyServiceClient({ url, key: new Secret('sesame') })
    expect(await client.key('key_1')).toMatchObject({ state: 'unreachable' })
    expect(seen).toEqual([])
  })

  it.each([
    [200, '<html>', 'unexpected'],
    [200, '{}', 'unexpected'],
    [204, '', 'unexpected'],
    [400, 'no', 'refused'],
    [401, '', 'unauthorised'],
    [403, '<html>', 'unauthorised'],
    [404, 'not here', 'refused'],
    [404, '{"code":"unavailable"}', 'refused'],
    [408, '', 'busy'],
    [429, '', 'busy'],
    [500, '{"code":"not-found"}', 'busy'],
    [502, '<html>', 'busy'],
    [503, '', 'busy'],
    [504, '', 'busy'],
  ] as const)('judges %i with %j by its status: %s', async (status, text, state) => {
    const url = await listen((_, response) => {
      response.writeHead(status).end(text)
    })
    expect(await createKeyServiceClient({ url }).key('key_1')).toMatchObject({ state, status })
  })

  it('is told when to come again', async () => {
    const url = await listen((_, response) => {
      response.writeHead(429, { 'retry-after': '7' }).end()
    })
    const client = createKeyServiceClient({ url })
    expect(await client.key('key_1')).toMatchObject({ state: 'busy', retryAfter: 7000 })
  })

  it('believes no answer that is about something else, or that never ends', async () => {
    for (const outcomes of [
      [],
      [{}],
      [{ state: 1 }],
      [null],
      {},
      [{ state: 'x' }, { state: 'y' }],
    ]) {
      const url = await listen((_, response) => response.end(JSON.stringify({ outcomes })))
      const client = createKeyServiceClient({ url })
      const sent = await client.report([{ sha256: '', action: 'record' }])
      expect(sent).toMatchObject({ state: 'unexpected' })
    }
    const url = await listen((_, response) => response.end(`{"id":"${'x'.repeat(5_000_000)}"}`))
    expect(await createKeyServiceClient({ url }).key('key_1')).toMatchObject({
      state: 'unexpected',
    })
  })
})

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
