import { generateKeyPairSync } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { flippedBytes } from '../../../fixtures/flipped.ts'
import { createStandardWebhooks } from './receivers/standard-webhooks.ts'
import { isMessageKey, signMessage, verifyMessage } from './standard-webhook.ts'

// As the specification has them; its key is told by its bytes, since scanners know what it looks like.
const bytes = [
  49, 242, 144, 246, 191, 6, 41, 138, 171, 79, 8, 212, 60, 63, 8, 44, 246, 72, 163, 98, 218, 45,
  164, 176,
]
const key = `whsec_${Buffer.from(bytes).toString('base64')}`
const message = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}
const body = Buffer.from('{"test": 2432232314}')
const now = 1_614_265_330_000

describe('a message of Standard Webhooks', () => {
  it('is genuine as the specification signs it', () => {
    expect(verifyMessage([key], message, body, now)).toEqual({ state: 'genuine' })
    expect(signMessage([key], message.id, now, body.toString())).toEqual(message)
  })

  it('is forged when one bit of its body is another', () => {
    for (const other of flippedBytes(body)) {
      expect(verifyMessage([key], message, other, now).state).toBe('forged')
    }
  })

  it.each(['id', 'timestamp', 'signature'] as const)(
    'is forged when one bit of its %s is another',
    (name) => {
      for (const other of flippedBytes(Buffer.from(message[name]))) {
        const changed = { ...message, [name]: other.toString('latin1') }
        expect(verifyMessage([key], changed, body, now).state, changed[name]).toBe('forged')
      }
    },
  )

  it('is what the library of the specification says it is', () => {
    const library = new Webhook(key)
    const at = new Date()
    const signature = library.sign('msg_1', at, '{}')
    const timestamp = String(Math.floor(at.getTime() / 1000))
    const theirs = { id: 'msg_1', timestamp, signature }
    expect(verifyMessage([key], theirs, Buffer.from('{}'), at.getTime()).state).toBe('genuine')
    const ours = signMessage([key], 'msg_2', at.getTime(), '{"a":1}')
    const headers = {
      'webhook-id': ours.id,
      'webhook-timestamp': ours.timestamp,
      'webhook-signature': ours.signature,
    }
    expect(library.verify('{"a":1}', headers)).toEqual({ a: 1 })
  })

  it.each([
    ['v1', key, key],
    ['v1a', ...ed25519()],
  ])('is signed and verified in the way of %s', (_, secret, open) => {
    const signed = signMessage([secret], 'msg_1', now, body.toString())
    expect(verifyMessage([open], signed, body, now).state).toBe('genuine')
    for (const other of flippedBytes(body)) {
      expect(verifyMessage([open], signed, other, now).state).toBe('forged')
    }
    for (const other of flippedBytes(Buffer.from(signed.signature))) {
      const changed = { ...signed, signature: other.toString('latin1') }
      expect(verifyMessage([open], changed, body, now).state).toBe('forged')
    }
  })

  it('may bear two signatures while keys are being replaced', () => {
    const [secret, open] = ed25519()
    const signed = signMessage([secret, key], 'msg_1', now, body.toString())
    expect(signed.signature).toMatch(/^v1a,\S+ v1,\S+$/)
    for (const one of [key, open]) {
      expect(verifyMessage([one], signed, body, now).state).toBe('genuine')
    }
    expect(verifyMessage([ed25519()[1]], signed, body, now).state).toBe('forged')
  })

  it.each([
    [-300_000, 'genuine'],
    [300_000, 'genuine'],
    [301_000, 'stale'],
    [-301_000, 'stale'],
  ])('is of now when the clocks are %i ms apart', (apart, state) => {
    expect(verifyMessage([key], message, body, now + apart).state).toBe(state)
  })

  it.each(['1614265330abc', ' 1614265330', '1614265330.0', '-1614265330', '', '0x60378b72'])(
    'is forged when its time is “%s”',
    (timestamp) => {
      expect(verifyMessage([key], { ...message, timestamp }, body, now).state).toBe('forged')
    },
  )

  it('is never signed with a key that could be guessed', () => {
    expect(isMessageKey(key)).toBe(true)
    expect(ed25519().every(isMessageKey)).toBe(true)
    const bad = [
      '',
      'x',
      'whsec_',
      'whsec_c2hvcnQ=',
      `whsec_${Buffer.alloc(65).toString('base64')}`,
    ]
    expect(bad.filter(isMessageKey)).toEqual([])
  })
})

describe('a sender of Standard Webhooks', () => {
  const sha256 = 'a'.repeat(64)
  const receiver = createStandardWebhooks({
    name: 'other',
    keys: [key],
    exposure: 'private',
    clock: () => now,
  })

  async function send(document: unknown) {
    const text = JSON.stringify(document)
    const signed = signMessage([key], 'msg_1', now, text)
    const headers = new Headers({
      'webhook-id': signed.id,
      'webhook-timestamp': signed.timestamp,
      'webhook-signature': signed.signature,
    })
    return receiver({ body: Buffer.from(text), headers })
  }

  it('reports leaks, as exposed as it may call them', async () => {
    expect(
      await send({ type: 'leak.detected', data: { sha256, exposure: 'public' } }),
    ).toMatchObject({
      state: 'verified',
      delivery: {
        origin: 'webhook:other',
        id: 'msg_1',
        reports: [{ sha256, exposure: 'private' }],
      },
    })
  })

  it('reports several at once, of which some cannot be read', async () => {
    const data = [{ sha256 }, { sha256: 'x' }, 7]
    expect(await send({ type: 'leak.detected', data })).toMatchObject({
      delivery: { reports: [{ sha256 }], problems: [{ index: 1 }, { index: 2 }] },
    })
  })

  it('is not minded when it tells of something else', async () => {
    expect((await send({ type: 'key.revoked', data: {} })).state).toBe('ignored')
  })

  it('is refused without its headers', async () => {
    expect(await receiver({ body, headers: new Headers() })).toMatchObject({ state: 'unsigned' })
  })
})

function ed25519(): [secret: string, open: string] {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)
  const open = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  return [`whsk_${seed.toString('base64')}`, `whpk_${open.toString('base64')}`]
}
