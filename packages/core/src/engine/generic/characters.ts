/** What a byte can be part of; several at once. */
export const letter = 1
export const digit = 2
export const name = 4
export const space = 8
export const quote = 16
export const ends = 32

/** By byte: the sum of what it can be part of. */
export const characters: Uint8Array = tabulate()

export const isName = (byte: number | undefined): boolean => is(byte, name)
export const isSpace = (byte: number | undefined): boolean => is(byte, space)
export const isQuote = (byte: number | undefined): boolean => is(byte, quote)
export const isWord = (byte: number | undefined): boolean => is(byte, letter + digit)

/** `&quot;` */
export function isEntity(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === 0x26 &&
    bytes[at + 1] === 0x71 &&
    bytes[at + 2] === 0x75 &&
    bytes[at + 3] === 0x6f &&
    bytes[at + 5] === 0x3b
  )
}

/** Behind spaces and tabs, of which an alignment has so many at most. */
export function behindSpaces(bytes: Uint8Array, offset: number): number {
  let at = offset
  const ceiling = offset + 48
  while (at < ceiling && isSpace(bytes[at])) at++
  return at
}

function is(byte: number | undefined, kinds: number): boolean {
  return byte !== undefined && ((characters[byte] ?? 0) & kinds) !== 0
}

function tabulate(): Uint8Array {
  const table = new Uint8Array(256)
  function mark(text: string, kind: number): void {
    for (const character of text) table[character.charCodeAt(0)]! |= kind
  }
  mark('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', letter | name)
  mark('0123456789', digit | name)
  mark('_-.$', name)
  mark(' \t', space)
  mark('"\'`', quote)
  mark(' \t\r\n"\'`<>', ends)
  return table
}
