import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import {
  ann,
  onEachStore,
  serviceOn,
  wanted,
  type Bench,
} from '../../../../fixtures/key-service.ts'
import { join as joinAs } from '../../../../fixtures/people.ts'
import { backup, restore } from './backup.ts'
import { openStore } from './open.ts'

const folder = mkdtempSync(join(tmpdir(), 'keyward-backup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0

onEachStore((open, _, freshUrl) => {
  test('a backup is restored, and every key opens what it did', async () => {
    const { bench, tokens } = await lived(open)
    const path = freshPath()
    const { rows } = await backup(bench.store, path)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    for (const token of tokens) expect(readFileSync(path, 'utf8')).not.toContain(token)

    const url = await freshUrl()
    expect(await restore(settings(url), path)).toEqual({ rows })
    const store = await openStore(settings(url))
    try {
      const service = await serviceOn(store, settings(url).clock)
      expect((await service.keys()).rows).toEqual((await bench.service.keys()).rows)
      for (const token of tokens) {
        const before = await bench.service.verify(token)
        expect(await service.verify(token)).toMatchObject({ state: before.state })
      }
      expect(await service.verifyAudit()).toMatchObject({ state: 'whole' })
      expect(await service.balance('acme')).toBe(100)
      expect(await service.people.members('acme')).toEqual(
        await bench.service.people.members('acme'),
      )
      expect(await service.people.invitations('acme')).toHaveLength(1)
      expect(await service.people.groups('acme')).toEqual(await bench.service.people.groups('acme'))
      expect(await service.products('acme')).toEqual(await bench.service.products('acme'))
      await service.mint(wanted, ann)
    } finally {
      await store.close()
    }
  })

  test('a backup is of one moment, whatever is written meanwhile', async () => {
    const { bench } = await lived(open)
    const path = freshPath()
    const minting = Promise.all(Array.from({ length: 30 }, () => bench.service.mint(wanted, ann)))
    await backup(bench.store, path)
    await minting

    const url = await freshUrl()
    await restore(settings(url), path)
    const store = await openStore(settings(url))
    try {
      const service = await serviceOn(store, settings(url).clock)
      expect(await service.verifyAudit()).toMatchObject({ state: 'whole' })
      const created = (await service.audit({ action: 'key.minted' }, { limit: 500 })).rows
      expect((await service.keys({}, { limit: 500 })).rows).toHaveLength(created.length)
    } finally {
      await store.close()
    }
  })

  test('a store that is in use is not replaced', async () => {
    const { bench } = await lived(open)
    const path = freshPath()
    await backup(bench.store, path)
    await expect(restore(settings(bench.url), path)).rejects.toThrow('The store is not empty')
  })
})

describe('a backup is refused when', () => {
  test.each<[string, (text: string) => string, string]>([
    ['its end is missing', (text) => text.slice(0, text.lastIndexOf('{"type":"end"')), 'not whole'],
    ['a row is missing', (text) => text.split('\n').toSpliced(2, 1).join('\n'), 'not whole'],
    ['a row was changed', (text) => text.replace('"documents"', '"document5"'), 'not whole'],
    ['it is something else', () => '{"hello":"world"}\n', 'not a backup'],
    ['it is not JSON', () => 'hello\n', 'not JSON'],
    [
      'it is of a later version',
      (text) => text.replace('"version":', '"version":9'),
      'later version',
    ],
  ])('%s', async (_, spoil, message) => {
    const { store, path } = await small()
    await store.close()
    writeFileSync(path, spoil(readFileSync(path, 'utf8')))
    await expect(restore(settings(freshPath()), path)).rejects.toThrow(message)
  })

  test('it is not there', async () => {
    await expect(restore(settings(freshPath()), freshPath())).rejects.toThrow('cannot be read')
  })
})

function freshPath(): string {
  return join(folder, `${++files}`)
}

function settings(url: string) {
  return { url, clock: () => Date.UTC(2026, 0, 1), random: randomBytes }
}

async function small() {
  const path = freshPath()
  const store = await openStore(settings(freshPath()))
  const service = await serviceOn(store, settings('').clock)
  await service.mint(wanted, ann)
  await backup(store, path)
  return { store, path }
}

/** A service on which something of everything has happened. */
async function lived(open: () => Promise<Bench>): Promise<{ bench: Bench; tokens: string[] }> {
  const bench = await open()
  const { service } = bench
  const minted = await Promise.all([1, 2, 3].map(() => service.mint(wanted, ann)))
  const [first, second] = minted
  const of = { organisation: 'acme' }
  const rotated = await service.rotate(first!.key.id, { overlap: 1000 }, ann)
  if (rotated.state !== 'done') throw new Error(rotated.reason)
  await service.revoke(second!.key.id, { reason: 'unused' }, ann)
  await service.credit({ organisation: 'acme', amount: 100, idempotencyKey: 'first' }, ann)
  await service.setPolicy({ organisation: 'acme', reminders: [1000] }, ann)
  await service.setProduct({ organisation: 'acme', product: 'manage', enabled: true }, ann)
  const { account } = await joinAs(service, 'eve', 'editor')
  await service.people.setGroup({ ...of, group: 'chemists', account, enabled: true }, ann)
  await service.setProduct({ ...of, product: 'manage', group: 'chemists', enabled: true }, ann)
  await service.people.invite({ ...of, email: 'bob@example.com', role: 'viewer' }, ann)
  const tokens = [...minted.map(({ token }) => token.reveal()), rotated.token.reveal()]
  return { bench, tokens }
}
