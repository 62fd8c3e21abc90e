import { isAtLeast, type Role } from '../role.ts'
import { fromRow } from './keys.ts'
import type { Found } from './store.ts'
import type { KeysTable } from './tables.ts'

/**
 * A row of the hot path: `open` lists the products that are active and granted, each with a role, such
 * as `editor manage`, as JSON; null where the key has none.
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

/** What is listed of each product; it becomes a JSON list in the words of a database. */
export const openProduct = `g.role || ' ' || a.product`

/** In the words of a database: how rows are chosen, and how products become a JSON list. */
export function findQuery(condition: string, listed: string): string {
  return `SELECT ${columns.map((name) => `k.${name}`).join(', ')},
  CASE WHEN k.products = '[]' THEN NULL ELSE (
    SELECT ${listed} FROM product_activations a
    JOIN granted_products g ON g.organisation = a.organisation AND g.product = a.product
    WHERE a.organisation = k.organisation AND g.member = k.creator
  ) END AS open
FROM keys k WHERE ${condition}`
}

export function found(row: FoundRow, list: (text: string) => readonly string[]): Found {
  const key = fromRow(row, list)
  if (row.open === null)
    return { key, products: key.products, roles: {}, pepper: row.pepper, usedAt: undefined }
  const roles = rolesIn(list(row.open))
  const products = key.products.filter((product) => Object.hasOwn(roles, product))
  return { key, products, roles, pepper: row.pepper, usedAt: undefined }
}

/** Who was granted a product as a member and in a group has the higher of both roles. */
function rolesIn(open: readonly string[]): Readonly<Record<string, Role>> {
  const roles = new Map<string, Role>()
  for (const text of open) {
    const space = text.indexOf(' ')
    const role = text.slice(0, space) as Role
    const product = text.slice(space + 1)
    const other = roles.get(product)
    if (other === undefined || isAtLeast(role, other)) roles.set(product, role)
  }
  return Object.fromEntries(roles)
}
