import type { Candidate } from './candidate.ts'
import { isEntity, isName, isQuote, isSpace, isWord } from './characters.ts'
import { operatorAt } from './operator.ts'
import type { Text } from './text.ts'
import { readValue } from './value.ts'

/** The longest name that is looked at. */
const longestName = 64

export interface Name {
  readonly start: number
  readonly end: number
}

/** The name that holds a byte, unless it is longer than names are. */
export function nameAround(bytes: Uint8Array, offset: number): Name | undefined {
  let start = offset
  const floor = Math.max(0, offset - longestName)
  while (start > floor && isName(bytes[start - 1])) start--
  if (start === floor && floor > 0) return undefined
  let end = offset
  const ceiling = offset + longestName
  while (end < ceiling && isName(bytes[end])) end++
  if (end === ceiling) return undefined
  while (end > offset && !isWord(bytes[end - 1]) && bytes[end - 1] !== 0x5f) end--
  return { start, end }
}

/** The value that a name is given, if one stands behind it. Most names are given none. */
export function candidateAt(text: Text, { start, end }: Name): Candidate | undefined {
  const { bytes, dialect } = text
  const closed = closing(bytes, end)
  const quoted = closed !== end && isQuote(bytes[start - 1])
  const tie = operatorAt(bytes, start, closed, quoted, dialect)
  return tie && readValue(text, { start, end, closed }, tie)
}

/** Behind what closes a name: `"`, `\"`, `']`, `?`, `&quot;`. */
export function closing(bytes: Uint8Array, end: number): number {
  let at = end
  const byte = bytes[at]
  if (byte === undefined || isSpace(byte)) return at
  while (bytes[at] === 0x5c && at < end + 4) at++
  if (isQuote(bytes[at])) at++
  else if (bytes[at] === 0x26 && isEntity(bytes, at)) at += 6
  else at = end
  if (bytes[at] === 0x5d) at++
  if (at === end && (byte === 0x3f || byte === 0x21) && bytes[at + 1] !== 0x3d) at++
  return at
}
