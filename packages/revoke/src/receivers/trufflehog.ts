import { Secret } from '@keyward/core'
import { isRecord } from '../record.ts'
import { hashOf, type LeakReport } from '../report.ts'
import type { TokenJudge } from '../token-judge.ts'
import { parseJson } from './items.ts'
import { turnedAway, type Incoming, type Reception } from './reception.ts'
import { isSameSecret } from './signature.ts'

export interface Trufflehog {
  /** What its settings send as `Authorization`. */
  readonly token: string
  readonly judge: TokenJudge
}

const mostMatches = 20

/**
 * TruffleHog, asking whether what it found is alive. Each name holds a list of texts: the whole
 * of what was found first, then the groups of its pattern.
 */
export function receiveTrufflehog(
  { token, judge }: Trufflehog,
  { body, headers }: Incoming,
): Reception {
  const written = (headers.get('authorization') ?? '').replace(/^Bearer +/i, '')
  if (!isSameSecret(written, token)) {
    return turnedAway('forged', 'The Authorization header does not hold the token agreed upon.')
  }
  const texts = textsOf(parseJson(body))
  if (texts.length === 0) return turnedAway('malformed', 'The body names no match.')
  const reports = texts.slice(0, mostMatches).map((text): LeakReport => {
    const secret = new Secret(text.trim())
    return {
      sha256: hashOf(secret),
      // Where it was found is not said, and a private scan is no leak yet.
      exposure: 'local',
      confidence: 'certain',
      checksum: judge(secret),
      detector: 'trufflehog',
      place: {},
    }
  })
  return { state: 'verified', delivery: { origin: 'trufflehog', reports, problems: [] } }
}

function textsOf(document: unknown): string[] {
  if (!isRecord(document)) return []
  const lists = Object.values(document).flatMap((patterns) =>
    isRecord(patterns) ? Object.values(patterns) : [],
  )
  const texts = lists.flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))
  return [...new Set(texts)].filter(
    (text): text is string => typeof text === 'string' && text !== '' && text.length <= 4096,
  )
}
