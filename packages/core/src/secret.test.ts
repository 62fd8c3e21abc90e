import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { base62 } from './sample.ts'
import { Secret } from './secret.ts'

const text = base62(40)
const secret = new Secret(text)

test('a secret leaves through reveal alone', () => {
  expect(secret.reveal()).toBe(text)
})

test.each([
  ['joined to a text', ['secret', secret].join(': ')],
  ['made a text', String(secret)],
  ['put in JSON', JSON.stringify({ secret })],
  ['inspected', inspect(secret, { showHidden: true, depth: 9 })],
  ['inspected within others', inspect([{ secret }], { showHidden: true, depth: 9 })],
  ['thrown in an error', new Error(String(secret)).message],
  ['listed by its keys', Object.entries(secret).join()],
])('a secret that is %s shows a preview', (_, shown) => {
  expect(shown).not.toContain(text.slice(4, 12))
  expect(shown).not.toContain(text.slice(-12, -4))
})

test('a preview shows both ends of a long secret', () => {
  expect(secret.preview).toBe(`${text.slice(0, 4)}…${text.slice(-4)}`)
})

test.each([1, 4, 8, 12, 15])('a preview of %i characters shows none of them', (length) => {
  expect(new Secret(base62(length)).preview).toBe('…')
})

test('a preview shows at most a quarter of a secret', () => {
  for (let length = 1; length < 100; length++) {
    expect(new Secret(base62(length)).preview.length - 1).toBeLessThanOrEqual(length / 4)
  }
})

test('a preview of a block tells its kind', () => {
  const begin = ['-----BEGIN RSA PRIVATE', 'KEY-----'].join(' ')
  const block = `${begin}\n${base62(64)}`
  expect(new Secret(block).preview).toBe(`${begin}…`)
})

test('a preview cannot move the cursor of a terminal', () => {
  const tricky = new Secret(`\u001b[2J\n${base62(40)}\u202e\u0007\r\t`)
  // eslint-disable-next-line no-control-regex -- they are what must not be there
  expect(tricky.preview).not.toMatch(/[\u0000-\u001f\u007f\u202e]/)
})
