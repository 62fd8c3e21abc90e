import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ann, documents, pepper, wanted } from '../../../../fixtures/key-service.ts'
import { autype } from '../dialects/autype.ts'
import { operate } from '../dialects/operate.ts'
import type { Key } from '../key.ts'
import { createPeppers } from '../pepper.ts'
import { createKeyService } from '../service/create.ts'
import type { KeyService } from '../service.ts'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/store.ts'
import { authenticate, type Door } from './authenticate.ts'
import { requireKey as requireKeyInExpress } from './express.ts'
import { requireKey as requireKeyInFastify } from './fastify.ts'
import { requireKey as requireKeyInFetch } from './fetch.ts'
import { type KeyVariables, requireKey as requireKeyInHono } from './hono.ts'

type Fetch = (request: Request) => Promise<Response>

const folder = mkdtempSync(join(tmpdir(), 'keyward-middleware-'))
let store: Store
let service: KeyService
let door: Door
const tokens = { reader: '', writer: '', revoked: '' }

beforeAll(async () => {
  const parts = { clock: () => Date.UTC(2026, 0, 1), random: randomBytes }
  store = await openStore({ url: join(folder, 'keys.db'), ...parts })
  const peppers = createPeppers([pepper('first')], randomBytes)
  service = await createKeyService({ store, peppers, apis: [documents], ...parts })
  door = { service, dialect: autype, wanted: { api: 'documents' } }
  const reader = await service.mint(wanted, ann)
  const writer = await service.mint({ ...wanted, scopes: ['write'] }, ann)
  const revoked = await service.mint(wanted, ann)
  await service.revoke(revoked.key.id, { reason: 'test' }, ann)
  Object.assign(tokens, {
    reader: reader.token.reveal(),
    writer: writer.token.reveal(),
    revoked: revoked.token.reveal(),
  })
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

function told({ organisation, scopes }: Key): object {
  return { organisation, scopes }
}

/** The same small API in each framework, and how it is called. */
const frameworks: Record<string, () => Promise<{ fetch: Fetch; stop?: () => unknown }>> = {
  fetch() {
    const handler = requireKeyInFetch(
      door,
      (_, { key }) => Response.json(told(key)),
      () => ({}),
    )
    return Promise.resolve({ fetch: handler })
  },

  async Hono() {
    const app = new Hono<{ Variables: KeyVariables }>()
    app.use(requireKeyInHono(door))
    app.all('/documents', (context) => context.json(told(context.get('key'))))
    const server = createAdaptorServer({ fetch: app.fetch })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    return { fetch: over(server.address()), stop: () => server.close() }
  },

  async Express() {
    const app = express()
    app.use(requireKeyInExpress(door))
    app.all('/documents', (_, response) => {
      const { key } = response.locals as { key: Key }
      response.json(told(key))
    })
    const server = app.listen(0, '127.0.0.1')
    await new Promise((listening) => server.once('listening', listening))
    return { fetch: over(server.address()), stop: () => server.close() }
  },

  async Fastify() {
    const app = fastify()
    app.addHook('onRequest', requireKeyInFastify(door))
    app.all('/documents', (request) => told(request.verified!.key))
    await app.listen({ port: 0, host: '127.0.0.1' })
    return { fetch: over(app.server.address()), stop: () => app.close() }
  },
}

describe.each(Object.entries(frameworks))('in %s', (_, start) => {
  let api: Awaited<ReturnType<typeof start>>
  beforeAll(async () => void (api = await start()))
  afterAll(() => void api.stop?.())

  async function call(headers: Record<string, string>, method = 'GET') {
    const response = await api.fetch(new Request('http://api/documents', { method, headers }))
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as unknown,
    }
  }

  test('a key that opens the door is handed to the route', async () => {
    const { status, body } = await call({ 'X-API-Key': tokens.reader })
    expect(status).toBe(200)
    expect(body).toEqual({ organisation: 'acme', scopes: ['read'] })
  })

  test('a request without a key is refused in the words of the dialect', async () => {
    for (const headers of [{}, { Authorization: `Bearer ${tokens.reader}` }]) {
      const { status, body, headers: answered } = await call(headers)
      expect(status).toBe(401)
      expect(body).toEqual({ message: 'API key is required' })
      expect(answered.get('content-type')).toMatch(/^application\/json/)
      expect(answered.get('cache-control')).toBe('no-store')
      expect(answered.get('www-authenticate')).toBe('ApiKey realm="Autype"')
    }
  })

  test('a key that ends, a forged one and two at once are refused alike', async () => {
    const forged = tokens.reader.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    const two = `${tokens.reader}, ${tokens.writer}`
    for (const key of [
      tokens.revoked,
      forged,
      two,
      `Bearer ${tokens.reader}`,
      'ak_',
      'x'.repeat(9000),
    ]) {
      const { status, body } = await call({ 'x-api-key': key })
      expect([status, body]).toEqual([401, { message: 'Invalid or expired API key' }])
    }
  })

  test('the method says which scope is needed', async () => {
    const forbidden = { message: 'API key does not have access to the requested resource' }
    const { reader, writer } = tokens
    expect(await call({ 'x-api-key': writer })).toMatchObject({ status: 403, body: forbidden })
    expect(await call({ 'x-api-key': writer }, 'POST')).toMatchObject({ status: 200 })
    expect(await call({ 'x-api-key': writer }, 'DELETE')).toMatchObject({ status: 403 })
    expect(await call({ 'x-api-key': reader }, 'POST')).toMatchObject({ status: 403 })
  })
})

describe('a door', () => {
  function at(door: Door, headers: Record<string, string | string[]>) {
    return authenticate(door, (name) => headers[name])
  }

  test('answers at once on SQLite', () => {
    expect(at(door, { 'x-api-key': tokens.reader })).toMatchObject({ state: 'valid' })
  })

  test('does not ask the service for a key of another provider', async () => {
    const asked: string[] = []
    const counting: Door = {
      ...door,
      dialect: operate,
      service: {
        verify(token) {
          asked.push(token)
          return service.verify(token)
        },
      },
    }
    const foreign = ['ak_live_x', 'Bearer x', 'sk_ x', `sk_${'x'.repeat(600)}`]
    for (const key of [...foreign, ['sk_live_x', 'sk_live_y']]) {
      expect(at(counting, { 'x-api-key': key })).toMatchObject({ refused: 'invalid', status: 401 })
    }
    expect(asked).toEqual([])
    await at(counting, { 'x-api-key': 'sk_live_x' })
    expect(asked).toEqual(['sk_live_x'])
  })

  test('refuses browsers where keys are for servers only', () => {
    const browser = { 'x-api-key': tokens.reader, 'sec-fetch-site': 'same-origin' }
    expect(at(door, browser)).toMatchObject({ refused: 'browser', status: 403 })
    const open: Door = { ...door, dialect: { ...autype, browsers: 'answered' } }
    expect(at(open, browser)).toMatchObject({ state: 'valid' })
    const nodes = { 'x-api-key': tokens.reader, 'sec-fetch-mode': 'cors' }
    expect(at(door, nodes)).toMatchObject({ state: 'valid' })
  })

  test('stays shut while the keys cannot be read', async () => {
    const parts = { clock: () => Date.UTC(2026, 0, 1), random: randomBytes }
    const closed = await openStore({ url: join(folder, 'closed.db'), ...parts })
    const peppers = createPeppers([pepper('first')], randomBytes)
    const keys = await createKeyService({ store: closed, peppers, apis: [documents], ...parts })
    await closed.close()
    const shut = await at({ ...door, service: keys }, { 'x-api-key': tokens.reader })
    expect(shut).toMatchObject({
      state: 'refused',
      status: 503,
      body: JSON.stringify({ message: 'The API key could not be checked, try again' }),
    })
  })
})

function over(address: AddressInfo | string | null): Fetch {
  const { port } = address as AddressInfo
  return ({ method, headers }) => fetch(`http://127.0.0.1:${port}/documents`, { method, headers })
}
