import { describe, expect, test } from 'vitest'
import { ann, onEachStore, wanted } from '../../../../fixtures/key-service.ts'
import type { ProductChange } from '../service.ts'

const day = 24 * 60 * 60 * 1000

onEachStore((open) => {
  describe('credits', () => {
    test('are debited once for each idempotency key', async () => {
      const { service } = await open()
      const { key } = await service.mint(wanted, ann)
      const credits = { organisation: 'acme', amount: 10, idempotencyKey: 'a' }
      expect(await service.credit(credits, ann)).toEqual({
        state: 'debited',
        amount: 10,
        balance: 10,
      })
      expect(await service.credit(credits, ann)).toEqual({
        state: 'repeated',
        amount: 10,
        balance: 10,
      })
      expect(await service.debit(key.id, 3, 'a')).toEqual({
        state: 'debited',
        amount: 3,
        balance: 7,
      })
      expect(await service.debit(key.id, 3, 'a')).toEqual({
        state: 'repeated',
        amount: 3,
        balance: 7,
      })
      await expect(service.debit(key.id, 4, 'a')).rejects.toMatchObject({ state: 'conflict' })
      expect(await service.debit('key_none', 1, 'b')).toMatchObject({ state: 'unknown' })
      expect(await service.balance('acme')).toBe(7)
    })

    test('are never spent twice, whoever asks at the same time', async () => {
      const { service, another } = await open()
      const other = await another()
      const { key } = await service.mint(wanted, ann)
      await service.credit({ organisation: 'acme', amount: 25, idempotencyKey: 'a' }, ann)
      const debits = await Promise.all(
        Array.from({ length: 60 }, (_, index) => {
          const one = index % 2 === 0 ? service : other
          // Every third is asked by both.
          return one.debit(
            key.id,
            1,
            `${index % 3 === 0 ? 'same' : 'own'} ${index - (index % 6)} ${index % 3}`,
          )
        }),
      )
      expect(debits.filter(({ state }) => state === 'debited')).toHaveLength(25)
      expect(await service.balance('acme')).toBe(0)
      expect(debits.every(({ state }) => state !== 'unknown')).toBe(true)
    })

    test('that are not there are told, once a day', async () => {
      const { service, clock } = await open()
      const { key, token } = await service.mint(wanted, ann)
      expect(await service.debit(key.id, 1, 'a')).toMatchObject({ state: 'exhausted', balance: 0 })
      expect(await service.debit(key.id, 1, 'a')).toMatchObject({ state: 'exhausted' })
      expect((await service.audit({ action: 'credits.exhausted' })).rows).toHaveLength(1)
      expect(await service.verify(token.reveal(), { credits: 1 })).toMatchObject({
        state: 'exhausted',
      })
      clock.now += day
      await service.debit(key.id, 1, 'a')
      expect((await service.audit({ action: 'credits.exhausted' })).rows).toHaveLength(2)
      await service.credit({ organisation: 'acme', amount: 1, idempotencyKey: 'b' }, ann)
      expect(await service.debit(key.id, 1, 'a')).toMatchObject({ state: 'debited', balance: 0 })
    })

    test.each([0, -1, 1.5, Number.NaN, 2 ** 60])('%d of them cannot be debited', async (amount) => {
      const { service } = await open()
      const { key } = await service.mint(wanted, ann)
      await expect(service.debit(key.id, amount, 'a')).rejects.toMatchObject({ state: 'invalid' })
    })
  })

  describe('a product', () => {
    const laboratory = { ...wanted, api: 'laboratory', products: ['manage', 'submit'] }
    const active: ProductChange = { organisation: 'acme', product: 'manage', enabled: true }
    const granted: ProductChange = { ...active, member: 'ann' }

    test('is open when it is active for the organisation and granted to the member', async () => {
      const { service, another } = await open()
      const other = await another()
      const { token } = await service.mint(laboratory, ann)
      async function opens(product: string): Promise<string> {
        return (await other.verify(token.reveal(), { product })).state
      }

      expect(await opens('manage')).toBe('forbidden')
      await service.setProduct(active, ann)
      await expect.poll(() => opens('manage')).toBe('forbidden')
      expect(await service.setProduct(granted, ann)).toEqual({
        active: ['manage'],
        granted: { ann: ['manage'] },
        grants: [{ member: 'ann', product: 'manage', role: 'owner' }],
      })
      await expect.poll(() => opens('manage')).toBe('valid')
      expect(await opens('submit')).toBe('forbidden')
      expect(await opens('prepare')).toBe('forbidden')
      await service.setProduct({ ...active, enabled: false }, ann)
      await expect.poll(() => opens('manage')).toBe('forbidden')
    })

    test('that no API has cannot be activated', async () => {
      const { service } = await open()
      const change = service.setProduct({ ...active, product: 'other' }, ann)
      await expect(change).rejects.toMatchObject({ state: 'invalid' })
    })
  })

  describe('a policy', () => {
    test('gives every key an end, and no later one', async () => {
      const { service, clock } = await open()
      const early = await service.mint(wanted, ann)
      await service.setPolicy(
        { organisation: 'acme', maximumAge: 90 * day, reminders: [7 * day] },
        ann,
      )
      const { key } = await service.mint(wanted, ann)
      expect(key.expiresAt).toBe(clock.now + 90 * day)
      const longer = service.mint({ ...wanted, expiresAt: clock.now + 91 * day }, ann)
      await expect(longer).rejects.toThrow('later than the policy')
      expect(await service.stale('acme')).toEqual([])
      clock.now += 90 * day
      expect(await service.stale('acme')).toEqual([early.key])
      const rotated = await service.rotate(early.key.id, { overlap: 0 }, ann)
      expect(rotated).toMatchObject({ successor: { expiresAt: clock.now + 90 * day } })
    })

    test('reminds of an end once each time', async () => {
      const { service, clock } = await open()
      await service.setPolicy({ organisation: 'acme', reminders: [7 * day, day] }, ann)
      await service.mint({ ...wanted, expiresAt: clock.now + 10 * day }, ann)
      const swept = []
      for (const later of [0, 3, 1, 2, 3, 1, 1]) {
        clock.now += later * day
        swept.push(await service.sweep())
      }
      expect(swept.map(({ reminded }) => reminded)).toEqual([0, 1, 0, 0, 1, 0, 0])
      expect(swept.map(({ expired }) => expired)).toEqual([0, 0, 0, 0, 0, 1, 0])
    })

    test.each([
      { organisation: 'acme', maximumAge: -1, reminders: [] },
      { organisation: 'acme', reminders: [0] },
      { organisation: '', reminders: [] },
    ])('that makes no sense is refused: %o', async (policy) => {
      const { service } = await open()
      await expect(service.setPolicy(policy, ann)).rejects.toMatchObject({ state: 'invalid' })
    })
  })
})
