import { Secret } from '@keyward/core'
import { countOf, exactTextOf, isRecord, textOf } from './record.ts'
import { isRepository } from './receivers/github-alerts.ts'

/** What is asked of GitHub about the alerts of a repository. */
export interface GithubApi {
  alert(repository: string, number: number): Promise<FetchedAlert>
  /** Says there that the key is dead. */
  resolve(repository: string, number: number, comment: string): Promise<GithubAnswer>
  /** Open alerts of an `organisation` or a `repository/name`, all pages. */
  openAlerts(owner: string): Promise<OpenAlerts>
}

export type GithubAnswer =
  { readonly state: 'done' } | { readonly state: 'gone' | 'unavailable'; readonly reason: string }

export type FetchedAlert =
  | {
      readonly state: 'found'
      readonly secret: Secret
      readonly isPublic: boolean
      readonly isOpen: boolean
    }
  | Exclude<GithubAnswer, { state: 'done' }>

export type OpenAlerts =
  | { readonly state: 'read'; readonly alerts: readonly OpenAlert[] }
  | Exclude<GithubAnswer, { state: 'done' }>

export interface OpenAlert {
  readonly repository: string
  readonly number: number
  readonly isPublic: boolean
  readonly url?: string
}

export interface GithubSettings {
  /** `https://api.github.com`, or `https://HOST/api/v3` of a GitHub of one's own. */
  readonly url: string
  readonly token: string
  readonly fetch: typeof fetch
}

const mostPages = 50

export function createGithubApi(settings: GithubSettings): GithubApi {
  return {
    async alert(repository, number) {
      const answer = await ask(settings, 'GET', alertPath(repository, number))
      if (answer.state !== 'read') return answer
      const secret = isRecord(answer.document)
        ? exactTextOf(answer.document['secret'], 65_536)
        : undefined
      if (!isRecord(answer.document) || secret === undefined) {
        return { state: 'gone', reason: 'GitHub does not tell the secret of this alert.' }
      }
      const { publicly_leaked: isPublic, state } = answer.document
      const isOpen = state !== 'resolved'
      return { state: 'found', secret: new Secret(secret), isPublic: isPublic === true, isOpen }
    },
    async resolve(repository, number, comment) {
      const answer = await ask(settings, 'PATCH', alertPath(repository, number), {
        state: 'resolved',
        resolution: 'revoked',
        resolution_comment: comment,
      })
      return answer.state === 'read' ? { state: 'done' } : answer
    },
    openAlerts: (owner) => openAlerts(settings, owner),
  }
}

async function openAlerts(settings: GithubSettings, owner: string): Promise<OpenAlerts> {
  const of = owner.includes('/') ? `/repos/${owner}` : `/orgs/${owner}`
  const alerts: OpenAlert[] = []
  for (let page = 1; page <= mostPages; page++) {
    const query = `state=open&hide_secret=true&per_page=100&page=${page}`
    const answer = await ask(settings, 'GET', `${of}/secret-scanning/alerts?${query}`)
    if (answer.state !== 'read') return answer
    const entries = Array.isArray(answer.document) ? (answer.document as unknown[]) : []
    alerts.push(...entries.flatMap((entry) => openAlertOf(entry, owner) ?? []))
    if (entries.length < 100) break
  }
  return { state: 'read', alerts }
}

function openAlertOf(entry: unknown, owner: string): OpenAlert | undefined {
  if (!isRecord(entry)) return undefined
  const repository = isRecord(entry['repository']) ? entry['repository'] : {}
  const name = textOf(repository['full_name'], 200) ?? owner
  const number = countOf(entry['number'])
  if (number === undefined || !isRepository(name)) return undefined
  const isPublic = entry['publicly_leaked'] === true || repository['private'] === false
  const url = textOf(entry['html_url'])
  return { repository: name, number, isPublic, ...(url === undefined ? {} : { url }) }
}

function alertPath(repository: string, number: number): string {
  if (!isRepository(repository)) throw new Error('It is not the name of a repository.')
  return `/repos/${repository}/secret-scanning/alerts/${number}`
}

type Answer =
  | { readonly state: 'read'; readonly document: unknown }
  | { readonly state: 'gone' | 'unavailable'; readonly reason: string }

async function ask(
  { url, token, fetch }: GithubSettings,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'user-agent': 'keyward-revoke',
    'x-github-api-version': '2022-11-28',
  }
  try {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (answer.ok) return { state: 'read', document: await answer.json() }
    const reason = `GitHub answered with ${answer.status}.`
    // A token that lost its right, too, comes back as 404; asking for ever would not help.
    return { state: [404, 410, 422].includes(answer.status) ? 'gone' : 'unavailable', reason }
  } catch {
    return { state: 'unavailable', reason: 'GitHub could not be asked.' }
  }
}
