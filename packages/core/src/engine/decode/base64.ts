import type { Decoded } from './decoded.ts'

/** Values of the characters of base64 and base64url; 255 for any other. */
const values = new Uint8Array(256).fill(255)
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
for (let index = 0; index < 62; index++) values[alphabet.charCodeAt(index)] = index
for (const [character, value] of [
  ['+', 62],
  ['-', 62],
  ['/', 63],
  ['_', 63],
] as const) {
  values[character.charCodeAt(0)] = value
}

/** A line of characters of the alphabet; wrapped base64 has several. */
export interface Run {
  readonly start: number
  readonly end: number
}

/** The text that lines of base64 hold, or nothing when what they hold is no text. */
export function decodeBase64(
  bytes: Uint8Array,
  lines: readonly Run[],
  limit: number,
): Decoded | undefined {
  const first = lines[0]
  if (!first) return undefined
  const shift = firstReadable(bytes, first.start, first.end)
  if (shift === undefined) return undefined
  const pieces = [{ start: first.start + shift, end: first.end }, ...lines.slice(1)]
  const characters = gather(bytes, pieces, Math.floor(limit / 3) * 4)
  return {
    encoding: 'base64',
    bytes: decodeCharacters(characters),
    end: lines.at(-1)?.end ?? first.end,
    origin: (start, end) => ({
      start: offsetOf(pieces, Math.floor((start * 4) / 3)),
      end: offsetOf(pieces, Math.ceil((end * 4) / 3) - 1) + 1,
    }),
  }
}

/**
 * How many characters in front of a run are not part of it (a path, a name): the encoded text
 * begins at one of four characters, and only there does it read as text.
 */
function firstReadable(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (isReadable(bytes, start)) return 0
  const middle = start + Math.max(0, (end - start - 20) >> 3) * 4
  for (let shift = 0; shift < 4; shift++) {
    const at = middle + shift
    if (at + 20 <= end && isReadable(bytes, at)) return shift
  }
  return undefined
}

/** Whether sixteen characters decode to twelve bytes of text, mostly ASCII, in UTF-8 or UTF-16. */
function isReadable(bytes: Uint8Array, start: number): boolean {
  let zeros = 0
  let foreign = 0
  for (let index = start; index < start + 16; index += 4) {
    const word = quantum(bytes, index)
    for (let shift = 16; shift >= 0; shift -= 8) {
      const byte = (word >> shift) & 0xff
      if (byte === 0) zeros++
      else if (byte > 127 && byte < 0xf5) foreign++
      else if (byte === 127 || byte > 127 || (byte < 32 && (byte < 9 || byte > 13))) return false
    }
    if (foreign > 2) return false
  }
  return zeros === 0 || zeros === 6
}

function quantum(bytes: Uint8Array, index: number): number {
  return (
    (valueAt(bytes, index) << 18) |
    (valueAt(bytes, index + 1) << 12) |
    (valueAt(bytes, index + 2) << 6) |
    valueAt(bytes, index + 3)
  )
}

function valueAt(bytes: Uint8Array, index: number): number {
  return values[bytes[index] ?? 0] ?? 255
}

function gather(bytes: Uint8Array, pieces: readonly Run[], limit: number): Uint8Array {
  const total = pieces.reduce((sum, piece) => sum + piece.end - piece.start, 0)
  const characters = new Uint8Array(Math.min(limit, total))
  let filled = 0
  for (const piece of pieces) {
    if (filled >= limit) break
    const part = bytes.subarray(piece.start, Math.min(piece.end, piece.start + limit - filled))
    characters.set(part, filled)
    filled += part.length
  }
  return characters
}

function decodeCharacters(characters: Uint8Array): Uint8Array {
  const decoded = new Uint8Array(Math.floor((characters.length * 3) / 4))
  let length = 0
  for (let index = 0; index < characters.length; index += 4) {
    const word = quantum(characters, index)
    decoded[length++] = word >> 16
    decoded[length++] = word >> 8
    decoded[length++] = word
  }
  return decoded
}

function offsetOf(pieces: readonly Run[], character: number): number {
  let rest = character
  for (const piece of pieces) {
    const length = piece.end - piece.start
    if (rest < length) return piece.start + rest
    rest -= length
  }
  return (pieces.at(-1)?.end ?? 1) - 1
}
