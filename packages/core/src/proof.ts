import type { Finding } from './finding.ts'
import type { HouseKey } from './house-key.ts'
import { sha256 } from './sha256.ts'

/** Shows who issued a secret that somebody has seen it: whoever has the hash can end it. */
export interface Proof {
  /** Hex, of the whole secret. */
  readonly sha256: string
  /** Whether a checksum in it says that somebody issued it. */
  readonly checksum: 'passed' | 'none'
  /** Of a house key that tells its own. */
  readonly environment?: string
}

/** What a service that issued a secret needs to know of it: not the secret. */
export function proofOf(
  { detector, secret, confidence }: Finding,
  keys: readonly HouseKey[],
): Proof {
  const text = secret.reveal()
  const environment = environmentOf(
    text,
    keys.find(({ id }) => id === detector.id),
  )
  return {
    sha256: hexOf(sha256(new TextEncoder().encode(text))),
    checksum: confidence === 'certain' && 'check' in detector ? 'passed' : 'none',
    ...(environment === undefined ? {} : { environment }),
  }
}

function environmentOf(text: string, key: HouseKey | undefined): string | undefined {
  const { prefix = '', environments } = key ?? {}
  return environments?.find((name) => text.startsWith(`${prefix}${name}_`))
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
