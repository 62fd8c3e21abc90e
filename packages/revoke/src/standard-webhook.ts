import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto'
import { strictBase64 } from './receivers/signature.ts'

/** The three headers of Standard Webhooks 1.0.0. */
export interface SignedMessage {
  readonly id: string
  /** Seconds, of this attempt. */
  readonly timestamp: string
  readonly signature: string
}

export const tolerance = 5 * 60

/** Signs with `whsec_…` (one secret on both sides) or `whsk_…` (Ed25519, and `whpk_…` verifies). */
export function signMessage(
  keys: readonly string[],
  id: string,
  at: number,
  body: string,
): SignedMessage {
  const timestamp = String(Math.floor(at / 1000))
  const content = `${id}.${timestamp}.${body}`
  const signatures = keys.map((key) =>
    key.startsWith('whsk_')
      ? `v1a,${sign(null, Buffer.from(content), privateKey(key)).toString('base64')}`
      : `v1,${hmac(symmetricKey(key), content).toString('base64')}`,
  )
  return { id, timestamp, signature: signatures.join(' ') }
}

export type MessageVerdict =
  { readonly state: 'genuine' } | { readonly state: 'forged' | 'stale'; readonly reason: string }

/** One of the signatures must be of one of the keys: both sides may be changing theirs. */
export function verifyMessage(
  keys: readonly string[],
  { id, timestamp, signature }: SignedMessage,
  body: Uint8Array,
  now: number,
): MessageVerdict {
  if (!/^\d{1,12}$/.test(timestamp)) return forged('The timestamp is not a number of seconds.')
  if (id === '' || id.includes('.')) return forged('The id is empty or has a full stop.')
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])
  const isGenuine = signature
    .split(' ')
    .some((part) => keys.some((key) => isSignature(part, key, content)))
  if (!isGenuine) return forged('No signature is of this id, time and body.')
  if (Math.abs(now / 1000 - Number(timestamp)) > tolerance) {
    return { state: 'stale', reason: 'The message is not of now.' }
  }
  return { state: 'genuine' }
}

/** Whether it is a key that one of the functions above can use. */
export function isMessageKey(key: string): boolean {
  const [, kind, written = ''] = /^(whsec|whsk|whpk)_(.+)$/.exec(key) ?? []
  const bytes = strictBase64(written)
  if (!bytes) return false
  return kind === 'whsec' ? bytes.length >= 24 && bytes.length <= 64 : bytes.length >= 32
}

function isSignature(part: string, key: string, content: Uint8Array): boolean {
  const comma = part.indexOf(',')
  const version = part.slice(0, comma)
  const signature = strictBase64(part.slice(comma + 1))
  if (!signature) return false
  if (version === 'v1' && key.startsWith('whsec_')) {
    const expected = hmac(symmetricKey(key), content)
    return signature.length === expected.length && timingSafeEqual(signature, expected)
  }
  return version === 'v1a' && key.startsWith('whpk_')
    ? verify(null, content, publicKey(key), signature)
    : false
}

function symmetricKey(key: string): Buffer {
  return Buffer.from(key.slice('whsec_'.length), 'base64')
}

function hmac(key: Buffer, content: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(content).digest()
}

// What stands before the 32 bytes of an Ed25519 key in PKCS #8 and in SPKI.
const privateStart = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicStart = Buffer.from('302a300506032b6570032100', 'hex')

/** Some write the seed alone, some the seed and the public key after it. */
function privateKey(key: string): KeyObject {
  const seed = Buffer.from(key.slice('whsk_'.length), 'base64').subarray(0, 32)
  const der = Buffer.concat([privateStart, seed])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

function publicKey(key: string): KeyObject {
  const bytes = Buffer.from(key.slice('whpk_'.length), 'base64')
  const der = Buffer.concat([publicStart, bytes])
  return createPublicKey({ key: der, format: 'der', type: 'spki' })
}

function forged(reason: string): MessageVerdict {
  return { state: 'forged', reason }
}
