import { Excerpt } from './excerpt.ts'

/** Fewer characters are no secret, and are met by chance. */
const shortest = 16

/**
 * The UTF-16 in programs and other files that are not all of it: ASCII characters with a zero byte
 * between each two.
 */
export function wideRunsIn(bytes: Buffer): Excerpt {
  const excerpt = new Excerpt(2, ['utf-16'])
  const words = wordsOf(bytes)
  // No run is shorter than two steps, so each has this many bytes around one of them.
  for (let probe = 0; probe + 6 < bytes.length; probe += shortest) {
    const word = words?.[probe >> 2]
    if (word === 0 || (word !== undefined && word & evenBytes && word & oddBytes)) continue
    if (!isWideAt(bytes, probe)) continue
    const character = bytes[probe] === 0 ? probe + 1 : probe
    const start = runStart(bytes, character)
    const end = runEnd(bytes, character)
    if ((end - start) / 2 >= shortest) {
      excerpt.add(narrowed(bytes, start, end), start)
      excerpt.end()
    }
    probe = Math.max(probe, end - (end % shortest))
  }
  return excerpt
}

const evenBytes = 0x00ff00ff
const oddBytes = 0xff00ff00

/** Four bytes at a time tell most places apart from text: every second one would be zero. */
function wordsOf({ buffer, byteOffset, length }: Buffer): Int32Array | undefined {
  return byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, length >> 2) : undefined
}

function isWideAt(bytes: Buffer, at: number): boolean {
  return bytes[at] === 0
    ? bytes[at + 2] === 0 && bytes[at + 4] === 0 && isText(bytes[at + 1]) && isText(bytes[at + 3])
    : bytes[at + 1] === 0 && bytes[at + 3] === 0 && isText(bytes[at]) && isText(bytes[at + 2])
}

function runStart(bytes: Buffer, character: number): number {
  let start = character
  while (start >= 2 && bytes[start - 1] === 0 && isText(bytes[start - 2])) start -= 2
  return start
}

function runEnd(bytes: Buffer, character: number): number {
  let end = character
  // The last zero is the first of the next character in UTF-16 that begins with its high byte.
  while (isText(bytes[end]) && (bytes[end + 1] === 0 || bytes[end - 1] === 0)) end += 2
  return end
}

function isText(byte = 0): boolean {
  return byte >= 32 ? byte < 127 : byte === 9 || byte === 10 || byte === 13
}

function narrowed(bytes: Buffer, start: number, end: number): Uint8Array {
  const text = new Uint8Array((end - start) / 2)
  for (let at = 0; at < text.length; at++) text[at] = bytes[start + at * 2] ?? 0
  return text
}
