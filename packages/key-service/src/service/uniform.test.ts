import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ann, documents, pepper, wanted } from '../../../../fixtures/key-service.ts'
import { autype } from '../dialects/autype.ts'
import { authenticate } from '../middleware/authenticate.ts'
import { createPeppers } from '../pepper.ts'
import type { KeyService } from '../service.ts'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/store.ts'
import { createKeyService } from './create.ts'

// Time itself is measured by a benchmark; what takes it is counted here.
const folder = mkdtempSync(join(tmpdir(), 'keyward-uniform-'))
const clock = { now: Date.UTC(2026, 0, 1) }
const work: string[] = []
let store: Store
let service: KeyService
const tokens = new Map<string, string>()

beforeAll(async () => {
  const parts = { clock: () => clock.now, random: randomBytes }
  store = await openStore({ url: join(folder, 'keys.db'), ...parts })
  const peppers = createPeppers([pepper('first')], randomBytes)
  service = await createKeyService({
    apis: [documents],
    ...parts,
    store: {
      ...store,
      find(digests) {
        work.push(`find by ${digests.length}`)
        return store.find(digests)
      },
      balance(organisation) {
        work.push('balance')
        return store.balance(organisation)
      },
      write(task) {
        work.push('write')
        return store.write(task)
      },
      tally(task) {
        work.push('tally')
        return store.tally(task)
      },
    },
    peppers: {
      ...peppers,
      digests(sha256) {
        work.push('digest')
        return peppers.digests(sha256)
      },
    },
  })

  async function minted(what: string, more: object = {}): Promise<string> {
    const { key, token } = await service.mint({ ...wanted, ...more }, ann)
    tokens.set(what, token.reveal())
    return key.id
  }
  await minted('valid')
  await service.revoke(await minted('revoked'), { reason: 'test' }, ann)
  await service.quarantine(await minted('quarantined'), { reason: 'test' }, ann)
  await minted('expired', { expiresAt: clock.now + 1000 })
  await minted('forbidden', { scopes: ['write'] })
  clock.now += 1000
  const elsewhere = await createKeyService({
    apis: [documents],
    ...parts,
    store: await openStore({ url: join(folder, 'other.db'), ...parts }),
    peppers,
  })
  tokens.set('unknown', (await elsewhere.mint(wanted, ann)).token.reveal())
  await elsewhere.store.close()
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

/** What verifying a token has the service do. */
async function workFor(token: string): Promise<string[]> {
  work.length = 0
  await service.verify(token, { scope: 'read' })
  return [...work]
}

test('a key costs the same work whether it opens, ended, or never was', async () => {
  for (const what of ['valid', 'revoked', 'quarantined', 'expired', 'forbidden', 'unknown']) {
    const verified = await service.verify(tokens.get(what), { scope: 'read' })
    expect(verified.state).toBe(what)
    expect([what, ...(await workFor(tokens.get(what)!))]).toEqual([what, 'digest', 'find by 1'])
  }
})

test('what we never made reaches neither the peppers nor the store', async () => {
  const token = tokens.get('valid')!
  const forged = token.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
  for (const text of [forged, 'ak_live_', 'nonsense', 'x'.repeat(100_000)]) {
    expect(await workFor(text)).toEqual([])
  }
})

test('a key that ended and one that never was are answered byte for byte alike', async () => {
  const door = { service, dialect: autype, wanted: { scope: 'read' } }
  const told = new Set<string>()
  for (const what of ['revoked', 'quarantined', 'expired', 'unknown']) {
    told.add(JSON.stringify(await authenticate(door, () => tokens.get(what))))
  }
  expect(told.size).toBe(1)
})
