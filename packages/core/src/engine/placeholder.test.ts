import { expect, test } from 'vitest'
import { base32, base62, base64, base64url, digits, hex, lowerAlphanumeric } from '../sample.ts'
import { isPlaceholder } from './placeholder.ts'

test.each([
  'changeme',
  'change_me_please',
  '<your-token>',
  'YOUR_API_KEY',
  'ak_your_api_key_here',
  'xoxb-your-bot-token',
  'sk_live_abc123...',
  'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  'ghp_0123456789abcdefghijklmnopqrstuvwxyz',
  'AKIAIOSFODNN7EXAMPLE',
  'my-secret-token',
  '********',
  'REPLACE_ME',
  'insert-key-here',
  '00000000000000000000',
  '[redacted]',
])('%s is a placeholder', (value) => {
  expect(isPlaceholder(value)).toBe(true)
})

test.each([base62, base64, base64url, hex, base32, lowerAlphanumeric, digits])(
  'random text is none',
  (sample) => {
    const long = sample(60_000)
    const taken: string[] = []
    for (let at = 0; at + 32 <= long.length; at += 32) {
      const value = long.slice(at, at + 32)
      if (isPlaceholder(value)) taken.push(value)
    }
    expect(taken).toEqual([])
  },
)
