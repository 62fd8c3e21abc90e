import { hash } from 'node:crypto'
import { crc32, Secret, toBase62 } from '@keyward/core'
import { describe, expect, it } from 'vitest'
import type { Api } from './api.ts'
import { createLog, type Log } from './log.ts'

const apis: readonly Api[] = [
  {
    id: 'prefixed',
    title: 'Prefixed',
    prefix: 'ak_',
    environments: { production: 'live', staging: 'test' },
    dialect: 'autype',
    scopes: [],
    products: [],
  },
  {
    id: 'bare',
    title: 'Bare',
    prefix: '',
    environments: { production: '' },
    dialect: 'atomscale',
    scopes: [],
    products: [],
    headers: ['x-api-key'],
  },
]

const prefixed = token(`ak_live_${madeUp(30)}`)
const bare = token(madeUp(30))
const root = token(`kw_live_${madeUp(30)}`)
const foreign = `foreign.${madeUp(20)}!`

describe('a log', () => {
  const places: Readonly<Record<string, (log: Log, secret: string) => void>> = {
    'a member': (log, secret) => log.info({ token: secret }, 'x'),
    'a member far inside': (log, secret) => log.info({ a: { b: [{ c: { d: secret } }] } }, 'x'),
    'the message': (log, secret) => log.warn(`could not use ${secret} twice`),
    'a text that is put into the message': (log, secret) => log.warn('could not use %s', secret),
    'the message of an error': (log, secret) => log.error(new Error(`no ${secret} here`)),
    'the cause of an error': (log, secret) =>
      log.error({ err: new Error('x', { cause: new Error(`no ${secret} here`) }) }, 'x'),
    'a member of an error': (log, secret) =>
      log.error({ err: Object.assign(new Error('x'), { sql: `select '${secret}'` }) }, 'x'),
    'the stack of an error': (log, secret) => {
      const error = new Error('x')
      error.stack = `Error: x\n    at open (${secret}:1:1)`
      log.error({ err: error }, 'x')
    },
    'the name of a member': (log, secret) => log.info({ [secret]: 1 }, 'x'),
    'JSON in a text': (log, secret) => log.info({ body: JSON.stringify({ token: secret }) }, 'x'),
    'the query of an address': (log, secret) =>
      log.info({ url: `https://example.com/?key=${secret}&b=1` }, 'x'),
  }

  const secrets = { 'with a prefix': prefixed, 'without one': bare, 'of the service': root }
  for (const [kind, secret] of Object.entries(secrets)) {
    for (const [place, write] of Object.entries(places)) {
      it(`shows no key ${kind} that is in ${place}`, () => {
        const line = written((log) => write(log, secret))
        expect(line).toContain('[scrubbed]')
        expect(line).not.toContain(secret.slice(-20))
        expect(JSON.parse(line)).toBeTypeOf('object')
      })
    }
  }

  const headers: Readonly<Record<string, unknown>> = {
    'a header': { headers: { authorization: foreign } },
    'a header with a scheme': { headers: { Authorization: `Bearer ${foreign}` } },
    'a header that is a list': { headers: { 'x-api-key': [foreign] } },
    'raw headers': { rawHeaders: ['X-API-Key', foreign, 'Accept', '*/*'] },
    'headers as a text': { request: `GET / HTTP/1.1\r\nX-Api-Key: ${foreign}\r\nAccept: */*` },
    'headers as JSON': { request: JSON.stringify({ authorization: `Basic ${foreign}` }) },
    'headers as JSON in JSON': {
      a: JSON.stringify({ b: JSON.stringify({ 'x-api-key': foreign }) }),
    },
    'the password of an address': { url: `postgres://keyward:${foreign}@db.example.com/keys` },
  }
  for (const [place, value] of Object.entries(headers)) {
    it(`does not show what authorises a request as ${place}, whatever it looks like`, () => {
      expect(written((log) => log.info(value, 'x'))).not.toContain(foreign)
    })
  }

  it('shows no hash of a token, nor what messages are signed with', () => {
    const line = written((log) =>
      log.info(
        {
          sha256: hash('sha256', 'a token'),
          key: `whsec_${madeUp(43)}=`,
          other: `whsk_${madeUp(43)}=`,
        },
        'x',
      ),
    )
    expect(line).not.toContain(hash('sha256', 'a token'))
    expect(line).not.toContain(madeUp(43))
  })

  it('shows the preview of a secret that is shut in', () => {
    const line = written((log) => log.info({ token: new Secret(prefixed) }, 'x'))
    expect(line).toContain(new Secret(prefixed).preview)
  })

  it('shows everything else as it is', () => {
    const line = written((log) =>
      log.info({ route: '/v1/keys/{id}', key: `key_${madeUp(22)}`, status: 200 }, 'answered'),
    )
    expect(line).not.toContain('[scrubbed]')
    expect(line).toContain(`"key":"key_${madeUp(22)}"`)
  })
})

function written(write: (log: Log) => void): string {
  const lines: string[] = []
  write(createLog({ apis, level: 'debug', destination: { write: (line) => lines.push(line) } }))
  expect(lines).toHaveLength(1)
  return lines.join('')
}

function token(text: string): string {
  return text + toBase62(crc32(text), 6)
}

function madeUp(length: number): string {
  return hash('sha512', 'made up', 'base64')
    .replace(/[^0-9A-Za-z]/g, '')
    .slice(0, length)
}
