import { expect, test } from 'vitest'
import { factsOfName } from './names.ts'

test.each([
  ['password', 'password', 'none'],
  ['DB_PASSWORD_PROD', 'password', 'neutral'],
  ['passwordHash', 'password', 'hashed'],
  ['token_expiry', 'token', 'describes'],
  ['passwordLabel', 'password', 'shown'],
  ['tokenFactory', 'token', 'coded'],
  ['stripeApiKey', 'key', 'none'],
  ['clientsecret', 'secret', 'none'],
  ['secret_id', 'secret', 'neutral'],
  ['monkey', 'none', 'none'],
])('%s promises a %s, and what follows is %s', (name, kind, tail) => {
  expect(factsOfName(name)).toMatchObject({ kind, tail })
})

test('the words before a key make it a credential, or something else', () => {
  expect(factsOfName('apiKey').strengthened).toBe(true)
  expect(factsOfName('cacheKey').weakened).toBe(true)
  expect(factsOfName('ssh_public_key').isPublic).toBe(true)
})
