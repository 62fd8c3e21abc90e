import type { Secret } from '@keyward/core'
import type { Actor } from './actor.ts'
import type { Key } from './key.ts'
import type { Role } from './role.ts'

/**
 * Who belongs to which organisation, and as what. Nobody proves here who they are: an identity provider
 * does that, which holds a key to this service and says who has signed in.
 */
export interface People {
  /** Throws `RefusedRequest` when there is an account of that address. */
  addAccount(request: NewAccount, actor: Actor): Promise<Account>
  account(id: string): Promise<Account | undefined>
  accountOf(email: string): Promise<Account | undefined>
  changeAccount(
    id: string,
    patch: AccountPatch,
    actor: Actor,
  ): Promise<Settled<{ account: Account }>>
  /** It belongs nowhere any more, and all its keys are revoked. */
  closeAccount(id: string, actor: Actor): Promise<Settled<{ account: Account }>>
  /** What is mailed to the address to prove it; the one that was made before is worth nothing. */
  startVerification(id: string, actor: Actor): Promise<Settled<Proof>>
  verifyAddress(token: string, actor: Actor): Promise<Settled<{ account: Account }>>

  /** The organisations of an account. */
  memberships(account: string): Promise<readonly Member[]>
  members(organisation: string): Promise<readonly Member[]>
  member(organisation: string, account: string): Promise<Member | undefined>
  /** `as` is the member who asks: none makes, changes or removes who is above themselves. */
  changeMember(
    who: MemberName & { readonly role: Role },
    actor: Actor,
    as?: Asking,
  ): Promise<Settled<Changed>>
  removeMember(who: MemberName, actor: Actor, as?: Asking): Promise<Settled<Changed>>

  invite(
    request: NewInvitation,
    actor: Actor,
    as?: Asking,
  ): Promise<Settled<Proof & { invitation: Invitation }>>
  /** Those that can still be accepted, the newest first. */
  invitations(organisation: string): Promise<readonly Invitation[]>
  withdraw(organisation: string, id: string, actor: Actor): Promise<Settled<object>>
  /** Once, in time, and by the account of the address that it was sent to. */
  accept(token: string, account: string, actor: Actor): Promise<Settled<{ member: Member }>>

  /** Opens one organisation to somebody whom the identity provider has signed in. */
  signIn(account: string, request: SignIn, actor: Actor): Promise<Settled<Session>>

  /** By name: the accounts in it. */
  groups(organisation: string): Promise<Groups>
  setGroup(change: GroupChange, actor: Actor): Promise<Groups>
}

/** A person, however many organisations they belong to. Keys are never theirs: they made them. */
export interface Account {
  readonly id: string
  readonly name: string
  readonly email: string
  /** When the address was proved. */
  readonly verifiedAt?: number
  /** Whether the identity provider asks for a second factor. */
  readonly twoFactor: boolean
  readonly createdAt: number
  readonly closedAt?: number
}

export interface NewAccount {
  readonly name: string
  readonly email: string
  /** The identity provider has proved the address already. */
  readonly verified?: boolean
  readonly twoFactor?: boolean
}

export interface AccountPatch {
  readonly name?: string
  readonly twoFactor?: boolean
}

export interface MemberName {
  readonly organisation: string
  readonly account: string
}

export interface Member extends MemberName {
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly twoFactor: boolean
  readonly since: number
}

export type Asking = Pick<Member, 'account' | 'role'>

export interface Changed {
  /** As it is now, or was when it ended. */
  readonly member: Member
  /** How many keys lost scopes, or were revoked. */
  readonly keys: number
}

export interface NewInvitation {
  readonly organisation: string
  readonly email: string
  readonly role: Role
  /** In ms; a week when left out. */
  readonly lasts?: number
}

export interface Invitation {
  readonly id: string
  readonly organisation: string
  readonly email: string
  readonly role: Role
  readonly invitedBy: string
  readonly createdAt: number
  readonly expiresAt: number
}

/** What is mailed to an address; told this once. */
export interface Proof {
  readonly token: Secret
  readonly expiresAt: number
}

export interface SignIn {
  readonly organisation: string
  /** Whether a second factor was asked for and given. */
  readonly twoFactor?: boolean
  /** In ms; 12 hours when left out, a day at most. */
  readonly lasts?: number
}

export interface Session {
  /** A key to this service like any other, but that it ends soon. */
  readonly key: Key
  readonly token: Secret
  readonly member: Member
  /** Scopes of the role that a second factor would have opened. */
  readonly withheld: readonly string[]
  /** For whoever administers without a second factor. */
  readonly advice?: string
}

export type Groups = Readonly<Record<string, readonly string[]>>

export interface GroupChange {
  readonly organisation: string
  readonly group: string
  readonly account: string
  readonly enabled: boolean
}

/** What became of it. Nothing was changed unless it is done. */
export type Settled<Done> =
  | ({ readonly state: 'done' } & Readonly<Done>)
  | { readonly state: 'unknown' | 'refused'; readonly reason: string }
