import type { Run } from './base64.ts'
import type { Decoded } from './decoded.ts'

/** The text that a run of hexadecimal digits holds, or nothing when it is no such run or no text. */
export function decodeHex(bytes: Uint8Array, run: Run, limit: number): Decoded | undefined {
  const isMarked = bytes[run.start] === 48 && ((bytes[run.start + 1] ?? 0) | 32) === 120
  const start = isMarked ? run.start + 2 : run.start
  const length = run.end - start
  if (length < 32 || length % 2 !== 0) return undefined
  const decoded = new Uint8Array(Math.min(limit, length / 2))
  for (let index = 0; index < decoded.length; index++) {
    const high = digit(bytes[start + index * 2] ?? 0)
    const low = digit(bytes[start + index * 2 + 1] ?? 0)
    if (high < 0 || low < 0) return undefined
    const byte = high * 16 + low
    // Hashes, keys and images are no text, and show it within a few bytes.
    if (index < 12 && !isReadable(byte)) return undefined
    decoded[index] = byte
  }
  return {
    encoding: 'hex',
    bytes: decoded,
    end: run.end,
    origin: (from, to) => ({ start: start + from * 2, end: start + to * 2 }),
  }
}

function isReadable(byte: number): boolean {
  return (byte >= 32 && byte < 127) || (byte >= 9 && byte <= 13) || byte > 0xc0
}

export function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const letter = (code | 32) - 87
  return letter >= 10 && letter <= 15 ? letter : -1
}
