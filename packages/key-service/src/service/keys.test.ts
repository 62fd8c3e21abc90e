import { hash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ann, onEachStore, pepper, wanted, type Bench } from '../../../../fixtures/key-service.ts'
import type { Actor } from '../actor.ts'
import type { LeakReport } from '../leak-report.ts'
import type { Minted, Replacement } from '../outcome.ts'
import type { MintRequest } from '../service.ts'

const day = 24 * 60 * 60 * 1000
const hook: Actor = { kind: 'reporter', id: 'hook' }
const reason = { reason: 'compromised' }

onEachStore((open) => {
  describe('a key that was minted', () => {
    test('opens what it was made for, and is told once', async () => {
      const { service, clock } = await open()
      const { key, token } = await service.mint(wanted, ann)

      expect(await service.verify(token.reveal())).toEqual({ state: 'valid', key, products: [] })
      expect(key).toEqual({
        ...wanted,
        id: key.id,
        products: [],
        state: 'active',
        start: token.reveal().slice(0, 12),
        last4: token.reveal().slice(-4),
        family: key.id,
        createdAt: clock.now,
      })
      expect(await service.key(key.id)).toEqual(key)
      expect((await service.keys()).rows).toEqual([key])
      expect(JSON.stringify(await everything({ service }))).not.toContain(token.reveal())
    })

    test.each<[string, object, string]>([
      ['no key', { token: undefined }, 'missing'],
      ['a forged checksum', { token: `ak_live_${'a'.repeat(36)}` }, 'malformed'],
      ['another environment', { wanted: { environment: 'staging' } }, 'forbidden'],
      ['another scope', { wanted: { scope: 'write' } }, 'forbidden'],
      ['another API', { wanted: { api: 'laboratory' } }, 'forbidden'],
      ['another organisation', { wanted: { organisation: 'eve' } }, 'forbidden'],
      ['a product', { wanted: { product: 'manage' } }, 'forbidden'],
      ['more credits than there are', { wanted: { credits: 1 } }, 'exhausted'],
    ])('does not open with %s', async (_, asked, state) => {
      const { service } = await open()
      const { token } = await service.mint(wanted, ann)
      const question = { token: token.reveal() as string | undefined, wanted: {}, ...asked }
      expect(await service.verify(question.token, question.wanted)).toMatchObject({ state })
    })

    test('of another service is unknown, and has no key', async () => {
      const [{ service }, other] = [await open(), await open()]
      const { token } = await other.service.mint(wanted, ann)
      expect(await service.verify(token.reveal())).toEqual({
        state: 'unknown',
        reason: 'No key was stored under its digest.',
      })
    })

    test.each<[string, Partial<MintRequest>]>([
      ['an unknown API', { api: 'other' }],
      ['a scope that the API lacks', { scopes: ['everything'] }],
      ['a product that the API lacks', { products: ['manage'] }],
      ['no name', { name: ' ' }],
      ['a name of two lines', { name: 'a\nb' }],
      ['an expiry in the past', { expiresAt: 1 }],
      ['an expiry that is no number', { expiresAt: Number.NaN }],
    ])('is refused with %s', async (_, change) => {
      const { service } = await open()
      await expect(service.mint({ ...wanted, ...change }, ann)).rejects.toMatchObject({
        name: 'RefusedRequest',
        state: 'invalid',
      })
      expect((await service.keys()).rows).toEqual([])
    })

    test('is found by what is known of it, a page at a time', async () => {
      const { service } = await open()
      const keys = []
      for (const name of ['100% one', 'two', 'Three']) {
        keys.push((await service.mint({ ...wanted, name }, ann)).key)
      }
      const [one, two, three] = keys
      const first = await service.keys({}, { limit: 2 })
      expect(first.rows.concat((await service.keys({}, { after: first.next! })).rows)).toHaveLength(
        3,
      )
      expect((await service.keys({ search: 'thre' })).rows).toEqual([three])
      expect((await service.keys({ search: '%' })).rows).toEqual([one])
      expect((await service.keys({ search: two!.last4 })).rows).toEqual([two])
      expect((await service.keys({ organisation: 'other' })).rows).toEqual([])
      expect((await service.keys({ state: 'active', api: 'documents' })).rows).toHaveLength(3)
    })

    test('keeps its last use, whatever order it is told in', async () => {
      const { service, clock } = await open()
      const { key } = await service.mint(wanted, ann)
      await service.recordUse([{ key: key.id, at: clock.now + 5 }])
      await service.recordUse([
        { key: key.id, at: clock.now + 2 },
        { key: 'none', at: 1 },
      ])
      expect(await service.key(key.id)).toMatchObject({ lastUsedAt: clock.now + 5 })
    })

    test('is changed in what may be changed', async () => {
      const { service, clock } = await open()
      const { key, token } = await service.mint(wanted, ann)
      const patch = { name: 'daily', scopes: ['read', 'write'], expiresAt: clock.now + day }
      const outcome = await service.change(key.id, patch, ann)
      expect(outcome).toEqual({ state: 'done', key: { ...key, ...patch } })
      expect(await service.verify(token.reveal(), { scope: 'write' })).toMatchObject({
        state: 'valid',
      })
      expect(await service.change(key.id, patch, ann)).toMatchObject({ state: 'unchanged' })
      expect(await service.change(key.id, { expiresAt: null }, ann)).toMatchObject({
        state: 'done',
      })
      expect((await service.key(key.id))?.expiresAt).toBeUndefined()
      await expect(service.change(key.id, { scopes: ['x'] }, ann)).rejects.toThrow('no scope "x"')
      await service.revoke(key.id, reason, ann)
      expect(await service.change(key.id, { name: 'other' }, ann)).toMatchObject({
        state: 'refused',
      })
    })
  })

  describe('a key that is rotated', () => {
    test('opens beside its successor until the overlap ends', async () => {
      const { service, clock } = await open()
      const { key, token } = await service.mint(wanted, ann)
      const rotated = done(await service.rotate(key.id, { overlap: day }, ann))
      expect(rotated.key).toMatchObject({ state: 'rotating', successor: rotated.successor.id })
      const inherited = { family: key.id, predecessor: key.id, scopes: ['read'], name: key.name }
      expect(rotated.successor).toMatchObject({ ...inherited, state: 'active' })
      expect(await service.verify(token.reveal())).toMatchObject({ state: 'valid' })
      clock.now += day
      expect(await service.verify(token.reveal())).toMatchObject({ state: 'expired' })
      expect(await service.key(key.id)).toMatchObject({ state: 'expired' })
      expect(await service.verify(rotated.token.reveal())).toMatchObject({ state: 'valid' })
      expect(await service.sweep()).toEqual({ expired: 1, revoked: 0, reminded: 0 })
      expect(await service.sweep()).toEqual({ expired: 0, revoked: 0, reminded: 0 })
    })

    test('stops at once without an overlap', async () => {
      const { service } = await open()
      const { key, token } = await service.mint(wanted, ann)
      done(await service.rotate(key.id, { overlap: 0 }, ann))
      expect(await service.verify(token.reveal())).toMatchObject({ state: 'expired' })
    })

    test('has one successor, and lives no longer than it would have', async () => {
      const { service, clock } = await open()
      const { key } = await service.mint({ ...wanted, expiresAt: clock.now + 1000 }, ann)
      const rotated = done(await service.rotate(key.id, { overlap: day }, ann))
      expect(rotated.key.expiresAt).toBe(clock.now + 1000)
      expect(rotated.successor.expiresAt).toBe(clock.now + 1000)
      expect(await service.rotate(key.id, { overlap: 1 }, ann)).toMatchObject({ state: 'refused' })
      expect(await service.rotate('key_none', { overlap: 1 }, ann)).toMatchObject({
        state: 'unknown',
      })
      await expect(service.rotate(key.id, { overlap: -1 }, ann)).rejects.toThrow('The overlap')
    })

    test('and used after its overlap is told of, once a day', async () => {
      const { service, clock, another } = await open()
      const { key, token } = await service.mint(wanted, ann)
      done(await service.rotate(key.id, { overlap: 1000 }, ann))
      await service.verify(token.reveal())
      await service.flush()
      expect(await audited({ service }, 'key.reuse_detected')).toEqual([])
      clock.now += 1000
      const other = await another()
      for (const one of [service, other, service]) {
        await one.verify(token.reveal())
        await one.flush()
      }
      expect(await audited({ service }, 'key.reuse_detected')).toEqual([key.id])
    })
  })

  describe('a key that is revoked', () => {
    test('opens nothing with the next request, and nothing brings it back', async () => {
      const { service } = await open()
      const { key, token } = await service.mint(wanted, ann)
      await service.verify(token.reveal())
      expect(await service.revoke(key.id, reason, ann)).toMatchObject({
        state: 'done',
        key: { state: 'revoked', revoked: { by: 'member:ann', reason: 'compromised' } },
      })
      expect(await service.verify(token.reveal())).toMatchObject({ state: 'revoked' })
      expect(await service.revoke(key.id, reason, ann)).toMatchObject({ state: 'unchanged' })
      for (const outcome of [
        await service.release(key.id, reason, ann),
        await service.quarantine(key.id, reason, ann),
        await service.rotate(key.id, { overlap: 1 }, ann),
        await service.revokeAndReplace(key.id, reason, ann),
      ]) {
        expect(outcome).toMatchObject({ state: 'refused' })
      }
      expect(await audited({ service }, 'key.revoked')).toEqual([key.id])
    })

    test('and replaced is cut before its successor is told', async () => {
      const { service } = await open()
      const { key, token } = await service.mint(wanted, ann)
      const replaced = done(await service.revokeAndReplace(key.id, reason, ann))
      expect(replaced.key).toMatchObject({ state: 'revoked', successor: replaced.successor.id })
      expect(await service.verify(token.reveal())).toMatchObject({ state: 'revoked' })
      expect(await service.verify(replaced.token.reveal())).toMatchObject({ state: 'valid' })
    })

    test.each(['the key itself', 'its hash'])('by whoever holds %s', async (what) => {
      const { service } = await open()
      const { token } = await service.mint(wanted, ann)
      const text = token.reveal()
      const proof = what === 'its hash' ? { sha256: hash('sha256', text) } : { token: text }
      await expect(service.revokeByPossession(proof)).resolves.toBeUndefined()
      expect(await service.verify(text)).toMatchObject({ state: 'revoked' })
      await expect(service.revokeByPossession(proof)).resolves.toBeUndefined()
      await expect(
        service.revokeByPossession({ sha256: hash('sha256', 'x') }),
      ).resolves.toBeUndefined()
      await expect(service.revokeByPossession({ token: 'x' })).resolves.toBeUndefined()
    })
  })

  describe('a key that is quarantined', () => {
    test('opens nothing until it is released', async () => {
      const { service } = await open()
      const { key, token } = await service.mint(wanted, ann)
      expect(await service.quarantine(key.id, reason, ann)).toMatchObject({ state: 'done' })
      expect(await service.quarantine(key.id, reason, ann)).toMatchObject({ state: 'unchanged' })
      expect(await service.verify(token.reveal())).toMatchObject({ state: 'quarantined' })
      expect(await service.release(key.id, { reason: 'a false alarm' }, ann)).toEqual({
        state: 'done',
        key,
      })
      expect(await service.verify(token.reveal())).toMatchObject({ state: 'valid' })
      expect(await service.release(key.id, reason, ann)).toMatchObject({ state: 'refused' })
    })

    test('is revoked when nobody releases it in time', async () => {
      const { service, clock } = await open()
      const { key } = await service.mint(wanted, ann)
      await service.quarantine(key.id, { ...reason, until: clock.now + day }, ann)
      clock.now += day
      expect(await service.sweep()).toEqual({ expired: 0, revoked: 1, reminded: 0 })
      expect(await service.key(key.id)).toMatchObject({ state: 'revoked' })
    })
  })

  describe('a leak report', () => {
    test('acts on what it names by its hash, and on nothing else', async () => {
      const { service } = await open()
      const keys = await many({ service }, 4)
      const before = await service.verify(keys[3]!.token.reveal())
      const items: LeakReport[] = [
        report(keys[0], 'revoke'),
        report(keys[1], 'quarantine'),
        report(keys[2], 'record'),
        { sha256: hash('sha256', 'not ours'), action: 'revoke' },
        { sha256: 'not a hash', action: 'revoke' },
        { ...report(keys[0], 'quarantine'), line: 2 },
        report(keys[0], 'revoke'),
      ]
      const outcomes = await service.report(items, hook)
      expect(outcomes.map(({ state }) => state)).toEqual([
        ...['revoked', 'quarantined', 'recorded', 'unknown', 'malformed', 'already-revoked'],
        'duplicate',
      ])
      const { id, name, organisation, creator, start, last4, environment } = keys[0]!.key
      expect(outcomes[0]?.key).toEqual({
        state: 'revoked',
        id,
        name,
        organisation,
        creator,
        start,
        last4,
        environment,
      })
      expect(
        await Promise.all(keys.map(async ({ key }) => (await service.key(key.id))?.state)),
      ).toEqual(['revoked', 'quarantined', 'active', 'active'])
      expect(await service.verify(keys[3]!.token.reveal())).toEqual(before)
    })

    test('that comes again after a release quarantines nothing', async () => {
      const { service } = await open()
      const [minted] = await many({ service }, 1)
      const item = report(minted, 'quarantine')
      expect(await service.report([item], hook)).toMatchObject([{ state: 'quarantined' }])
      await service.release(minted!.key.id, { reason: 'a false alarm' }, ann)
      expect(await service.report([item], hook)).toMatchObject([{ state: 'duplicate' }])
      expect(await service.key(minted!.key.id)).toMatchObject({ state: 'active' })
      const elsewhere = { ...item, commit: 'b' }
      expect(await service.report([elsewhere], hook)).toMatchObject([{ state: 'quarantined' }])
    })

    test('under one idempotency key is answered alike, and never with another question', async () => {
      const { service } = await open()
      const [minted] = await many({ service }, 1)
      const item = report(minted, 'revoke')
      const first = await service.report([item], hook, 'delivery 1')
      expect(await service.report([item], hook, 'delivery 1')).toEqual(first)
      expect(await audited({ service }, 'leaks.reported')).toHaveLength(1)
      await expect(service.report([], hook, 'delivery 1')).rejects.toMatchObject({
        state: 'conflict',
      })
      const other: Actor = { kind: 'reporter', id: 'other' }
      expect(await service.report([], other, 'delivery 1')).toEqual([])
    })

    test('holds at most 1,000 items, and that many are answered in order', async () => {
      const { service } = await open()
      const [minted] = await many({ service }, 1)
      const items = Array.from({ length: 1000 }, (_, index): LeakReport => {
        if (index === 700) return report(minted, 'revoke')
        return { sha256: hash('sha256', `${index}`), action: 'revoke' }
      })
      const outcomes = await service.report(items, hook)
      expect(outcomes.findIndex(({ state }) => state === 'revoked')).toBe(700)
      expect(outcomes.filter(({ state }) => state === 'unknown')).toHaveLength(999)
      await expect(service.report([...items, items[0]!], hook)).rejects.toThrow('at most 1000')
    })

    test('that is not durable has no effect: all of it is kept or none', async () => {
      const { service, store } = await open()
      const keys = await many({ service }, 2)
      await store.tally((rows) =>
        rows
          .insertInto('idempotency')
          .values({ id: 'report reporter:hook x', request: 'other', answer: '', at: 1 })
          .execute(),
      )
      const items = keys.map((minted) => report(minted, 'revoke'))
      await expect(service.report(items, hook, 'x')).rejects.toMatchObject({ state: 'conflict' })
      for (const { key } of keys)
        expect(await service.key(key.id)).toMatchObject({ state: 'active' })
    })
  })

  describe('the pepper', () => {
    test('is rotated while keys are used, and the old one is done with when all have moved', async () => {
      const { service, another } = await open()
      const [used, unused] = await many({ service }, 2)
      const both = await another({ peppers: [pepper('second'), pepper('first')] })
      expect(await both.keysByPepper()).toEqual({ first: 2 })
      expect(await both.verify(used!.token.reveal())).toMatchObject({ state: 'valid' })
      await both.flush()
      expect(await both.keysByPepper()).toEqual({ first: 1, second: 1 })
      expect(await both.verify(used!.token.reveal())).toMatchObject({ state: 'valid' })
      expect(await both.verify(unused!.token.reveal())).toMatchObject({ state: 'valid' })
      const sha256 = hash('sha256', unused!.token.reveal())
      expect(await both.report([{ sha256, action: 'record' }], hook)).toMatchObject([
        { state: 'recorded' },
      ])
      await both.flush()
      const after = await another({ peppers: [pepper('second')] })
      for (const { token } of [used!, unused!]) {
        expect(await after.verify(token.reveal())).toMatchObject({ state: 'valid' })
      }
    })
  })
})

function done(replacement: Replacement) {
  if (replacement.state !== 'done') throw new Error(replacement.reason)
  return replacement
}

async function many({ service }: Pick<Bench, 'service'>, count: number): Promise<Minted[]> {
  const minted = []
  for (let index = 0; index < count; index++) minted.push(await service.mint(wanted, ann))
  return minted
}

function report(minted: Minted | undefined, action: LeakReport['action']): LeakReport {
  const sha256 = hash('sha256', minted?.token.reveal() ?? '')
  const place = { origin: 'github', repository: 'acme/shop', commit: 'a', path: '.env', line: 1 }
  return { sha256, action, exposure: 'public', ...place }
}

async function audited({ service }: Pick<Bench, 'service'>, action: string): Promise<string[]> {
  return (await service.audit({ action })).rows.map(({ subject }) => subject)
}

/** What is stored, as far as it can be read. */
async function everything({ service }: Pick<Bench, 'service'>): Promise<unknown> {
  const { reads } = service.store
  const tables = ['keys', 'audit', 'events'] as const
  return Promise.all(tables.map((table) => reads.selectFrom(table).selectAll().execute()))
}
