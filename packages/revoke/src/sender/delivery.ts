import { createKeyServiceClient, type NotAnswered } from '@keyward/key-service/client'
import type { Batch } from './batch.ts'

/** What a service made of a batch. */
export type Delivery =
  | { readonly state: 'answered'; readonly outcomes: readonly Outcome[] }
  /** It may be told again. */
  | { readonly state: 'away'; readonly reason: string }
  /** It would say the same again. */
  | { readonly state: 'refused'; readonly reason: string }

/** Of one leak, in the order of the batch; a webhook has more states than a key service. */
export interface Outcome {
  readonly state: string
  readonly key?: { readonly name?: string; readonly start?: string; readonly last4?: string }
}

export interface Line {
  readonly key: string
  readonly fetch: typeof fetch
  readonly signal: AbortSignal
}

export async function deliver(batch: Batch, line: Line): Promise<Delivery> {
  const client = createKeyServiceClient({ url: batch.service, ...line })
  const answered = await client.report(batch.reports, { idempotencyKey: batch.name })
  return answered.state === 'answered' ? answered : judged(answered)
}

/** In words of ours: what a service says may be anything. */
function judged({ state, status, reason }: NotAnswered): Delivery {
  if (state === 'unreachable') return { state: 'away', reason: ofService(reason) }
  const answer = `The service answered ${String(status)}`
  if (state === 'busy') return { state: 'away', reason: answer }
  if (state === 'unexpected') {
    return { state: 'refused', reason: 'The answer of the service cannot be understood' }
  }
  return { state: 'refused', reason: refusals[status ?? 0] ?? answer }
}

const refusals: Readonly<Record<number, string>> = {
  401: 'The service does not know the key of this reporter',
  403: 'The service does not let this reporter tell leaks',
  404: 'The service takes no reports there',
}

function ofService(reason: string): string {
  return reason.replace(/^It /, 'The service ').replace(/\.$/, '')
}
