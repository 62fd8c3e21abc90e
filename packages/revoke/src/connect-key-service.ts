import {
  createKeyServiceClient,
  type KeyServiceClient,
  type LeakReport,
} from '@keyward/key-service/client'
import { UsageError } from '@keyward/core/settings'
import { JobProblem } from './jobs/jobs.ts'
import type { KeyService, LeakAnswer, Releaser, ToldLeak } from './key-service.ts'
import { known } from './record.ts'
import { secretOf, type Settings } from './settings.ts'

interface World {
  readonly environment: NodeJS.ProcessEnv
  readonly fetch: typeof fetch
}

const timeout = 30_000

/** Speaks with the key service as a reporter, and as a reader where a key for it is set. */
export function connectKeyService(
  { key_service: { url, token_variable, reader_token_variable } }: Settings,
  { environment, fetch }: World,
): KeyService {
  const key = secretOf(environment, token_variable)
  const client = createKeyServiceClient({ url, key, timeout, fetch })
  const asReporter: KeyService = {
    report: (told, name) => reportLeaks(client, told, name),
  }
  if (reader_token_variable === undefined) return asReporter
  const readerKey = secretOf(environment, reader_token_variable)
  const reader = createKeyServiceClient({ url, key: readerKey, timeout, fetch })
  return { ...asReporter, liveKeys: (organisation) => countLiveKeys(reader, organisation) }
}

/** With a key of whoever is at the keyboard: what takes reports cannot take one back. */
export function connectReleaser(
  { key_service: { url, token_variable, release_token_variable } }: Settings,
  { environment, fetch }: World,
): Releaser {
  const key = secretOf(environment, release_token_variable)
  if (key === environment[token_variable]) {
    throw new UsageError(
      `${release_token_variable} holds the key of the reporter.`,
      'Whoever reports does not release: mint another with the scope quarantine:release.',
    )
  }
  const client = createKeyServiceClient({ url, key, timeout, fetch })
  return async (id, reason) => {
    const answer = await client.release(id, shortened(reason, 500) ?? 'No reason was given.')
    if (answer.state === 'answered') return { state: 'released' }
    return { state: 'refused', reason: answer.reason }
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

const pageLength = 500
const mostPages = 20

/** As far as ten thousand: a share of more is more than the breaker lets pass by number alone. */
async function countLiveKeys(reader: KeyServiceClient, organisation: string): Promise<number> {
  let count = 0
  for (const state of ['active', 'rotating'] as const) {
    let after: string | undefined
    for (let page = 0; page < mostPages; page++) {
      const wanted = { organisation, state, limit: pageLength }
      const answer = await reader.keys(after === undefined ? wanted : { ...wanted, after })
      if (answer.state !== 'answered') {
        throw new JobProblem(`The key service did not tell its keys: ${answer.reason}`)
      }
      count += answer.page.rows.length
      after = answer.page.next
      if (after === undefined) break
    }
  }
  return count
}
