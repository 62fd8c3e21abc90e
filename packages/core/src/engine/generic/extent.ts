import { isQuote, isSpace, isWord } from './characters.ts'

/** Longer values are read only as far as they are one run of base64. */
const longest = 512
const longestRun = 8192

/** Where the quote stands that closes a value; 0 if there is none on its line. */
export function closingQuote(
  bytes: Uint8Array,
  start: number,
  quote: number,
  escaped: number,
): number {
  const ceiling = start + longest
  let at = start
  for (; at < ceiling; at++) {
    const byte = bytes[at]
    if (byte === undefined || byte === 0x0a) return 0
    if (byte === quote) return escaped > 0 ? 0 : at
    if (byte !== 0x5c) continue
    if (escaped > 0 && bytes[at + escaped] === quote && bytes[at + escaped - 1] === 0x5c) return at
    at++
  }
  at = behindRun(bytes, at, start)
  while (at < start + longestRun && bytes[at] === 0x3d) at++
  return bytes[at] === quote || bytes[at] === 0x5c ? at : 0
}

/** The end of a value that is the rest of its line, up to `stop` or a comment. */
export function lineEnd(bytes: Uint8Array, start: number, stop: number): number {
  const ceiling = start + longest
  let at = start
  for (; at < ceiling; at++) {
    const byte = bytes[at]
    if (byte === undefined || byte === 0x0a || byte === 0x0d || byte === stop) break
    if (byte === 0x23 && isSpace(bytes[at - 1])) break
  }
  if (at === ceiling) at = behindRun(bytes, at, start)
  while (at > start && isTrailing(bytes[at - 1])) at--
  return at
}

/** The end of a value that is one word; `open` is the quote that its name stands in, or 0. */
export function wordEnd(bytes: Uint8Array, start: number, open: number, escapes: boolean): number {
  const ceiling = start + longest
  let at = start
  for (; at < ceiling; at++) {
    const byte = bytes[at]
    if (byte === undefined || byte <= 0x20 || byte === open || isQuote(byte)) break
    if (byte === 0x5c && (open !== 0 || bytes[at + 1]! <= 0x20)) break
    if (byte === 0x26 || byte === 0x3b || byte === 0x3c || byte === 0x3e || byte === 0x7c) break
    if (byte === 0x25 && escapes && bytes[at + 1] === 0x32) break
    if (byte === 0x2c || byte === 0x7d || byte === 0x5d || (byte === 0x29 && open === 0)) break
  }
  if (at === ceiling) at = behindRun(bytes, at, start)
  while (at > start && (bytes[at - 1] === 0x2e || bytes[at - 1] === 0x3a)) at--
  return at
}

/** base64, without the sign that a hostile text may repeat together with a name. */
function behindRun(bytes: Uint8Array, offset: number, start: number): number {
  let at = offset
  const ceiling = start + longestRun
  while (at < ceiling && isRun(bytes[at])) at++
  return at
}

function isRun(byte: number | undefined): boolean {
  return isWord(byte) || byte === 0x2b || byte === 0x2f || byte === 0x2d || byte === 0x5f
}

/** Spaces, and what goes on with the next line or entry. */
function isTrailing(byte: number | undefined): boolean {
  return isSpace(byte) || byte === 0x5c || byte === 0x2c || byte === 0x3b
}
