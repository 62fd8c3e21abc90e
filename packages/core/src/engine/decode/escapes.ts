import type { Decoded } from './decoded.ts'
import { digit } from './hex.ts'

const printable = Array.from({ length: 95 }, (_, index) => (index + 32).toString(16))
/** Of `-`, `:`, `=`, `@` and `_`: one of them alone can break what a secret is known by. */
const telling = ['2d', '3a', '3d', '40', '5f']

/** What escapes that can hide a secret begin with: two characters in a row, or a telling one. */
export const escapeAnchors: readonly string[] = [
  // Letters of other alphabets follow with other digits, and hide nothing.
  ...['2', '3', '4', '5', '6', '7'].map((digit) => `\\u00${digit}`),
  '\\u{',
  ...telling.flatMap((code) => [`%${code}`, `\\x${code}`]),
  ...printable.flatMap((code) => [`%${code}%`, `\\x${code}\\x`]),
]

const farthestBack = 256
const longest = 8192
const backslash = 92
const percent = 37

/** Shorter words hold no secret. */
const shortest = 12

/** What a word with escapes holds, and where the word ends: later anchors before that are its own. */
export interface Unescaped {
  readonly end: number
  readonly decoded?: Decoded
}

/** The word around an escape, with every escape in it decoded. */
export function decodeEscapes(bytes: Uint8Array, anchor: number): Unescaped {
  const start = beginning(bytes, anchor)
  const { end, length, hides } = measure(bytes, start)
  if (!hides || length < shortest) return { end }
  const text = new Uint8Array(length)
  const origins = new Uint32Array(length + 1)
  let position = start
  for (let index = 0; index < length; index++) {
    const escape = readEscape(bytes, position)
    text[index] = escape ? escape.byte : (bytes[position] ?? 0)
    origins[index] = position
    position += escape ? escape.length : 1
  }
  origins[length] = end
  const encoding = bytes[anchor] === percent ? 'percent' : 'escapes'
  return {
    end,
    decoded: {
      encoding,
      bytes: text,
      end,
      origin: (from, to) => ({ start: origins[from] ?? start, end: origins[to] ?? end }),
    },
  }
}

/** Where a word ends, how many characters it has, and whether an escape in it could hide some. */
function measure(
  bytes: Uint8Array,
  start: number,
): { readonly end: number; readonly length: number; readonly hides: boolean } {
  let end = start
  let length = 0
  let hides = false
  while (end < bytes.length && length < longest && !endsWord(bytes[end] ?? 0)) {
    const escape = readEscape(bytes, end)
    // Letters of other alphabets are escaped everywhere, and hide nothing.
    if (escape && escape.byte > 32 && escape.byte < 127) hides = true
    end += escape ? escape.length : 1
    length++
  }
  return { end, length, hides }
}

function beginning(bytes: Uint8Array, anchor: number): number {
  const least = Math.max(0, anchor - farthestBack)
  let start = anchor
  while (start > least && !endsWord(bytes[start - 1] ?? 0)) start--
  return start
}

/** Space and control characters, quotes, and the brackets of markup. */
function endsWord(code: number): boolean {
  return code <= 32 || code === 34 || code === 39 || code === 96 || code === 60 || code === 62
}

function readEscape(bytes: Uint8Array, at: number): { byte: number; length: number } | undefined {
  const code = bytes[at]
  if (code === percent) return hexEscape(bytes, at, 1, 2)
  if (code !== backslash) return undefined
  const kind = (bytes[at + 1] ?? 0) | 32
  if (kind === 120) return hexEscape(bytes, at, 2, 2)
  if (kind !== 117) return undefined
  if (bytes[at + 2] !== 123) return hexEscape(bytes, at, 2, 4)
  const close = bytes.subarray(at + 3, at + 10).indexOf(125)
  const escape = close < 1 ? undefined : hexEscape(bytes, at, 3, close)
  return escape && { byte: escape.byte, length: escape.length + 1 }
}

function hexEscape(
  bytes: Uint8Array,
  at: number,
  before: number,
  digits: number,
): { byte: number; length: number } | undefined {
  let value = 0
  for (let index = at + before; index < at + before + digits; index++) {
    const next = digit(bytes[index] ?? 0)
    if (next < 0) return undefined
    value = value * 16 + next
  }
  return value < 256 ? { byte: value, length: before + digits } : undefined
}
