import type { Secret } from '@keyward/core'
import type { Actor } from './actor.ts'
import type { Api } from './api.ts'
import type { AuditCheck, AuditRow } from './audit.ts'
import type { Debit } from './credits.ts'
import type { Environment } from './environment.ts'
import type { Key, KeyState } from './key.ts'
import type { KnownLeak, LeakReport, ReportOutcome, StoredLeakReport } from './leak-report.ts'
import type { Minted, Outcome, Replacement } from './outcome.ts'
import type { Page, PageRequest } from './page.ts'
import type { People } from './people.ts'
import type { Peppers } from './pepper.ts'
import type { Policy } from './policy.ts'
import type { Role } from './role.ts'
import type { Store } from './store/store.ts'
import type { Verification, Wanted } from './verification.ts'

/** Every change is one transaction: the state, a row of the audit and the events it causes. */
export interface KeyService {
  readonly apis: readonly Api[]

  /** Throws `RefusedRequest` when no such key can be. */
  mint(request: MintRequest, actor: Actor): Promise<Minted>
  /** Answers at once on SQLite; on Postgres at once from its cache. */
  verify(token: string | undefined, wanted?: Wanted): Verification | Promise<Verification>
  /** The digests that `verify` would look for; undefined for what never was a key of an API. */
  recognise(token: string): Recognised | undefined

  key(id: string): Promise<Key | undefined>
  keys(filter?: KeyFilter, page?: PageRequest): Promise<Page<Key>>
  change(id: string, patch: KeyPatch, actor: Actor): Promise<Outcome>
  rotate(id: string, options: RotateOptions, actor: Actor): Promise<Replacement>
  revoke(id: string, options: Reason, actor: Actor): Promise<Outcome>
  /** Cut at once, and a successor that is like it. */
  revokeAndReplace(id: string, options: Reason, actor: Actor): Promise<Replacement>
  quarantine(id: string, options: QuarantineOptions, actor: Actor): Promise<Outcome>
  release(id: string, options: Reason, actor: Actor): Promise<Outcome>
  /** Whoever holds a key may end it. Nothing tells whether there was one. */
  revokeByPossession(proof: Proof): Promise<void>

  /** In the order of the items; throws `RefusedRequest` when there are more than 1,000. */
  report(
    items: readonly LeakReport[],
    actor: Actor,
    idempotencyKey?: string,
  ): Promise<readonly ReportOutcome[]>

  /** What was reported, the newest first. */
  leakReports(filter?: LeakReportFilter, page?: PageRequest): Promise<Page<StoredLeakReport>>
  leakReport(id: string): Promise<StoredLeakReport | undefined>
  /** What is known by these hashes, in their order; nothing is written, not even that it was asked. */
  lookUp(hashes: readonly string[]): Promise<readonly KnownLeak[]>

  balance(organisation: string): Promise<number>
  /** Adds credits to an organisation. */
  credit(request: Credits, actor: Actor): Promise<Debit>
  /** Takes credits from the organisation of a key, once for each idempotency key. */
  debit(key: string, amount: number, idempotencyKey: string): Promise<Debit>

  policy(organisation: string): Promise<Policy>
  setPolicy(policy: Policy, actor: Actor): Promise<Policy>
  /** Keys that are older than their organisation's policy allows, or will be within a time. */
  stale(organisation: string, within?: number): Promise<readonly Key[]>

  products(organisation: string): Promise<ProductAccess>
  setProduct(change: ProductChange, actor: Actor): Promise<ProductAccess>

  /** Accounts, members, invitations and groups. */
  readonly people: People

  audit(filter?: AuditFilter, page?: PageRequest): Promise<Page<AuditRow>>
  /** All of it, in order, a page at a time. */
  auditRows(): AsyncIterable<AuditRow>
  verifyAudit(): Promise<AuditCheck>

  /** When keys were last used, many at once: no request waits for it, and the audit ignores it. */
  recordUse(uses: readonly Use[]): Promise<void>
  /** What time alone does: expiry, quarantines that end, reminders. Call it about once a minute. */
  sweep(): Promise<Swept>
  /** Keys whose digest still is of an earlier pepper, by its id. */
  keysByPepper(): Promise<Readonly<Record<string, number>>>
  /** Time as the service counts it: it never goes back. */
  now(): number
  /** Writes what is still buffered; the store stays open. */
  flush(): Promise<void>

  readonly store: Store
}

export interface ServiceParts {
  readonly store: Store
  readonly peppers: Peppers
  readonly apis: readonly Api[]
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
  /** Go on although the clock is behind the last row of the audit. */
  readonly acceptClock?: boolean
}

export interface MintRequest {
  readonly api: string
  readonly organisation: string
  readonly name: string
  readonly creator: string
  readonly environment: Environment
  readonly scopes: readonly string[]
  readonly products?: readonly string[]
  readonly expiresAt?: number
}

export interface KeyFilter {
  readonly api?: string
  readonly organisation?: string
  readonly environment?: Environment
  readonly creator?: string
  readonly family?: string
  readonly state?: KeyState
  /** Part of a name, a start, or the last four characters. */
  readonly search?: string
}

export interface LeakReportFilter {
  readonly key?: string
  readonly organisation?: string
  readonly reporter?: string
  readonly outcome?: ReportOutcome['state']
}

/** What may be changed of a key; everything else is what it was minted with. */
export interface KeyPatch {
  readonly name?: string
  readonly scopes?: readonly string[]
  readonly products?: readonly string[]
  /** `null` takes an expiry away. */
  readonly expiresAt?: number | null
}

export interface RotateOptions {
  /** How long both keys open, in ms; 0 cuts the predecessor at once. */
  readonly overlap: number
}

export interface Reason {
  readonly reason: string
}

export interface QuarantineOptions extends Reason {
  /** When it is revoked unless it is released. */
  readonly until?: number
}

export type Proof = { readonly token: string | Secret } | { readonly sha256: string }

export interface Recognised {
  readonly api: Api
  readonly digests: readonly string[]
}

export interface Credits {
  readonly organisation: string
  readonly amount: number
  readonly idempotencyKey: string
}

export interface ProductAccess {
  readonly active: readonly string[]
  /** By member. */
  readonly granted: Readonly<Record<string, readonly string[]>>
  readonly grants: readonly Grant[]
}

/** To a member or to a group. */
export interface Grant {
  readonly product: string
  readonly member?: string
  readonly group?: string
  /** What keys may do with the product, beside what the role in the organisation allows. */
  readonly role: Role
}

/** With a member or a group it is a grant, without one an activation for the whole organisation. */
export interface ProductChange {
  readonly organisation: string
  readonly product: string
  readonly member?: string
  readonly group?: string
  /** `owner` when left out: bounded by the role in the organisation alone. */
  readonly role?: Role
  readonly enabled: boolean
}

export interface AuditFilter {
  readonly subject?: string
  readonly actor?: string
  readonly action?: string
}

export interface Use {
  readonly key: string
  readonly at: number
}

export interface Swept {
  readonly expired: number
  readonly revoked: number
  readonly reminded: number
}
