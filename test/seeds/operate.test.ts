import { afterAll, beforeAll, describe, expect } from 'vitest'
import { madeUpSecret } from '../../fixtures/copy-out.ts'
import { type Apis, companies, member, startApis } from '../../fixtures/apis/index.ts'
import { seed } from './seed.ts'
import { owners } from './statements.ts'

let apis: Apis
beforeAll(async () => void (apis = await startApis()))
afterAll(() => apis.stop())

const list = '/companies/list'
const day = 24 * 60 * 60 * 1000

/** The standard error shape. */
function refused(status: number, message: string) {
  return {
    status,
    body: { success: false, error: { type: 'authentication_error', message } },
  }
}

const missing = refused(400, 'Missing API Key')
const invalid = refused(401, 'Invalid or expired API key')
const forbidden = refused(403, 'API key does not have access to the requested resource')

describe(owners.K, () => {
  seed(106, async () => {
    const { token } = await apis.mint('operate')
    const headers = { 'x-api-key': token }
    expect(await apis.call('operate', list, { headers })).toMatchObject({ status: 200 })
    for (const path of [list, '/organizations/acme/companies', '/nothing']) {
      expect(await apis.call('operate', path)).toMatchObject(missing)
    }
  })

  seed(107, async () => {
    const { key, token } = await apis.mint('operate', { organisation: 'globex' })
    expect(key.organisation).toBe('globex')
    expect(await apis.call('operate', list, { key: token })).toMatchObject({
      body: { success: true, data: companies.globex },
    })
    await expect(apis.mint('operate', { organisation: '' })).rejects.toThrow()
  })

  seed(108, async () => {
    for (const organisation of ['acme', 'globex', 'nobody'] as const) {
      const { token } = await apis.mint('operate', { organisation })
      const data = organisation === 'nobody' ? [] : companies[organisation]
      const { body } = await apis.call('operate', list, { key: token })
      expect(body).toEqual({ success: true, data })
    }
  })

  seed(109, async () => {
    const { token } = await apis.mint('operate', { organisation: 'globex' })
    const asked = [
      { path: list },
      { path: `${list}?organization_id=acme&organizationId=acme` },
      { path: list, headers: { 'X-Organization-Id': 'acme' } },
      { path: list, method: 'POST', body: { organization_id: 'acme' } },
    ]
    for (const { path, ...sent } of asked) {
      const { body } = await apis.call('operate', path, { key: token, ...sent })
      expect(body).toEqual({ success: true, data: companies.globex })
    }
    const theirs = '/organizations/acme/companies'
    expect(await apis.call('operate', theirs, { key: token })).toMatchObject(forbidden)
    const own = '/organizations/globex/companies'
    expect(await apis.call('operate', own, { key: token })).toMatchObject({ status: 200 })
  })

  seed(111, async () => {
    const { token } = await apis.mint('operate')
    expect(await apis.call('operate', list, { key: token })).toMatchObject({ status: 200 })
  })

  seed(112, async () => {
    const { key, token } = await apis.mint('operate', { organisation: 'once' })
    const told = [await apis.service.key(key.id), await apis.service.keys({ organisation: 'once' })]
    expect(JSON.stringify(told)).not.toContain(token)
    expect(apis.stored().includes(token)).toBe(false)
  })

  seed(114, async () => {
    const { token } = await apis.mint('operate')
    expect(token.startsWith('sk_live_')).toBe(true)
    for (const other of ['sk_live_abc123...', madeUpSecret('stripe-secret-key')]) {
      expect(await apis.call('operate', list, { key: other })).toMatchObject(invalid)
      expect(apis.service.recognise(other)).toBeUndefined()
    }
  })

  seed(115, async () => {
    const { status, body } = await apis.call('operate', list)
    expect({ status, body }).toEqual(missing)
  })

  seed(116, async () => {
    const revoked = await apis.mint('operate')
    await apis.service.revoke(revoked.key.id, { reason: 'compromised' }, member)
    const expired = await apis.mint('operate', { expiresAt: apis.clock.now + day })
    apis.clock.now += day
    for (const key of [revoked.token, expired.token, 'your-api-key-here']) {
      const { status, body } = await apis.call('operate', list, { key })
      expect({ status, body }).toEqual(invalid)
    }
  })

  seed(117, async () => {
    const { token } = await apis.mint('operate', { scopes: ['write'] })
    const { status, body } = await apis.call('operate', list, { key: token })
    expect({ status, body }).toEqual(forbidden)
  })

  seed(118, async () => {
    const { token } = await apis.mint('operate', { scopes: [] })
    for (const sent of [{}, { key: 'nonsense' }, { key: token }]) {
      const { body, headers } = await apis.call('operate', list, sent)
      expect(headers['content-type']).toBe('application/json')
      expect(body).toEqual({
        success: false,
        error: { type: 'authentication_error', message: expect.any(String) as string },
      })
    }
  })

  seed(123, async () => {
    const organisation = 'scheduled'
    await apis.service.setPolicy({ organisation, maximumAge: 30 * day, reminders: [day] }, member)
    const { key, token } = await apis.mint('operate', { organisation })
    expect(key.expiresAt).toBe(key.createdAt + 30 * day)
    apis.clock.now += 29 * day + 1
    expect(await apis.service.sweep()).toMatchObject({ reminded: 1 })
    expect(await apis.call('operate', list, { key: token })).toMatchObject({ status: 200 })
    apis.clock.now += day
    expect(await apis.call('operate', list, { key: token })).toMatchObject(invalid)
  })
})
