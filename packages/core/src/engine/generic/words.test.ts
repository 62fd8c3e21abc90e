import { expect, test } from 'vitest'
import { wordsOf } from './words.ts'

test.each([
  ['dbRootPassword2', ['db', 'root', 'password', '2']],
  ['APIKey', ['api', 'key']],
  ['AWS_SECRET_ACCESS_KEY', ['aws', 'secret', 'access', 'key']],
  ['--api-token', ['api', 'token']],
  ['x-api-key', ['x', 'api', 'key']],
  ['', []],
])('%s falls into words', (name, words) => {
  expect(wordsOf(name)).toEqual(words)
})
