import type { TokenJudge } from '../token-judge.ts'
import type { PublicKeys } from './public-keys.ts'
import type { Receiver } from './reception.ts'
import { createSignedFeed } from './signed-feed.ts'

/** GitLab.com, telling a partner; where its keys are published is said on request. */
export function createGitlabPartner(parts: {
  readonly keys: PublicKeys
  readonly judge: TokenJudge
}): Receiver {
  return createSignedFeed({
    ...parts,
    origin: 'gitlab-partner',
    keyHeader: 'Gitlab-Public-Key-Identifier',
    signatureHeader: 'Gitlab-Public-Key-Signature',
  })
}
