import { hash } from 'node:crypto'
import type { AuditCheck, AuditEntry, AuditRow } from './audit.ts'

export type Head = Pick<AuditRow, 'number' | 'at' | 'hash'>

const first: Head = { number: 0, at: 0, hash: '' }

/** The row that follows. */
export function chained(head: Head, entry: AuditEntry & { readonly at: number }): AuditRow {
  const { actor, action, subject, details = {} } = entry
  const row = {
    number: head.number + 1,
    at: Math.max(entry.at, head.at),
    actor,
    action,
    subject,
    details,
    previous: head.hash,
  }
  return { ...row, hash: hashOf(row) }
}

/** Whether nothing was changed, left out, put in or put elsewhere, up to the head. */
export async function checkChain(rows: AsyncIterable<AuditRow>, head?: Head): Promise<AuditCheck> {
  let last = first
  for await (const row of rows) {
    const reason = brokenBy(last, row)
    if (reason !== undefined) return { state: 'broken', number: row.number, reason }
    last = row
  }
  if (head && (head.number !== last.number || head.hash !== last.hash)) {
    const reason = `The last row should be ${head.number}, and it is ${last.number}.`
    return { state: 'broken', number: last.number, reason }
  }
  return { state: 'whole', rows: last.number, head: last.hash }
}

function brokenBy(last: Head, row: AuditRow): string | undefined {
  if (row.number !== last.number + 1) return `Row ${last.number + 1} is missing.`
  if (row.previous !== last.hash) return 'It does not follow the row before it.'
  if (row.hash !== hashOf(row)) return 'It was changed after it was written.'
  return row.at < last.at ? 'It is older than the row before it.' : undefined
}

/** The order of the members is part of what is hashed, so it never changes. */
function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const { number, at, actor, action, subject, details, previous } = row
  return hash('sha256', JSON.stringify([number, at, actor, action, subject, details, previous]))
}
