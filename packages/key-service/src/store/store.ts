import type { Kysely } from 'kysely'
import type { AuditEntry } from '../audit.ts'
import type { Delivery, EventType, KeyEvent } from '../event.ts'
import type { Key } from '../key.ts'
import type { Role } from '../role.ts'
import type { Tables } from './tables.ts'

/** The tables, with or without a transaction around them. */
export type Rows = Kysely<Tables>

/** Where keys are kept. Everything in it is promised by store/contract.ts for each database. */
export interface Store {
  readonly database: 'sqlite' | 'postgres'
  /**
   * The hot path: the key that has one of these digests. On SQLite it answers at once and is never
   * cached; on Postgres it may be as old as `lookupAge` says.
   */
  find(digests: readonly string[]): Found | undefined | Promise<Found | undefined>
  /** How long, in ms, a lookup may go on telling what was true before. 0 on SQLite. */
  readonly lookupAge: number
  balance(organisation: string): number | undefined | Promise<number | undefined>
  /** For everything else that is only read. */
  readonly reads: Rows
  /** All that `work` does is kept, or none of it. They run one after the other unless `order` says. */
  write<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    order?: WriteOrder,
  ): Promise<Result>
  /** The same without an audit and its lock: what every request may do, such as a debit. */
  tally<Result>(work: (rows: Rows, now: number) => Promise<Result>): Promise<Result>
  /** Resolves when it can be read; throws `StoreUnavailable` otherwise. */
  probe(): Promise<void>
  /** Runs `work` on one state of everything, whatever others write meanwhile. */
  snapshot<Result>(work: (rows: Rows) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

export interface StoreSettings {
  /** `keyward.db`, `sqlite:keyward.db` or `postgres://…`. */
  readonly url: string
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
  /** To write what an earlier version wrote: its tables and no later ones. */
  readonly version?: number
}

/**
 * `alone`: nothing else is written meanwhile. `together`: others that are so may be, each of which locks
 * the rows that it decides by; their rows of the audit follow each other all the same.
 */
export type WriteOrder = 'alone' | 'together'

/** What a lookup tells. */
export interface Found {
  readonly key: Key
  /** Those of its products that are active for its organisation and granted to its creator. */
  readonly products: readonly string[]
  /** What its creator may do with each of them. */
  readonly roles: Readonly<Record<string, Role>>
  /** Which of the peppers its digest was made with. */
  readonly pepper: string
  /** When it was used, as long as that is not written. */
  usedAt: number | undefined
}

/** State, audit and effects that are kept together or not at all. */
export interface Transaction {
  readonly database: Store['database']
  readonly rows: Rows
  /** Written when all the rest is, in the order of the calls. */
  audit(entry: AuditEntry): Promise<void>
  /** Writes the event and a delivery for each subscriber; on Postgres it adds their jobs, too. */
  emit(event: NewEvent): Promise<KeyEvent>
  /** Tells every process that these keys, or all keys of an organisation, must be read again. */
  changed(what: { readonly key: string } | { readonly organisation: string }): void
  /** Adds the job again (Postgres): deliveries that wait are otherwise found by `dueDeliveries`. */
  schedule(delivery: Pick<Delivery, 'id' | 'nextAt'>): Promise<void>
  /** Time of the service, never earlier than what was written before. */
  readonly now: number
}

export interface NewEvent {
  readonly type: EventType
  readonly organisation: string
  readonly data: Readonly<Record<string, unknown>>
}

/** The task that graphile-worker runs for each delivery; its payload is `{ delivery: id }`. */
export const deliveryTask = 'keyward_deliver'

/**
 * The store cannot do it now: an HTTP door answers 503. Nothing of it was done, unless the store was
 * lost (`unreachable`) just as it was asked to keep it.
 */
export class StoreUnavailable extends Error {
  readonly state: 'locked' | 'full' | 'corrupt' | 'read-only' | 'unreachable' | 'closed'

  constructor(state: StoreUnavailable['state'], message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StoreUnavailable'
    this.state = state
  }
}

/** The service cannot begin its work; printed without a stack, like a usage error. */
export class StartRefused extends Error {
  /** What to do about it. */
  readonly remedy: string

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StartRefused'
    this.remedy = remedy
  }
}
