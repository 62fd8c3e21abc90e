import { chained } from '../audit-chain.ts'
import type { AuditRow } from '../audit.ts'
import type { KeyEvent, Subscriber } from '../event.ts'
import { identifier } from '../identifier.ts'
import type { Rows, Store, Transaction } from './store.ts'
import { subscribers } from './subscribers.ts'

export type Change = Parameters<Transaction['changed']>[0]

export interface TransactionParts {
  readonly database: Store['database']
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

/** Holds the head of the audit, so that no other writes to it until this one has ended. */
export async function openTransaction(parts: TransactionParts): Promise<OpenTransaction> {
  const { database, rows, random, schedule } = parts
  const first = await rows
    .selectFrom('audit_head')
    .selectAll()
    .$if(database === 'postgres', (query) => query.forUpdate())
    .executeTakeFirstOrThrow()
  const now = Math.max(Math.floor(parts.clock()), first.at)
  const changes: Change[] = []
  let head: Pick<AuditRow, 'number' | 'at' | 'hash'> = first
  let told: Subscriber[] | undefined

  return {
    database,
    rows,
    now,
    changes,
    schedule,
    changed: (what) => void changes.push(what),

    async audit(entry) {
      const row = chained(head, { ...entry, at: now })
      await rows
        .insertInto('audit')
        .values({ ...row, details: JSON.stringify(row.details) })
        .execute()
      head = row
      return row
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
      if (head === first) return
      const { number, at, hash } = head
      await rows.updateTable('audit_head').set({ number, at, hash }).execute()
    },
  }
}

function wants({ events, organisation }: Subscriber, event: KeyEvent): boolean {
  const ofInterest = events.length === 0 || events.includes(event.type)
  return ofInterest && (organisation === undefined || organisation === event.organisation)
}
