import { isWord } from './characters.ts'

/** What is open at a place of a line. */
export interface Opening {
  readonly quote: number
  readonly comment: boolean
}

export const nothingOpen: Opening = { quote: 0, comment: false }

/** How far back a line is read. */
const reach = 240

/** Reads from the beginning of the line: is a string open at `offset`, or a comment? */
export function openingAt(bytes: Uint8Array, offset: number): Opening {
  let start = offset
  const floor = Math.max(0, offset - reach)
  let opens = 0
  while (start > floor && bytes[start - 1] !== 0x0a) opens |= openers[bytes[--start]!]!
  if (opens === 0 || (start === floor && floor > 0)) return nothingOpen
  let quote = 0
  let comment = false
  for (let at = start; at < offset; at++) {
    const byte = bytes[at]!
    if (byte === 0x5c) at++
    else if (quote !== 0) quote = byte === quote ? 0 : quote
    else if (byte === 0x22 || byte === 0x60) quote = byte
    else if (byte === 0x27) quote = isWord(bytes[at - 1]) && isWord(bytes[at + 1]) ? 0 : byte
    else comment ||= beginsComment(bytes, at, start)
  }
  return { quote, comment }
}

/** Without one of these bytes before it, nothing is open: most lines of code are done here. */
const openers = new Uint8Array(256)
for (const opener of '"`\'/#-*;%') openers[opener.charCodeAt(0)] = 1

function beginsComment(bytes: Uint8Array, at: number, start: number): boolean {
  const byte = bytes[at]
  const next = bytes[at + 1]
  if (byte === 0x2f) return (next === 0x2f && bytes[at - 1] !== 0x3a) || next === 0x2a
  if (byte === 0x23) return at === start || next === 0x20 || bytes[at - 1] === 0x20
  if (byte === 0x2d) return next === 0x2d && bytes[at + 2] === 0x20
  if (byte === 0x2a || byte === 0x3b || byte === 0x25) return isBlank(bytes, start, at)
  return false
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== 0x20 && bytes[at] !== 0x09) return false
  return true
}
