import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { receiveReports, reporterOf, type Reporter } from './keyward.ts'

const sha256 = 'a'.repeat(64)
const ci: Reporter = { name: 'ci', keySha256: hashOf('key of ci'), exposure: 'private' }
const hooks: Reporter = { name: 'hooks', keySha256: hashOf('key of hooks') }

function send(document: unknown, reporter = hooks) {
  const body = Buffer.from(typeof document === 'string' ? document : JSON.stringify(document))
  return receiveReports(reporter, { body, headers: new Headers() })
}

it('knows a reporter by its key', () => {
  function of(authorization: string) {
    return reporterOf([ci, hooks], new Headers({ authorization }))
  }
  expect(of('Bearer key of hooks')).toBe(hooks)
  expect(of('key of ci')).toBe(ci)
  expect(of('Bearer other')).toBeUndefined()
  expect(of(hooks.keySha256)).toBeUndefined()
  expect(reporterOf([ci], new Headers())).toBeUndefined()
})

it('takes a list, or an object with reports', () => {
  const report = {
    sha256: sha256.toUpperCase(),
    action: 'quarantine',
    detector: 'autype-api-key',
    checksum: 'passed',
    confidence: 'certain',
    exposure: 'public',
    repository: 'o/r',
    commit: 'c0ffee',
    path: 'x.env',
    line: 3,
    extra: true,
  }
  const expected = {
    state: 'verified',
    delivery: {
      origin: 'reporter:hooks',
      reports: [
        {
          sha256,
          exposure: 'public',
          checksum: 'passed',
          confidence: 'certain',
          detector: 'autype-api-key',
          most: 'quarantine',
          place: { repository: 'o/r', commit: 'c0ffee', path: 'x.env', line: 3 },
        },
      ],
      problems: [],
    },
  }
  expect(send([report])).toEqual(expected)
  expect(send({ reports: [report] })).toEqual(expected)
})

it('takes what is not said, or not understood, for the least', () => {
  expect(
    send([{ sha256, exposure: 'everywhere', confidence: 1, checksum: [], path: 7 }]),
  ).toMatchObject({
    delivery: {
      reports: [{ sha256, exposure: 'local', confidence: 'likely', checksum: 'none', place: {} }],
    },
  })
})

it('believes a reporter no more than it may say', () => {
  expect(send([{ sha256, exposure: 'public' }], ci)).toMatchObject({
    delivery: { reports: [{ exposure: 'private' }] },
  })
})

it.each(['', '{', '7', 'null', '"text"', '{}', '{"reports":7}'])('finds %s malformed', (body) => {
  expect(send(body).state).toBe('malformed')
})

it('reads the entries that can be read', () => {
  expect(send([{ sha256 }, {}, { sha256: 'text' }, 7, null, [sha256]])).toMatchObject({
    delivery: { reports: { length: 1 }, problems: { length: 5 } },
  })
})

it('takes a thousand at once and no more', () => {
  expect(send(Array(1000).fill({ sha256 })).state).toBe('verified')
  expect(send(Array(1001).fill({ sha256 })).state).toBe('too-large')
})

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
