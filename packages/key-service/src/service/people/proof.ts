import { hash } from 'node:crypto'
import { base62Digits, Secret } from '@keyward/core'
import { randomText } from '../../identifier.ts'
import type { Workings } from '../workings.ts'

export interface NewProof {
  readonly token: Secret
  /** All that is kept of it. */
  readonly digest: string
}

/** What only whoever reads the mail of an address can know: 256 bits. */
export function newProof({ peppers, random }: Workings): NewProof {
  const text = randomText(base62Digits, 43, random)
  return { token: new Secret(text), digest: peppers.digests(hash('sha256', text))[0]! }
}

/** Under every pepper, the current one first. */
export function digestsOf({ peppers }: Workings, token: string): readonly string[] {
  return peppers.digests(hash('sha256', token))
}
