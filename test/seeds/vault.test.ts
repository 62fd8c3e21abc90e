import { afterAll, beforeAll, describe, expect } from 'vitest'
import { type Apis, type Received, startApis } from '../../fixtures/apis/index.ts'
import { seed } from './seed.ts'
import { owners } from './statements.ts'

/** Everything here is asked over HTTP: of the key service, and of the products before it. */
let apis: Apis
/** The key of an identity provider, which says who somebody is and may do nothing else. */
let provider: string

beforeAll(async () => {
  apis = await startApis()
  const request = { organisation: 'keyward', name: 'identity provider', environment: 'production' }
  const scopes = ['accounts:write']
  provider = textIn(
    await asked('POST', '/v1/keys', { ...request, api: 'keyward', scopes }),
    'token',
  )
})
afterAll(() => apis.stop())

const day = 24 * 60 * 60 * 1000

interface Person {
  readonly id: string
  readonly email: string
}

async function asked(
  method: string,
  path: string,
  body?: unknown,
  key?: string,
): Promise<Received & { readonly body: Readonly<Record<string, unknown>> }> {
  const answer = await apis.manage(method, path, body, key)
  return { ...answer, body: answer.body as Readonly<Record<string, unknown>> }
}

function textIn(
  answer: { readonly body: Readonly<Record<string, unknown>> },
  name: string,
): string {
  const text = answer.body[name]
  if (typeof text !== 'string') throw new Error(JSON.stringify(answer))
  return text
}

async function person(name: string): Promise<Person> {
  const email = `${name}@example.com`
  const account = await asked('POST', '/v1/accounts', { name, email }, provider)
  return { id: textIn(account, 'id'), email }
}

async function invited(organisation: string, { email }: Person, role: string): Promise<string> {
  const path = `/v1/organisations/${organisation}/invitations`
  return textIn(await asked('POST', path, { email, role }), 'token')
}

function accepted(token: string, { id }: Person) {
  return asked('POST', '/v1/invitations/accept', { token, account: id }, provider)
}

async function join(organisation: string, name: Person, role: string): Promise<void> {
  expect(await accepted(await invited(organisation, name, role), name)).toMatchObject({
    status: 200,
    body: { organisation, role },
  })
}

function verified(token: string) {
  return asked('POST', '/v1/accounts/verify', { token }, provider)
}

function signIn({ id }: Person, organisation: string, more: object = {}) {
  return asked('POST', `/v1/accounts/${id}/sessions`, { organisation, ...more }, provider)
}

async function session(who: Person, organisation: string, more?: object): Promise<string> {
  return textIn(await signIn(who, organisation, more), 'token')
}

function product(organisation: string, change: object) {
  const path = `/v1/organisations/${organisation}/products`
  return asked('POST', path, { enabled: true, ...change })
}

function mint(key: string, more: object = {}) {
  const request = { api: 'atomyx', name: 'export', environment: 'production' }
  const opens = { scopes: ['read'], products: ['manage'] }
  return asked('POST', '/v1/keys', { ...request, ...opens, ...more }, key)
}

/** What a product answers to a key. */
async function opened(key: string, method = 'GET', name = 'manage'): Promise<number> {
  return (await apis.call('manage in production', `/${name}/records`, { method, key })).status
}

describe(owners.K, () => {
  seed(29, async () => {
    const eve = await person('eve29')
    await join('v29', eve, 'editor')
    const key = await session(eve, 'v29')
    const minted = await mint(key)
    expect(minted).toMatchObject({
      status: 201,
      body: { key: { organisation: 'v29', creator: eve.id } },
    })
    const token = textIn(minted, 'token')
    expect(await opened(token)).toBe(403)
    await product('v29', { product: 'manage' })
    await product('v29', { product: 'manage', member: eve.id })
    expect(await opened(token)).toBe(200)

    const path = `/v1/organisations/v29/members/${eve.id}`
    expect(await asked('DELETE', path)).toMatchObject({ status: 200, body: { keys: 2 } })
    expect(await opened(token)).toBe(401)
    expect(await mint(key)).toMatchObject({ status: 401 })
    expect(await signIn(eve, 'v29')).toMatchObject({ status: 409 })
  })

  seed(31, async () => {
    const eve = await person('eve31')
    await join('v31-a', eve, 'viewer')
    await join('v31-b', eve, 'admin')
    await join('v31-c', await person('bob31'), 'viewer')
    const path = `/v1/accounts/${eve.id}/memberships`
    const { rows } = (await asked('GET', path, undefined, provider)).body as { rows: object[] }
    expect(rows).toHaveLength(2)
    expect(rows).toContainEqual(expect.objectContaining({ organisation: 'v31-a', role: 'viewer' }))
    expect(rows).toContainEqual(expect.objectContaining({ organisation: 'v31-b', role: 'admin' }))
    for (const organisation of ['v31-a', 'v31-b']) {
      const key = await session(eve, organisation)
      const own = `/v1/organisations/${organisation}/members`
      expect(await asked('GET', own, undefined, key)).toMatchObject({
        status: 200,
        body: { rows: [{ account: eve.id }] },
      })
      const theirs = '/v1/organisations/v31-c/members'
      expect(await asked('GET', theirs, undefined, key)).toMatchObject({ status: 403 })
    }
    expect(await signIn(eve, 'v31-c')).toMatchObject({ status: 409 })
  })

  seed(33, async () => {
    const eve = await person('eve33')
    for (const organisation of ['v33-a', 'v33-b']) await join(organisation, eve, 'editor')
    const sessions = {
      'v33-a': await session(eve, 'v33-a'),
      'v33-b': await session(eve, 'v33-b'),
    }
    for (const [organisation, key] of Object.entries(sessions)) {
      const minted = await mint(key, { name: organisation })
      expect(minted).toMatchObject({ status: 201, body: { key: { organisation } } })
      const other = organisation === 'v33-a' ? 'v33-b' : 'v33-a'
      expect(await mint(key, { organisation: other })).toMatchObject({ status: 403 })
      const read = await asked('GET', `/v1/keys?organisation=${other}`, undefined, key)
      expect(read).toMatchObject({ status: 403 })
    }
    for (const [organisation, key] of Object.entries(sessions)) {
      const { rows } = (await asked('GET', '/v1/keys?api=atomyx', undefined, key)).body
      expect(rows).toMatchObject([{ name: organisation, organisation }])
    }
  })

  seed(37, async () => {
    const eve = await person('eve37')
    const path = `/v1/accounts/${eve.id}/verification`
    const refused = { status: 409, body: { detail: 'It is wrong, used or too old.' } }
    expect((await asked('GET', `/v1/accounts/${eve.id}`, undefined, provider)).body).toEqual({
      ...{ id: eve.id, name: 'eve37', email: eve.email, twoFactor: false },
      createdAt: apis.clock.now,
    })
    const late = textIn(await asked('POST', path, undefined, provider), 'token')
    apis.clock.now += day
    expect(await verified(late)).toMatchObject(refused)
    const token = textIn(await asked('POST', path, undefined, provider), 'token')
    expect(await verified(`${token}x`)).toMatchObject(refused)
    expect(await verified(token)).toMatchObject({
      status: 200,
      body: { id: eve.id, verifiedAt: apis.clock.now },
    })
    expect(await verified(token)).toMatchObject(refused)
    expect(apis.stored().includes(token)).toBe(false)
  })

  seed(44, async () => {
    const eve = await person('eve44')
    await join('v44', eve, 'editor')
    expect(await signIn(eve, 'v44')).toMatchObject({ status: 201 })
    const path = `/v1/accounts/${eve.id}`
    await asked('PATCH', path, { twoFactor: true }, provider)
    expect(await signIn(eve, 'v44')).toMatchObject({
      status: 409,
      body: { detail: 'The account is not opened without a second factor.' },
    })
    expect(await signIn(eve, 'v44', { twoFactor: true })).toMatchObject({ status: 201 })
    await asked('PATCH', path, { twoFactor: false }, provider)
    expect(await signIn(eve, 'v44')).toMatchObject({ status: 201 })
  })

  seed(45, async () => {
    const olga = await person('olga45')
    const eve = await person('eve45')
    await join('v45', olga, 'owner')
    await join('v45', eve, 'editor')
    expect((await signIn(olga, 'v45')).body['advice']).toContain('two-factor authentication')
    expect((await signIn(eve, 'v45')).body).not.toHaveProperty('advice')

    await asked('PUT', '/v1/organisations/v45/policy', { twoFactor: 'required' })
    const cut = await session(olga, 'v45')
    const whole = await session(olga, 'v45', { twoFactor: true })
    const invitation = { email: 'new45@example.com', role: 'viewer' }
    const sensitive: readonly [method: string, path: string, body: object][] = [
      ['POST', '/v1/organisations/v45/invitations', invitation],
      ['PATCH', `/v1/organisations/v45/members/${eve.id}`, { role: 'viewer' }],
      ['PUT', '/v1/organisations/v45/policy', { twoFactor: 'required' }],
      ['POST', '/v1/organisations/v45/products', { product: 'manage', enabled: true }],
    ]
    for (const [method, path, body] of sensitive) {
      expect(await asked(method, path, body, cut)).toMatchObject({ status: 403 })
      expect((await asked(method, path, body, whole)).status).toBeLessThan(300)
    }
    expect(await mint(cut, { scopes: ['admin'] })).toMatchObject({ status: 403 })
    const minted = await mint(whole, { scopes: ['admin'] })
    expect(minted).toMatchObject({ status: 201 })
    const { id } = minted.body['key'] as { id: string }
    const rotated = await asked('POST', `/v1/keys/${id}/rotate`, { overlap: 0 }, cut)
    expect(rotated).toMatchObject({ status: 403 })
    expect(await mint(cut, { scopes: ['write'] })).toMatchObject({ status: 201 })
  })

  seed(46, async () => {
    const eve = await person('eve46')
    const read = await asked('GET', `/v1/accounts/${eve.id}`, undefined, provider)
    expect(read).toMatchObject({ status: 200, body: { name: 'eve46', email: eve.email } })
    const found = await asked('GET', '/v1/accounts?email=EVE46@example.com', undefined, provider)
    expect(found.body['rows']).toEqual([read.body])
    const twice = await asked('POST', '/v1/accounts', { name: 'x', email: eve.email }, provider)
    expect(twice).toMatchObject({ status: 409 })
    const words = { name: 'x', email: 'other46@example.com' }
    const secret = { ...words, password: 'correct horse' }
    expect(await asked('POST', '/v1/accounts', secret, provider)).toMatchObject({ status: 400 })
    // By itself it opens nothing.
    expect(await signIn(eve, 'v46')).toMatchObject({ status: 409 })
    await asked('POST', '/v1/accounts', { ...words, verified: true }, provider)
    const proved = await asked('GET', `/v1/accounts?email=${words.email}`, undefined, provider)
    const [other] = proved.body['rows'] as Person[]
    expect(await signIn(other!, 'v46')).toMatchObject({
      status: 409,
      body: { detail: 'The account is no member of the organisation.' },
    })
    const inItsName = { organisation: 'v46', creator: eve.id }
    expect(await mint(apis.root, inItsName)).toMatchObject({ status: 422 })
    expect(await asked('GET', '/v1/keys', undefined, provider)).toMatchObject({ status: 403 })
  })

  seed(47, async () => {
    const eve = await person('eve47')
    const mallory = await person('mallory47')
    const refused = { status: 409 }
    for (const organisation of ['v47-a', 'v47-b']) {
      const token = await invited(organisation, eve, 'viewer')
      expect(apis.stored().includes(token)).toBe(false)
      expect(await accepted(token, mallory)).toMatchObject(refused)
      expect(await accepted(token, eve)).toMatchObject({ status: 200, body: { organisation } })
      expect(await accepted(token, eve)).toMatchObject(refused)
    }
    const path = `/v1/accounts/${eve.id}/memberships`
    expect((await asked('GET', path, undefined, provider)).body['rows']).toHaveLength(2)

    const open = '/v1/organisations/v47-c/invitations'
    const late = await invited('v47-c', eve, 'viewer')
    apis.clock.now += 7 * day
    expect(await accepted(late, eve)).toMatchObject(refused)
    const withdrawn = await invited('v47-c', eve, 'viewer')
    const listed = await asked('GET', open)
    expect(JSON.stringify(listed.body)).not.toContain(withdrawn)
    const [{ id } = { id: '' }] = listed.body['rows'] as { id: string }[]
    expect(await asked('DELETE', `${open}/${id}`)).toMatchObject({ status: 204 })
    expect(await accepted(withdrawn, eve)).toMatchObject(refused)
    const events = await apis.service.store.reads
      .selectFrom('events')
      .selectAll()
      .where('organisation', 'like', 'v47-%')
      .orderBy('organisation')
      .execute()
    const notices = events.filter(({ type }) => type === 'member.invited')
    expect(notices.map(({ organisation }) => organisation)).toEqual([
      'v47-a',
      'v47-b',
      'v47-c',
      'v47-c',
    ])
    for (const { data } of notices) expect(data).toContain(eve.email)
  })

  seed(49, async () => {
    await product('v49', { product: 'manage' })
    const olga = await person('olga49')
    await join('v49', olga, 'owner')
    const owner = await session(olga, 'v49')
    const all = ['read', 'write', 'delete']
    const may = { none: [], viewer: ['GET'], editor: ['GET', 'POST', 'DELETE'] }
    for (const role of ['viewer', 'editor'] as const) {
      const who = await person(`${role}49`)
      await join('v49', who, role)
      for (const scopes of [['admin'], ...(role === 'viewer' ? [all] : [])]) {
        expect(await mint(owner, { scopes, creator: who.id })).toMatchObject({ status: 422 })
      }
      const scopes = role === 'viewer' ? ['read'] : all
      const token = textIn(await mint(owner, { scopes, creator: who.id }), 'token')
      for (const productRole of ['none', 'viewer', 'editor'] as const) {
        const grant = { product: 'manage', member: who.id }
        if (productRole !== 'none') await product('v49', { ...grant, role: productRole })
        const passed: string[] = []
        for (const method of ['GET', 'POST', 'DELETE']) {
          if ((await opened(token, method)) < 300) passed.push(method)
        }
        const both = may[role].filter((method) => may[productRole].some((one) => one === method))
        expect({ role, productRole, passed }).toEqual({ role, productRole, passed: both })
      }
    }
  })

  seed(52, async () => {
    const scopes = ['keys:read', 'keys:write']
    const staff = { api: 'keyward', name: 'settings of Manage', scopes, products: [] }
    const settings = textIn(await mint(apis.root, { ...staff, organisation: 'v52' }), 'token')
    await product('v52', { product: 'manage' })
    await product('v52', { product: 'manage', member: 'settings' })
    const minted = await mint(settings, { creator: 'settings' })
    const token = textIn(minted, 'token')
    const { id } = minted.body['key'] as { id: string }
    expect(await opened(token)).toBe(200)
    const listed = await asked('GET', '/v1/keys?api=atomyx', undefined, settings)
    expect(listed.body['rows']).toMatchObject([{ id }])
    const path = `/v1/keys/${id}`
    expect(await asked('PATCH', path, { name: 'renamed' }, settings)).toMatchObject({ status: 200 })
    expect(await asked('GET', path)).toMatchObject({ body: { name: 'renamed' } })
    const rotated = await asked('POST', `${path}/rotate`, { overlap: day }, settings)
    const next = textIn(rotated, 'token')
    expect(await asked('POST', `${path}/revoke`, { reason: 'replaced' }, settings)).toMatchObject({
      status: 200,
    })
    expect([await opened(token), await opened(next)]).toEqual([401, 200])

    const other = (await mint(apis.root, { organisation: 'v52-other' })).body['key'] as {
      id: string
    }
    const theirs = `/v1/keys/${other.id}`
    expect(await asked('GET', theirs, undefined, settings)).toMatchObject({ status: 404 })
    const revoked = await asked('POST', `${theirs}/revoke`, { reason: 'spite' }, settings)
    expect(revoked).toMatchObject({ status: 404 })
    const invitation = { email: 'new52@example.com', role: 'owner' }
    const members = '/v1/organisations/v52/invitations'
    expect(await asked('POST', members, invitation, settings)).toMatchObject({ status: 403 })
  })

  seed(67, async () => {
    const olga = await person('olga67')
    const eve = await person('eve67')
    await join('v67', olga, 'owner')
    await join('v67', eve, 'editor')
    const admin = await session(olga, 'v67')
    const read = await asked('GET', '/v1/organisations/v67/members', undefined, admin)
    expect(read.body['rows']).toHaveLength(2)

    await asked(
      'POST',
      '/v1/organisations/v67/products',
      { product: 'submit', enabled: true },
      admin,
    )
    const grant = { product: 'submit', group: 'chemists', role: 'editor', enabled: true }
    await asked('POST', '/v1/organisations/v67/products', grant, admin)
    const wanted = { products: ['submit'], scopes: ['read', 'write'] }
    const token = textIn(await mint(await session(eve, 'v67'), wanted), 'token')
    expect(await opened(token, 'POST', 'submit')).toBe(403)
    const groups = '/v1/organisations/v67/groups'
    const chemist = { group: 'chemists', account: eve.id }
    await asked('POST', groups, { ...chemist, enabled: true }, admin)
    expect((await asked('GET', groups, undefined, admin)).body).toEqual({
      groups: { chemists: [eve.id] },
    })
    expect(await opened(token, 'POST', 'submit')).toBe(201)

    const path = `/v1/organisations/v67/members/${eve.id}`
    const demoted = await asked('PATCH', path, { role: 'viewer' }, admin)
    // The key that opens Submit, and the session.
    expect(demoted).toMatchObject({ status: 200, body: { member: { role: 'viewer' }, keys: 2 } })
    expect(await opened(token, 'POST', 'submit')).toBe(403)
    expect(await opened(token, 'GET', 'submit')).toBe(200)
    await asked('POST', groups, { ...chemist, enabled: false }, admin)
    expect(await opened(token, 'GET', 'submit')).toBe(403)
  })
})
