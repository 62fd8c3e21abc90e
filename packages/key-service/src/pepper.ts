import { createCipheriv, createDecipheriv, hash, hkdfSync } from 'node:crypto'
import { Secret } from '@keyward/core'
import { StartRefused } from './store/store.ts'

/** A secret of the service that no database holds: a stolen table opens nothing without it. */
export interface Pepper {
  readonly id: string
  /** 32 bytes or more. */
  readonly secret: Secret
}

/** The current pepper, and earlier ones while keys of theirs are still in use. */
export interface Peppers {
  /** Of the first, with which everything new is made. */
  readonly current: string
  readonly ids: readonly string[]
  /** Of a SHA-256 in hex, under each pepper, in the order of `ids`; in hex, too. */
  digests(sha256: string): readonly string[]
  /** What each pepper makes of a fixed text. */
  proof(id: string): string
  /** For what must be read again, such as the secret that a subscriber's messages are signed with. */
  seal(text: string): string
  open(sealed: string): Secret
}

/** Throws `StartRefused` when there is none, one is too short, or two have one id. */
export function createPeppers(
  peppers: readonly Pepper[],
  random: (bytes: number) => Uint8Array,
): Peppers {
  const [first] = peppers
  if (!first) throw refused('There is no pepper.')
  const ids = peppers.map(({ id }) => id)
  if (new Set(ids).size < ids.length) throw refused('Two peppers have one id.')
  const short = peppers.find(({ secret }) => secret.reveal().length < shortest)
  if (short) throw refused(`The pepper "${short.id}" is shorter than ${shortest} characters.`)
  const odd = ids.find((id) => !/^[A-Za-z0-9_-]{1,32}$/.test(id))
  if (odd !== undefined) throw refused(`The id "${odd}" of a pepper is not letters and digits.`)

  const keyed = peppers.map(({ secret }) => keyedHash(secret.reveal()))
  const sealing = new Map(peppers.map(({ id, secret }) => [id, sealingKey(secret.reveal())]))
  return {
    current: first.id,
    ids,
    digests: (sha256) => keyed.map((digest) => digest(sha256)),
    proof(id) {
      const digest = keyed[ids.indexOf(id)]
      if (!digest) throw new Error(`No pepper is called ${id}.`)
      return digest(hash('sha256', 'keyward pepper'))
    },
    seal(text) {
      const nonce = random(12)
      const cipher = createCipheriv('aes-256-gcm', sealing.get(first.id)!, nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [first.id, ...[nonce, sealed, cipher.getAuthTag()].map(toText)].join('.')
    },
    open(text) {
      const [id = '', nonce = '', sealed = '', tag = ''] = text.split('.')
      const key = sealing.get(id)
      if (!key) throw new Error(`What was sealed with the pepper "${id}" needs it to be opened.`)
      const cipher = createDecipheriv('aes-256-gcm', key, toBytes(nonce))
      cipher.setAuthTag(toBytes(tag))
      return new Secret(Buffer.concat([cipher.update(toBytes(sealed)), cipher.final()]).toString())
    },
  }
}

/** `2026:…,2025:…`: ids and texts as a variable of the environment holds them. */
export function peppersFrom(text: string): Pepper[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const end = part.indexOf(':')
      if (end < 1) throw refused('A pepper is written as id:text, and one has no id.')
      return { id: part.slice(0, end), secret: new Secret(part.slice(end + 1)) }
    })
}

const shortest = 32

function refused(message: string): StartRefused {
  return new StartRefused(
    message,
    'Give the service the pepper its keys were stored with; a new service needs 32 random bytes, written as id:base64.',
  )
}

/**
 * HMAC-SHA-256 of 32 bytes as two one-shot hashes, whose answers are texts: a quarter of what a Hmac
 * object and its buffers cost, once a request.
 */
function keyedHash(pepper: string): (sha256: string) => string {
  const block = Buffer.alloc(64)
  const bytes = Buffer.from(pepper)
  block.set(bytes.length > 64 ? hash('sha256', bytes, 'buffer') : bytes)
  const inner = Buffer.alloc(96)
  const outer = Buffer.alloc(96)
  block.forEach((byte, index) => {
    inner[index] = byte ^ 0x36
    outer[index] = byte ^ 0x5c
  })
  // Buffers write texts for themselves, but take longer to find out which of their ways is meant.
  return (sha256) => {
    for (let index = 0; index < 32; index++) {
      const high = hexDigits[sha256.charCodeAt(2 * index)] ?? 0
      inner[64 + index] = high * 16 + (hexDigits[sha256.charCodeAt(2 * index + 1)] ?? 0)
    }
    const hashed = hash('sha256', inner, 'binary')
    for (let index = 0; index < 32; index++) outer[64 + index] = hashed.charCodeAt(index)
    return hash('sha256', outer)
  }
}

/** The digit at its code, in either case. */
const hexDigits = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), 16)
  return Number.isNaN(digit) ? 0 : digit
})

function sealingKey(pepper: string): Buffer {
  return Buffer.from(hkdfSync('sha256', pepper, '', 'keyward sealed', 32))
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

function toBytes(text: string): Buffer {
  return Buffer.from(text, 'base64url')
}
