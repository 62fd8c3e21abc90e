import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Connection from 'better-sqlite3'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import {
  ann,
  benches,
  onEachStore,
  pepper,
  serviceOn,
  wanted,
} from '../../../../fixtures/key-service.ts'
import { openStore } from './open.ts'
import type { Store } from './store.ts'

const folder = mkdtempSync(join(tmpdir(), 'keyward-trouble-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const at = Date.UTC(2026, 0, 1)

describe('on SQLite', () => {
  const open = benches(() => Promise.resolve(freshPath()))

  test('a full disk refuses what is written, keeps what was, and goes on when there is room', async () => {
    const { service, store } = await open()
    const { key, token } = await service.mint(wanted, ann)
    await room(store, 2)
    const outcome = await untilFull(() => service.mint(wanted, ann))
    expect(outcome).toMatchObject({ name: 'StoreUnavailable', state: 'full' })
    expect(await service.verify(token.reveal())).toMatchObject({ state: 'valid', key })
    expect(await service.verifyAudit()).toMatchObject({ state: 'whole' })
    const before = (await service.keys({}, { limit: 500 })).rows.length

    await room(store, 1000)
    await service.mint(wanted, ann)
    expect((await service.keys({}, { limit: 500 })).rows).toHaveLength(before + 1)
    expect(await service.revoke(key.id, { reason: 'unused' }, ann)).toMatchObject({ state: 'done' })
  })

  test('a file that another process holds is told as locked, and keys are verified all the same', async () => {
    const { service, url } = await open()
    const { key, token } = await service.mint(wanted, ann)
    const other = new Connection(url)
    other.exec('BEGIN EXCLUSIVE')
    const revocation = service.revoke(key.id, { reason: 'unused' }, ann)
    const refused = expect(revocation).rejects.toMatchObject({
      name: 'StoreUnavailable',
      state: 'locked',
    })
    // Nobody waits for it but the one who asked.
    expect(await service.verify(token.reveal())).toMatchObject({ state: 'valid' })
    await refused
    other.exec('ROLLBACK')
    other.close()
    expect(await service.revoke(key.id, { reason: 'unused' }, ann)).toMatchObject({ state: 'done' })
  })

  test('a lock that is soon given back is waited for', async () => {
    const { service, url } = await open()
    const other = new Connection(url)
    other.exec('BEGIN EXCLUSIVE')
    const minting = service.mint(wanted, ann)
    await new Promise((resolve) => setTimeout(resolve, 300))
    other.exec('ROLLBACK')
    other.close()
    await expect(minting).resolves.toMatchObject({ key: { state: 'active' } })
  })

  test('a file that another process holds for itself alone is no place to start', async () => {
    const path = freshPath()
    await (await openStore(settings(path))).close()
    const other = new Connection(path)
    other.pragma('locking_mode = EXCLUSIVE')
    other.exec('BEGIN EXCLUSIVE')
    await expect(openStore(settings(path))).rejects.toMatchObject({
      name: 'StartRefused',
      message: `Another process holds the file of the store. (${path})`,
    })
    other.close()
  })

  test.each<[string, (path: string) => void]>([
    ['is no database', (path) => writeFileSync(path, 'hello '.repeat(1000))],
    ['was overwritten in the middle', (path) => overwrite(path, 4096 * 4)],
    ['has lost its header', (path) => overwrite(path, 0)],
  ])('a file that %s is no place to start', async (_, spoil) => {
    const path = freshPath()
    const store = await openStore(settings(path))
    const service = await serviceOn(store, () => at)
    for (let count = 0; count < 50; count++) await service.mint(wanted, ann)
    await store.close()
    spoil(path)
    await expect(openStore(settings(path))).rejects.toMatchObject({
      name: 'StartRefused',
      remedy: expect.stringContaining('Restore the last backup') as string,
    })
  })

  test('a folder that is not there is no place to start', async () => {
    await expect(openStore(settings(join(folder, 'none', 'keys.db')))).rejects.toMatchObject({
      name: 'StartRefused',
      remedy: expect.stringContaining('a folder that exists') as string,
    })
  })

  test.each(['', ':memory:', 'mysql://localhost/keys'])('%j is no store', async (url) => {
    await expect(openStore(settings(url))).rejects.toMatchObject({ name: 'StartRefused' })
  })

  test('its file is for its owner alone', async () => {
    const { url } = await open()
    for (const end of ['', '-wal', '-shm']) expect(statSync(url + end).mode & 0o777).toBe(0o600)
  })

  test.skipIf(process.getuid?.() !== 0)(
    'a disk that really is full is told as full, or as one that cannot be written',
    async () => {
      const disk = mkdtempSync(join(tmpdir(), 'keyward-disk-'))
      if (!mounted(disk)) return
      try {
        const store = await openStore(settings(join(disk, 'keys.db')))
        const service = await serviceOn(store, () => at)
        const { token } = await service.mint(wanted, ann)
        const outcome = await untilFull(() => service.mint(wanted, ann))
        expect(outcome).toMatchObject({ name: 'StoreUnavailable' })
        expect(await service.verify(token.reveal())).toMatchObject({ state: 'valid' })
        expect(await service.verifyAudit()).toMatchObject({ state: 'whole' })
        await store.close()
      } finally {
        execFileSync('umount', [disk])
        rmSync(disk, { recursive: true })
      }
    },
  )
})

onEachStore((open) => {
  test('without the pepper of its keys a service does not start', async () => {
    const { service, another } = await open()
    const { key } = await service.mint(wanted, ann)
    await expect(another({ peppers: [pepper('second')] })).rejects.toMatchObject({
      name: 'StartRefused',
      message: 'The pepper "first" is missing, and 1 keys in use were stored with it.',
    })
    await service.revoke(key.id, { reason: 'unused' }, ann)
    await expect(another({ peppers: [pepper('second')] })).resolves.toBeDefined()
  })

  test('with another pepper of the same name a service does not start', async () => {
    const { another } = await open()
    const other = { ...pepper('second'), id: 'first' }
    await expect(another({ peppers: [other] })).rejects.toMatchObject({
      name: 'StartRefused',
      message: 'The pepper "first" is not the one that keys were stored with.',
    })
  })

  test('a clock that goes back opens nothing again, and the audit goes on', async () => {
    const { service, clock } = await open()
    const { token } = await service.mint({ ...wanted, expiresAt: clock.now + 1000 }, ann)
    clock.now += 1000
    expect(await service.verify(token.reveal())).toMatchObject({ state: 'expired' })
    clock.now -= 500_000
    expect(await service.verify(token.reveal())).toMatchObject({ state: 'expired' })
    const { key } = await service.mint(wanted, ann)
    expect(key.createdAt).toBeGreaterThanOrEqual(at)
    expect(await service.verifyAudit()).toMatchObject({ state: 'whole' })
  })

  test('a clock that is behind the audit is no time to start', async () => {
    const { service, clock, another } = await open()
    clock.now += 500_000
    await service.mint(wanted, ann)
    clock.now = at
    await expect(another()).rejects.toMatchObject({
      name: 'StartRefused',
      message:
        'The clock says 2026-01-01T00:00:00.000Z, and the audit was last written to at 2026-01-01T00:08:20.000Z.',
    })
  })

  test('a store that was closed says so', async () => {
    const { service, store } = await open()
    const { token } = await service.mint(wanted, ann)
    await store.close()
    const closed = { name: 'StoreUnavailable', state: 'closed' }
    await expect(service.mint(wanted, ann)).rejects.toMatchObject(closed)
    await expect(
      Promise.resolve().then(() => service.verify(token.reveal())),
    ).rejects.toMatchObject(closed)
  })

  test('an audit that was changed behind its back is told as broken', async () => {
    const { service, store } = await open()
    for (let count = 0; count < 3; count++) await service.mint(wanted, ann)
    await store.tally(async (rows) => {
      const drop =
        store.database === 'sqlite'
          ? sql`DROP TRIGGER audit_unchanged`
          : sql`DROP TRIGGER audit_guard ON audit`
      await drop.execute(rows)
      await rows.updateTable('audit').set({ actor: 'member:eve' }).where('number', '=', 3).execute()
    })
    expect(await service.verifyAudit()).toEqual({
      state: 'broken',
      number: 3,
      reason: 'It was changed after it was written.',
    })
  })
})

function freshPath(): string {
  return join(folder, `${++files}.db`)
}

function settings(url: string) {
  return { url, clock: () => at, random: randomBytes }
}

/** SQLite itself refuses to grow beyond so many pages more than it has. */
async function room({ tally }: Pick<Store, 'tally'>, more: number): Promise<void> {
  await tally(async (rows) => {
    const { rows: counted } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(rows)
    await sql.raw(`PRAGMA max_page_count = ${(counted[0]?.page_count ?? 0) + more}`).execute(rows)
  })
}

async function untilFull(work: () => Promise<unknown>): Promise<unknown> {
  for (let count = 0; count < 3000; count++) {
    try {
      await work()
    } catch (error) {
      return error
    }
  }
  return 'never full'
}

function overwrite(path: string, position: number): void {
  writeSync(openSync(path, 'r+'), Buffer.alloc(4096 * 3, 'x'), 0, 4096 * 3, position)
}

/** Where a container may not mount anything there is no such disk to be had. */
function mounted(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
