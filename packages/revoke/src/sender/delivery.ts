import type { Batch } from './batch.ts'

/** What a service made of a batch. */
export type Delivery =
  | { readonly state: 'answered'; readonly outcomes: readonly Outcome[] }
  /** It may be told again. */
  | { readonly state: 'away'; readonly reason: string }
  /** It would say the same again. */
  | { readonly state: 'refused'; readonly reason: string }

/** Of one leak, in the order of the batch. */
export interface Outcome {
  readonly state: string
  readonly key?: { readonly name?: string; readonly start?: string; readonly last4?: string }
}

export interface Line {
  readonly key: string
  readonly fetch: typeof fetch
  readonly signal: AbortSignal
}

/** The longest answer to a full batch is far shorter. */
const longestAnswer = 4 * 1024 * 1024

export async function deliver(batch: Batch, { key, fetch, signal }: Line): Promise<Delivery> {
  try {
    const response = await fetch(`${batch.service.replace(/\/+$/, '')}/v1/leak-reports`, {
      method: 'POST',
      headers: {
        'x-api-key': key,
        'content-type': 'application/json',
        'idempotency-key': batch.name,
      },
      body: JSON.stringify({ reports: batch.reports }),
      // The key goes where it was meant to go, and nowhere else.
      redirect: 'error',
      signal,
    })
    return await judge(response, batch.reports.length)
  } catch {
    // What is thrown may quote the request.
    return { state: 'away', reason: signal.aborted ? 'It did not answer in time' : 'It is away' }
  }
}

async function judge(response: Response, count: number): Promise<Delivery> {
  const { status } = response
  if (status === 429 || status >= 500) {
    return { state: 'away', reason: `It answered ${String(status)}` }
  }
  if (!response.ok)
    return { state: 'refused', reason: refusals[status] ?? `It answered ${String(status)}` }
  const text = await response.text()
  const outcomes = text.length > longestAnswer ? undefined : outcomesIn(text)
  if (outcomes?.length === count) return { state: 'answered', outcomes }
  return { state: 'refused', reason: 'Its answer cannot be understood' }
}

const refusals: Readonly<Record<number, string>> = {
  401: 'It does not know the key of this reporter',
  403: 'It does not let this reporter tell leaks',
  404: 'It takes no reports there',
}

function outcomesIn(text: string): readonly Outcome[] | undefined {
  const document = parsed(text)
  const list = Array.isArray(document) ? document : document?.outcomes
  if (!Array.isArray(list)) return undefined
  return list.every(isOutcome) ? list : undefined
}

function parsed(text: string): { readonly outcomes?: unknown } | undefined {
  try {
    return JSON.parse(text) as { readonly outcomes?: unknown }
  } catch {
    return undefined
  }
}

function isOutcome(item: unknown): item is Outcome {
  return (
    typeof item === 'object' && item !== null && 'state' in item && typeof item.state === 'string'
  )
}
