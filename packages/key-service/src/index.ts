export { actorText, system, type Actor } from './actor.ts'
export { environmentsOf, houseKeyOf, managementApi, type Api } from './api.ts'
export type { AuditCheck, AuditEntry, AuditRow } from './audit.ts'
export type { Debit } from './credits.ts'
export { atomscale } from './dialects/atomscale.ts'
export { atomyx } from './dialects/atomyx.ts'
export { autype } from './dialects/autype.ts'
export type { Answer, Dialect, Refused } from './dialects/dialect.ts'
export { dialects } from './dialects/index.ts'
export { operate } from './dialects/operate.ts'
export { environments, isEnvironment, type Environment } from './environment.ts'
export {
  eventTypes,
  type Delivery,
  type EventType,
  type KeyEvent,
  type Subscriber,
} from './event.ts'
export { keyStates, transitions, type Key, type KeyState } from './key.ts'
export {
  longestBatch,
  type KnownLeak,
  type LeakReport,
  type ReportedKey,
  type ReportOutcome,
  type StoredLeakReport,
} from './leak-report.ts'
export {
  authenticate,
  refuse,
  type Authentication,
  type Door,
  type HeaderReader,
  type Refusal,
  type Verifier,
  type WantedOf,
} from './middleware/authenticate.ts'
export { charge, type PaidDoor } from './middleware/charge.ts'
export {
  RefusedRequest,
  type Minted,
  type NotDone,
  type Outcome,
  type Replacement,
} from './outcome.ts'
export type { Page, PageRequest } from './page.ts'
export type {
  Account,
  AccountPatch,
  Asking,
  Changed,
  GroupChange,
  Groups,
  Invitation,
  Member,
  MemberName,
  NewAccount,
  NewInvitation,
  People,
  Session,
  Settled,
  SignIn,
} from './people.ts'
export { createPeppers, peppersFrom, type Pepper, type Peppers } from './pepper.ts'
export { defaultReminders, type Policy } from './policy.ts'
export { isAtLeast, mayGive, roles, type LeastRoles, type Role } from './role.ts'
export { createKeyService } from './service/create.ts'
export type {
  AuditFilter,
  Credits,
  Grant,
  KeyFilter,
  LeakReportFilter,
  KeyPatch,
  KeyService,
  MintRequest,
  ProductAccess,
  ProductChange,
  Proof,
  QuarantineOptions,
  Reason,
  Recognised,
  RotateOptions,
  ServiceParts,
  Swept,
  Use,
} from './service.ts'
export { backup, restore } from './store/backup.ts'
export { openStore } from './store/open.ts'
export {
  deliveryTask,
  StartRefused,
  StoreUnavailable,
  type Found,
  type NewEvent,
  type Store,
  type StoreSettings,
  type Transaction,
} from './store/store.ts'
export {
  claimDeliveries,
  claimDelivery,
  deliveriesOf,
  replayDelivery,
  settleDelivery,
  type DeliveryOutcome,
} from './store/deliveries.ts'
export {
  addSubscriber,
  changeSubscriber,
  removeSubscriber,
  subscriber,
  subscribers,
} from './store/subscribers.ts'
export type { Invalid, InvalidState, Valid, Verification, Wanted } from './verification.ts'
