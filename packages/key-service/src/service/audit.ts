import { checkChain } from '../audit-chain.ts'
import type { AuditCheck, AuditRow } from '../audit.ts'
import type { Page, PageRequest } from '../page.ts'
import type { AuditFilter } from '../service.ts'
import type { Rows, Store } from '../store/store.ts'
import type { AuditTable } from '../store/tables.ts'

/** The newest first. */
export async function auditPage(
  rows: Rows,
  { subject, actor, action }: AuditFilter,
  { after, limit = 50 }: PageRequest,
): Promise<Page<AuditRow>> {
  const size = Math.max(1, Math.min(limit, 500))
  let query = rows.selectFrom('audit').selectAll().orderBy('number', 'desc').limit(size)
  if (subject !== undefined) query = query.where('subject', '=', subject)
  if (actor !== undefined) query = query.where('actor', '=', actor)
  if (action !== undefined) query = query.where('action', '=', action)
  if (after !== undefined) query = query.where('number', '<', Number(after) || 0)
  const found = await query.execute()
  const next = found.length === size ? found[size - 1]?.number : undefined
  return { rows: found.map(fromRow), ...(next !== undefined && { next: `${next}` }) }
}

/** All of it, the oldest first. Rows are only added, so pages of it are of one piece. */
export async function* auditRows(rows: Rows, last = Infinity): AsyncGenerator<AuditRow> {
  const size = 500
  for (let after = 0; after < last;) {
    const page = await rows
      .selectFrom('audit')
      .selectAll()
      .where('number', '>', after)
      .orderBy('number')
      .limit(Math.min(size, last - after))
      .execute()
    yield* page.map(fromRow)
    if (page.length === 0) return
    after = page[page.length - 1]?.number ?? Infinity
  }
}

export async function verifyAudit({ reads }: Store): Promise<AuditCheck> {
  const head = await reads.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow()
  return checkChain(auditRows(reads), head)
}

function fromRow(row: AuditTable): AuditRow {
  return { ...row, details: JSON.parse(row.details) as AuditRow['details'] }
}
