import { createPublicKey, hash, verify } from 'node:crypto'
import { Secret } from '@keyward/core'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { createSigningKeys, publicKeyOf, signedHeaders } from './signature.ts'

const keys = createSigningKeys((bytes) => hash('sha256', `${bytes} made up`, 'buffer'))
const message = { id: 'evt_1', at: 1_614_265_330_500, body: '{"test":"ä"}' }

describe('a signature', () => {
  it('is the one that Standard Webhooks publishes for its example', () => {
    // eslint-disable-next-line keyward/no-hardcoded-secret -- Published, for everybody to try.
    const published = new Secret(['whsec', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'].join('_'))
    const example = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at: 1_614_265_330_000,
      body: '{"test": 2432232314}',
    }
    expect(signedHeaders([published], example)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  it('is genuine to the library of Standard Webhooks, among others in the same header', () => {
    const now = { ...message, at: Date.now() }
    const headers = signedHeaders([keys.asymmetric, keys.symmetric], now)
    const library = new Webhook(keys.symmetric.reveal())
    expect(library.verify(now.body, { ...headers })).toEqual({ test: 'ä' })
    expect(() => library.verify(`${now.body} `, { ...headers })).toThrow()
  })

  it('is genuine to whoever has the public key', () => {
    const { 'webhook-signature': header } = signedHeaders([keys.asymmetric], message)
    const signature = Buffer.from(header.replace(/^v1a,/, ''), 'base64')
    const spki = Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(publicKeyOf(keys.asymmetric).replace(/^whpk_/, ''), 'base64'),
    ])
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
    const content = `evt_1.1614265330.${message.body}`
    expect(verify(null, Buffer.from(content), key, signature)).toBe(true)
    expect(verify(null, Buffer.from(`${content} `), key, signature)).toBe(false)
  })

  it('is refused for an id that would make the signed text ambiguous', () => {
    expect(() => signedHeaders([keys.symmetric], { ...message, id: 'a.b' })).toThrow('full stop')
  })
})
