import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultSettings, type RevokeSettings } from '@keyward/core/settings'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sendLeaks, type Leak, type SenderParts } from './sender.ts'

interface Request {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: { readonly reports: readonly Record<string, unknown>[] }
}

const requests: Request[] = []
let answer: (request: Request) => { status: number; body?: unknown; headers?: object } | undefined
let server: Server
let service: string
let folder: string

beforeEach(async () => {
  requests.length = 0
  answer = ({ body }) => ({
    status: 200,
    body: { outcomes: body.reports.map(() => ({ state: 'revoked' })) },
  })
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as Request['body']
      const told = { path: request.url ?? '', headers: request.headers, body }
      requests.push(told)
      const said = answer(told)
      if (!said) return
      response.writeHead(said.status, { ...said.headers })
      response.end(JSON.stringify(said.body ?? {}))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  service = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  folder = mkdtempSync(join(tmpdir(), 'keyward-sender-'))
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

describe('a leak', () => {
  it('is reported by its hash and its place, with what its exposure calls for', async () => {
    const sent = await send([leak('a')], { mode: 'revoke' }, { repository: remote('git@') })
    expect(sent).toMatchObject({ state: 'sent', mode: 'revoke', exposure: 'public' })
    expect(requests).toMatchObject([
      { path: '/v1/leak-reports', headers: { 'x-api-key': 'reporter' } },
    ])
    expect(requests[0]?.body.reports).toEqual([
      {
        ...leak('a'),
        action: 'revoke',
        exposure: 'public',
        origin: 'keyward',
        repository: 'forge.example/owner/name',
      },
    ])
  })

  it('is told under the same name each time, so that it is acted on once', async () => {
    await send([leak('a')], { mode: 'revoke' })
    await send([leak('a')], { mode: 'revoke' })
    await send([leak('b')], { mode: 'revoke' })
    const names = requests.map(({ headers }) => headers['idempotency-key'])
    expect(names[0]).toBe(names[1])
    expect(names[2]).not.toBe(names[0])
  })

  it('is only recorded in a dry run, which is what holds unless something else is said', async () => {
    const sent = await send([leak('a')], {})
    expect(sent).toMatchObject({ state: 'sent', mode: 'dry-run', meant: 'revoke' })
    expect(requests[0]?.body.reports).toMatchObject([{ action: 'record' }])
  })

  it('is quarantined where only members have seen it', async () => {
    await send([leak('a')], { mode: 'revoke' }, { visibility: 'private' })
    expect(requests[0]?.body.reports).toMatchObject([{ action: 'quarantine', exposure: 'private' }])
  })

  it('is not reported where it has not left this machine', async () => {
    const sent = await send([leak('a')], { mode: 'revoke' }, { environment: {}, of: 'files' })
    expect(sent).toEqual({ state: 'none', reason: 'what is local is not reported' })
    expect(requests).toEqual([])
  })

  it('is left out where it is not sure enough, or of an environment that does not count', async () => {
    const leaks = [
      { ...leak('a'), confidence: 'likely' as const },
      { ...leak('b'), environment: 'development' },
      { ...leak('c'), environment: 'production' },
      leak('d'),
    ]
    await send(leaks, { mode: 'revoke', environments: ['production'] })
    expect(requests[0]?.body.reports.map(({ sha256 }) => sha256)).toEqual([hash('c'), hash('d')])
  })

  it('goes in batches of a thousand', async () => {
    const leaks = Array.from({ length: 2001 }, (_, index) => leak(String(index)))
    const sent = await send(leaks, { mode: 'revoke' })
    expect(requests.map(({ body }) => body.reports.length)).toEqual([1000, 1000, 1])
    expect(sent.state === 'sent' && sent.outcomes).toHaveLength(2001)
  })

  it('says nothing of whoever may read the repository', async () => {
    await send([leak('a')], { mode: 'revoke' }, { repository: remote('user:word@') })
    expect(JSON.stringify(requests)).not.toContain('word')
  })
})

describe('a service that is away', () => {
  it('is told later, and in between the batch waits with hashes alone', async () => {
    answer = () => ({ status: 503 })
    const sent = await send([leak('a')], { mode: 'revoke' })
    expect(sent).toEqual({ state: 'unsent', reason: 'The service answered 503', isSpooled: true })
    const [file = ''] = readdirSync(folder)
    expect(readFileSync(join(folder, file), 'utf8')).toContain(hash('a'))
    expect(readFileSync(join(folder, file), 'utf8')).not.toContain('reporter')

    answer = ({ body }) => ({
      status: 202,
      body: { outcomes: body.reports.map(() => ({ state: 'recorded' })) },
    })
    await send([leak('b')], { mode: 'revoke' })
    expect(requests.map(({ body }) => body.reports[0]?.['sha256'])).toEqual(
      ['a', 'b', 'a'].map((text) => hash(text)),
    )
    expect(readdirSync(folder)).toEqual([])
  })

  it('does not hold up the scan', async () => {
    answer = () => undefined
    expect(await send([leak('a')], { mode: 'revoke' })).toMatchObject({
      state: 'unsent',
      reason: 'The service did not answer in time',
      isSpooled: true,
    })
  })

  it('is not named another one', async () => {
    server.closeAllConnections()
    await send([leak('a')], { mode: 'revoke', service: 'http://127.0.0.1:1' })
    await send([leak('b')], { mode: 'revoke' })
    expect(requests.map(({ body }) => body.reports[0]?.['sha256'])).toEqual([hash('b')])
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('leaves no end of batches behind', async () => {
    answer = () => ({ status: 503 })
    for (let index = 0; index < 205; index++) await send([leak(String(index))], { mode: 'revoke' })
    expect(readdirSync(folder)).toHaveLength(200)
  })

  it('is told what is left when one batch is torn', async () => {
    for (const [index, text] of ['{"name"', 'null', '{}', '[]'].entries()) {
      writeFileSync(join(folder, `${'1'.padStart(15, '0')}-${`${index}`.repeat(16)}.json`), text)
    }
    expect(await send([leak('a')], { mode: 'revoke' })).toMatchObject({ state: 'sent' })
    expect(readdirSync(folder)).toEqual([])
  })
})

it('whose address is none is away, and no reason to fail', async () => {
  const sent = await send([leak('a')], { mode: 'revoke', service: 'nowhere' })
  expect(sent).toMatchObject({ state: 'unsent', isSpooled: true })
})

it('waits in a folder that cannot be used, which is no reason to fail either', async () => {
  writeFileSync(join(folder, 'file'), '')
  const parts = { ...partsFor({ mode: 'revoke' }), spool: join(folder, 'file') }
  expect(await sendLeaks([leak('a')], parts)).toMatchObject({ state: 'sent' })
  answer = () => ({ status: 503 })
  expect(await sendLeaks([leak('b')], parts)).toMatchObject({ isSpooled: false })
})

describe('a service that refuses', () => {
  it.each([
    [401, 'The service does not know the key of this reporter'],
    [403, 'The service does not let this reporter tell leaks'],
    [422, 'The service answered 422'],
  ])('with %i is not asked again', async (status, reason) => {
    answer = () => ({ status })
    expect(await send([leak('a')], {})).toEqual({ state: 'unsent', reason, isSpooled: false })
    expect(readdirSync(folder)).toEqual([])
  })

  it('cannot send the key elsewhere', async () => {
    answer = () => ({ status: 307, headers: { location: `${service}/elsewhere` } })
    expect(await send([leak('a')], {})).toMatchObject({ state: 'unsent' })
    expect(requests.map(({ path }) => path)).toEqual(['/v1/leak-reports'])
  })

  it('is not believed when it answers something else', async () => {
    answer = () => ({ status: 200, body: { outcomes: [] } })
    expect(await send([leak('a')], {})).toMatchObject({
      reason: 'The answer of the service cannot be understood',
    })
  })
})

it('says what it lacks', async () => {
  const { service: _, ...settings } = { ...defaultSettings.revoke, service: undefined }
  const parts = { ...partsFor({}), settings }
  expect(await sendLeaks([leak('a')], parts)).toMatchObject({ state: 'none' })
  const without = { ...parts.sight, environment: { KEYWARD_SERVICE: service, CI: 'true' } }
  expect(await sendLeaks([leak('a')], { ...parts, sight: without })).toEqual({
    state: 'unsent',
    reason: 'KEYWARD_REPORTER_KEY is not set',
    isSpooled: false,
  })
})

interface Seen {
  readonly visibility?: string
  readonly environment?: Record<string, string>
  readonly of?: 'files' | 'commits'
  readonly repository?: string
}

function send(leaks: readonly Leak[], settings: Partial<RevokeSettings>, seen: Seen = {}) {
  return sendLeaks(leaks, partsFor(settings, seen))
}

function partsFor(settings: Partial<RevokeSettings>, seen: Seen = {}): SenderParts {
  const environment = { CI: 'true', CI_PROJECT_VISIBILITY: seen.visibility ?? 'public' }
  return {
    settings: { ...defaultSettings.revoke, service, ...settings },
    sight: {
      of: seen.of ?? 'commits',
      environment: { KEYWARD_REPORTER_KEY: 'reporter', ...(seen.environment ?? environment) },
      readFile: (path) => readFileSync(path, 'utf8'),
    },
    spool: folder,
    now: () => requests.length + 1,
    fetch,
    ...(seen.repository === undefined ? {} : { repository: seen.repository }),
  }
}

function leak(text: string): Leak {
  return {
    sha256: hash(text),
    detector: 'house-key',
    confidence: 'certain',
    checksum: 'passed',
    path: 'src/api.ts',
    line: 3,
  }
}

function remote(user: string): string {
  return user === 'git@'
    ? `${user}forge.example:owner/name.git`
    : `https://${user}forge.example/owner/name.git`
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
