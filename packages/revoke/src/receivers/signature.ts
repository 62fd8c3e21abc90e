import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** Whether it is the HMAC of the content, in hex and in small letters as its senders write it. */
export function isHexHmac(written: string, key: string, content: Uint8Array | string): boolean {
  if (!/^[0-9a-f]{64}$/.test(written)) return false
  const expected = createHmac('sha256', key).update(content).digest()
  return timingSafeEqual(Buffer.from(written, 'hex'), expected)
}

/** Bytes from base64 as written by the book: a lenient reader lets many texts mean the same. */
export function strictBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : undefined
}

/** Compares secrets of any length in the same time. */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
