import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, type FileHandle } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { migrations } from './migrations/index.ts'
import { openStore } from './open.ts'
import {
  StartRefused,
  type Rows,
  type Store,
  type StoreSettings,
  type Transaction,
} from './store.ts'
import type { Tables } from './tables.ts'

type Row = Readonly<Record<string, unknown>>

/** In an order in which they can be written again, with what a page of them goes on from. */
const tables: readonly [table: keyof Tables, cursor: string | undefined][] = [
  ['peppers', undefined],
  ['keys', 'id'],
  ['audit', 'number'],
  ['audit_head', undefined],
  ['events', 'id'],
  ['subscribers', 'id'],
  ['deliveries', 'id'],
  ['leak_reports', 'id'],
  ['idempotency', 'id'],
  ['balances', 'organisation'],
  ['debits', 'id'],
  ['policies', 'organisation'],
  ['reminders', undefined],
  ['product_activations', undefined],
  ['product_grants', undefined],
  ['accounts', 'id'],
  ['members', undefined],
  ['invitations', 'id'],
  ['group_members', undefined],
  ['group_grants', undefined],
]
const pageSize = 200

/**
 * Everything as it was at one moment, one JSON line a row, whichever database it is in: a copy of
 * SQLite can be restored into Postgres. It holds digests, not keys; the peppers are not in it.
 */
export async function backup(store: Store, path: string): Promise<{ readonly rows: number }> {
  const part = `${path}.part`
  const file = await open(part, 'w', 0o600)
  try {
    const rows = await store.snapshot((rows) => writeAll(rows, file))
    // What has its name is whole, even when the machine stops now.
    await file.sync()
    await rename(part, path)
    return { rows }
  } finally {
    await file.close()
  }
}

/** Into an empty store; throws `StartRefused` when it is not, or the copy is not whole. */
export async function restore(
  settings: StoreSettings,
  path: string,
): Promise<{ readonly rows: number }> {
  const { version, rows } = await checkCopy(path)
  const store = await openStore({ ...settings, version })
  try {
    await store.tally(async (target) => {
      await checkEmpty(target)
      await target.deleteFrom('audit_head').execute()
      for await (const page of pages(path)) await writePage(target, page)
    })
  } finally {
    await store.close()
  }
  const current = await openStore(settings)
  await current.write(scheduleAll).finally(() => current.close())
  return { rows }
}

async function writeAll(rows: Rows, file: FileHandle): Promise<number> {
  const digest = createHash('sha256')
  let count = 0
  async function write(lines: readonly unknown[]): Promise<void> {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    digest.update(text)
    await file.write(text)
  }
  await write([{ type: 'keyward-backup', version: migrations.length }])
  for (const [table, cursor] of tables) {
    for await (const page of pagesOf(rows, table, cursor)) {
      await write(page.map((row) => ({ table, row })))
      count += page.length
    }
  }
  await file.write(
    `${JSON.stringify({ type: 'end', rows: count, sha256: digest.digest('hex') })}\n`,
  )
  return count
}

async function* pagesOf(
  rows: Rows,
  table: keyof Tables,
  cursor: string | undefined,
): AsyncGenerator<readonly Row[]> {
  let query = rows.selectFrom(table).selectAll()
  if (cursor === undefined) {
    yield await query.execute()
    return
  }
  const column = rows.dynamic.ref(cursor)
  query = query.orderBy(column).limit(pageSize)
  let page: readonly Row[] = await query.execute()
  while (page.length > 0) {
    yield page
    const last = page[page.length - 1]?.[cursor]
    page = await query.where(column, '>', last as string).execute()
  }
}

interface Line {
  readonly type?: string
  readonly version?: number
  readonly rows?: number
  readonly sha256?: string
  readonly table?: keyof Tables
  readonly row?: Row
}

/** Nothing is written before all of it was read once. */
async function checkCopy(path: string): Promise<{ version: number; rows: number }> {
  const digest = createHash('sha256')
  let version = 0
  let rows = 0
  let last: Line | undefined
  for await (const text of linesOf(path)) {
    if (last) throw refused('Something follows its end.')
    const line = parsed(text)
    if (line.type === 'end') {
      last = line
      continue
    }
    digest.update(`${text}\n`)
    if (line.table) rows++
    else if (line.type === 'keyward-backup') version = line.version ?? 0
  }
  if (version === 0) throw refused('It is not a backup of a key service.')
  if (version > migrations.length) throw refused('It was written by a later version.')
  if (last?.rows !== rows || last.sha256 !== digest.digest('hex')) {
    throw refused('It is not whole: it was cut off or changed.')
  }
  return { version, rows }
}

async function* pages(path: string): AsyncGenerator<readonly Line[]> {
  let page: Line[] = []
  for await (const text of linesOf(path)) {
    const line = parsed(text)
    if (!line.table) continue
    if (page.length === pageSize || (page[0] && page[0].table !== line.table)) {
      yield page
      page = []
    }
    page.push(line)
  }
  if (page.length > 0) yield page
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const input = createReadStream(path, 'utf8')
  try {
    yield* createInterface({ input, crlfDelay: Infinity })
  } catch (error) {
    throw refused('It cannot be read.', error)
  } finally {
    input.destroy()
  }
}

function parsed(text: string): Line {
  try {
    return JSON.parse(text) as Line
  } catch (error) {
    throw refused('A line of it is not JSON.', error)
  }
}

async function writePage(rows: Rows, page: readonly Line[]): Promise<void> {
  const table = page[0]?.table
  if (!table) return
  const values = page.map(({ row }) => row) as never
  await rows.insertInto(table).values(values).execute()
}

async function checkEmpty(rows: Rows): Promise<void> {
  const key = await rows.selectFrom('keys').select('id').limit(1).executeTakeFirst()
  const pepper = await rows.selectFrom('peppers').select('id').limit(1).executeTakeFirst()
  if (!key && !pepper) return
  throw new StartRefused(
    'The store is not empty, and a backup replaces nothing.',
    'Name a new file or an empty database.',
  )
}

/** What waits gets its jobs again: those of Postgres are not in the copy. */
async function scheduleAll(transaction: Transaction): Promise<void> {
  const waiting = await transaction.rows
    .selectFrom('deliveries')
    .select(['id', 'next_at'])
    .where('state', '=', 'waiting')
    .execute()
  for (const { id, next_at: nextAt } of waiting) await transaction.schedule({ id, nextAt })
}

function refused(message: string, cause?: unknown): StartRefused {
  return new StartRefused(
    `The backup cannot be restored. ${message}`,
    'Name a file that `keyward-keys export` wrote.',
    cause,
  )
}
