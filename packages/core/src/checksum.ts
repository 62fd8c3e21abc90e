const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})

/** CRC-32 as in zip and PNG, over text of one byte a character, or over its beginning. */
export function crc32(text: string, end = text.length): number {
  let value = 0xffffffff
  for (let index = 0; index < end; index++) {
    value = (value >>> 8) ^ (crcTable[(value ^ text.charCodeAt(index)) & 0xff] ?? 0)
  }
  return (value ^ 0xffffffff) >>> 0
}

export const base62Digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A number written in base 62, most significant digit first, filled up with zeros. */
export function toBase62(value: number, length: number, alphabet = base62Digits): string {
  let text = ''
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62))
    text = alphabet.charAt(rest % 62) + text
  return text.padStart(length, alphabet.charAt(0))
}
