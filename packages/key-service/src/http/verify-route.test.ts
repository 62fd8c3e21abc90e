import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ann, documents, pepper, wanted } from '../../../../fixtures/key-service.ts'
import { managementApi, type Api } from '../api.ts'
import type { Key } from '../key.ts'
import { createPeppers } from '../pepper.ts'
import { createKeyService } from '../service/create.ts'
import type { KeyService } from '../service.ts'
import { openStore } from '../store/open.ts'
import { createMetrics, type Metrics } from '../metrics.ts'
import { createLimits, noLimits } from './limits.ts'
import { openLane, type Lane } from './verify-lane.ts'
import { verifyReplies } from './verify-reply.ts'
import { verifyRoute } from './verify-route.ts'

const companies: Api = { ...documents, id: 'companies', prefix: 'sk_', dialect: 'operate' }
const folder = mkdtempSync(join(tmpdir(), 'keyward-verify-'))
const failures: unknown[] = []
let metrics: Metrics
let lane: Lane
let service: KeyService
let server: Server
let key: Key
let token: string

beforeAll(async () => {
  const parts = { clock: () => Date.UTC(2026, 0, 1), random: randomBytes }
  const store = await openStore({ url: join(folder, 'keys.db'), ...parts })
  const peppers = createPeppers([pepper('first')], randomBytes)
  const apis = [documents, companies, managementApi]
  service = await createKeyService({ store, peppers, apis, ...parts })
  const minted = await service.mint({ ...wanted, name: 'Übersicht 🔑' }, ann)
  key = minted.key
  token = minted.token.reveal()
  metrics = createMetrics(store)
  const replies = verifyReplies({
    service,
    limits: createLimits({ ...noLimits, verifications: 40, refusals: 60 }),
    metrics,
    timer: () => 0,
    clientOf: (peer, forwarded) => forwarded ?? peer,
    failed: (error) => failures.push(error),
  })
  const verify = verifyRoute(replies)
  server = createServer((request, response) => {
    if (!verify(request, response)) response.writeHead(418).end()
  })
  lane = openLane(server, { replies, clock: parts.clock })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})
afterAll(async () => {
  lane.closeAllConnections()
  server.close()
  await service.store.close()
  rmSync(folder, { recursive: true })
})

interface Told {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: unknown
}

function ask(path: string, headers: Record<string, string | string[]> = {}, method = 'GET') {
  const { port } = server.address() as AddressInfo
  return new Promise<Told>((resolve, reject) => {
    const asked = request({ port, path, headers, method }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => (text += piece))
      response.on('end', () => {
        const body: unknown = text === '' ? undefined : JSON.parse(text)
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
    })
    asked.on('error', reject)
    asked.end()
  })
}

test('whoever has a key is told whose it is', async () => {
  const { status, headers, body } = await ask('/v1/verify', { 'X-Api-Key': token })
  expect(status).toBe(200)
  expect(body).toEqual({ state: 'valid', key, products: [] })
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-keyward-key': key.id,
    'x-keyward-organisation': 'acme',
    'x-keyward-scopes': 'read',
  })
  expect(JSON.stringify([headers, body])).not.toContain(token)
})

test('the query says what the request needs', async () => {
  const headers = { 'x-api-key': token }
  for (const [query, status] of [
    ['scope=read', 200],
    ['scope=write', 403],
    ['environment=production&api=documents', 200],
    ['environment=staging', 403],
    ['api=companies', 401],
    ['product=manage', 403],
    ['organisation=acme', 200],
    ['organisation=globex', 403],
  ] as const) {
    expect([query, (await ask(`/v1/verify?${query}`, headers)).status]).toEqual([query, status])
  }
})

test('what a query does not mean is refused, not left out', async () => {
  for (const query of ['scop=write', 'scope=read&scope=write', 'environment=live', 'api=none']) {
    expect([query, (await ask(`/v1/verify?${query}`, { 'x-api-key': token })).status]).toEqual([
      query,
      400,
    ])
  }
})

test('an API is spoken for in its dialect', async () => {
  expect(await ask('/v1/verify')).toMatchObject({
    status: 401,
    body: { message: 'API key is required' },
  })
  expect(await ask('/v1/verify?api=companies')).toMatchObject({
    status: 400,
    body: { success: false, error: { message: 'Missing API Key' } },
  })
})

test('a change is seen by the next request', async () => {
  const minted = await service.mint(wanted, ann)
  const headers = { 'x-api-key': minted.token.reveal() }
  expect(await ask('/v1/verify', headers)).toMatchObject({ status: 200 })
  await service.change(minted.key.id, { name: 'renamed' }, ann)
  expect(await ask('/v1/verify', headers)).toMatchObject({ body: { key: { name: 'renamed' } } })
  await service.revoke(minted.key.id, { reason: 'test' }, ann)
  expect(await ask('/v1/verify', headers)).toMatchObject({ status: 401 })
})

test('two keys in one request are none', async () => {
  expect(await ask('/v1/verify', { 'x-api-key': [token, token] })).toMatchObject({ status: 401 })
})

test('keys to the service itself open nothing here', async () => {
  const root = await service.mint(
    { ...wanted, api: 'keyward', organisation: 'keyward', scopes: ['admin'] },
    ann,
  )
  const headers = { 'x-api-key': root.token.reveal() }
  expect(await ask('/v1/verify', headers)).toMatchObject({ status: 401 })
})

test('anything else is left to the framework', async () => {
  for (const path of ['/v1/verifyx', '/v1/verify/', '/v1', '/']) {
    expect((await ask(path, { 'x-api-key': token })).status).toBe(418)
  }
  expect((await ask('/v1/verify', { 'x-api-key': token }, 'POST')).status).toBe(418)
})

// A body is what Node reads; the lane leaves it alone.
const doors = [
  ['on the lane', {}],
  ['by Node', { 'content-length': '0' }],
] as const

test.each(doors)('a key is asked about so often a minute, %s', async (_, more) => {
  const minted = await service.mint(wanted, ann)
  const headers = { 'x-api-key': minted.token.reveal(), ...more }
  for (let count = 0; count < 40; count++) await ask('/v1/verify', headers)
  expect(await ask('/v1/verify', headers)).toMatchObject({
    status: 429,
    headers: { 'retry-after': '60', 'cache-control': 'no-store' },
  })
  expect(await ask('/v1/verify', { 'x-api-key': token })).toMatchObject({ status: 200 })
})

test.each(doors)(
  'an address is refused so often a minute, %s; its keys open on',
  async (_, more) => {
    const address = `2001:db8::${doors.findIndex(([, one]) => one === more)}`
    const from = { 'x-forwarded-for': address, ...more }
    for (let count = 0; count < 60; count++)
      await ask('/v1/verify', { 'x-api-key': 'ak_x', ...from })
    expect(await ask('/v1/verify', from)).toMatchObject({ status: 429 })
    expect(await ask('/v1/verify', { 'x-api-key': token, ...from })).toMatchObject({ status: 200 })
    expect(await ask('/v1/verify')).toMatchObject({ status: 401 })
  },
)

test.each(doors)('every answer is counted, %s', async (_, more) => {
  const before = await counts()
  await ask('/v1/verify', { 'x-api-key': token, ...more })
  await ask('/v1/verify?nothing=1', more)
  const after = await counts()
  expect(after.map((count, index) => count - before[index]!)).toEqual([1, 1, 2])
})

async function counts(): Promise<number[]> {
  const text = await metrics.text()
  return ['total{route="/v1/verify",method="GET",status="200"}', 'status="400"}', '_count{'].map(
    (name) =>
      Number(
        text
          .split('\n')
          .find((line) => line.includes(name))
          ?.split(' ')[1] ?? 0,
      ),
  )
}

test('when a key was last used is written later', async () => {
  const minted = await service.mint(wanted, ann)
  await ask('/v1/verify', { 'x-api-key': minted.token.reveal() })
  expect((await service.key(minted.key.id))?.lastUsedAt).toBeUndefined()
  await service.flush()
  expect((await service.key(minted.key.id))?.lastUsedAt).toBe(service.now())
  expect(failures).toEqual([])
})
