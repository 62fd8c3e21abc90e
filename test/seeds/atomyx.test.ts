import { environments, type Key } from '@keyward/key-service'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { type Apis, member, startApis } from '../../fixtures/apis/index.ts'
import { seed } from './seed.ts'
import { owners } from './statements.ts'

let apis: Apis
beforeAll(async () => void (apis = await startApis()))
afterAll(() => apis.stop())

const products = ['manage', 'submit', 'prepare']
const invalid = { status: 401, body: { message: 'Invalid or expired API key' } }
const forbidden = {
  status: 403,
  body: { message: 'API key does not have access to the requested resource' },
}
const day = 24 * 60 * 60 * 1000

/** A workspace that activated these products and granted the member those. */
async function workspace(
  organisation: string,
  { active = products, granted = products }: { active?: string[]; granted?: string[] } = {},
): Promise<{ key: Key; token: string }> {
  for (const product of active) {
    await apis.service.setProduct({ organisation, product, enabled: true }, member)
  }
  for (const product of granted) {
    const grant = { organisation, product, member: member.id, enabled: true }
    await apis.service.setProduct(grant, member)
  }
  return apis.mint('atomyx', { organisation, products })
}

/** Which products answer a key. */
async function opened(token: string): Promise<string[]> {
  const open: string[] = []
  for (const product of products) {
    const answer = await apis.call('manage in production', `/${product}/records`, { key: token })
    if (answer.status === 200) open.push(product)
    else expect(answer).toMatchObject(forbidden)
  }
  return open
}

describe(owners.K, () => {
  seed(34, async () => {
    const { token } = await workspace('w34', { granted: ['submit'] })
    const theirs = { organisation: 'w34', product: 'manage', member: 'bob', enabled: true }
    await apis.service.setProduct(theirs, member)
    expect(await opened(token)).toEqual(['submit'])
    const grant = { organisation: 'w34', product: 'submit', member: member.id, enabled: false }
    await apis.service.setProduct(grant, member)
    expect(await opened(token)).toEqual([])
  })

  seed(40, async () => {
    const { key, token } = await workspace('w40')
    const other = await apis.mint('atomyx', { organisation: 'w40', creator: 'bob', products })
    expect(key).toMatchObject({ organisation: 'w40', creator: 'ann' })
    expect(other.key).toMatchObject({ organisation: 'w40', creator: 'bob' })
    const path = '/manage/records'
    const answer = await apis.call('manage in production', path, { key: token })
    expect(answer).toMatchObject({ status: 200, body: { organisation: 'w40' } })
  })

  for (const [number, name] of [
    [41, 'w41'],
    [48, 'w48'],
  ] as const) {
    seed(number, async () => {
      const { token } = await workspace(name, {
        active: ['manage', 'submit'],
        granted: ['submit', 'prepare'],
      })
      expect(await opened(token)).toEqual(['submit'])
    })
  }

  seed(50, async () => {
    const { token } = await workspace('w50', { granted: [] })
    expect(await opened(token)).toEqual([])
    const theirs = await workspace('another-w50')
    expect(await opened(theirs.token)).toEqual(products)
    const grant = { organisation: 'w50', product: 'manage', member: 'bob', enabled: true }
    await apis.service.setProduct(grant, member)
    const bobs = await apis.mint('atomyx', { organisation: 'w50', creator: 'bob', products })
    expect(await opened(bobs.token)).toEqual(['manage'])
    expect(await opened(token)).toEqual([])
  })

  for (const [number, name] of [
    [51, 'w51'],
    [70, 'w70'],
    [72, 'w72'],
  ] as const) {
    seed(number, async () => {
      const { token } = await workspace(name)
      for (const product of products) {
        const path = `/${product}/records`
        expect(await apis.call('manage in production', path)).toMatchObject({
          status: 401,
          body: { message: 'API key is required' },
        })
        expect(await apis.call('manage in production', path, { key: token })).toMatchObject({
          status: 200,
          body: { product, organisation: name },
        })
      }
    })
  }

  seed(53, async () => {
    const { token } = await workspace('w53')
    const path = '/manage/records'
    for (const name of ['X-API-Key', 'x-api-key', 'X-API-KEY', 'x-Api-Key']) {
      const headers = { [name]: token }
      expect(await apis.call('manage in production', path, { headers })).toMatchObject({
        status: 200,
      })
    }
    for (const headers of [
      { Authorization: `Bearer ${token}` },
      { Cookie: `x-api-key=${token}` },
    ]) {
      expect(await apis.call('manage in production', path, { headers })).toMatchObject({
        status: 401,
      })
    }
  })

  seed(55, async () => {
    const { token } = await workspace('w55')
    const again = await apis.mint('atomyx', { organisation: 'w55', products })
    expect(again.token).not.toBe(token)
    expect(await opened(again.token)).toEqual(products)
  })

  seed(58, async () => {
    const { key, token } = await workspace('w58')
    const told = [
      await apis.service.key(key.id),
      await apis.service.keys({ organisation: 'w58' }),
      await apis.service.change(key.id, { name: 'renamed' }, member),
      (await apis.service.audit()).rows,
    ]
    expect(JSON.stringify(told)).not.toContain(token)
    expect(apis.stored().includes(token)).toBe(false)
  })

  for (const [number, name] of [
    [59, 'w59'],
    [75, 'w75'],
    [78, 'w78'],
  ] as const) {
    seed(number, async () => {
      await workspace(name)
      for (const environment of environments) {
        const { token } = await apis.mint('atomyx', { organisation: name, environment, products })
        for (const [place, where] of [
          ['manage in production', 'production'],
          ['manage in staging', 'staging'],
        ] as const) {
          const answer = await apis.call(place, '/manage/records', { key: token })
          expect(answer).toMatchObject(environment === where ? { status: 200 } : forbidden)
        }
      }
    })
  }

  for (const [number, name] of [
    [60, 'w60'],
    [80, 'w80'],
  ] as const) {
    seed(number, async () => {
      const { key, token } = await workspace(name)
      const rotated = await apis.service.rotate(key.id, { overlap: day }, member)
      if (rotated.state !== 'done') throw new Error(rotated.reason)
      expect(await opened(token)).toEqual(products)
      expect(await opened(rotated.token.reveal())).toEqual(products)
      apis.clock.now += day
      expect(
        await apis.call('manage in production', '/manage/records', { key: token }),
      ).toMatchObject(invalid)
      expect(await opened(rotated.token.reveal())).toEqual(products)
    })
  }

  for (const [number, name] of [
    [61, 'w61'],
    [81, 'w81'],
  ] as const) {
    seed(number, async () => {
      const { key, token } = await workspace(name)
      const reason = { reason: 'compromised' }
      const replaced = await apis.service.revokeAndReplace(key.id, reason, member)
      if (replaced.state !== 'done') throw new Error(replaced.reason)
      expect(
        await apis.call('manage in production', '/manage/records', { key: token }),
      ).toMatchObject(invalid)
      expect(await opened(replaced.token.reveal())).toEqual(products)
      expect(await apis.service.key(key.id)).toMatchObject({
        state: 'revoked',
        successor: replaced.successor.id,
      })
    })
  }

  for (const [number, name] of [
    [65, 'w65'],
    [71, 'w71'],
    [76, 'w76'],
  ] as const) {
    seed(number, async () => {
      const { key, token } = await workspace(name)
      expect(await opened(token)).toEqual(products)
      await apis.service.revoke(key.id, { reason: 'compromised' }, member)
      for (const product of products) {
        const answer = await apis.call('manage in production', `/${product}/records`, {
          key: token,
        })
        expect(answer).toMatchObject(invalid)
      }
    })
  }

  for (const [number, name] of [
    [66, 'w66'],
    [74, 'w74'],
  ] as const) {
    seed(number, async () => {
      const { token } = await workspace(name)
      expect(await opened(token)).toEqual(products)
      const one = await apis.mint('atomyx', { organisation: name, products: ['prepare'] })
      expect(await opened(one.token)).toEqual(['prepare'])
    })
  }

  seed(68, async () => {
    const { token } = await workspace('w68', { active: [] })
    expect(await opened(token)).toEqual([])
    const change = { organisation: 'w68', product: 'manage' }
    await apis.service.setProduct({ ...change, enabled: true }, member)
    expect(await opened(token)).toEqual(['manage'])
    await apis.service.setProduct({ ...change, enabled: false }, member)
    expect(await opened(token)).toEqual([])
  })

  seed(73, async () => {
    await workspace('w73')
    const { token } = await apis.mint('atomyx', {
      organisation: 'w73',
      products,
      scopes: ['read'],
    })
    const path = '/manage/records'
    const answers = [
      await apis.call('manage in production', path, { key: token }),
      await apis.call('manage in production', path, { key: token, method: 'POST' }),
    ]
    expect(answers).toMatchObject([{ status: 200 }, forbidden])
    expect(await apis.service.verify(token, { product: 'manage', scope: 'write' })).toMatchObject({
      state: 'forbidden',
    })
  })

  seed(77, async () => {
    const { token } = await workspace('w77')
    const forged = `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`
    const told = new Set<string>()
    for (const product of products) {
      const path = `/${product}/records`
      const { status, body } = await apis.call('manage in production', path, { key: forged })
      told.add(JSON.stringify({ status, body }))
    }
    expect([...told]).toEqual([JSON.stringify(invalid)])
  })

  seed(84, async () => {
    await workspace('w84')
    const staging = await apis.mint('atomyx', {
      organisation: 'w84',
      environment: 'staging',
      products,
    })
    const path = '/manage/records'
    const inStaging = await apis.call('manage in staging', path, { key: staging.token })
    expect(inStaging).toMatchObject({ status: 200, body: { environment: 'staging' } })
    const inProduction = await apis.call('manage in production', path, { key: staging.token })
    expect(inProduction).toMatchObject(forbidden)
    const moved = apis.service.store.write(({ rows }) =>
      rows
        .updateTable('keys')
        .set({ environment: 'production' })
        .where('id', '=', staging.key.id)
        .execute(),
    )
    await expect(moved).rejects.toThrow()
  })

  seed(85, async () => {
    const { key, token } = await workspace('w85')
    await apis.service.revoke(key.id, { reason: 'no longer needed' }, member)
    expect((await apis.service.audit({ subject: key.id })).rows.length).toBeGreaterThan(1)
    expect(await apis.service.verifyAudit()).toMatchObject({ state: 'whole' })
    expect(apis.stored().includes(token)).toBe(false)
  })
})
