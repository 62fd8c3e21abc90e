import { hash } from 'node:crypto'
import { base62Digits, crc32, toBase62 } from '@keyward/core'

/** The same made-up keys in every process: what is minted would have to be handed on. */
export function tokenOf(index: number): string {
  const bytes = hash('sha512', `key ${index}`, 'buffer').subarray(0, 30)
  const random = Array.from(bytes, (byte) => base62Digits.charAt(byte % 62)).join('')
  const text = `ak_live_${random}`
  return text + toBase62(crc32(text), 6)
}
