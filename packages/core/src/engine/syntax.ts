import { dialectOf } from './generic/dialect.ts'
import { isSpaceOperator } from './generic/operator.ts'
import { isFenced } from './generic/raw.ts'
import { anywhere, type Place } from '../place.ts'

/**
 * How much is known of a text before it is read. `code`: a bare word is a value nowhere but in a
 * string or a comment; `fenced`: which may span lines. `any`: it may be one everywhere.
 */
export type Syntax = 'any' | 'code' | 'fenced'

export function syntaxOf(place: Place): Syntax {
  if (place === anywhere) return 'any'
  const { language, extension } = dialectOf(place)
  if (language !== 'code' || extension === 'r' || isSpaceOperator(extension)) return 'any'
  return isFenced(extension) ? 'fenced' : 'code'
}
