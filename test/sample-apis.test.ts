import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analysisCredits } from '../fixtures/apis/atomscale.ts'
import { exportCredits } from '../fixtures/apis/atomyx.ts'
import { renderCredits } from '../fixtures/apis/autype.ts'
import { type Apis, type Received, type Sent, startApis } from '../fixtures/apis/index.ts'
import { enrichCredits } from '../fixtures/apis/operate.ts'

type Request = readonly [method: string, path: string, body?: object]

/** The same six doors of each system, and how it says that they stay shut. */
interface Sample {
  readonly api: string
  readonly server: Parameters<Apis['call']>[0]
  /** What keys need beside a scope. */
  readonly always?: readonly string[]
  readonly create: Request
  readonly list: Request
  readonly remove: Request
  readonly team: Request
  readonly product: string
  readonly behindProduct: Request
  readonly paid: Request
  readonly price: number
  readonly told: (type: string, message: string) => unknown
}

const renders = '/api/v1/dev/renders'

const samples: readonly Sample[] = [
  {
    ...{ api: 'atomscale', server: 'atomscale', product: 'projects', price: analysisCredits },
    create: ['POST', '/data_entries/', { name: 'Growth' }],
    list: ['GET', '/data_entries/'],
    remove: ['DELETE', '/data_entries/entry_1/'],
    team: ['GET', '/team/'],
    behindProduct: ['GET', '/projects/'],
    paid: ['POST', '/analyses/'],
    told: alone,
  },
  {
    ...{ api: 'atomyx', server: 'manage in production', product: 'submit', price: exportCredits },
    always: ['manage'],
    create: ['POST', '/manage/records', {}],
    list: ['GET', '/manage/records'],
    remove: ['DELETE', '/manage/records'],
    team: ['GET', '/manage/settings'],
    behindProduct: ['GET', '/submit/records'],
    paid: ['POST', '/manage/exports'],
    told: alone,
  },
  {
    ...{ api: 'autype', server: 'autype', product: 'templates', price: renderCredits },
    create: ['POST', renders, { title: 'Offer' }],
    list: ['GET', renders],
    remove: ['DELETE', `${renders}/render_1`],
    team: ['GET', '/api/v1/dev/team'],
    behindProduct: ['GET', '/api/v1/dev/templates'],
    paid: ['POST', renders, { title: 'Offer' }],
    told: alone,
  },
  {
    ...{ api: 'operate', server: 'operate', product: 'signals', price: enrichCredits },
    create: ['POST', '/companies', { name: 'Initech' }],
    list: ['GET', '/companies/list'],
    remove: ['DELETE', '/companies/Initech'],
    team: ['GET', '/team/list'],
    behindProduct: ['GET', '/signals/list'],
    paid: ['POST', '/companies/enrich'],
    told: enveloped,
  },
]

let apis: Apis
beforeAll(async () => void (apis = await startApis()))
afterAll(() => apis.stop())

describe.each(samples)('the sample API of $api', (sample) => {
  const { api, server, always = [], create, list, remove, team, product, told } = sample
  const creator = 'ann'
  const forbidden = {
    status: 403,
    body: told('authentication_error', 'API key does not have access to the requested resource'),
  }

  function ask(key: string, [method, path, body]: Request, headers = {}): Promise<Received> {
    const sent: Sent = { key, method, headers, ...(body && { body }) }
    return apis.call(server, path, sent)
  }

  async function organisation(name: string, credits = 0): Promise<string> {
    const own = `${api}-${name}`
    for (const product of always) await open(own, product)
    if (credits > 0) {
      const request = { amount: credits, idempotencyKey: 'first' }
      await apis.manage('POST', `/v1/organisations/${own}/credits`, request)
    }
    return own
  }

  async function open(organisation: string, product: string): Promise<void> {
    const path = `/v1/organisations/${organisation}/products`
    await apis.manage('POST', path, { product, enabled: true })
    await apis.manage('POST', path, { product, member: creator, enabled: true })
  }

  /** Minted over HTTP, too. */
  async function mint(organisation: string, more: object = {}): Promise<string> {
    const what = { name: 'export', environment: 'production', scopes: ['read'], products: always }
    const request = { ...what, api, organisation, creator, ...more }
    const { status, body } = await apis.manage('POST', '/v1/keys', request)
    expect(status).toBe(201)
    return (body as { token: string }).token
  }

  it.each([
    ['read', ['list']],
    ['write', ['create']],
    ['delete', ['remove']],
    ['admin', ['create', 'list', 'remove', 'team']],
  ])('lets a key with the scope %s do %j', async (scope, opened) => {
    const own = await organisation(scope, 1000)
    await ask(await mint(own, { scopes: ['write'] }), create)
    const key = await mint(own, { scopes: [scope] })
    const passed: string[] = []
    for (const [name, request] of Object.entries({ create, list, remove, team })) {
      const { status, body } = await ask(key, request)
      if (status < 300) passed.push(name)
      else expect({ status, body }).toEqual(forbidden)
    }
    expect(passed).toEqual(opened)
  })

  it('shows an organisation what is its own, whatever a request names', async () => {
    const [own, other] = [await organisation('own', 1000), await organisation('other')]
    await ask(await mint(own, { scopes: ['write'] }), create)
    const name = api === 'atomyx' ? own : String(Object.values(create[2] ?? {})[0])
    const [, path] = list
    const asked = ['GET', `${path}?organization_id=${own}`] as const
    const theirs = await ask(await mint(other), asked, { 'x-organization-id': own })
    expect(JSON.stringify((await ask(await mint(own), list)).body)).toContain(name)
    expect(theirs.status).toBe(200)
    expect(JSON.stringify(theirs.body)).not.toContain(`"${name}"`)
  })

  it('opens a product that is activated and granted, to keys made for it', async () => {
    const own = await organisation('products')
    const key = await mint(own, { products: [...always, product] })
    expect(await ask(key, sample.behindProduct)).toMatchObject(forbidden)
    await open(own, product)
    expect(await ask(key, sample.behindProduct)).toMatchObject({ status: 200 })
    expect(await ask(await mint(own), sample.behindProduct)).toMatchObject(forbidden)
  })

  it('refuses keys of another environment', async () => {
    const own = await organisation('environments')
    const key = await mint(own, { environment: 'development' })
    expect(await ask(key, list)).toMatchObject(forbidden)
    expect(await ask(await mint(own), list)).toMatchObject({ status: 200 })
  })

  it('takes credits once for each idempotency key, and no more than there are', async () => {
    const own = await organisation('credits', 2 * sample.price)
    const key = await mint(own, { scopes: ['write'] })
    const exhausted = { status: 402, body: told('credit_error', 'Insufficient credits') }
    for (const again of [1, 2]) {
      const paid = await ask(key, sample.paid, { 'Idempotency-Key': 'first' })
      expect({ again, status: paid.status }).toEqual({ again, status: 201 })
    }
    expect(await ask(key, sample.paid)).toMatchObject({ status: 201 })
    expect(await ask(key, sample.paid)).toMatchObject(exhausted)
    expect(await apis.manage('GET', `/v1/organisations/${own}/credits`)).toMatchObject({
      body: { balance: 0 },
    })
  })
})

function alone(_: string, message: string): unknown {
  return { message }
}

function enveloped(type: string, message: string): unknown {
  return { success: false, error: { type, message } }
}
