import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openDesk, type Desk } from '../../../../fixtures/key-desk.ts'
import { benches, wanted } from '../../../../fixtures/key-service.ts'
import { join as joinAs } from '../../../../fixtures/people.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'keyward-fuzz-'))
const open = benches(() => Promise.resolve(join(folder, `${performance.now()}.db`)))

beforeAll(() => () => rmSync(folder, { recursive: true, force: true }))

interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly maximum?: number
}

interface Operation {
  readonly method: string
  readonly path: string
  readonly parameters: readonly { name: string; in: string; schema?: Schema }[]
  readonly bodies: Readonly<Record<string, { schema: Schema }>>
  readonly responses: readonly string[]
}

describe('ten thousand requests made up from the document of the API', () => {
  it('cause no failure, and show no stack and no secret, in an answer or in the log', async () => {
    const { service, store } = await open()
    const desk = await openDesk(service)
    const { token, key } = await service.mint(wanted, { kind: 'member', id: 'ann' })
    const secrets = [desk.root, token.reveal()]
    const server = createServer(desk.listener)
    await once(server.listen(0, '127.0.0.1'), 'listening')
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { schemas, operations } = await documentOf(desk)
    expect(operations.length).toBeGreaterThan(30)

    const random = createRandom(20_261_121)
    const proofs = ['nothing that was ever mailed']
    const pool: Pool = { ids: [key.id], proofs, secrets, random, schemas }
    const statuses = new Map<number, number>()
    const reached = new Set<string>()
    const troubles: string[] = []
    for (let count = 0; count < 10_000; count++) {
      // A request may well have revoked the key by which the others come in.
      if (count % 50 === 0) {
        secrets[0] = await desk.staff(['admin'])
        await forgetSubscribers(desk, secrets[0])
        pool.ids.push((await joinAs(service, `person${count}`, 'owner')).account)
      }
      let operation = operations[count % operations.length]!
      // These two read all of an audit that grows with every request.
      const isLong = operation.path.startsWith('/v1/audit/')
      if (isLong && random(10) > 0) operation = operations[random(operations.length)]!
      const request = madeUp(operation, pool)
      // Most go straight to the app; one in ten takes the way through a socket.
      const response =
        count % 10 === 0 || operation.path === '/v1/verify'
          ? await fetch(`${url}${request.path}`, request)
          : await desk.app.request(request.path, request)
      const { status } = response
      const text = await response.text()
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (status < 300) reached.add(`${operation.method} ${operation.path}`)
      const isPlanned = operation.responses.includes(`${status}`)
      const isTold = status < 300
      const shown = isTold ? [] : [...secrets, ...proofs].filter((secret) => text.includes(secret))
      if (status >= 500 || !isPlanned || /\bat .+:\d+:\d+/.test(text) || shown.length > 0) {
        troubles.push(`${operation.method} ${request.path} ${status} ${text.slice(0, 200)}`)
      }
      for (const [found] of text.matchAll(/\b(?:key|sub|dlv|acc|inv)_[0-9A-Za-z]{22}\b/g)) {
        if (!pool.ids.includes(found)) pool.ids.push(found)
      }
      for (const [, found = ''] of text.matchAll(/"([0-9A-Za-z]{43})"/g)) {
        pool.proofs.push(found)
      }
      for (const [found] of text.matchAll(/\b(?:ak|kw)_[a-z]+_[0-9A-Za-z]{36}\b/g))
        secrets.push(found)
    }
    expect([...troubles, ...desk.log]).toEqual([])
    // A fuzzer whose requests are all refused at the door tests the door alone.
    expect(statuses.get(200)).toBeGreaterThan(500)
    const missed = operations.filter(({ method, path }) => !reached.has(`${method} ${path}`))
    // A few want two things that belong together, which chance may not bring about.
    expect(missed.map(({ method, path }) => `${method} ${path}`).slice(3)).toEqual([])
    expect(
      desk.log.filter((line) => [...secrets, ...proofs].some((secret) => line.includes(secret))),
    ).toEqual([])
    expect(desk.log).toEqual([])
    expect(await service.verifyAudit()).toMatchObject({ state: 'whole' })
    await store.probe()
  }, 300_000)
})

/** Each is told of every event: a hundred of them would make this a test of patience. */
async function forgetSubscribers(desk: Desk, key: string): Promise<void> {
  const { body } = await desk.ask('GET', '/v1/subscribers', undefined, key)
  for (const { id } of (body['rows'] as { id: string }[]).slice(0, -3)) {
    await desk.ask('DELETE', `/v1/subscribers/${id}`, undefined, key)
  }
}

interface Pool {
  readonly ids: string[]
  /** What would be mailed to addresses. */
  readonly proofs: string[]
  readonly secrets: string[]
  readonly random: (below: number) => number
  readonly schemas: Readonly<Record<string, Schema>>
}

/** Sometimes what the schema asks for, sometimes nearly, sometimes nothing like it. */
function madeUp(operation: Operation, pool: Pool) {
  const { random, secrets } = pool
  const query = new URLSearchParams()
  const headers: Record<string, string> = {}
  let { path } = operation
  for (const { name, in: where, schema } of operation.parameters) {
    const text = where === 'path' ? named(operation.path, name, pool) : textOf(name, schema, pool)
    if (where === 'path') path = path.replace(`{${name}}`, inPath(text))
    if (where === 'query' && random(3) === 0) query.set(name, text)
    if (where === 'header' && random(2) === 0) headers[name] = text.replace(/[^ -~]/g, '?')
  }
  if (random(8) > 0) headers['x-api-key'] = secrets[random(20) > 0 ? 0 : random(secrets.length)]!
  if (path === '/v1/verify')
    headers['x-api-key'] = secrets[Math.max(0, secrets.length - 1 - random(20))]!
  const [type] = Object.keys(operation.bodies)
  const search = query.size === 0 ? '' : `?${query.toString()}`
  const base = { method: operation.method.toUpperCase(), headers, path: `${path}${search}` }
  if (type === undefined) return base
  if (random(20) > 0) headers['content-type'] = random(12) > 0 ? type : 'text/plain'
  const value = valueOf('', operation.bodies[type]!.schema, pool, 0)
  const body = random(25) > 0 ? JSON.stringify(value) : JSON.stringify(value).slice(0, -1)
  return { ...base, body }
}

/** Mostly the id of such a thing as the path is of. */
function named(path: string, name: string, pool: Pool): string {
  const { random, ids } = pool
  const kind = kindOf(path, name)
  const those = name === 'organisation' ? [] : ids.filter((id) => id.startsWith(kind))
  if (those.length === 0 || random(5) === 0) return textOf(name, undefined, pool)
  // The latest are those that nobody has ended yet.
  return those[those.length - 1 - random(Math.min(10, those.length))]!
}

function kindOf(path: string, name: string): string {
  if (name === 'delivery') return 'dlv'
  if (name === 'account' || path.startsWith('/v1/accounts')) return 'acc'
  if (path.endsWith('/invitations/{id}')) return 'inv'
  return path.startsWith('/v1/subscribers') ? 'sub' : 'key'
}

/** Half a character cannot be encoded; a client may send it as it is. */
function inPath(text: string): string {
  if (text === '') return 'x'
  return text === '\ud800' ? '%ED%A0%80' : encodeURIComponent(text)
}

function valueOf(name: string, schema: Schema, pool: Pool, depth: number): unknown {
  const { random } = pool
  if (random(40) === 0) return oddities[random(oddities.length)]
  if (schema.$ref) {
    const target = pool.schemas[schema.$ref.replace('#/components/schemas/', '')]
    return target ? valueOf(name, target, pool, depth + 1) : null
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return valueOf(name, choices[random(choices.length)]!, pool, depth + 1)
  if (schema.enum) return schema.enum[random(schema.enum.length)]
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0]
  switch (type) {
    case 'object': {
      const members = Object.entries(schema.properties ?? {}).filter(() => random(6) > 0)
      const extra = random(20) === 0 ? [[textOf('', undefined, pool), 1]] : []
      return Object.fromEntries([
        ...members.map(([member, inner]) => [member, valueOf(member, inner, pool, depth + 1)]),
        ...extra,
      ])
    }
    case 'array': {
      const length = depth > 6 ? 0 : random(4)
      return Array.from({ length }, () => valueOf(name, schema.items ?? {}, pool, depth + 1))
    }
    case 'integer':
    case 'number':
      return numberOf(name, pool)
    case 'boolean':
      return random(2) === 0
    default:
      return textOf(name, schema, pool)
  }
}

function numberOf(name: string, { random }: Pool): number {
  if (random(10) === 0) return [-1, 0.5, 2 ** 53, 1e308, 8.64e15][random(5)]!
  if (name === 'expiresAt' || name === 'until') return Date.UTC(2027, 0, 1) + random(1e9)
  return random(1_000_000) + 1
}

function textOf(name: string, schema: Schema | undefined, pool: Pool): string {
  const { random, ids, secrets } = pool
  if (schema?.enum && random(10) > 0) return String(schema.enum[random(schema.enum.length)])
  if (name === 'account' && random(6) > 0) return named('', name, pool)
  if (name === 'token' && random(3) > 0) {
    return pool.proofs[Math.max(0, pool.proofs.length - 1 - random(3))]!
  }
  const usual = usually[name]
  if (usual && random(6) > 0) return usual[random(usual.length)]!
  const kinds = [
    () => ids[random(ids.length)]!,
    () => ids[random(ids.length)]!,
    () => `${random(1000)}`,
    () => secrets[random(secrets.length)]!,
    () => strange[random(strange.length)]!,
    () => 'a'.repeat(random(3000)),
  ]
  return kinds[random(kinds.length)]!()
}

const usually: Readonly<Record<string, readonly string[]>> = {
  api: ['documents', 'documents', 'laboratory', 'keyward'],
  organisation: ['acme', 'acme', 'beta', 'keyward'],
  environment: ['production', 'development'],
  name: ['nightly export'],
  creator: ['ann', 'bob'],
  email: ['eve@example.com', 'bob@example.com', 'fay@example.com'],
  scopes: ['read', 'write'],
  products: ['manage'],
  product: ['manage', 'submit'],
  member: ['ann'],
  reason: ['compromised'],
  url: ['https://example.com/hook'],
  idempotencyKey: ['a', 'b', 'c'],
}

const strange = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '💥',
  '\u202e',
  '../../etc/passwd',
  "' OR 1=1 --",
  '%',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'NaN',
  '1e999',
]

const oddities: readonly unknown[] = [null, {}, [], '', 0, -1, true, 'x', [[]], { a: { b: 1 } }]

/** The same sequence in every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    const mixed = Math.imul(state ^ (state >>> 15), state | 1)
    const more = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61))
    return ((more ^ (more >>> 14)) >>> 0) % below
  }
}

async function documentOf(desk: Desk): Promise<{
  schemas: Readonly<Record<string, Schema>>
  operations: Operation[]
}> {
  const { body } = await desk.ask('GET', '/openapi.json', undefined, null)
  const { components, paths } = body as {
    components: { schemas: Record<string, Schema> }
    paths: Record<
      string,
      Record<
        string,
        {
          parameters?: Operation['parameters']
          requestBody?: { content: Operation['bodies'] }
          responses: object
        }
      >
    >
  }
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, responses }]) => ({
      method,
      path,
      parameters,
      bodies: requestBody?.content ?? {},
      responses: Object.keys(responses),
    })),
  )
  return { schemas: components.schemas, operations }
}
