import { base62Digits } from '@keyward/core'
import { environments } from '@keyward/key-service'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { renderCredits } from '../../fixtures/apis/autype.ts'
import { type Apis, member, startApis } from '../../fixtures/apis/index.ts'
import { seed } from './seed.ts'
import { owners } from './statements.ts'

let apis: Apis
beforeAll(async () => void (apis = await startApis()))
afterAll(() => apis.stop())

const required = { status: 401, body: { message: 'API key is required' } }
const invalid = { status: 401, body: { message: 'Invalid or expired API key' } }
const path = '/api/v1/dev/renders'
const day = 24 * 60 * 60 * 1000

function render(key: string, headers: Record<string, string> = {}) {
  return apis.call('autype', path, { method: 'POST', key, headers, body: { title: 'Offer' } })
}

async function credits(organisation: string, amount: number): Promise<void> {
  await apis.service.credit({ organisation, amount, idempotencyKey: 'first' }, member)
}

describe(owners.K, () => {
  seed(87, async () => {
    for (const at of [path, '/api/v1/dev/balance', '/api/v1/dev/nothing']) {
      expect(await apis.call('autype', at)).toMatchObject(required)
    }
  })

  seed(89, async () => {
    const { token } = await apis.mint('autype')
    for (const name of ['X-API-Key', 'x-api-key', 'X-API-KEY', 'x-ApI-kEy']) {
      const answer = await apis.call('autype', path, { headers: { [name]: token } })
      expect(answer).toMatchObject({ status: 200 })
    }
  })

  seed(90, async () => {
    const { token } = await apis.mint('autype')
    expect(await apis.call('autype', path, { key: token })).toMatchObject({ status: 200 })
    const answer = await apis.call('autype', path, { key: 'ak_your_api_key_here' })
    expect(answer).toMatchObject(invalid)
  })

  seed(91, async () => {
    const { token } = await apis.mint('autype')
    const operate = await apis.mint('operate')
    const atomscale = await apis.mint('atomscale')
    expect(token.startsWith('ak_')).toBe(true)
    for (const other of [token.slice(3), `sk_${token.slice(3)}`, operate.token, atomscale.token]) {
      expect(await apis.call('autype', path, { key: other })).toMatchObject(invalid)
    }
  })

  seed(92, async () => {
    const { token } = await apis.mint('autype')
    const parts = [{ alg: 'HS256' }, { sub: 'ann' }].map((part) => JSON.stringify(part))
    const jwt = [...parts.map((part) => btoa(part)), base62Digits].join('.').replaceAll('=', '')
    for (const bearer of [token, jwt]) {
      const headers = { Authorization: `Bearer ${bearer}` }
      expect(await apis.call('autype', path, { headers })).toMatchObject(required)
      const answer = await apis.call('autype', path, { key: `Bearer ${bearer}` })
      expect(answer).toMatchObject(invalid)
    }
    expect(await apis.call('autype', path, { key: jwt })).toMatchObject(invalid)
    const headers = { Authorization: `Bearer ${jwt}` }
    expect(await apis.call('autype', path, { key: token, headers })).toMatchObject({ status: 200 })
  })

  seed(93, async () => {
    const { key } = await apis.mint('autype', { organisation: 'bound' })
    const moved = apis.service.store.write(({ rows }) =>
      rows.updateTable('keys').set({ organisation: 'other' }).where('id', '=', key.id).execute(),
    )
    await expect(moved).rejects.toThrow()
    expect(await apis.service.key(key.id)).toMatchObject({ organisation: 'bound' })
  })

  seed(94, async () => {
    const acme = await apis.mint('autype', { organisation: 'scoped-acme' })
    const globex = await apis.mint('autype', { organisation: 'scoped-globex' })
    await credits('scoped-acme', 100)
    expect(await render(acme.token)).toMatchObject({ status: 201 })
    expect(await apis.call('autype', path, { key: acme.token })).toMatchObject({
      body: [{ title: 'Offer' }],
    })
    for (const headers of [{}, { 'x-organization-id': 'scoped-acme' }]) {
      const asked = `${path}?organization_id=scoped-acme`
      const answer = await apis.call('autype', asked, { key: globex.token, headers })
      expect(answer).toMatchObject({ status: 200, body: [] })
    }
  })

  seed(95, async () => {
    const organisation = 'credits'
    const { token } = await apis.mint('autype', { organisation })
    const empty = { status: 402, body: { message: 'Insufficient credits' } }
    expect(await render(token)).toMatchObject(empty)
    await credits(organisation, 4 * renderCredits)

    const again = { 'Idempotency-Key': 'offer-1' }
    const repeated = await Promise.all(Array.from({ length: 8 }, () => render(token, again)))
    expect(repeated.map(({ status }) => status)).toEqual(Array(8).fill(201))
    expect(await apis.service.balance(organisation)).toBe(3 * renderCredits)

    const answers = await Promise.all(Array.from({ length: 12 }, () => render(token)))
    const paid = answers.filter(({ status }) => status === 201)
    expect(paid).toHaveLength(3)
    for (const answer of answers.filter((answer) => !paid.includes(answer))) {
      expect(answer).toMatchObject(empty)
    }
    expect(await apis.service.balance(organisation)).toBe(0)
  })

  seed(97, async () => {
    const { token } = await apis.mint('autype')
    const refused = {
      status: 403,
      body: { message: 'API keys can only be used in server-side applications' },
    }
    for (const headers of [
      { Origin: 'https://shop.example' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ]) {
      expect(await apis.call('autype', path, { key: token, headers })).toMatchObject(refused)
    }
    const { headers } = await apis.call('autype', path, { key: token })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  seed(101, async () => {
    const { key, token } = await apis.mint('autype', { organisation: 'rotated' })
    const rotated = await apis.service.rotate(key.id, { overlap: day }, member)
    if (rotated.state !== 'done') throw new Error(rotated.reason)
    await apis.service.revoke(key.id, { reason: 'replaced' }, member)
    expect(await apis.call('autype', path, { key: token })).toMatchObject(invalid)
    const successor = rotated.token.reveal()
    expect(await apis.call('autype', path, { key: successor })).toMatchObject({ status: 200 })
  })

  seed(103, async () => {
    const starts = new Set<string>()
    for (const environment of environments) {
      const { key, token } = await apis.mint('autype', { environment })
      starts.add(token.slice(0, token.indexOf('_', 3)))
      const verified = await apis.service.verify(token, { environment })
      expect(verified).toMatchObject({ state: 'valid', key: { environment: key.environment } })
      for (const other of environments.filter((name) => name !== environment)) {
        const refused = await apis.service.verify(token, { environment: other })
        expect(refused).toMatchObject({ state: 'forbidden' })
      }
    }
    expect([...starts]).toEqual(['ak_dev', 'ak_stage', 'ak_live'])
  })

  seed(104, async () => {
    for (const headers of [{}, { 'X-API-Key': '' }]) {
      const { status, body } = await apis.call('autype', path, { headers })
      expect({ status, body }).toEqual(required)
    }
  })

  seed(105, async () => {
    const revoked = await apis.mint('autype')
    await apis.service.revoke(revoked.key.id, { reason: 'compromised' }, member)
    const quarantined = await apis.mint('autype')
    await apis.service.quarantine(quarantined.key.id, { reason: 'seen in a log' }, member)
    const expired = await apis.mint('autype', { expiresAt: apis.clock.now + day })
    apis.clock.now += day
    const unknown = (await apis.mint('autype')).token.replace(/.$/, (last) =>
      last === '0' ? '1' : '0',
    )

    const told = new Set<string>()
    for (const key of [
      revoked.token,
      expired.token,
      quarantined.token,
      unknown,
      'ak_x',
      'nonsense',
    ]) {
      const { status, body, headers } = await apis.call('autype', path, { key })
      expect({ status, body }).toEqual(invalid)
      told.add(JSON.stringify({ ...headers, date: '' }))
    }
    expect(told.size).toBe(1)
  })
})
