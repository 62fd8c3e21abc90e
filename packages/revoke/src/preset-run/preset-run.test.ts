import { createHash, createHmac } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { providers, Secret } from '@keyward/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { madeUpSecret } from '../../../../fixtures/copy-out.ts'
import { presets } from '../presets/index.ts'
import type { Preset } from '../presets/preset.ts'
import { runPreset, type Receipt } from './run.ts'

interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

interface Said {
  readonly status: number
  readonly json?: unknown
}

/** What a provider has: keys by secret, each with the id that only the provider gives it. */
interface Provider {
  readonly live: Map<string, string>
  ask(asked: Asked): Said
}

const asked: Asked[] = []
let provider: Provider
let server: Server
let base: string

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://localhost')
      const one = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(parts).toString(),
      }
      asked.push(one)
      const said = provider.ask(one)
      response.writeHead(said.status, said.status === 302 ? { location: `${base}/elsewhere` } : {})
      response.end(said.json === undefined ? '' : JSON.stringify(said.json))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
})

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
})

beforeEach(() => {
  asked.length = 0
})

const others = 'somebody-elses-key-'.padEnd(40, 'x')
const needs = new Map([
  ['access-key-id', 'AKIA-id'],
  ['admin-key-id', 'admin-id'],
  ['admin-secret', 'admin-secret'],
  ['access-token', 'acc3ss'],
  ['account', 'AC1'],
  ['key-id', 'id-1'],
  ['project', 'proj'],
  ['admin-key', 'admin'],
  ['auth-token', 'auth'],
  ['root-key', 'root'],
  ['cookie', 'session=1'],
  ['consumer', 'alice'],
  ['admin-token', 'admin'],
  ['bucket', 'keys'],
  ['account-key', 'acc0unt'],
])

/** Stand-ins that speak what each provider documents, about the keys they have. */
const standIns: Readonly<Record<string, (asked: Asked, live: Map<string, string>) => Said>> = {
  keyward: (asked, live) => {
    const { token_sha256: hash } = bodyOf(asked)
    for (const text of live.keys()) if (sha256(text) === hash) live.delete(text)
    return asked.path === '/v1/revoke' ? { status: 202, json: {} } : missing
  },
  github: (asked, live) => {
    if (asked.headers.authorization !== undefined) return { status: 403 }
    if (asked.path !== '/credentials/revoke') return missing
    for (const text of bodyOf(asked)['credentials'] as string[]) live.delete(text)
    return { status: 202 }
  },
  gitlab: (asked, live) => {
    const token = String(asked.headers['private-token'])
    if (asked.path !== '/api/v4/personal_access_tokens/self') return missing
    if (!live.has(token)) return { status: 401 }
    if (asked.method === 'DELETE') live.delete(token)
    return asked.method === 'DELETE' ? { status: 204 } : { status: 200, json: { active: true } }
  },
  slack: (asked, live) => {
    if (asked.path !== '/api/auth.revoke') return missing
    if (!live.has(bearer(asked))) return { status: 200, json: { ok: false, error: 'invalid_auth' } }
    const isTest = new URLSearchParams(asked.body).get('test') === '1'
    if (!isTest) live.delete(bearer(asked))
    return { status: 200, json: { ok: true, revoked: !isTest } }
  },
  npm: (asked, live) => {
    if (!live.has(bearer(asked))) return { status: 401 }
    if (asked.method === 'GET' && asked.path === '/-/npm/v1/tokens') {
      const objects = [...live].map(([text, key]) => ({
        token: `${text.slice(0, 8)}...${text.slice(-4)}`,
        key,
      }))
      return { status: 200, json: { objects } }
    }
    return deleted(asked, live, '/-/npm/v1/tokens/token/', 204)
  },
  'crates-io': (asked, live) => {
    const token = asked.headers.authorization ?? ''
    if (asked.path !== '/api/v1/tokens/current' || !live.delete(token)) return { status: 403 }
    return { status: 204 }
  },
  'hugging-face': (asked, live) => {
    if (asked.path !== '/api/credentials/revoke') return missing
    for (const text of bodyOf(asked)['credentials'] as string[]) live.delete(text)
    return { status: 202 }
  },
  doppler: (asked, live) => {
    if (asked.path !== '/v3/auth/revoke') return missing
    return live.delete(String(bodyOf(asked)['token'])) ? { status: 200 } : { status: 404 }
  },
  digitalocean: (asked, live) => {
    const token = new URLSearchParams(asked.body).get('token') ?? ''
    if (asked.path !== '/v1/oauth/revoke' || bearer(asked) !== token) return { status: 401 }
    return live.delete(token) ? { status: 200, json: {} } : { status: 401 }
  },
  heroku: (asked, live) => {
    if (!live.has(bearer(asked))) return { status: 401 }
    if (asked.method === 'DELETE') return deleted(asked, live, '/oauth/authorizations/', 200)
    const list = [...live].map(([token, id]) => ({ id, access_token: { token } }))
    return { status: 200, json: list }
  },
  vercel: (asked, live) =>
    asked.path === '/v3/user/tokens/current' && live.delete(bearer(asked))
      ? { status: 200, json: { tokenId: '1' } }
      : { status: 403 },
  buildkite: (asked, live) => {
    if (asked.path !== '/v2/access-token' || !live.has(bearer(asked))) return { status: 401 }
    if (asked.method === 'DELETE') live.delete(bearer(asked))
    return asked.method === 'DELETE' ? { status: 204 } : { status: 200, json: { uuid: '1' } }
  },
  twitch: (asked, live) => {
    if (asked.path === '/oauth2/validate') {
      const token = (asked.headers.authorization ?? '').replace('OAuth ', '')
      return live.has(token) ? { status: 200, json: { client_id: 'app' } } : { status: 401 }
    }
    const form = new URLSearchParams(asked.body)
    if (form.get('client_id') !== 'app') return { status: 400 }
    return live.delete(form.get('token') ?? '') ? { status: 200 } : { status: 400 }
  },
  cloudflare: (asked, live) => {
    const id = live.get(bearer(asked))
    if (id === undefined) return { status: 401, json: { success: false } }
    if (asked.path === '/client/v4/user/tokens/verify') {
      return { status: 200, json: { success: true, result: { id, status: 'active' } } }
    }
    const { status } = deleted(asked, live, '/client/v4/user/tokens/', 200)
    return { status, json: { success: status === 200, result: { id } } }
  },
  aws: (asked, live) => {
    const form = new URLSearchParams(asked.body)
    const [secret = ''] = live.keys()
    if (!isSigned(asked, 'AKIA-id', secret)) return { status: 403 }
    if (form.get('AccessKeyId') !== 'AKIA-id' || form.get('Status') !== 'Inactive') return missing
    live.delete(secret)
    return { status: 200 }
  },
  'aws-quarantine': (asked, live) => {
    const form = new URLSearchParams(asked.body)
    if (!isSigned(asked, 'admin-id', 'admin-secret')) return { status: 403 }
    if (form.get('Action') === 'GetAccessKeyLastUsed') {
      const UserName = live.get(form.get('AccessKeyId') ?? '')
      const GetAccessKeyLastUsedResult = { UserName }
      return { status: 200, json: { GetAccessKeyLastUsedResponse: { GetAccessKeyLastUsedResult } } }
    }
    for (const [text, user] of live) if (user === form.get('UserName')) live.delete(text)
    return { status: 200, json: {} }
  },
  'google-api-key': (asked, live) => {
    if (bearer(asked) !== 'acc3ss') return { status: 401 }
    if (asked.path === '/v2/keys:lookupKey') {
      const id = live.get(asked.query.get('keyString') ?? '')
      return id === undefined ? missing : { status: 200, json: { name: `projects/1/keys/${id}` } }
    }
    return deleted(asked, live, '/v2/projects/1/keys/', 200)
  },
  'google-service-account': (asked, live) => {
    const path = '/v1/projects/-/serviceAccounts/AC1/keys/id-1:disable'
    if (bearer(asked) !== 'acc3ss' || asked.path !== path) return missing
    for (const [text, id] of live) if (id === 'id-1') live.delete(text)
    return { status: 200, json: {} }
  },
  openai: (asked, live) => {
    if (bearer(asked) !== 'admin') return { status: 401 }
    const said = deleted(asked, live, '/v1/organization/projects/proj/api_keys/', 200)
    return { ...said, json: { deleted: said.status === 200 } }
  },
  sendgrid: (asked, live) => {
    if (bearer(asked) !== 'admin') return { status: 403 }
    const id = asked.path.replace('/v3/api_keys/', '')
    if (asked.method === 'DELETE') return deleted(asked, live, '/v3/api_keys/', 204)
    const isKnown = [...live.values()].includes(id)
    return isKnown ? { status: 200, json: { api_key_id: id } } : missing
  },
  twilio: (asked, live) => {
    const basic = Buffer.from('AC1:auth').toString('base64')
    if (asked.headers.authorization !== `Basic ${basic}`) return { status: 401 }
    const id = /^\/2010-04-01\/Accounts\/AC1\/Keys\/(\w+)\.json$/.exec(asked.path)?.[1] ?? ''
    return live.delete(id) ? { status: 204 } : missing
  },
  supabase: (asked, live) => {
    if (bearer(asked) !== 'acc3ss') return { status: 401 }
    const path = '/v1/projects/proj/api-keys'
    if (asked.method === 'DELETE') return deleted(asked, live, `${path}/`, 200)
    if (asked.path !== path || asked.query.get('reveal') !== 'true') return missing
    return { status: 200, json: [...live].map(([api_key, id]) => ({ id, api_key })) }
  },
  vault: (asked, live) => {
    const token = String(asked.headers['x-vault-token'])
    if (!live.has(token)) return { status: 403 }
    if (asked.path === '/v1/auth/token/lookup-self') return { status: 200, json: {} }
    return asked.path === '/v1/auth/token/revoke-self' && live.delete(token)
      ? { status: 204 }
      : missing
  },
  unkey: (asked, live) => {
    if (bearer(asked) !== 'root') return { status: 401 }
    if (asked.path === '/v2/keys.whoami') {
      const keyId = live.get(String(bodyOf(asked)['key']))
      return keyId === undefined ? missing : { status: 200, json: { data: { keyId } } }
    }
    for (const [text, id] of live) {
      if (id === bodyOf(asked)['keyId'] && bodyOf(asked)['enabled'] === false) live.delete(text)
    }
    return { status: 200, json: {} }
  },
  'better-auth': (asked, live) => {
    if (asked.headers.cookie !== 'session=1') return { status: 401 }
    for (const [text, id] of live) if (id === bodyOf(asked)['keyId']) live.delete(text)
    return { status: 200, json: { enabled: false } }
  },
  kong: (asked, live) => {
    if (asked.headers['kong-admin-token'] !== 'admin') return { status: 401 }
    const key = decodeURIComponent(asked.path.replace('/consumers/alice/key-auth/', ''))
    if (!live.has(key)) return missing
    if (asked.method === 'DELETE') live.delete(key)
    return asked.method === 'DELETE' ? { status: 204 } : { status: 200, json: { key } }
  },
  zuplo: (asked, live) => {
    if (bearer(asked) !== 'acc0unt') return { status: 401 }
    const path = '/v1/accounts/AC1/key-buckets/keys/consumers/alice/keys'
    if (asked.method === 'DELETE') return deleted(asked, live, `${path}/`, 204)
    return { status: 200, json: { data: [...live].map(([key, id]) => ({ id, key })) } }
  },
}

const byRequest = presets.filter(({ steps }) => steps.length > 0)

describe('a preset', () => {
  it('stands in the list, each once', () => {
    const folder = fileURLToPath(new URL('../presets', import.meta.url))
    const files = readdirSync(folder).map((name) => name.replace('.ts', ''))
    const ids = presets.map(({ id }) => id)
    expect(ids).toEqual(files.filter((name) => name !== 'index' && name !== 'preset').sort())
  })

  it('names detectors that there are', () => {
    const known = providers.flatMap(({ detectors }) => detectors.map(({ id }) => id))
    const named = presets.flatMap(({ detectors }) => detectors)
    expect(named.filter((id) => !known.includes(id))).toEqual([])
  })

  it.each(byRequest.map((preset) => [preset.id, preset] as const))(
    'for %s ends this secret and no other, and says so without telling it',
    async (id, preset) => {
      const secret = secretFor(preset)
      const live = provide(id, secret)
      const receipt = await run(preset, secret, 'run')
      expect(receipt.outcome).toEqual({ state: 'ended' })
      expect([...live.keys()]).toEqual([others])
      expect(JSON.stringify(receipt)).not.toContain(secret)
      for (const value of needs.values()) {
        if (value.length > 5) expect(JSON.stringify(receipt)).not.toContain(value)
      }
    },
  )

  it.each(byRequest.map((preset) => [preset.id, preset] as const))(
    'for %s ends nothing in a trial',
    async (id, preset) => {
      const secret = secretFor(preset)
      const live = provide(id, secret)
      const { outcome } = await run(preset, secret, 'trial')
      expect(outcome.state).toBe(preset.trial ? 'would end' : 'untried')
      expect(live.size).toBe(2)
      if (!preset.trial) expect(asked).toEqual([])
    },
  )

  it.each(byRequest.map((preset) => [preset.id, preset] as const))(
    'for %s tells nobody a secret of another kind',
    async (id, preset) => {
      provide(id, others)
      const { outcome } = await run(preset, 'no such key', 'run')
      expect(outcome).toMatchObject({ state: 'refused' })
      expect(asked).toEqual([])
    },
  )

  it.each(
    byRequest.filter(({ bind }) => bind === 'lookup').map((preset) => [preset.id, preset] as const),
  )('for %s ends nothing when the provider does not know the secret', async (id, preset) => {
    const live = provide(id, secretFor(preset))
    live.delete(secretFor(preset))
    const { outcome } = await run(preset, secretFor(preset), 'run')
    expect(outcome).toMatchObject({ state: 'refused', isCertain: true })
    expect([...live.keys()]).toEqual([others])
  })

  it('that needs more says what, before it asks anybody', async () => {
    const preset = known('openai')
    provide('openai', secretFor(preset))
    const { outcome } = await runPreset({ ...parts(preset, secretFor(preset)), needs: new Map() })
    expect(outcome).toMatchObject({ reason: 'It needs project, key-id, admin-key.' })
    expect(asked).toEqual([])
  })

  it('follows no redirect, which would carry the secret away', async () => {
    const preset = known('gitlab')
    provider = { live: new Map(), ask: () => ({ status: 302 }) }
    const { outcome } = await run(preset, secretFor(preset), 'run')
    expect(outcome).toMatchObject({ state: 'refused', isCertain: false })
    expect(asked.map(({ path }) => path)).not.toContain('/elsewhere')
  })

  it('does not choose between two tokens that look alike', async () => {
    const preset = known('npm')
    const secret = secretFor(preset)
    const twin = `${secret.slice(0, 8)}${'y'.repeat(28)}${secret.slice(-4)}`
    const live = provide('npm', secret)
    live.set(twin, 'twin')
    const { outcome } = await run(preset, secret, 'run')
    expect(outcome).toMatchObject({
      reason: 'The provider does not say which of its keys this is.',
    })
    expect(live.size).toBe(3)
  })

  it('that a person has to do says how', async () => {
    const preset = known('stripe')
    const { outcome } = await run(preset, madeUpSecret('stripe-secret-key'), 'run')
    expect(outcome).toMatchObject({ state: 'refused', reason: preset.byHand })
  })
})

function provide(id: string, secret: string): Map<string, string> {
  const ownId = /^SG\.([^.]+)\./.exec(secret)?.[1] ?? 'id-1'
  const live = new Map([
    [others, 'id-0'],
    [secret, ownId],
  ])
  if (id === 'aws') live.delete(others)
  if (id === 'aws') live.set(others, 'id-0')
  const ask = standIns[id]
  if (!ask) throw new Error(`There is no stand-in for ${id}.`)
  provider = { live, ask: (one) => ask(one, live) }
  return live
}

function run(preset: Preset, secret: string, mode: 'trial' | 'run'): Promise<Receipt> {
  return runPreset({ ...parts(preset, secret), mode })
}

function parts(preset: Preset, secret: string) {
  const now = Date.now
  return { preset, secret: new Secret(secret), needs, base, mode: 'run' as const, fetch, now }
}

function secretFor({ id, detectors: [detector], shape }: Preset): string {
  if (detector !== undefined) return madeUpSecret(detector)
  const made = id === 'twitch' ? 'a1b2c3'.repeat(5) : `key_${'a1b2c3'.repeat(5)}`
  if (shape?.test(made) !== true) throw new Error(`${id} has another shape.`)
  return made
}

function known(id: string): Preset {
  const preset = presets.find((preset) => preset.id === id)
  if (!preset) throw new Error(`There is no preset ${id}.`)
  return preset
}

const missing: Said = { status: 404 }

function deleted(
  { method, path }: Asked,
  live: Map<string, string>,
  before: string,
  status: number,
): Said {
  const id = path.replace(before, '')
  const [text] = [...live].find(([, own]) => own === id) ?? []
  if (method !== 'DELETE' || !path.startsWith(before) || text === undefined) return missing
  live.delete(text)
  return { status, json: {} }
}

function bodyOf({ body }: Asked): Readonly<Record<string, unknown>> {
  return JSON.parse(body) as Readonly<Record<string, unknown>>
}

function bearer({ headers }: Asked): string {
  return (headers.authorization ?? '').replace('Bearer ', '')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** What the provider computes: the signature from its own copy of the secret. */
function isSigned({ method, path, headers, body }: Asked, key: string, secret: string): boolean {
  const { authorization = '' } = headers
  const [, id, scope = '', names = '', signature] =
    /Credential=([^/]+)\/(\S+), SignedHeaders=(\S+), Signature=(\w+)$/.exec(authorization) ?? []
  const signed = names.split(';').map((name) => `${name}:${String(headers[name])}`)
  const canonical = [method, path, '', ...signed, '', names, sha256(body)].join('\n')
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const own = scope.split('/').reduce<Buffer | string>(hmac, `AWS4${secret}`)
  return id === key && hmac(own, text).toString('hex') === signature
}

function hmac(by: Buffer | string, text: string): Buffer {
  return createHmac('sha256', by).update(text).digest()
}
