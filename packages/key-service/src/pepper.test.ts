import { createHmac, hash, randomBytes } from 'node:crypto'
import { Secret } from '@keyward/core'
import { describe, expect, test } from 'vitest'
import { createPeppers, peppersFrom, type Pepper } from './pepper.ts'

function long(id: string, length = 40): Pepper {
  return { id, secret: new Secret(id.repeat(length)) }
}

describe('a digest', () => {
  test.each([32, 64, 65, 200])('is HMAC-SHA-256 under a pepper of %i characters', (length) => {
    const pepper = long('p', length)
    const sha256 = hash('sha256', 'token')
    const hmac = createHmac('sha256', pepper.secret.reveal()).update(sha256, 'hex').digest('hex')
    expect(createPeppers([pepper], randomBytes).digests(sha256)).toEqual([hmac])
  })

  test('is made under every pepper, the current one first', () => {
    const both = createPeppers([long('b'), long('a')], randomBytes)
    const [first] = createPeppers([long('b')], randomBytes).digests(hash('sha256', 'token'))
    expect(both.digests(hash('sha256', 'token'))[0]).toBe(first)
    expect(both.digests(hash('sha256', 'token'))).toHaveLength(2)
    expect(both.current).toBe('b')
  })
})

describe('what is sealed', () => {
  const before = createPeppers([long('a')], randomBytes)

  test('is opened again, by a later service too', () => {
    const after = createPeppers([long('b'), long('a')], randomBytes)
    expect(after.open(before.seal('signing key')).reveal()).toBe('signing key')
  })

  test('differs each time, and tells nothing', () => {
    expect(before.seal('signing key')).not.toBe(before.seal('signing key'))
    expect(before.seal('signing key')).not.toContain('signing')
  })

  test('is not opened when it was changed, or with another pepper', () => {
    const sealed = before.seal('signing key')
    const [id, nonce, text = '', tag] = sealed.split('.')
    // Not the last character, of which some bits mean nothing.
    const changed = `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`
    expect(() => before.open([id, nonce, changed, tag].join('.'))).toThrow()
    expect(() => createPeppers([long('b')], randomBytes).open(sealed)).toThrow('"a"')
  })
})

describe('peppers are refused when', () => {
  test.each([
    ['there is none', [], 'There is no pepper.'],
    ['one is short', [long('a', 31)], 'The pepper "a" is shorter than 32 characters.'],
    ['two have one id', [long('a'), long('a')], 'Two peppers have one id.'],
    ['an id could not be written', [{ ...long('a'), id: 'a.b' }], 'The id "a.b" of a pepper'],
  ])('%s', (_, peppers, message) => {
    expect(() => createPeppers(peppers, randomBytes)).toThrow(message)
  })
})

test('peppers are read from one line, and their text may hold a colon', () => {
  const read = peppersFrom(' 2026:new:er , 2025:old ')
  expect(read.map(({ id, secret }) => [id, secret.reveal()])).toEqual([
    ['2026', 'new:er'],
    ['2025', 'old'],
  ])
  expect(() => peppersFrom('no id')).toThrow('id:text')
})
