import { describe, expect, test } from 'vitest'
import { chained, checkChain } from './audit-chain.ts'
import type { AuditRow } from './audit.ts'

const rows = chain(5)

describe('the audit is broken when', () => {
  test.each<[string, AuditRow[], string]>([
    ['a row was changed', replaced(2, { actor: 'member:eve' }), 'It was changed after'],
    ['a detail was changed', replaced(2, { details: { step: 9 } }), 'It was changed after'],
    ['a time was changed', replaced(4, { at: 1 }), 'It was changed after'],
    ['a row is missing', rows.toSpliced(2, 1), 'Row 3 is missing.'],
    ['the first row is missing', rows.slice(1), 'Row 1 is missing.'],
    ['two rows were swapped', [rows[0]!, rows[2]!, rows[1]!], 'Row 2 is missing.'],
    ['rows were cut off its end', rows.slice(0, 4), 'The last row should be 5, and it is 4.'],
    ['it was written anew from some row on', [...rows.slice(0, 4), forged()], 'The last row'],
  ])('%s', async (_, changed, reason) => {
    const check = await checkChain(all(changed), rows.at(-1))
    expect(check).toMatchObject({ state: 'broken' })
    expect(check.state === 'broken' && check.reason).toContain(reason)
  })
})

test('the audit is whole when nothing was done to it', async () => {
  expect(await checkChain(all(rows), rows.at(-1))).toEqual({
    state: 'whole',
    rows: 5,
    head: rows[4]?.hash,
  })
})

test('a row is never earlier than the one before it', () => {
  const [first] = rows
  expect(chained(first!, { actor: 'a', action: 'b', subject: 'c', at: 3 }).at).toBe(first?.at)
})

function chain(length: number): AuditRow[] {
  const made: AuditRow[] = []
  for (let step = 0; step < length; step++) {
    const head = made[step - 1] ?? { number: 0, at: 0, hash: '' }
    const entry = { actor: 'member:ann', action: 'key.minted', subject: `key_${step}` }
    made.push(chained(head, { ...entry, details: { step }, at: 1000 + step }))
  }
  return made
}

function replaced(index: number, change: Partial<AuditRow>): AuditRow[] {
  return rows.with(index, { ...rows[index]!, ...change })
}

function forged(): AuditRow {
  return chained(rows[3]!, {
    actor: 'member:eve',
    action: 'key.revoked',
    subject: 'key_4',
    at: 2000,
  })
}

async function* all(rows: AuditRow[]): AsyncIterable<AuditRow> {
  await Promise.resolve()
  yield* rows
}
