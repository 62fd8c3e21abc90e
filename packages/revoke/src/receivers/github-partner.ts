import type { TokenJudge } from '../token-judge.ts'
import type { PublicKeys } from './public-keys.ts'
import type { Receiver } from './reception.ts'
import { createSignedFeed } from './signed-feed.ts'

export const githubKeysUrl = 'https://api.github.com/meta/public_keys/secret_scanning'

/** GitHub, telling a partner of keys of its kind that stand in public. */
export function createGithubPartner(parts: {
  readonly keys: PublicKeys
  readonly judge: TokenJudge
}): Receiver {
  return createSignedFeed({
    ...parts,
    origin: 'github',
    keyHeader: 'Github-Public-Key-Identifier',
    signatureHeader: 'Github-Public-Key-Signature',
  })
}
