/** What is done about a leak, from the least to the most. */
export const effects = ['record', 'notify', 'quarantine', 'revoke'] as const

export type Effect = (typeof effects)[number]

/** Whether it changes a key. */
export function isTransition(effect: Effect): effect is 'quarantine' | 'revoke' {
  return effect === 'quarantine' || effect === 'revoke'
}

export function isMore(one: Effect, other: Effect): boolean {
  return effects.indexOf(one) > effects.indexOf(other)
}
