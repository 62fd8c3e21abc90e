/** How old the keys of an organisation may grow. Times are in ms. */
export interface Policy {
  readonly organisation: string
  /** Keys are minted to expire at this age at the latest; what is older is listed as stale. */
  readonly maximumAge?: number
  /** How long before a key expires its owner is reminded, once each. */
  readonly reminders: readonly number[]
  /** Whoever administers needs a second factor for it; it is advised where this is left out. */
  readonly twoFactor?: 'required'
}

const day = 24 * 60 * 60 * 1000

export const defaultReminders: readonly number[] = [14 * day, 3 * day]
