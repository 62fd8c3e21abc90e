import { describe, expect, it } from 'vitest'
import { madeUpSecret } from '../../../fixtures/copy-out.ts'
import { createLog, createScrubber } from './log.ts'

const token = madeUpSecret('slack-bot-token')
const own = 'agreed upon with somebody'
const hash = 'c0ffee00'.repeat(8)

/** Everything that could be logged by mistake; names of members tell nothing. */
const slips: readonly [string, object, string][] = [
  ['a member', { token }, 'x'],
  ['a member far down', { request: { body: [{ items: { a: { b: { c: token } } } }] } }, 'x'],
  ['the message', {}, `it was ${token}`],
  ['the message of an error', { err: new Error(`no ${token}`) }, 'x'],
  ['the stack of an error', { err: failed(token) }, 'x'],
  ['the cause of an error', { err: new Error('x', { cause: new Error(token) }) }, 'x'],
  ['an address', { url: `https://example.com/?token=${token}&x=1` }, 'x'],
  ['JSON within JSON', { body: JSON.stringify({ token: JSON.stringify([token]) }) }, 'x'],
  ['a header', { headers: { authorization: `Bearer ${token}` } }, 'x'],
  ['the name of a member', { [token]: 1 }, 'x'],
  ['a list', { tokens: [1, token] }, 'x'],
]

describe('guarantee 18: a log', () => {
  it.each(slips)('holds no secret that slips into %s', (_, members, message) => {
    const line = logged(members, message)
    expect(line).toContain('[scrubbed]')
    expect(line).not.toContain(token)
    expect(() => JSON.parse(line) as unknown).not.toThrow()
  })

  it.each([
    ['a secret of the settings', own],
    ['a hash, which can end a key', hash],
    ['a password in an address', 'hunter2hunter2'],
    ['a key of Standard Webhooks', `whsec_${'QUJD'.repeat(10)}`],
  ])('holds no %s', (_, text) => {
    const url = text === 'hunter2hunter2' ? `postgres://me:${text}@db/x` : text
    const line = logged({ err: new Error(`no ${url}`) }, url)
    expect(line).toContain('[scrubbed]')
    expect(line).not.toContain(text)
  })

  it('says all else', () => {
    const told = { door: 'github', state: 'forged', url: 'https://example.com/a', status: 401 }
    expect(JSON.parse(logged(told, 'a request was turned away'))).toMatchObject({
      ...told,
      msg: 'a request was turned away',
    })
  })
})

function logged(members: object, message: string): string {
  const lines: string[] = []
  const scrub = createScrubber({ formats: [], secrets: [own], today: '2026-01-01' })
  const destination = { write: (line: string) => lines.push(line) }
  createLog({ level: 'debug', destination, scrub }).error(members, message)
  return lines.join('')
}

function failed(text: string): Error {
  const error = new Error('It failed.')
  error.stack = `Error: It failed.\n    at ${text} (file:///x.ts:1:1)`
  return error
}
