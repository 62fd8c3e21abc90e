import { verify } from 'node:crypto'
import { largestFeed } from '../report.ts'
import type { TokenJudge } from '../token-judge.ts'
import { parseJson, readItems } from './items.ts'
import { readLeakedToken } from './leaked-token.ts'
import type { PublicKeys } from './public-keys.ts'
import { turnedAway, type Incoming, type Receiver, type TurnedAway } from './reception.ts'
import { strictBase64 } from './signature.ts'

/** A feed of tokens found in public, each request signed with a published key. */
export interface SignedFeed {
  readonly origin: string
  readonly keyHeader: string
  readonly signatureHeader: string
  readonly keys: PublicKeys
  readonly judge: TokenJudge
}

export function createSignedFeed(feed: SignedFeed): Receiver {
  return async (incoming) => {
    const refusal = await refusalOf(feed, incoming)
    if (refusal) return refusal
    const items = readItems(parseJson(incoming.body), largestFeed, (item) =>
      readLeakedToken(item, 'url', feed.judge),
    )
    if (items.state !== 'read') return items
    const { reports, problems } = items
    return { state: 'verified', delivery: { origin: feed.origin, reports, problems } }
  }
}

async function refusalOf(
  { keyHeader, signatureHeader, keys }: SignedFeed,
  { body, headers }: Incoming,
): Promise<TurnedAway | undefined> {
  const id = headers.get(keyHeader)
  const written = headers.get(signatureHeader)
  if (id === null || written === null) {
    return turnedAway('unsigned', `The headers ${keyHeader} and ${signatureHeader} are required.`)
  }
  const signature = strictBase64(written)
  if (!signature) return turnedAway('forged', 'The signature is not written in base64.')
  const answer = await keys.key(id)
  if (answer.state === 'unavailable') return turnedAway('unavailable', answer.reason)
  if (answer.state !== 'known') return turnedAway('forged', answer.reason)
  // WebCrypto wants another form of signature, and says no to every one of these.
  const isGenuine = verify('sha256', body, { key: answer.key, dsaEncoding: 'der' }, signature)
  return isGenuine ? undefined : turnedAway('forged', 'The signature is not of this body.')
}
