import {
  createKeyServiceClient,
  type KeyServiceClient,
  type LeakReport,
} from '@keyward/key-service/client'
import { JobProblem } from './jobs/jobs.ts'
import type { KeyService, LeakAnswer, ReleaseAnswer, ToldLeak } from './key-service.ts'
import { isRecord, known } from './record.ts'
import { secretOf, type Settings } from './settings.ts'

interface World {
  readonly environment: NodeJS.ProcessEnv
  readonly fetch: typeof fetch
}

/** Speaks with the key service: as a reporter, and as an administrator where a key for it is set. */
export function connectKeyService(
  { key_service: { url, token_variable, administrator_token_variable } }: Settings,
  { environment, fetch }: World,
): KeyService {
  const key = secretOf(environment, token_variable)
  const client = createKeyServiceClient({ url, key, timeout: 30_000, fetch })
  const asReporter: KeyService = {
    report: (told, name) => reportLeaks(client, told, name),
  }
  if (administrator_token_variable === undefined) return asReporter
  const ask = createAsk(url.replace(/\/+$/, ''), fetch)
  const administrator = secretOf(environment, administrator_token_variable)
  return {
    ...asReporter,
    release: (key, reason) => release(ask, administrator, key, reason),
    liveKeys: (organisation) => countLiveKeys(ask, administrator, organisation),
  }
}

interface Question {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly key: string
  readonly body?: unknown
}

type Ask = (question: Question) => Promise<{ status: number; document: unknown }>

function createAsk(url: string, fetch: World['fetch']): Ask {
  return async ({ method, path, key, body }) => {
    try {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: {
          'x-api-key': key,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        // The key goes where it was meant to go, and nowhere else.
        redirect: 'error',
        signal: AbortSignal.timeout(30_000),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { status: answer.status, document: await answer.json() }
    } catch {
      // What was thrown may tell the address or the key.
      throw new JobProblem('The key service could not be asked.')
    }
  }
}

async function reportLeaks(
  client: KeyServiceClient,
  told: readonly ToldLeak[],
  name: string,
): Promise<readonly LeakAnswer[]> {
  const answer = await client.report(told.map(reportOf), { idempotencyKey: name })
  if (answer.state === 'answered') return answer.outcomes
  throw new JobProblem(`The key service: ${answer.reason}`)
}

/** It takes no more of a place than this, and no character that a terminal could not show. */
function reportOf({ sha256, action, exposure, origin, place }: ToldLeak): LeakReport {
  const { url, repository, commit, path, line } = place
  return known<LeakReport>({
    sha256,
    action,
    exposure,
    origin: shortened(origin, 100),
    url: shortened(url, 1500),
    repository: shortened(repository, 500),
    commit: shortened(commit, 100),
    path: shortened(path, 500),
    line,
  })
}

function shortened(text: string | undefined, longest: number): string | undefined {
  // What is cut in two by the length is no character any more.
  const shown = text?.slice(0, longest).replace(/[\p{Cc}\p{Cs}]/gu, '')
  return shown === '' ? undefined : shown
}

async function release(
  ask: Ask,
  administrator: string,
  key: string,
  reason: string,
): Promise<ReleaseAnswer> {
  const path = `/v1/keys/${encodeURIComponent(key)}/release`
  const body = { reason: shortened(reason, 500) }
  const { status, document } = await ask({ method: 'POST', path, key: administrator, body })
  if (status === 200) return { state: 'released' }
  const detail = isRecord(document) ? document['detail'] : undefined
  const told = typeof detail === 'string' ? detail : `The key service answered with ${status}.`
  return { state: 'refused', reason: told }
}

const pageLength = 500
const mostPages = 20

/** As far as ten thousand: a share of more is more than the breaker lets pass by number alone. */
async function countLiveKeys(ask: Ask, key: string, organisation: string): Promise<number> {
  let count = 0
  for (const state of ['active', 'rotating']) {
    let after: string | undefined
    for (let page = 0; page < mostPages; page++) {
      const query = new URLSearchParams({ organisation, state, limit: String(pageLength) })
      if (after !== undefined) query.set('after', after)
      const { status, document } = await ask({ method: 'GET', path: `/v1/keys?${query}`, key })
      const rows = isRecord(document) ? document['rows'] : undefined
      if (status !== 200 || !isRecord(document) || !Array.isArray(rows)) {
        throw new JobProblem(`The key service answered a count with ${status}.`)
      }
      count += rows.length
      after = typeof document['next'] === 'string' ? document['next'] : undefined
      if (after === undefined) break
    }
  }
  return count
}
