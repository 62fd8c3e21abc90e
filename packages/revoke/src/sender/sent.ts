import type { Exposure, RevokeMode } from '@keyward/core/settings'
import type { Outcome } from './delivery.ts'

/** What became of some leaks. None of it changes what a scan found. */
export type Sent =
  /** Nothing was to be sent. */
  | { readonly state: 'none'; readonly reason: string }
  /** Something was, and could not be. */
  | { readonly state: 'unsent'; readonly reason: string; readonly isSpooled: boolean }
  | {
      readonly state: 'sent'
      readonly service: string
      readonly mode: RevokeMode
      /** What `mode` would be if it were no dry run. */
      readonly meant: RevokeMode
      readonly exposure: Exposure
      readonly outcomes: readonly Outcome[]
    }
