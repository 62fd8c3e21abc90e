import { fromRow } from './keys.ts'
import type { Found } from './store.ts'
import type { KeysTable } from './tables.ts'

/**
 * A row of the hot path: `open` lists the products that are active and granted, as JSON; null where the
 * key has none.
 */
export interface FoundRow extends Omit<KeysTable, 'digest' | 'version'> {
  readonly open: string | null
}

const columns = [
  ...['id', 'api', 'organisation', 'name', 'creator', 'environment', 'products', 'scopes', 'state'],
  ...['start', 'last4', 'family', 'predecessor', 'successor', 'created_at', 'expires_at'],
  ...['last_used_at', 'revoked_at', 'revoked_by', 'revoked_reason', 'quarantined_at'],
  ...['quarantined_until', 'quarantined_by', 'quarantined_reason', 'pepper'],
]

/** In the words of a database: how rows are chosen, and how they become a JSON list. */
export function findQuery(condition: string, listed: string): string {
  return `SELECT ${columns.map((name) => `k.${name}`).join(', ')},
  CASE WHEN k.products = '[]' THEN NULL ELSE (
    SELECT ${listed} FROM product_activations a
    JOIN product_grants g ON g.organisation = a.organisation AND g.product = a.product
    WHERE a.organisation = k.organisation AND g.member = k.creator
  ) END AS open
FROM keys k WHERE ${condition}`
}

export function found(row: FoundRow, list: (text: string) => readonly string[]): Found {
  const key = fromRow(row, list)
  if (row.open === null) return { key, products: key.products, pepper: row.pepper }
  const open = list(row.open)
  const products = key.products.filter((product) => open.includes(product))
  return { key, products, pepper: row.pepper }
}
