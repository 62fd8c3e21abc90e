import type { Secret } from './secret.ts'
import { hmacSha256 } from './sha256.ts'

/** Names a secret without telling it: the same secret in the same repository, wherever it moves. */
export type Fingerprint = `kw1:${string}`

const encoder = new TextEncoder()

/**
 * Keyed with a salt of the repository, so that no table made beforehand fits; cut to 128 bits,
 * which is enough to tell secrets apart.
 */
export function fingerprint(salt: string, detector: string, secret: Secret): Fingerprint {
  const message = encoder.encode(`${detector}\0${secret.reveal()}`)
  const digest = hmacSha256(encoder.encode(salt), message)
  let text = ''
  for (const byte of digest.subarray(0, 16)) text += byte.toString(16).padStart(2, '0')
  return `kw1:${text}`
}
