import { largestFeed } from '../report.ts'
import type { TokenJudge } from '../token-judge.ts'
import { parseJson, readItems } from './items.ts'
import { readLeakedToken } from './leaked-token.ts'
import { turnedAway, type Incoming, type Reception } from './reception.ts'
import { isSameSecret } from './signature.ts'

/** A GitLab of one's own, whose pipelines found keys in public projects. */
export interface GitlabRevocation {
  readonly token: string
  /** What its scanner calls our keys. */
  readonly types: readonly string[]
  readonly judge: TokenJudge
}

/** GitLab does not say whether it writes `Bearer` before its token. */
export function isGitlab({ token }: Pick<GitlabRevocation, 'token'>, headers: Headers): boolean {
  const written = headers.get('authorization') ?? ''
  return isSameSecret(written.replace(/^Bearer +/i, ''), token)
}

export function receiveGitlabRevocation(
  settings: GitlabRevocation,
  { body, headers }: Incoming,
): Reception {
  if (!isGitlab(settings, headers)) {
    return turnedAway('forged', 'The Authorization header does not hold the token agreed upon.')
  }
  const document = parseJson(body)
  if (hasForeignType(document, settings.types)) {
    // GitLab is told so in one word for the whole list; it asks for the types first.
    return turnedAway('malformed', 'The list has a type that is not revocable here.')
  }
  const items = readItems(document, largestFeed, (item) =>
    readLeakedToken(item, 'location', settings.judge),
  )
  if (items.state !== 'read') return items
  const { reports, problems } = items
  return { state: 'verified', delivery: { origin: 'gitlab', reports, problems } }
}

function hasForeignType(document: unknown, types: readonly string[]): boolean {
  if (!Array.isArray(document)) return false
  return document.some((item: unknown) => {
    const type = (item as { type?: unknown } | null)?.type
    return typeof type === 'string' && !types.includes(type)
  })
}
