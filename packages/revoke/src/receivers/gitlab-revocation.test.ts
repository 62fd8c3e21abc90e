import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { receiveGitlabRevocation } from './gitlab-revocation.ts'

const type = 'gitleaks_rule_id_autype'
const settings = { token: 'agreed upon', types: [type], judge: () => 'none' as const }

function send(document: unknown, authorization = 'agreed upon') {
  const body = Buffer.from(typeof document === 'string' ? document : JSON.stringify(document))
  return receiveGitlabRevocation(settings, { body, headers: new Headers({ authorization }) })
}

it.each(['agreed upon', 'Bearer agreed upon', 'bearer agreed upon'])(
  'takes tokens from a GitLab that says “%s”',
  (authorization) => {
    const location = 'https://gitlab.com/o/r/-/blob/main/x'
    expect(send([{ type, token: 'one', location }], authorization)).toEqual({
      state: 'verified',
      delivery: {
        origin: 'gitlab',
        reports: [
          {
            sha256: createHash('sha256').update('one').digest('hex'),
            exposure: 'public',
            confidence: 'certain',
            checksum: 'none',
            detector: type,
            place: { url: location },
          },
        ],
        problems: [],
      },
    })
  },
)

it.each(['', 'agreed', 'Bearer', 'Basic agreed upon'])('refuses “%s”', (authorization) => {
  expect(send([], authorization).state).toBe('forged')
})

it.each(['', '{', '{}', 'null', '[{"type":"other","token":"one"}]'])(
  'finds %s malformed, so that GitLab does not send it again',
  (body) => {
    expect(send(body).state).toBe('malformed')
  },
)

it('reads the entries that can be read', () => {
  expect(send([{ type, token: 'one' }, { type }, 7, { type, token: 9 }])).toMatchObject({
    delivery: { reports: [{}], problems: [{ index: 1 }, { index: 2 }, { index: 3 }] },
  })
})

it('turns down more than it could ever look at', () => {
  const many = Array.from({ length: 10_001 }, () => ({ type, token: 'one' }))
  expect(send(many).state).toBe('too-large')
})
