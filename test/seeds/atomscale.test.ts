import { createHash } from 'node:crypto'
import { inspect } from 'node:util'
import { createEngine, houseKeyDetectors } from '@keyward/core'
import { houseKeyOf } from '@keyward/key-service'
import { createKeyServiceClient } from '@keyward/key-service/client'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { atomscaleKeys } from '../../fixtures/apis/atomscale.ts'
import { type Apis, member, startApis } from '../../fixtures/apis/index.ts'
import { seed } from './seed.ts'
import { owners } from './statements.ts'

let apis: Apis
beforeAll(async () => void (apis = await startApis()))
afterAll(() => apis.stop())

const required = { status: 401, body: { message: 'API key is required' } }
const invalid = { status: 401, body: { message: 'Invalid or expired API key' } }
const forbidden = {
  status: 403,
  body: { message: 'API key does not have access to the requested resource' },
}

describe(owners.K, () => {
  seed(1, async () => {
    const routes = [
      ['GET', '/data_entries/'],
      ['POST', '/data_entries/'],
      ['DELETE', '/data_entries/entry_1/'],
      ['GET', '/team/'],
      ['GET', '/nothing/'],
      ['OPTIONS', '/data_entries/'],
    ] as const
    for (const [method, path] of routes) {
      expect(await apis.call('atomscale', path, { method })).toMatchObject(required)
    }
  })

  seed(2, async () => {
    const { token } = await apis.mint('atomscale')
    for (const headers of [{ 'X-API-KEY': token }, { 'x-api-key': token }]) {
      expect(await apis.call('atomscale', '/data_entries/', { headers })).toMatchObject({
        status: 200,
      })
    }
    for (const headers of [{ Authorization: `Bearer ${token}` }, { 'API-KEY': token }]) {
      expect(await apis.call('atomscale', '/data_entries/', { headers })).toMatchObject(required)
    }
    const asked = await apis.call('atomscale', `/data_entries/?api_key=${token}&X-API-KEY=${token}`)
    expect(asked).toMatchObject(required)
  })

  seed(5, async () => {
    const first = await apis.mint('atomscale')
    const second = await apis.mint('atomscale')
    expect(first.token).not.toBe(second.token)
    expect(first.key).toMatchObject({ organisation: 'acme', creator: 'ann', state: 'active' })
    expect(await apis.call('atomscale', '/data_entries/', { key: first.token })).toMatchObject({
      status: 200,
    })
  })

  seed(7, async () => {
    const { token, key } = await apis.mint('atomscale')
    await apis.call('atomscale', '/data_entries/', { key: token })
    const digest = createHash('sha256').update(token).digest()
    const stored = apis.stored()
    for (const told of [token, digest, digest.toString('hex'), digest.toString('base64')]) {
      expect(stored.includes(told)).toBe(false)
    }
    expect(inspect(key, { depth: 9 }) + JSON.stringify(key)).not.toContain(token)
  })

  seed(10, async () => {
    const { token } = await apis.mint('atomscale')
    const path = '/data_entries/'
    expect(await apis.call('atomscale', path, { key: token })).toMatchObject({ status: 200 })
    expect(await apis.call('atomscale', path)).toMatchObject(required)
    expect(await apis.call('atomscale', path, { key: token })).toMatchObject({ status: 200 })
  })

  seed(11, async () => {
    const { key, token } = await apis.mint('atomscale')
    const settings = { url: apis.url, key: apis.root }
    const client = createKeyServiceClient(settings)
    const none = createKeyServiceClient({ url: apis.url })
    const placeholder = createKeyServiceClient({ url: apis.url, key: 'YOUR_API_KEY' })
    const sha256 = createHash('sha256').update('something else').digest('hex')
    function asked(by: typeof client) {
      return [
        () => by.verify(token, { scope: 'read' }),
        () => by.key(key.id),
        () => by.report([{ sha256, action: 'record' }]),
        () => by.revoke(key.id, 'no longer needed'),
      ]
    }
    for (const refused of [...asked(none), ...asked(placeholder)]) {
      expect(await refused()).toMatchObject({ state: 'unauthorised' })
    }
    expect(await apis.service.key(key.id)).toMatchObject({ state: 'active' })
    for (const answered of asked(client)) {
      expect(await answered()).toMatchObject({ state: 'answered' })
    }
    expect(await apis.service.key(key.id)).toMatchObject({ state: 'revoked' })
    expect(inspect(client, { depth: 9 }) + JSON.stringify(client)).not.toContain(apis.root)
  })

  seed(14, async () => {
    const acme = await apis.mint('atomscale', { organisation: 'entries-of-acme' })
    const globex = await apis.mint('atomscale', { organisation: 'entries-of-globex' })
    const sent = { method: 'POST', key: acme.token, body: { name: 'Growth 42' } }
    const path = '/data_entries/'
    expect(await apis.call('atomscale', path, sent)).toMatchObject({
      status: 201,
      body: { id: 'entry_1', name: 'Growth 42' },
    })
    expect(await apis.call('atomscale', path, { key: acme.token })).toMatchObject({
      body: [{ id: 'entry_1', name: 'Growth 42' }],
    })
    expect(await apis.call('atomscale', path, { key: globex.token })).toMatchObject({ body: [] })
    expect(
      await apis.call('atomscale', `${path}entry_1/`, { method: 'DELETE', key: globex.token }),
    ).toMatchObject({ status: 404 })
  })

  seed(18, async () => {
    const { token } = await apis.mint('atomscale', { scopes: [] })
    expect(await apis.call('atomscale', '/data_entries/', { key: token })).toMatchObject(forbidden)
    await expect(apis.mint('atomscale', { scopes: ['fly'] })).rejects.toThrow()
  })

  for (const [number, scope, opened] of [
    [19, 'read', ['GET']],
    [20, 'write', ['POST', 'PUT', 'PATCH']],
    [21, 'delete', ['DELETE']],
    [22, 'admin', ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TEAM']],
  ] as const) {
    seed(number, async () => {
      const organisation = `scope-${scope}`
      const owner = await apis.mint('atomscale', { organisation })
      const { token } = await apis.mint('atomscale', { organisation, scopes: [scope] })
      const entries = '/data_entries/'
      const created = { method: 'POST', key: owner.token, body: { name: 'Sample' } }
      await apis.call('atomscale', entries, created)
      const requests = {
        GET: entries,
        POST: entries,
        PUT: `${entries}entry_1/`,
        PATCH: `${entries}entry_1/`,
        DELETE: `${entries}entry_1/`,
        TEAM: '/team/',
      }
      const passed: string[] = []
      for (const [name, path] of Object.entries(requests)) {
        const method = name === 'TEAM' ? 'GET' : name
        const body = ['POST', 'PUT', 'PATCH'].includes(method) ? { name: 'Changed' } : undefined
        const sent = { method, key: token, ...(body && { body }) }
        const answer = await apis.call('atomscale', path, sent)
        if (answer.status < 300) passed.push(name)
        else expect(answer).toMatchObject(forbidden)
      }
      expect(passed).toEqual(opened)
    })
  }

  for (const [number, reason] of [
    [23, 'compromised'],
    [25, 'no longer needed'],
  ] as const) {
    seed(number, async () => {
      const { key, token } = await apis.mint('atomscale')
      await apis.service.revoke(key.id, { reason }, member)
      expect(await apis.service.key(key.id)).toMatchObject({
        state: 'revoked',
        revoked: { reason },
      })
      expect(await apis.call('atomscale', '/data_entries/', { key: token })).toMatchObject(invalid)
    })
  }

  seed(26, async () => {
    for (let round = 0; round < 50; round++) {
      const { key, token } = await apis.mint('atomscale')
      const sent = { key: token }
      expect((await apis.call('atomscale', '/data_entries/', sent)).status).toBe(200)
      await apis.service.revoke(key.id, { reason: 'compromised' }, member)
      expect((await apis.call('atomscale', '/data_entries/', sent)).status).toBe(401)
    }
  })

  seed(27, async () => {
    const { key } = await apis.mint('atomscale')
    const reason = { reason: 'compromised' }
    await apis.service.revoke(key.id, reason, member)
    expect(await apis.service.release(key.id, reason, member)).toMatchObject({ state: 'refused' })
    expect(await apis.service.quarantine(key.id, reason, member)).toMatchObject({
      state: 'refused',
    })
    expect(await apis.service.rotate(key.id, { overlap: 0 }, member)).toMatchObject({
      state: 'refused',
    })
    const back = apis.service.store.write(({ rows }) =>
      rows
        .updateTable('keys')
        .set({ state: 'active', revoked_at: null, revoked_by: null, revoked_reason: null })
        .where('id', '=', key.id)
        .execute(),
    )
    await expect(back).rejects.toThrow()
    expect(await apis.service.key(key.id)).toMatchObject({ state: 'revoked' })
  })

  seed(28, async () => {
    const { key, token } = await apis.mint('atomscale')
    const other = await apis.mint('atomscale')
    await apis.service.revoke(key.id, { reason: 'compromised' }, member)
    const requests = ['GET', 'POST', 'DELETE', 'GET'].map((method) =>
      apis.call('atomscale', '/data_entries/', { method, key: token }),
    )
    for (const answer of await Promise.all(requests)) expect(answer).toMatchObject(invalid)
    expect(await apis.call('atomscale', '/data_entries/', { key: other.token })).toMatchObject({
      status: 200,
    })
  })
})

describe(owners.S, () => {
  seed(7, async () => {
    const { token } = await apis.mint('atomscale')
    const detectors = houseKeyDetectors(houseKeyOf(atomscaleKeys))
    const engine = createEngine({ detectors, today: '2026-01-01' })
    const line = new TextEncoder().encode(`ATOMSCALE_API_KEY=${token}\n`)
    const [finding] = engine.scan(line, { path: '.env' }).findings
    expect(finding).toMatchObject({ confidence: 'certain' })
    expect(JSON.stringify(finding) + inspect(finding, { depth: 9 })).not.toContain(token)
  })
})
