import { createHmac, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'
import { Secret } from '@keyward/core'

/** What a message is signed with: `whsec_…` on both sides, or `whsk_…` here and `whpk_…` there. */
export interface SigningKeys {
  readonly symmetric: Secret
  readonly asymmetric: Secret
}

/** The headers of Standard Webhooks 1.0.0. */
export interface SignedHeaders {
  readonly 'webhook-id': string
  readonly 'webhook-timestamp': string
  readonly 'webhook-signature': string
}

/** The id stays the same over all attempts; the time is that of this one, in ms. */
export function signedHeaders(
  keys: readonly Secret[],
  message: { readonly id: string; readonly at: number; readonly body: string },
): SignedHeaders {
  const { id, at, body } = message
  if (id === '' || id.includes('.')) throw new Error('The id of a message has no full stop.')
  const timestamp = String(Math.floor(at / 1000))
  const content = `${id}.${timestamp}.${body}`
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': keys.map((key) => signature(key.reveal(), content)).join(' '),
  }
}

/** From 32 random bytes each. */
export function createSigningKeys(random: (bytes: number) => Uint8Array): SigningKeys {
  return {
    symmetric: new Secret(`${symmetricPrefix}${base64(random(32))}`),
    asymmetric: new Secret(`${privatePrefix}${base64(random(32))}`),
  }
}

/** What whoever checks `v1a` signatures needs; it is no secret. */
export function publicKeyOf(asymmetric: Secret): string {
  const spki = createPublicKey(privateKey(asymmetric.reveal())).export({
    format: 'der',
    type: 'spki',
  })
  return `${publicPrefix}${base64(spki.subarray(-32))}`
}

const symmetricPrefix = 'whsec_'
const privatePrefix = 'whsk_'
const publicPrefix = 'whpk_'

function signature(key: string, content: string): string {
  if (key.startsWith(privatePrefix)) {
    return `v1a,${base64(sign(null, Buffer.from(content), privateKey(key)))}`
  }
  if (!key.startsWith(symmetricPrefix)) throw new Error('A signing key is whsec_… or whsk_….')
  const bytes = Buffer.from(key.slice(symmetricPrefix.length), 'base64')
  return `v1,${createHmac('sha256', bytes).update(content).digest('base64')}`
}

// What stands before the 32 bytes of an Ed25519 key in PKCS #8.
const beforeSeed = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Some write the public key after the seed. */
function privateKey(key: string): KeyObject {
  const seed = Buffer.from(key.slice(privatePrefix.length), 'base64').subarray(0, 32)
  return createPrivateKey({ key: Buffer.concat([beforeSeed, seed]), format: 'der', type: 'pkcs8' })
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
