import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { hmacSha256, sha256 } from './sha256.ts'

const lengths = [0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 70_000]

test.each(lengths)('the digest of %i bytes is what the platform computes', (length) => {
  const message = Uint8Array.from({ length }, (_, index) => (index * 31 + length) & 0xff)
  const expected = createHash('sha256').update(message).digest('hex')
  expect(Buffer.from(sha256(message)).toString('hex')).toBe(expected)
})

test.each([0, 1, 32, 64, 65, 200])('a key of %i bytes signs as the platform does', (length) => {
  const key = Uint8Array.from({ length }, (_, index) => index & 0xff)
  const message = new TextEncoder().encode('a message')
  const expected = createHmac('sha256', key).update(message).digest('hex')
  expect(Buffer.from(hmacSha256(key, message)).toString('hex')).toBe(expected)
})
