import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { receiveTrufflehog } from './trufflehog.ts'

const settings = { token: 'agreed upon', judge: () => 'none' as const }

function ask(document: unknown, authorization = 'Bearer agreed upon') {
  const body = Buffer.from(JSON.stringify(document))
  return receiveTrufflehog(settings, { body, headers: new Headers({ authorization }) })
}

it('reads the lists that TruffleHog sends: the whole match, then its groups', () => {
  const reception = ask({ Autype: { key: ['whole one', 'one'], other: ['one', 'two'] } })
  const hashes = ['whole one', 'one', 'two'].map((text) =>
    createHash('sha256').update(text).digest('hex'),
  )
  expect(reception).toMatchObject({
    state: 'verified',
    delivery: { reports: hashes.map((sha256) => ({ sha256, exposure: 'local' })) },
  })
})

it('refuses who does not know the token', () => {
  expect(ask({ Autype: { key: ['one'] } }, 'other').state).toBe('forged')
})

it.each([
  [],
  {},
  { a: 'text' },
  { a: { b: 'text' } },
  { a: { b: [] } },
  { a: { b: [7, ''] } },
  null,
])('finds %j malformed', (document) => {
  expect(ask(document).state).toBe('malformed')
})

it('looks at twenty texts and no more', () => {
  const reception = ask({ a: { b: Array.from({ length: 100 }, (_, index) => `text ${index}`) } })
  expect(reception).toMatchObject({ delivery: { reports: { length: 20 } } })
})
