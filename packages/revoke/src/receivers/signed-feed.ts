import { verify } from 'node:crypto'
import { Secret } from '@keyward/core'
import { exactTextOf, known, textOf } from '../record.ts'
import { hashOf, largestFeed, type LeakReport } from '../report.ts'
import type { TokenJudge } from '../token-judge.ts'
import { parseJson, readItems } from './items.ts'
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
      readToken(item, feed.judge),
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

/** What kind of key the sender takes it for is not trusted: two kinds were once mixed up there. */
function readToken(
  item: Readonly<Record<string, unknown>>,
  judge: TokenJudge,
): LeakReport | string {
  const text = exactTextOf(item['token'], 4096)
  if (text === undefined) return 'Its token is missing, empty or too long.'
  const token = new Secret(text.trim())
  return known<LeakReport>({
    sha256: hashOf(token),
    exposure: 'public',
    confidence: 'certain',
    checksum: judge(token),
    detector: shown(item['type']),
    place: known({ url: shown(item['url']) }),
  })

  // An address may hold the very key that it is about.
  function shown(value: unknown): string | undefined {
    return textOf(value)?.replaceAll(token.reveal(), '[key]')
  }
}
