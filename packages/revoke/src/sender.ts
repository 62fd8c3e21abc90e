import type { RevokeSettings } from '@keyward/core/settings'
import { batchesOf, type Batch } from './sender/batch.ts'
import { decide, isWorthReporting } from './sender/decision.ts'
import { deliver, type Line, type Outcome } from './sender/delivery.ts'
import { exposureOf, type Sight } from './sender/exposure.ts'
import type { Leak } from './sender/leak.ts'
import type { Sent } from './sender/sent.ts'
import { spoolIn, type Spool } from './sender/spool.ts'

export type { Sight } from './sender/exposure.ts'
export type { Leak } from './sender/leak.ts'
export type { Sent } from './sender/sent.ts'
export { sentenceOf } from './sender/sentence.ts'

export interface SenderParts {
  readonly settings: RevokeSettings
  readonly sight: Sight
  /** What the repository is called; a user or password in it is left out. */
  readonly repository?: string
  /** Where batches wait while the service is away; without it they are lost. */
  readonly spool?: string
  readonly now: () => number
  readonly fetch: typeof fetch
}

/** A scan never waits longer than this for a service. */
const patience = 3000

/** Reports leaks to the service that the settings name: their hashes and places, never a secret. */
export async function sendLeaks(leaks: readonly Leak[], parts: SenderParts): Promise<Sent> {
  const { settings, sight } = parts
  const service = sight.environment['KEYWARD_SERVICE'] || settings.service
  if (service === undefined) return none('keyward.toml names no service to report to')
  const exposure = exposureOf(settings, sight)
  const mode = decide(settings, exposure)
  if (mode === 'off') return none(`what is ${exposure} is not reported`)
  const key = sight.environment[settings.reporter]
  if (!key) return unsent(`${settings.reporter} is not set`, false)

  const line = { key, fetch: parts.fetch, signal: AbortSignal.timeout(patience) }
  const spool = parts.spool === undefined ? undefined : spoolIn(parts.spool)
  const batches = batchesOf({
    leaks: leaks.filter((leak) => isWorthReporting(settings, leak)),
    mode,
    exposure,
    repository: nameOf(parts.repository),
    service,
    at: parts.now(),
  })
  const sent = await sendBatches(batches, line, spool)
  if (sent.state === 'answered') await sendSpooled(service, line, spool)
  if (sent.state === 'unsent') return sent
  if (batches.length === 0) return none('none is sure enough to be reported')
  const meant = mode === 'dry-run' ? decide({ ...settings, mode: 'revoke' }, exposure) : mode
  return {
    state: 'sent',
    service: new URL(service).host,
    mode,
    meant,
    exposure,
    outcomes: sent.outcomes,
  }
}

type SentBatches =
  | { readonly state: 'answered'; readonly outcomes: readonly Outcome[] }
  | Extract<Sent, { state: 'unsent' }>

async function sendBatches(
  batches: readonly Batch[],
  line: Line,
  spool: Spool | undefined,
): Promise<SentBatches> {
  const outcomes: Outcome[] = []
  for (const [index, batch] of batches.entries()) {
    const delivery = await deliver(batch, line)
    if (delivery.state === 'refused') return unsent(delivery.reason, false)
    if (delivery.state === 'away') return unsent(delivery.reason, keep(batches.slice(index), spool))
    outcomes.push(...delivery.outcomes)
  }
  return { state: 'answered', outcomes }
}

function keep(batches: readonly Batch[], spool: Spool | undefined): boolean {
  try {
    for (const batch of batches) spool?.keep(batch)
    return spool !== undefined
  } catch {
    // A full disk is no reason to fail a scan; what is said is that nothing was kept.
    return false
  }
}

/** Those that wait for another service go on waiting: what is meant for one is not told to others. */
async function sendSpooled(service: string, line: Line, spool: Spool | undefined): Promise<void> {
  try {
    for (const spooled of spool?.waiting() ?? []) {
      if (spooled.batch.service !== service) continue
      const delivery = await deliver(spooled.batch, line)
      if (delivery.state === 'away') return
      spool?.remove(spooled)
    }
  } catch {
    // A folder that cannot be read or changed is no reason to fail a scan; it waits on.
  }
}

/** `https://user:password@host/owner/name.git` is `host/owner/name`. */
function nameOf(repository: string | undefined): string | undefined {
  const bare = repository?.replace(/^[a-z+]+:\/\//, '').replace(/^[^/]*@/, '')
  return bare?.replace(/^([^/:]+):(?!\d+\/)/, '$1/').replace(/(?:\.git)?\/*$/, '')
}

function none(reason: string): Sent {
  return { state: 'none', reason }
}

function unsent(reason: string, isSpooled: boolean): Extract<Sent, { state: 'unsent' }> {
  return { state: 'unsent', reason, isSpooled }
}
