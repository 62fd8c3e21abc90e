import type { Generated } from 'kysely'
import type { Environment } from '../environment.ts'
import type { KeyState } from '../key.ts'
import type { Role } from '../role.ts'

/** The tables as both databases have them: times in ms, lists and objects as JSON text. */
export interface Tables {
  readonly keys: KeysTable
  readonly peppers: PeppersTable
  readonly audit: AuditTable
  readonly audit_head: AuditHeadTable
  readonly events: EventsTable
  readonly subscribers: SubscribersTable
  readonly deliveries: DeliveriesTable
  readonly leak_reports: LeakReportsTable
  readonly idempotency: IdempotencyTable
  readonly balances: BalancesTable
  readonly debits: DebitsTable
  readonly policies: PoliciesTable
  readonly reminders: RemindersTable
  readonly product_activations: ProductActivationsTable
  readonly product_grants: ProductGrantsTable
  readonly accounts: AccountsTable
  readonly members: MembersTable
  readonly invitations: InvitationsTable
  readonly group_members: GroupMembersTable
  readonly group_grants: GroupGrantsTable
}

export interface KeysTable {
  id: string
  api: string
  organisation: string
  name: string
  creator: string
  environment: Environment
  products: string
  scopes: string
  state: KeyState
  start: string
  last4: string
  family: string
  predecessor: string | null
  successor: string | null
  created_at: number
  expires_at: number | null
  last_used_at: number | null
  revoked_at: number | null
  revoked_by: string | null
  revoked_reason: string | null
  quarantined_at: number | null
  quarantined_until: number | null
  quarantined_by: string | null
  quarantined_reason: string | null
  /** In hex; the key itself is nowhere. */
  digest: string
  pepper: string
  /** The database counts every change. */
  version: Generated<number>
}

/** Which peppers were used, and what each makes of a fixed text, so that a wrong one is noticed. */
export interface PeppersTable {
  id: string
  proof: string
  created_at: number
}

export interface AuditTable {
  number: number
  at: number
  actor: string
  action: string
  subject: string
  details: string
  previous: string
  hash: string
}

/** The last row of the audit, of which there is one: whoever writes holds it. */
export interface AuditHeadTable {
  id: number
  number: number
  at: number
  hash: string
}

export interface EventsTable {
  id: string
  type: string
  organisation: string
  data: string
  at: number
}

export interface SubscribersTable {
  id: string
  url: string
  events: string
  organisation: string | null
  sealed: string
  enabled: number
  created_at: number
}

export interface DeliveriesTable {
  id: string
  event: string
  subscriber: string
  state: 'waiting' | 'delivered' | 'failed'
  attempts: Generated<number>
  next_at: number
  /** Until then somebody is at it. */
  locked_until: number | null
  status: number | null
  reason: string | null
}

export interface LeakReportsTable {
  id: string
  key: string
  reporter: string
  at: number
  action: string
  outcome: string
  /** A digest of origin and place: the same place is reported once. */
  place: string
  details: string
}

export interface IdempotencyTable {
  /** Who asked, and under which key. */
  id: string
  /** A digest of what was asked. */
  request: string
  answer: string
  at: number
}

export interface BalancesTable {
  organisation: string
  balance: number
}

export interface DebitsTable {
  /** Organisation and idempotency key. */
  id: string
  organisation: string
  key: string | null
  /** Negative where credits were added. */
  amount: number
  balance: number
  at: number
}

export interface PoliciesTable {
  organisation: string
  maximum_age: number | null
  reminders: string
  /** Whether who administers needs a second factor. */
  two_factor: Generated<number>
}

/** Which reminders were sent for which key. */
export interface RemindersTable {
  key: string
  before: number
  at: number
}

export interface ProductActivationsTable {
  organisation: string
  product: string
}

export interface ProductGrantsTable {
  organisation: string
  member: string
  product: string
  role: Generated<Role>
}

export interface AccountsTable {
  id: string
  name: string
  /** In lower case; one account that is not closed has it. */
  email: string
  verified_at: number | null
  two_factor: number
  created_at: number
  closed_at: number | null
  /** A digest of what was mailed to the address. */
  verification: string | null
  verification_until: number | null
}

/** Those who left stay, so that nothing is made in their name any more. */
export interface MembersTable {
  organisation: string
  account: string
  role: Role
  since: number
  ended_at: number | null
}

export interface InvitationsTable {
  id: string
  organisation: string
  email: string
  role: Role
  digest: string
  invited_by: string
  created_at: number
  expires_at: number
  accepted_at: number | null
  accepted_by: string | null
  withdrawn_at: number | null
}

/** A group is there while somebody is in it. */
export interface GroupMembersTable {
  organisation: string
  name: string
  account: string
}

export interface GroupGrantsTable {
  organisation: string
  name: string
  product: string
  role: Role
}
