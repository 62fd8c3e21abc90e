import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { hash, randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtProgram, type BuiltProgram } from '../../../../fixtures/built-program.ts'
import {
  ann,
  documents,
  onEachStore,
  pepper,
  wanted,
  type Bench,
} from '../../../../fixtures/key-service.ts'
import { createPeppers } from '../pepper.ts'
import { createTokens } from '../token.ts'
import { insertKey } from './keys.ts'

const races = 10_000
const reason = { reason: 'compromised' }
let watcher: BuiltProgram

beforeAll(async () => {
  const entry = new URL('../../../../fixtures/key-service-watcher.ts', import.meta.url)
  watcher = await builtProgram(entry, ['better-sqlite3', 'pg', 'graphile-worker'])
})
afterAll(() => watcher.remove())

onEachStore((open) => {
  test(
    'no key is accepted after its revocation, however it is raced within one process',
    { timeout: 900_000 },
    async () => {
      const bench = await open()
      const { service } = bench
      const minted = await mintedAtOnce(bench, races)
      let accepted = 0
      async function lane(): Promise<void> {
        for (let next = minted.pop(); next; next = minted.pop()) {
          const { id, token } = next
          if ((await service.verify(token)).state !== 'valid') throw new Error('It was not valid.')
          const revocation = service.revoke(id, reason, ann)
          const during = Promise.all([service.verify(token), service.verify(token)])
          await revocation
          if ((await service.verify(token)).state !== 'revoked') accepted++
          await during
          if ((await service.verify(token)).state !== 'revoked') accepted++
        }
      }
      await Promise.all(Array.from({ length: 8 }, lane))
      expect(accepted).toBe(0)
    },
  )

  test(
    'another process refuses every key that was revoked, SQLite at once and Postgres in its bound',
    { timeout: 900_000 },
    async () => {
      const bench = await open()
      bench.clock.now = Date.now()
      const keys = races
      const seen = await watched(bench, keys)
      expect(seen.refused).toBe(keys)
      expect(seen.accepted).toBeGreaterThanOrEqual(races)
      if (bench.store.lookupAge === 0) expect(seen.late).toBe(0)
      expect(seen.latest).toBeLessThanOrEqual(bench.store.lookupAge)
    },
  )
})

describe('on Postgres, a process that is not told of a revocation', () => {
  onEachStore((open) => {
    test('refuses the key as soon as it notices, and asks each time until it is told again', async ({
      skip,
    }) => {
      const bench = await open()
      if (bench.store.database === 'sqlite') return skip('SQLite has nothing to be told.')
      const { service } = bench
      const other = await bench.another()
      const { key, token } = await service.mint(wanted, ann)
      expect(await other.verify(token.reveal())).toMatchObject({ state: 'valid' })
      // Every listener loses its connection, and with it whatever is said meanwhile.
      const answer = await sql<{ ended: boolean }>`SELECT pg_terminate_backend(pid) AS ended
        FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()`.execute(
        bench.store.reads,
      )
      expect(answer.rows.length).toBeGreaterThanOrEqual(2)
      await service.revoke(key.id, reason, ann)
      await expect
        .poll(async () => (await other.verify(token.reveal())).state, { timeout: 5000 })
        .toBe('revoked')

      // They listen again after a moment, and are told again.
      const next = await service.mint(wanted, ann)
      await new Promise((resolve) => setTimeout(resolve, 1500))
      expect(await other.verify(next.token.reveal())).toMatchObject({ state: 'valid' })
      expect(other.verify(next.token.reveal())).not.toBeInstanceOf(Promise)
      await service.revoke(next.key.id, reason, ann)
      await expect
        .poll(async () => (await other.verify(next.token.reveal())).state, { timeout: 1000 })
        .toBe('revoked')
    })
  })
})

interface Seen {
  readonly accepted: number
  readonly refused: number
  readonly late: number
  readonly latest: number
}

/** Another process verifies while this one revokes. */
async function watched(bench: Bench, keys: number): Promise<Seen> {
  const { url, service } = bench
  const child = spawn(process.execPath, [watcher.path, url, `${keys}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const answers = linesOf(child)
  await answers.next()
  const minted = await mintedAtOnce(bench, keys)
  for (const { token } of minted) child.stdin.write(`${JSON.stringify({ token })}\n`)
  // However slow it is, it is in the midst of them when the first is revoked.
  await answers.next()
  for (const { id, token } of minted) {
    await service.revoke(id, reason, ann)
    child.stdin.write(`${JSON.stringify({ token, revoked: true })}\n`)
  }
  child.stdin.write('{}\n')
  const answer: IteratorResult<string, undefined> = await answers.next()
  return JSON.parse(answer.value ?? '') as Seen
}

function linesOf(
  child: ChildProcessByStdio<Writable, Readable, null>,
): AsyncIterator<string, undefined> {
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]()
}

/** As minting would, but in one transaction: only what comes after it is of interest here. */
async function mintedAtOnce(
  { store, clock }: Bench,
  count: number,
): Promise<{ id: string; token: string }[]> {
  const tokens = createTokens([documents], randomBytes)
  const peppers = createPeppers([pepper('first')], randomBytes)
  const minted = Array.from({ length: count }, (_, index) => ({
    id: `key_${index}`,
    token: tokens.mint(documents, 'production').token.reveal(),
  }))
  await store.write(async (transaction) => {
    for (const { id, token } of minted) {
      const [digest = ''] = peppers.digests(hash('sha256', token))
      await insertKey(transaction, {
        ...{ ...wanted, id, digest, products: [], state: 'active', start: 'ak_live_', last4: '' },
        ...{ family: id, createdAt: clock.now, pepper: 'first' },
      })
    }
  })
  return minted
}
