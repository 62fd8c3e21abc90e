import type { Place } from '../../place.ts'
import { dialectOf, roleOf, type Dialect, type Role } from './dialect.ts'
import { factsOfName, type NameFacts } from './names.ts'
import { rawStrings } from './raw.ts'

/** A text, and what is found out about it only when somebody asks. */
export interface Text {
  readonly bytes: Uint8Array
  readonly dialect: Dialect
  readonly role: Role
  /** Does the offset lie in a string that spans lines? */
  readonly isRaw: (offset: number) => boolean
  /** The same names come again and again. */
  readonly factsOf: (name: string) => NameFacts
}

export function createText(bytes: Uint8Array, place: Place): Text {
  let known: Map<string, NameFacts> | undefined
  const dialect = dialectOf(place)
  let role: Role | undefined
  let isRaw: ((offset: number) => boolean) | undefined
  return {
    bytes,
    dialect,
    get role() {
      return (role ??= roleOf(place))
    },
    isRaw: (offset) => (isRaw ??= rawStrings(bytes, dialect))(offset),
    factsOf(name) {
      known ??= new Map()
      let facts = known.get(name)
      if (facts === undefined) known.set(name, (facts = factsOfName(name)))
      return facts
    },
  }
}
