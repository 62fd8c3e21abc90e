import { hash } from 'node:crypto'
import { sql, type Insertable } from 'kysely'
import { describe, expect, test } from 'vitest'
import { ann, onEachStore, wanted, type Bench } from '../../../../fixtures/key-service.ts'
import { keyStates, transitions, type KeyState } from '../key.ts'
import type { Rows } from './store.ts'
import type { KeysTable } from './tables.ts'

const at = Date.UTC(2026, 0, 1)
const pairs = keyStates.flatMap((from) => keyStates.map((to) => [from, to] as const))

/** What a state cannot be without. */
const needs: Readonly<Record<KeyState, object>> = {
  active: {},
  rotating: { expires_at: at + 1000, successor: 'key_next' },
  expired: {},
  quarantined: { quarantined_at: at, quarantined_by: 'member:ann', quarantined_reason: 'seen' },
  revoked: { revoked_at: at, revoked_by: 'member:ann', revoked_reason: 'unused' },
}

onEachStore((open) => {
  test('the database itself allows the arrows between states, and no other', async () => {
    const { store } = await open()
    for (const [from, to] of pairs) {
      const id = `${from}-${to}`
      await store.tally((rows) => insert(rows, id, from))
      const change = store.tally((rows) =>
        rows
          .updateTable('keys')
          .set({ state: to, ...needs[to], ...unrevoked(from, to) })
          .where('id', '=', id)
          .execute(),
      )
      const allowed = from === to || transitions[from].includes(to)
      if (allowed) await expect(change, id).resolves.toBeDefined()
      else await expect(change, id).rejects.toThrow()
      expect(await stateOf(store.reads, id), id).toBe(allowed ? to : from)
    }
  })

  describe('the database itself refuses', () => {
    test.each<[string, (rows: Rows) => Promise<unknown>]>([
      ['to take a key away', (rows) => rows.deleteFrom('keys').execute()],
      [
        'another organisation',
        (rows) => rows.updateTable('keys').set({ organisation: 'eve' }).execute(),
      ],
      [
        'another environment',
        (rows) => rows.updateTable('keys').set({ environment: 'staging' }).execute(),
      ],
      [
        'another end of a revoked key',
        (rows) =>
          rows
            .updateTable('keys')
            .set({ revoked_at: at + 1 })
            .execute(),
      ],
      [
        'a revoked key without a reason',
        (rows) => insert(rows, 'b', 'revoked', { revoked_reason: null }),
      ],
      [
        'a state that does not exist',
        (rows) =>
          rows
            .updateTable('keys')
            .set({ state: 'open' as KeyState })
            .execute(),
      ],
      ['a second key of one digest', (rows) => insert(rows, 'b', 'active', { digest: 'digest a' })],
      [
        'to change the audit',
        (rows) => rows.updateTable('audit').set({ actor: 'member:eve' }).execute(),
      ],
      ['to shorten the audit', (rows) => rows.deleteFrom('audit').execute()],
      [
        'a balance below nothing',
        (rows) =>
          rows.insertInto('balances').values({ organisation: 'acme', balance: -1 }).execute(),
      ],
    ])('%s', async (_, work) => {
      const { store } = await open()
      await store.tally((rows) => insert(rows, 'a', 'revoked'))
      await store.write((transaction) =>
        transaction.audit({ actor: 'a', action: 'b', subject: 'c' }),
      )
      await expect(store.tally(work)).rejects.toThrow()
    })

    test('to replace a key, or to empty the tables', async () => {
      const { store } = await open()
      await store.tally((rows) => insert(rows, 'a', 'revoked'))
      const text =
        store.database === 'postgres'
          ? sql`TRUNCATE keys CASCADE`
          : sql`INSERT OR REPLACE INTO keys SELECT id, api, organisation, name, creator, environment,
              products, scopes, 'active', start, last4, family, predecessor, successor, created_at,
              expires_at, last_used_at, NULL, NULL, NULL, NULL, NULL, NULL, NULL, digest, pepper, 1 FROM keys`
      await expect(store.tally((rows) => text.execute(rows))).rejects.toThrow()
      expect(await stateOf(store.reads, 'a')).toBe('revoked')
    })
  })

  test('whatever is asked in whichever order, a key moves along the arrows alone', async () => {
    const bench = await open()
    const random = numbers(7)
    for (let sequence = 0; sequence < 60; sequence++) {
      const { key, token } = await bench.service.mint(wanted, ann)
      let state = await stateOf(bench.store.reads, key.id)
      let revoked = false
      for (let step = 0; step < 10; step++) {
        const name = operations[Math.floor(random() * operations.length)]!
        await perform(bench, name, key.id, token.reveal())
        const next = await stateOf(bench.store.reads, key.id)
        const allowed = next === state || transitions[state].includes(next)
        expect(allowed, `${name} led from ${state} to ${next}`).toBe(true)
        const verification = await bench.service.verify(token.reveal())
        revoked ||= next === 'revoked'
        if (revoked) expect(verification.state).toBe('revoked')
        if (next === 'quarantined' || next === 'expired') expect(verification.state).toBe(next)
        state = next
      }
    }
    expect(await bench.service.verifyAudit()).toMatchObject({ state: 'whole' })
  })
})

const operations = [
  'rotate',
  'cut',
  'quarantine',
  'release',
  'revoke',
  'replace',
  'report',
  'change',
  'wait',
  'sweep',
] as const

async function perform(
  { service, clock }: Bench,
  name: (typeof operations)[number],
  id: string,
  token: string,
): Promise<void> {
  const reason = { reason: 'a test' }
  const sha256 = hash('sha256', token)
  clock.now += 1
  if (name === 'rotate') await service.rotate(id, { overlap: 50 }, ann)
  if (name === 'cut') await service.rotate(id, { overlap: 0 }, ann)
  if (name === 'quarantine')
    await service.quarantine(id, { ...reason, until: clock.now + 200 }, ann)
  if (name === 'release') await service.release(id, reason, ann)
  if (name === 'revoke' && clock.now % 3 === 0) await service.revoke(id, reason, ann)
  if (name === 'replace' && clock.now % 3 === 0) await service.revokeAndReplace(id, reason, ann)
  if (name === 'report')
    await service.report([{ sha256, action: 'quarantine', line: clock.now }], ann)
  if (name === 'change') await service.change(id, { name: `at ${clock.now}` }, ann)
  if (name === 'wait') clock.now += 60
  if (name === 'sweep') await service.sweep()
}

async function insert(
  rows: Rows,
  id: string,
  state: KeyState,
  more: object = {},
): Promise<unknown> {
  const row: Insertable<KeysTable> = {
    ...{
      id,
      api: 'documents',
      organisation: 'acme',
      name: 'k',
      creator: 'ann',
      digest: `digest ${id}`,
    },
    ...{ environment: 'production', products: '[]', scopes: '[]', state, pepper: 'first' },
    ...{ start: 'ak_live_abcd', last4: 'wxyz', family: id, created_at: at },
  }
  return rows
    .insertInto('keys')
    .values({ ...row, ...needs[state], ...more })
    .execute()
}

/** Only the arrow is to be refused, not a row that would be odd. */
function unrevoked(from: KeyState, to: KeyState): object {
  if (from !== 'revoked' || to === 'revoked') return {}
  return { revoked_at: null, revoked_by: null, revoked_reason: null }
}

async function stateOf(rows: Rows, id: string): Promise<KeyState> {
  const row = await rows
    .selectFrom('keys')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.state
}

/** The same numbers in every run. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
