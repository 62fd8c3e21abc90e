const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** How long after each failed attempt the next one follows, as Standard Webhooks suggests. */
export const retryDelays: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

// A receiver may ask for patience, but not put us off for ever.
const longestWait = 24 * hour

interface Failed {
  /** How often it was tried, this time included. */
  readonly attempts: number
  readonly now: number
  /** What the receiver asked for, in ms from now. */
  readonly retryAfter?: number
}

/**
 * When to try again, or undefined when it was tried often enough. `chance` is 0 to 1: up to a tenth
 * is added, so that what failed together does not come back together.
 */
export function nextAttempt(
  { attempts, now, retryAfter = 0 }: Failed,
  chance: number,
): number | undefined {
  const delay = retryDelays[attempts - 1]
  if (delay === undefined) return undefined
  const patience = Math.max(delay, Math.min(retryAfter, longestWait))
  return now + Math.round(patience * (1 + chance / 10))
}

/** `Retry-After` as a number of seconds or a date, in ms from now. */
export function retryAfterOf(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  if (/^\d{1,9}$/.test(header)) return Number(header) * second
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
