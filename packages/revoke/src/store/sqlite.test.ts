import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { openSqlite } from './sqlite.ts'
import type { Database } from './tables.ts'

it('keeps what a transaction says through a power cut, also after one that failed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-sqlite-'))
  const store = await openSqlite(join(folder, 'revoke.db'))
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  expect(await store.transaction(waitsForDisk)).toBe(true)
  // What takes up and lays down jobs may be lost: they are done once more.
  expect(await waitsForDisk(store.database)).toBe(false)
  const failing = store.transaction(() => Promise.reject(new Error('It failed.')))
  await expect(failing).rejects.toThrow('It failed.')
  expect(await waitsForDisk(store.database)).toBe(false)
  expect(await store.transaction(waitsForDisk)).toBe(true)
})

async function waitsForDisk(database: Database): Promise<boolean> {
  const told = await sql<{ synchronous: number }>`pragma synchronous`.execute(database)
  return told.rows[0]?.synchronous === 2
}
