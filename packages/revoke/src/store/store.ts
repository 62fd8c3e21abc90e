import type { Transaction } from 'kysely'
import type { Jobs } from '../jobs/jobs.ts'
import type { Engine } from './migrations.ts'
import type { Database, Tables } from './tables.ts'

/** Where reports, incidents and what is still to be done are kept; apart from the keys. */
export interface Store {
  readonly engine: Engine
  readonly database: Database
  readonly jobs: Jobs
  /** One at a time, on both engines: a decision counts what the others before it decided. */
  transaction<Result>(work: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}
