import { sql, type ExpressionBuilder, type Insertable, type Updateable } from 'kysely'
import type { Key } from '../key.ts'
import type { Page, PageRequest } from '../page.ts'
import type { KeyFilter } from '../service.ts'
import type { Rows, Transaction } from './store.ts'
import type { KeysTable, Tables } from './tables.ts'

/** A key as it is stored, with what finds it. */
export interface StoredKey extends Key {
  readonly digest: string
  readonly pepper: string
}

export async function insertKey({ rows }: Transaction, key: StoredKey): Promise<void> {
  await rows.insertInto('keys').values(toRow(key)).execute()
}

export async function updateKey(
  transaction: Transaction,
  id: string,
  patch: Updateable<KeysTable>,
): Promise<Key> {
  transaction.changed({ key: id })
  const query = transaction.rows.updateTable('keys').set(patch).where('id', '=', id)
  const row = await query.returningAll().executeTakeFirstOrThrow()
  return fromRow(row)
}

export async function keyById(rows: Rows, id: string): Promise<Key | undefined> {
  const row = await rows.selectFrom('keys').selectAll().where('id', '=', id).executeTakeFirst()
  return row && fromRow(row)
}

/** The same, and nobody else changes it before this transaction has ended. */
export async function lockedKey(
  { rows, database }: Transaction,
  id: string,
): Promise<Key | undefined> {
  const row = await rows
    .selectFrom('keys')
    .selectAll()
    .where('id', '=', id)
    .$if(database === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
  return row && fromRow(row)
}

/** Those that have one of these digests; no more than a few hundred at once. */
export async function keysByDigest(rows: Rows, digests: readonly string[]): Promise<StoredKey[]> {
  if (digests.length === 0) return []
  const found = await rows
    .selectFrom('keys')
    .selectAll()
    .where('digest', 'in', [...digests])
    .execute()
  return found.map((row) => ({ ...fromRow(row), digest: row.digest, pepper: row.pepper }))
}

/** The newest first. */
export async function keysPage(
  rows: Rows,
  filter: KeyFilter,
  { after, limit = 50 }: PageRequest,
): Promise<Page<Key>> {
  const size = Math.max(1, Math.min(limit, 500))
  let query = rows.selectFrom('keys').selectAll().orderBy('id', 'desc').limit(size)
  const { api, organisation, environment, creator, family, state, search } = filter
  if (api !== undefined) query = query.where('api', '=', api)
  if (organisation !== undefined) query = query.where('organisation', '=', organisation)
  if (environment !== undefined) query = query.where('environment', '=', environment)
  if (creator !== undefined) query = query.where('creator', '=', creator)
  if (family !== undefined) query = query.where('family', '=', family)
  if (state !== undefined) query = query.where('state', '=', state)
  if (search !== undefined) query = query.where((eb) => matches(eb, search))
  if (after !== undefined) query = query.where('id', '<', after)
  const found = await query.execute()
  const next = found.length === size ? found[size - 1]?.id : undefined
  return { rows: found.map((row) => fromRow(row)), ...(next !== undefined && { next }) }
}

function matches(eb: ExpressionBuilder<Tables, 'keys'>, search: string) {
  const text = search.toLowerCase().replace(/[\\%_]/g, '\\$&')
  return eb.or([
    sql<boolean>`lower(name) like ${`%${text}%`} escape '\\'`,
    eb('last4', '=', search),
    eb('start', '=', search),
    eb('id', '=', search),
  ])
}

export function toRow(key: StoredKey): Insertable<KeysTable> {
  const { revoked, quarantined } = key
  return {
    id: key.id,
    api: key.api,
    organisation: key.organisation,
    name: key.name,
    creator: key.creator,
    environment: key.environment,
    products: JSON.stringify(key.products),
    scopes: JSON.stringify(key.scopes),
    state: key.state,
    start: key.start,
    last4: key.last4,
    family: key.family,
    predecessor: key.predecessor ?? null,
    successor: key.successor ?? null,
    created_at: key.createdAt,
    expires_at: key.expiresAt ?? null,
    last_used_at: key.lastUsedAt ?? null,
    revoked_at: revoked?.at ?? null,
    revoked_by: revoked?.by ?? null,
    revoked_reason: revoked?.reason ?? null,
    quarantined_at: quarantined?.at ?? null,
    quarantined_until: quarantined?.until ?? null,
    quarantined_by: quarantined?.by ?? null,
    quarantined_reason: quarantined?.reason ?? null,
    digest: key.digest,
    pepper: key.pepper,
  }
}

export function fromRow(row: Omit<KeysTable, 'digest' | 'pepper' | 'version'>, list = listOf): Key {
  return {
    id: row.id,
    api: row.api,
    organisation: row.organisation,
    name: row.name,
    creator: row.creator,
    environment: row.environment,
    products: list(row.products),
    scopes: list(row.scopes),
    state: row.state,
    start: row.start,
    last4: row.last4,
    family: row.family,
    createdAt: row.created_at,
    ...(row.predecessor !== null && { predecessor: row.predecessor }),
    ...(row.successor !== null && { successor: row.successor }),
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
    ...(row.revoked_at !== null && {
      revoked: { at: row.revoked_at, by: row.revoked_by ?? '', reason: row.revoked_reason ?? '' },
    }),
    ...(row.quarantined_at !== null && {
      quarantined: {
        at: row.quarantined_at,
        ...(row.quarantined_until !== null && { until: row.quarantined_until }),
        by: row.quarantined_by ?? '',
        reason: row.quarantined_reason ?? '',
      },
    }),
  }
}

/** Few lists are written in many keys, and parsing them would be half the cost of a lookup. */
export function rememberedLists(): (text: string) => readonly string[] {
  const lists = new Map<string, readonly string[]>()
  return (text) => {
    let list = lists.get(text)
    if (!list) {
      list = Object.freeze(listOf(text))
      if (lists.size < 10_000) lists.set(text, list)
    }
    return list
  }
}

function listOf(text: string): readonly string[] {
  return JSON.parse(text) as string[]
}
