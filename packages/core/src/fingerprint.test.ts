import { expect, test } from 'vitest'
import { fingerprint } from './fingerprint.ts'
import { base62 } from './sample.ts'
import { Secret } from './secret.ts'

const secret = new Secret(base62(40))

test('a fingerprint is short, and the same for the same secret in the same repository', () => {
  const name = fingerprint('salt', 'acme-key', secret)
  expect(name).toMatch(/^kw1:[0-9a-f]{32}$/)
  expect(fingerprint('salt', 'acme-key', new Secret(base62(40)))).toBe(name)
})

test('a fingerprint changes with the salt, the detector and the secret', () => {
  const names = [
    fingerprint('salt', 'acme-key', secret),
    fingerprint('other', 'acme-key', secret),
    fingerprint('salt', 'acme-token', secret),
    fingerprint('salt', 'acme-key', new Secret(base62(41))),
    fingerprint('salt', 'acme-ke', new Secret(`y${base62(40)}`)),
  ]
  expect(new Set(names).size).toBe(names.length)
})
