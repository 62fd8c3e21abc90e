import type { Place } from '../../place.ts'
import { dialectOf, roleOf, type Dialect, type Role } from './dialect.ts'
import { rawStrings } from './raw.ts'

/** A text, and what is found out about it only when somebody asks. */
export interface Text {
  readonly bytes: Uint8Array
  readonly dialect: Dialect
  readonly role: Role
  /** Does the offset lie in a string that spans lines? */
  readonly isRaw: (offset: number) => boolean
}

export function createText(bytes: Uint8Array, place: Place): Text {
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
  }
}
