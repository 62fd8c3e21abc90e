import { Secret } from '@keyward/core'
import type { Peppers } from '../pepper.ts'
import { createSigningKeys, publicKeyOf, type SigningKeys } from './signature.ts'

/** What one subscriber's messages are signed with, and were until a while ago. */
export interface Keyring {
  readonly current: SigningKeys
  /** Signed with, too, until then: a subscriber changes its side when it can. */
  readonly previous?: { readonly keys: SigningKeys; readonly until: number }
}

/** Told once, when it is made. */
export interface NewKeyring {
  readonly sealed: string
  readonly secret: Secret
  readonly publicKey: string
}

export function createKeyring(
  peppers: Peppers,
  random: (bytes: number) => Uint8Array,
  previous?: Keyring['previous'],
): NewKeyring {
  const current = createSigningKeys(random)
  return {
    sealed: seal(peppers, { current, ...(previous && { previous }) }),
    secret: current.symmetric,
    publicKey: publicKeyOf(current.asymmetric),
  }
}

export function openKeyring(peppers: Peppers, sealed: string): Keyring {
  // Written by `seal`, and nobody can have changed it since: what is sealed is authenticated.
  const written = JSON.parse(peppers.open(sealed).reveal()) as Written
  const { previous } = written
  return {
    current: keysOf(written.current),
    ...(previous && { previous: { keys: keysOf(previous.keys), until: previous.until } }),
  }
}

/** Those to sign with now, the current ones first. */
export function signingKeys({ current, previous }: Keyring, now: number): Secret[] {
  const all = previous && now < previous.until ? [current, previous.keys] : [current]
  return all.flatMap(({ symmetric, asymmetric }) => [symmetric, asymmetric])
}

interface WrittenKeys {
  readonly symmetric: string
  readonly asymmetric: string
}

interface Written {
  readonly current: WrittenKeys
  readonly previous?: { readonly keys: WrittenKeys; readonly until: number }
}

function seal(peppers: Peppers, { current, previous }: Keyring): string {
  const written: Written = {
    current: writtenKeys(current),
    ...(previous && { previous: { keys: writtenKeys(previous.keys), until: previous.until } }),
  }
  return peppers.seal(JSON.stringify(written))
}

function writtenKeys({ symmetric, asymmetric }: SigningKeys): WrittenKeys {
  return { symmetric: symmetric.reveal(), asymmetric: asymmetric.reveal() }
}

function keysOf({ symmetric, asymmetric }: WrittenKeys): SigningKeys {
  return { symmetric: new Secret(symmetric), asymmetric: new Secret(asymmetric) }
}
