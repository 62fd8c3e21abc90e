import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { flipped, flippedBytes } from '../../../../fixtures/flipped.ts'
import { createGithubPartner } from './github-partner.ts'
import { createGitlabPartner } from './gitlab-partner.ts'
import { createPublicKeys } from './public-keys.ts'
import type { Receiver, Reception } from './reception.ts'

// Published by GitHub and by PyPI: their keys, and what they signed with them.
const vector = {
  id: 'bcb53661c06b4728e59d897fb6165d5c9cda0fd9cdf9d09ead458168deb7518c',
  key: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYAGMWO8XgCamYKMJS6jc/qgvSlAdAjPuDPRcXU22YxgBrz+zoN19MzuRyW87qEt9/AmtoNP5GrobzUvQSyJFVw==',
  body: '[{"source":"commit","token":"some_token","type":"some_type","url":"https://example.com/base-repo-url/"}]',
  // Its second number has 31 bytes, which is where converters of signatures go wrong.
  signature:
    'MEQCIQDaMKqrGnE27S0kgMrEK0eYBmyG0LeZismAEz/BgZyt7AIfXt9fErtRS4XaeSt/AO1RtBY66YcAdjxji410VQV4xg==',
}
const older = {
  id: '90a421169f0a406205f1563a953312f0be898d3c7b6c06b681aa86a874555f4a',
  key: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE9MJJHnMfn2+H4xL4YaPDA4RpJqUqkCmRCBnYERxZanmcpzQSXs1X/AljlKkbJ8qpVIW4clayyef9gWhFbNHWAA==',
  body: '[{"token":"some_token","type":"some_type","url":"some_url"}]',
  signature:
    'MEUCIQDKZokqnCjrRtw0tni+2Ltvl/uiMJ1EGumEsp1BsNr32AIgQY1YXD2nlj+XNfGK4rBfkMJ1JDOQcYXxa2sY8FNkrKc=',
}
const tokenHash = createHash('sha256').update('some_token').digest('hex')

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

interface Published {
  readonly key_identifier: string
  readonly key: string
  readonly is_current: boolean
}

/** A server that publishes keys as GitHub does, and can be told to stop. */
async function publish(keys: Published[]) {
  const asked: { headers: Record<string, unknown> }[] = []
  let status = 200
  const server = createServer((request, response) => {
    asked.push({ headers: request.headers })
    const isKnown = request.headers['if-none-match'] === '"1"' && status === 200
    response.writeHead(isKnown ? 304 : status, { etag: '"1"' })
    response.end(isKnown ? '' : JSON.stringify({ public_keys: keys }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    answerWith: (next: number) => (status = next),
  }
}

function pem(base64: string): string {
  return `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----\n`
}

const both = [vector, older].map(({ id, key }) => ({
  key_identifier: id,
  key: pem(key),
  is_current: true,
}))

async function github(keys: Published[] = both) {
  const published = await publish(keys)
  let now = 1_800_000_000_000
  const source = createPublicKeys({ url: published.url, fetch, clock: () => now })
  const receiver = createGithubPartner({ keys: source, judge: () => 'none' })
  return {
    ...published,
    pass: (ms: number) => (now += ms),
    receive: async (body = vector.body, signature = vector.signature, id = vector.id) => {
      const headers = new Headers(signed('github', id, signature))
      return receiver({ body: Buffer.from(body, 'latin1'), headers })
    },
  }
}

function signed(sender: string, id: string, signature: string): Record<string, string> {
  return {
    [`${sender}-public-key-identifier`]: id,
    [`${sender}-public-key-signature`]: signature,
  }
}

describe('the feed of GitHub', () => {
  it('is genuine when it is signed as GitHub published it', async () => {
    const { receive } = await github()
    expect(await receive()).toEqual({
      state: 'verified',
      delivery: {
        origin: 'github',
        reports: [
          {
            sha256: tokenHash,
            exposure: 'public',
            confidence: 'certain',
            checksum: 'none',
            detector: 'some_type',
            place: { url: 'https://example.com/base-repo-url/' },
          },
        ],
        problems: [],
      },
    })
  })

  it('is refused without a signature, and without a key', async () => {
    const { receive } = await github()
    expect((await receive(vector.body, '')).state).toBe('forged')
    const keys = createPublicKeys({ url: 'http://127.0.0.1:9/', fetch, clock: () => 0 })
    const receiver = createGithubPartner({ keys, judge: () => 'none' })
    expect((await receiver({ body: Buffer.from('[]'), headers: new Headers() })).state).toBe(
      'unsigned',
    )
  })

  it('reads the entries that can be read, and tells of the others', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const { receive } = await github([{ key_identifier: 'own', key, is_current: true }])
    const body = JSON.stringify([
      { token: ' some_token\n', type: 7, url: '', source: 12 },
      'text',
      { type: 'x' },
      { token: '' },
      null,
      { token: 'other_token' },
    ])
    const signature = createSign('sha256').update(body).sign(privateKey, 'base64')
    const reception = await receive(body, signature, 'own')
    expect(reception).toMatchObject({
      delivery: {
        reports: [{ sha256: tokenHash, place: {} }, {}],
        problems: [{ index: 1 }, { index: 2 }, { index: 3 }, { index: 4 }],
      },
    })
  })
})

describe('the keys of a sender', () => {
  it('are asked for once an hour, and only whether they changed', async () => {
    const { receive, asked, pass } = await github()
    await Promise.all([receive(), receive(), receive()])
    expect(asked.length).toBe(1)
    pass(61 * 60 * 1000)
    expect((await receive()).state).toBe('verified')
    expect(asked.length).toBe(2)
    expect(asked[1]?.headers['if-none-match']).toBe('"1"')
  })

  it('are asked for again when one is not known, once a minute at most', async () => {
    const { receive, asked, pass } = await github()
    await receive()
    await Promise.all(['a', 'b', 'c'].map((id) => receive(vector.body, vector.signature, id)))
    expect(asked.length).toBe(1)
    pass(61_000)
    await Promise.all(['a', 'b', 'c'].map((id) => receive(vector.body, vector.signature, id)))
    expect(asked.length).toBe(2)
  })

  it('serve for seven days while the sender cannot be asked, and no longer', async () => {
    const { receive, answerWith, pass } = await github()
    await receive()
    answerWith(429)
    pass(7 * 24 * 60 * 60 * 1000 - 1)
    expect((await receive()).state).toBe('verified')
    pass(61_000)
    expect((await receive()).state).toBe('unavailable')
  })

  it('leave an unknown name unanswered while the sender cannot be asked', async () => {
    const { receive, answerWith, pass } = await github()
    await receive()
    answerWith(500)
    pass(61_000)
    expect((await receive(vector.body, vector.signature, 'new')).state).toBe('unavailable')
  })

  it('are refused when they are retired', async () => {
    const { receive } = await github([
      { key_identifier: vector.id, key: pem(vector.key), is_current: false },
    ])
    expect(await receive()).toMatchObject({ state: 'forged', reason: /not use this key/ })
  })

  it('are refused when they are of another curve, even if they signed the body', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' })
    const key = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const { receive } = await github([{ key_identifier: 'k1', key, is_current: true }])
    const signature = createSign('sha256').update(vector.body).sign(privateKey, 'base64')
    expect(await receive(vector.body, signature, 'k1')).toMatchObject({
      state: 'forged',
      reason: 'The key of this name is none of the curve P-256.',
    })
  })
})

describe.each([
  ['GitHub', 'github', createGithubPartner, 'github'],
  ['GitLab', 'gitlab', createGitlabPartner, 'gitlab-partner'],
] as const)('the feed of %s', (_, sender, create, origin) => {
  async function feed(): Promise<Receiver> {
    const { url } = await publish(both)
    const keys = createPublicKeys({ url, fetch, clock: () => 1_800_000_000_000 })
    return create({ keys, judge: () => 'none' })
  }

  it.each([vector, older])(
    'is genuine as it is, and refused with any other bit of $body, its signature or its key name',
    async ({ body, signature, id }) => {
      const receiver = await feed()
      expect(await send(receiver, body, signed(sender, id, signature))).toMatchObject({
        state: 'verified',
        delivery: { origin },
      })
      for (const other of flipped(body)) {
        expect((await send(receiver, other, signed(sender, id, signature))).state).toBe('forged')
      }
      const der = flippedBytes(Buffer.from(signature, 'base64'))
      for (const other of [...flipped(signature), ...der.map((one) => one.toString('base64'))]) {
        const { state } = await send(receiver, body, signed(sender, id, other))
        expect(['forged', 'no request'], other).toContain(state)
      }
      for (const other of flipped(id)) {
        const { state } = await send(receiver, body, signed(sender, other, signature))
        expect(['forged', 'no request'], other).toContain(state)
      }
    },
  )

  it('is refused under the names of another sender', async () => {
    const receiver = await feed()
    const other = sender === 'github' ? 'gitlab' : 'github'
    const headers = signed(other, vector.id, vector.signature)
    expect((await send(receiver, vector.body, headers)).state).toBe('unsigned')
  })
})

/** Some bits make a header that cannot be sent. */
async function send(
  receiver: Receiver,
  body: string,
  headers: Record<string, string>,
): Promise<Reception | { state: 'no request' }> {
  try {
    new Headers(headers)
  } catch {
    return { state: 'no request' }
  }
  return receiver({ body: Buffer.from(body, 'latin1'), headers: new Headers(headers) })
}
