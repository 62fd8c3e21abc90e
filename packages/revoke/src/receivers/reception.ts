import type { Exposure, LeakPlace, LeakReport } from '../report.ts'

/** A request as it arrived; signatures are over these very bytes. */
export interface Incoming {
  readonly body: Uint8Array
  readonly headers: Headers
}

/** What a receiver makes of a request. Nothing is known of it before it is verified. */
export type Reception =
  | { readonly state: 'verified'; readonly delivery: Delivery }
  /** Genuine, and about something nobody here acts on. */
  | { readonly state: 'ignored'; readonly reason: string }
  | TurnedAway

export interface TurnedAway {
  readonly state: 'unsigned' | 'forged' | 'stale' | 'malformed' | 'too-large' | 'unavailable'
  /** Never a word of the request: what was forged may still hold a secret. */
  readonly reason: string
}

/** What a genuine request says. */
export interface Delivery {
  /** Whose word it is: `github`, `gitlab`, `reporter:ci`… */
  readonly origin: string
  /** What the sender calls it, if it does: the same when it is sent again. */
  readonly id?: string
  readonly reports: readonly LeakReport[]
  /** Alerts whose secret must be asked for. */
  readonly alerts?: readonly AlertNotice[]
  /** What somebody saw and cannot be told apart by a hash; people are told, nothing more. */
  readonly sightings?: readonly Sighting[]
  readonly problems: readonly ItemProblem[]
}

/** An entry that could not be read; the others are. */
export interface ItemProblem {
  readonly index: number
  readonly reason: string
}

export interface AlertNotice {
  readonly repository: string
  readonly number: number
  readonly exposure: Exposure
  readonly place: LeakPlace
}

export interface Sighting {
  /** The same for the same incident of the sender. */
  readonly id: string
  readonly title: string
  readonly url?: string
}

export type Receiver = (incoming: Incoming) => Promise<Reception> | Reception

export function turnedAway(state: TurnedAway['state'], reason: string): TurnedAway {
  return { state, reason }
}
