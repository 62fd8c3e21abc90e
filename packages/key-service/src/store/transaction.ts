import { chained, type Head } from '../audit-chain.ts'
import type { AuditEntry, AuditRow } from '../audit.ts'
import type { KeyEvent, Subscriber } from '../event.ts'
import { identifier } from '../identifier.ts'
import type { Rows, Store, Transaction } from './store.ts'
import { subscribers } from './subscribers.ts'

export type Change = Parameters<Transaction['changed']>[0]

export interface TransactionParts {
  readonly database: Store['database']
  /** Takes the lock of an order on Postgres; SQLite has one writer in any case. */
  readonly begin: () => Promise<void>
  readonly rows: Rows
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
  readonly schedule: Transaction['schedule']
}

export interface OpenTransaction extends Transaction {
  readonly changes: readonly Change[]
  /** Writes what belongs to the end of it. */
  finish(): Promise<void>
}

// A statement holds no more values than a database can count.
const rowsAtOnce = 500

/**
 * What belongs in the audit is gathered, and chained at the end: whoever holds the head of the audit
 * holds up everybody else.
 */
export async function openTransaction(parts: TransactionParts): Promise<OpenTransaction> {
  const { database, rows, random, schedule } = parts
  await parts.begin()
  const { at } = await rows.selectFrom('audit_head').select('at').executeTakeFirstOrThrow()
  const now = Math.max(Math.floor(parts.clock()), at)
  const changes: Change[] = []
  const entries: AuditEntry[] = []
  let told: Subscriber[] | undefined

  return {
    database,
    rows,
    now,
    changes,
    schedule,
    changed: (what) => void changes.push(what),

    audit(entry) {
      entries.push(entry)
      return Promise.resolve()
    },

    async emit(event) {
      const written = { id: identifier('evt', now, random), at: now, ...event }
      await rows
        .insertInto('events')
        .values({ ...written, data: JSON.stringify(event.data) })
        .execute()
      told ??= (await subscribers(rows)).filter(({ enabled }) => enabled)
      for (const { id: subscriber } of told.filter((one) => wants(one, written))) {
        const id = identifier('dlv', now, random)
        const row = { id, event: written.id, subscriber, next_at: now }
        await rows
          .insertInto('deliveries')
          .values({ ...row, state: 'waiting' })
          .execute()
        await schedule({ id, nextAt: now })
      }
      return written
    },

    async finish() {
      if (entries.length === 0) return
      let head: Head = await rows
        .selectFrom('audit_head')
        .selectAll()
        .$if(database === 'postgres', (query) => query.forUpdate())
        .executeTakeFirstOrThrow()
      const written = entries.map((entry): AuditRow => {
        const row = chained(head, { ...entry, at: now })
        head = row
        return row
      })
      for (let from = 0; from < written.length; from += rowsAtOnce) {
        const part = written.slice(from, from + rowsAtOnce)
        await rows
          .insertInto('audit')
          .values(part.map((row) => ({ ...row, details: JSON.stringify(row.details) })))
          .execute()
      }
      const { number, at, hash } = head
      await rows.updateTable('audit_head').set({ number, at, hash }).execute()
    },
  }
}

function wants({ events, organisation }: Subscriber, event: KeyEvent): boolean {
  const ofInterest = events.length === 0 || events.includes(event.type)
  return ofInterest && (organisation === undefined || organisation === event.organisation)
}
