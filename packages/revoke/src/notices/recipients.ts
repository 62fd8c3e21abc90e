import type { LeakedKey } from '../incident.ts'
import type { Occasion } from './text.ts'

/** Who is told. */
export interface Recipients {
  /** Addresses of those who run keyward: told of everything. */
  readonly operators: readonly string[]
  /** Addresses of the administrators of each organisation. */
  readonly administrators: Readonly<Record<string, readonly string[]>>
  /** The address of a member by the name the key service knows it by. */
  readonly members: Readonly<Record<string, string>>
  /** Rooms, by name. */
  readonly rooms: readonly string[]
}

export interface Recipient {
  readonly channel: 'mail' | 'chat'
  readonly recipient: string
}

/** The owner and the administrators when it is about a key; whoever can approve when it waits. */
export function recipientsOf(
  { operators, administrators, members, rooms }: Recipients,
  occasion: Occasion,
  key: LeakedKey | undefined,
): readonly Recipient[] {
  const isOwners = occasion !== 'pending' && key !== undefined
  const people = isOwners
    ? [
        ...addressOf(members, key.creator),
        ...(administrators[key.organisation] ?? []),
        ...operators,
      ]
    : operators
  const addresses = [...new Set(people.map((address) => address.trim()))]
  return [
    ...addresses.map((recipient) => ({ channel: 'mail' as const, recipient })),
    ...rooms.map((recipient) => ({ channel: 'chat' as const, recipient })),
  ]
}

function addressOf(members: Readonly<Record<string, string>>, creator: string): string[] {
  const address = members[creator]
  if (address !== undefined) return [address]
  return /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/.test(creator) ? [creator] : []
}
