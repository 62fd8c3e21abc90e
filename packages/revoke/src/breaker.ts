/** Stops a wave of reports from taking down everything at once: beyond it, a person approves. */
export interface BreakerSettings {
  /** Keys of one organisation in a window. */
  readonly keys: number
  /** Of the live keys of one organisation in a window, from 0 to 1. */
  readonly share: number
  /** The share counts from this many keys on: one key of two is no wave. */
  readonly shareFrom: number
  /** Keys of everybody in a window. */
  readonly overall: number
  readonly windowMs: number
}

export const defaultBreaker: BreakerSettings = {
  keys: 10,
  share: 0.2,
  shareFrom: 3,
  overall: 50,
  windowMs: 10 * 60 * 1000,
}

/** What was changed in this window, the key in question not among it. */
export interface Changes {
  readonly organisation: number
  readonly overall: number
  /** Live keys of the organisation before the window; unknown where they may not be counted. */
  readonly live?: number
}

/** Why one more key may not be changed without approval. */
export function breakerReason(settings: BreakerSettings, changes: Changes): string | undefined {
  const next = changes.organisation + 1
  const minutes = Math.round(settings.windowMs / 60_000)
  if (next > settings.keys) {
    return `More than ${settings.keys} keys of the organisation within ${minutes} minutes.`
  }
  if (changes.overall + 1 > settings.overall) {
    return `More than ${settings.overall} keys within ${minutes} minutes.`
  }
  const isShare = changes.live !== undefined && next > settings.share * changes.live
  if (isShare && next >= settings.shareFrom) {
    const percent = Math.round(settings.share * 100)
    return `More than ${percent} % of the keys of the organisation within ${minutes} minutes.`
  }
  return undefined
}

/** Counts what a decision changes, together with what those before it changed. */
export interface Room {
  /** Why this one may not be changed; when it may, it counts from now on. */
  take(organisation: string): string | undefined
}

export function createRoom(
  settings: BreakerSettings,
  changed: ReadonlyMap<string, number>,
  live: ReadonlyMap<string, number>,
): Room {
  const counts = new Map(changed)
  let overall = [...changed.values()].reduce((sum, count) => sum + count, 0)
  return {
    take(organisation) {
      const count = counts.get(organisation) ?? 0
      const alive = live.get(organisation)
      const before = alive === undefined ? {} : { live: alive + (changed.get(organisation) ?? 0) }
      const reason = breakerReason(settings, { organisation: count, overall, ...before })
      if (reason !== undefined) return reason
      counts.set(organisation, count + 1)
      overall++
      return undefined
    },
  }
}
