import { createHmac } from 'node:crypto'
import { sign, verify } from '@octokit/webhooks-methods'
import { describe, expect, it } from 'vitest'
import { flipped, flippedBytes } from '../../../../fixtures/flipped.ts'
import { createGithubAlerts, isRepository } from './github-alerts.ts'
import { isHexHmac } from './signature.ts'

const secret = "It's a Secret to Everybody"
const receiver = createGithubAlerts({ secret })

function alert(change: Record<string, unknown> = {}, event = 'secret_scanning_alert') {
  const body = JSON.stringify({
    action: 'created',
    alert: { number: 42, html_url: 'https://github.com/o/r/security/secret-scanning/42' },
    repository: { full_name: 'o/r', private: true },
    ...change,
  })
  return receive(body, event)
}

async function receive(body: string, event = 'secret_scanning_alert', signature?: string) {
  const headers = new Headers({
    'x-github-event': event,
    'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    'x-hub-signature-256': signature ?? (await sign(secret, body)),
  })
  return receiver({ body: Buffer.from(body, 'latin1'), headers })
}

describe('an alert of GitHub', () => {
  it('is signed as GitHub documents it', () => {
    const vector = '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
    expect(isHexHmac(vector, secret, 'Hello, World!')).toBe(true)
    for (const body of flippedBytes(Buffer.from('Hello, World!'))) {
      expect(isHexHmac(vector, secret, body)).toBe(false)
    }
    for (const written of flipped(vector)) {
      expect(isHexHmac(written, secret, 'Hello, World!')).toBe(false)
    }
    for (const other of flipped(secret)) {
      expect(isHexHmac(vector, other, 'Hello, World!')).toBe(false)
    }
  })

  it('is forged when one bit of its body or of its signature is another', async () => {
    const body = '{"action":"created"}'
    const signature = await sign(secret, body)
    expect((await receive(body, 'x', signature)).state).toBe('ignored')
    for (const other of flipped(body)) {
      expect((await receive(other, 'x', signature)).state).toBe('forged')
    }
    for (const other of flipped(signature).filter(isHeader)) {
      expect((await receive(body, 'x', other)).state, other).toBe('forged')
    }
  })

  it('is judged as the library of GitHub judges it', async () => {
    const body = '{"action":"created"}'
    const genuine = await sign(secret, body)
    const upper = `sha256=${genuine.slice(7).toUpperCase()}`
    const other = `sha256=${createHmac('sha256', 'other').update(body).digest('hex')}`
    for (const signature of [
      genuine,
      other,
      genuine.slice(0, -1),
      'sha256=',
      'sha1=00',
      'x',
      upper,
    ]) {
      const isGenuine = (await receive(body, 'x', signature)).state === 'ignored'
      expect(isGenuine, signature).toBe(await verify(secret, body, signature))
    }
  })

  it('tells which alert to ask for, and never a secret', async () => {
    expect(await alert()).toEqual({
      state: 'verified',
      delivery: {
        origin: 'github-alerts',
        id: '72d3162e-cc78-11e3-81ab-4c9367dc0958',
        reports: [],
        alerts: [
          {
            repository: 'o/r',
            number: 42,
            exposure: 'private',
            place: {
              url: 'https://github.com/o/r/security/secret-scanning/42',
              repository: 'o/r',
              alert: { repository: 'o/r', number: 42 },
            },
          },
        ],
        problems: [],
      },
    })
  })

  it.each([
    [
      'leaked in public',
      { action: 'publicly_leaked', alert: { number: 1, publicly_leaked: true } },
    ],
    ['in a public repository', { repository: { full_name: 'o/r', private: false } }],
  ])('is of public exposure when it is %s', async (_, change) => {
    expect(await alert(change)).toMatchObject({ delivery: { alerts: [{ exposure: 'public' }] } })
  })

  it('tells where it stands', async () => {
    const details = {
      path: 'config/x.env',
      start_line: 3,
      commit_sha: 'c0ffee',
      commit_url: 'https://api.github.com/repos/o/r/git/commits/c0ffee',
    }
    const location = { type: 'commit', details }
    expect(await alert({ location }, 'secret_scanning_alert_location')).toMatchObject({
      delivery: { alerts: [{ place: { path: 'config/x.env', line: 3, commit: 'c0ffee' } }] },
    })
    const issue = {
      type: 'issue_body',
      details: { issue_body_url: 'https://github.com/o/r/issues/1' },
    }
    expect(await alert({ location: issue }, 'secret_scanning_alert_location')).toMatchObject({
      delivery: { alerts: [{ place: { url: 'https://github.com/o/r/issues/1' } }] },
    })
  })

  it.each(['resolved', 'assigned', 'unassigned', 'metadata_created', 'revoked', 'x', undefined])(
    'asks for nothing when its action is %s',
    async (action) => {
      expect((await alert({ action })).state).toBe('ignored')
    },
  )

  it('asks for nothing when it is another event', async () => {
    expect((await alert({}, 'push')).state).toBe('ignored')
  })

  it.each([
    ['is no JSON', '{'],
    ['is a list', '[]'],
    ['has no alert', '{"action":"created","repository":{"full_name":"o/r"}}'],
    ['has no repository', '{"action":"created","alert":{"number":1}}'],
    [
      'names a repository that leads elsewhere',
      '{"action":"created","alert":{"number":1},"repository":{"full_name":"../../user"}}',
    ],
  ])('is malformed when its body %s', async (_, body) => {
    expect((await receive(body)).state).toBe('malformed')
  })
})

describe('the name of a repository', () => {
  it.each(['o/r', 'O-1/r.js', 'a/.github', 'a/..x'])('may be %s', (name) => {
    expect(isRepository(name)).toBe(true)
  })

  it.each([
    'o',
    'o/',
    '/r',
    'o/r/x',
    'o/..',
    'o/.',
    '../r',
    './r',
    'o/r?x',
    'o/r#x',
    'o/r%2f',
    'ö/r',
    '',
  ])('may not be “%s”', (name) => {
    expect(isRepository(name)).toBe(false)
  })
})

/** The others make no request at all. */
function isHeader(text: string): boolean {
  try {
    return new Headers({ text }).has('text')
  } catch {
    return false
  }
}
