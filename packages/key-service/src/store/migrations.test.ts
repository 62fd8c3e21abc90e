import { hash, randomBytes } from 'node:crypto'
import { sql, type Insertable } from 'kysely'
import { expect, test } from 'vitest'
import { ann, documents, onEachStore, pepper, serviceOn } from '../../../../fixtures/key-service.ts'
import { managementApi } from '../api.ts'
import { chained } from '../audit-chain.ts'
import { createPeppers } from '../pepper.ts'
import { createTokens } from '../token.ts'
import { migrations } from './migrations/index.ts'
import { openStore } from './open.ts'
import type { Rows } from './store.ts'
import type { KeysTable, Tables } from './tables.ts'

const at = Date.UTC(2026, 0, 1)
const { token } = createTokens([documents], randomBytes).mint(documents, 'production')
const peppers = createPeppers([pepper('first')], randomBytes)

/** What a service wrote while each of these was the last migration. */
const written: Readonly<Record<number, (rows: Rows) => Promise<unknown>>> = {
  1: async (rows) => {
    await rows
      .insertInto('peppers')
      .values({ id: 'first', proof: peppers.proof('first'), created_at: at })
      .execute()
    const [digest = ''] = peppers.digests(hash('sha256', token.reveal()))
    await rows.insertInto('keys').values(keyRow('key_a', digest)).execute()
    const revoked = {
      state: 'revoked',
      revoked_at: at,
      revoked_by: 'member:ann',
      revoked_reason: 'unused',
    } as const
    await rows
      .insertInto('keys')
      .values({ ...keyRow('key_b', 'b'), ...revoked })
      .execute()
  },
  2: async (rows) => {
    const row = chained(
      { number: 0, at: 0, hash: '' },
      { actor: 'member:ann', action: 'key.created', subject: 'key_a', at },
    )
    await rows
      .insertInto('audit')
      .values({ ...row, details: '{}' })
      .execute()
    await rows.updateTable('audit_head').set({ number: 1, at, hash: row.hash }).execute()
  },
  3: async (rows) => {
    await rows
      .insertInto('events')
      .values({ id: 'evt_a', type: 'key.created', organisation: 'acme', data: '{}', at })
      .execute()
    const subscriber = {
      id: 'sub_a',
      url: 'https://example.com',
      events: '["key.created"]',
      organisation: null,
      sealed: peppers.seal('x'),
      enabled: 1,
      created_at: at,
    }
    await rows.insertInto('subscribers').values(subscriber).execute()
    await rows
      .insertInto('deliveries')
      .values({ id: 'dlv_a', event: 'evt_a', subscriber: 'sub_a', state: 'waiting', next_at: at })
      .execute()
  },
  4: async (rows) => {
    const report = {
      id: 'leak_a',
      key: 'key_a',
      reporter: 'reporter:hook',
      at,
      action: 'record',
      outcome: 'recorded',
      place: 'p',
      details: '{}',
    }
    await rows.insertInto('leak_reports').values(report).execute()
    await rows
      .insertInto('idempotency')
      .values({ id: 'i', request: 'r', answer: '[]', at })
      .execute()
  },
  5: async (rows) => {
    await rows.insertInto('balances').values({ organisation: 'acme', balance: 7 }).execute()
    await rows
      .insertInto('debits')
      .values({ id: 'd', organisation: 'acme', key: 'key_a', amount: 3, balance: 7, at })
      .execute()
  },
}

/** Version 8 calls an event as everything else does; the audit says what it said. */
function renamed({ events, subscribers, ...rest }: Readonly<Record<string, unknown>>): object {
  const text = JSON.stringify({ events, subscribers }).replaceAll('key.created', 'key.minted')
  return { ...rest, ...(JSON.parse(text) as object) }
}

onEachStore((open, _, freshUrl) => {
  test.each(migrations.map(({ number }) => number))(
    'what version %i wrote is there in the last one',
    async (version) => {
      const settings = { url: await freshUrl(), clock: () => at, random: randomBytes }
      const old = await openStore({ ...settings, version })
      for (let step = 1; step <= version; step++)
        await old.tally((rows) => written[step]?.(rows) ?? Promise.resolve())
      const before = await everything(old.reads, version)
      await old.close()

      const store = await openStore(settings)
      try {
        expect(await everything(store.reads, version)).toEqual(
          version < 8 ? renamed(before) : before,
        )
        const service = await serviceOn(store, () => at, { apis: [documents, managementApi] })
        expect(await service.verify(token.reveal())).toMatchObject({
          state: 'valid',
          key: { id: 'key_a' },
        })
        expect(await service.revoke('key_a', { reason: 'unused' }, ann)).toMatchObject({
          state: 'done',
        })
        expect(await service.verify(token.reveal())).toMatchObject({ state: 'revoked' })
        const revived = store.tally((rows) =>
          rows.updateTable('keys').set({ state: 'active' }).execute(),
        )
        await expect(revived).rejects.toThrow('cannot leave its state')
        expect(await service.verifyAudit()).toMatchObject({ state: 'whole' })
      } finally {
        await store.close()
      }
    },
  )

  test('what was granted before roles were opens every scope, as it did', async () => {
    const settings = { url: await freshUrl(), clock: () => at, random: randomBytes }
    const old = await openStore({ ...settings, version: 7 })
    await old.tally(async (rows) => {
      for (const step of [1, 2]) await written[step]?.(rows)
      await rows.updateTable('keys').set({ products: '["manage"]' }).execute()
      const product = { organisation: 'acme', product: 'manage' }
      await rows.insertInto('product_activations').values(product).execute()
      await rows
        .insertInto('product_grants')
        .values({ ...product, member: 'ann' })
        .execute()
      const policy = { organisation: 'acme', maximum_age: null, reminders: '[5]' }
      await rows.insertInto('policies').values(policy).execute()
    })
    await old.close()
    const store = await openStore(settings)
    try {
      const service = await serviceOn(store, () => at, { apis: [documents, managementApi] })
      const wanted = { product: 'manage', scope: 'read' }
      expect(await service.verify(token.reveal(), wanted)).toMatchObject({ state: 'valid' })
      expect(await service.products('acme')).toEqual({
        active: ['manage'],
        granted: { ann: ['manage'] },
        grants: [{ member: 'ann', product: 'manage', role: 'owner' }],
      })
      expect(await service.policy('acme')).toEqual({ organisation: 'acme', reminders: [5] })
    } finally {
      await store.close()
    }
  })

  test('a store of a later version is refused, and left as it is', async () => {
    const { url, store } = await open()
    await store.tally((rows) =>
      sql`INSERT INTO migrations (number, name) VALUES (99, 'later')`.execute(rows),
    )
    const settings = { url, clock: () => at, random: randomBytes }
    await expect(openStore(settings)).rejects.toMatchObject({
      name: 'StartRefused',
      message: `The store is of version 99, and this program knows ${migrations.length}.`,
    })
  })

  test('two processes that migrate at once do it once', async () => {
    const settings = { url: await freshUrl(), clock: () => at, random: randomBytes }
    const stores = await Promise.all([
      openStore(settings),
      openStore(settings),
      openStore(settings),
    ])
    for (const store of stores) {
      await store.probe()
      await store.close()
    }
  })
})

test('migrations are numbered without gaps', () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1))
})

function keyRow(id: string, digest: string): Insertable<KeysTable> {
  return {
    ...{ id, api: 'documents', organisation: 'acme', name: 'old', creator: 'ann', digest },
    ...{ environment: 'production', products: '[]', scopes: '["read"]', state: 'active' },
    ...{ start: 'ak_live_abcd', last4: 'wxyz', family: id, created_at: at, pepper: 'first' },
  }
}

const tablesOf: readonly (readonly (keyof Tables)[])[] = [
  ['keys', 'peppers'],
  ['audit', 'audit_head'],
  ['events', 'subscribers', 'deliveries'],
  ['leak_reports', 'idempotency'],
  ['balances', 'debits'],
]

async function everything(rows: Rows, version: number): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const table of tablesOf.slice(0, version).flat()) {
    found[table] = await rows.selectFrom(table).selectAll().execute()
  }
  return found
}
