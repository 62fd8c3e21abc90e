/** Who does something; the audit keeps it as `kind:id`. */
export interface Actor {
  readonly kind: 'key' | 'member' | 'reporter' | 'operator' | 'system' | 'bearer'
  readonly id: string
}

/** The service itself: what expires or is due. */
export const system: Actor = { kind: 'system', id: 'keyward' }

export function actorText({ kind, id }: Actor): string {
  return `${kind}:${id}`
}
