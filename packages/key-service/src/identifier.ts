import { base62Digits, toBase62 } from '@keyward/core'

/** Names something for ever; those made later sort later. */
export function identifier(
  kind: string,
  now: number,
  random: (bytes: number) => Uint8Array,
): string {
  return `${kind}_${toBase62(now, 8)}${randomText(base62Digits, 14, random)}`
}

/** Every character is as likely as any other: bytes that would favour some are thrown away. */
export function randomText(
  alphabet: string,
  length: number,
  random: (bytes: number) => Uint8Array,
): string {
  const fair = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < length) {
    for (const byte of random(length - text.length + 8)) {
      if (byte < fair && text.length < length) text += alphabet.charAt(byte % alphabet.length)
    }
  }
  return text
}
