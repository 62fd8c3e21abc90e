import type { Key, KeyState } from './key.ts'
import type { KnownLeak, LeakReport, ReportedKey, ReportOutcome } from './leak-report.ts'
import type { Outcome } from './outcome.ts'
import type { Page } from './page.ts'
import type { Verification, Wanted } from './verification.ts'

export type {
  Key,
  KnownLeak,
  LeakReport,
  Outcome,
  ReportedKey,
  ReportOutcome,
  Verification,
  Wanted,
}

/** A key service, from afar. Nothing throws: what came in the way is an answer, too. */
export interface KeyServiceClient {
  /** In the order of the reports, 1,000 at most. The same idempotency key reports once. */
  report(
    reports: readonly LeakReport[],
    options?: { readonly idempotencyKey?: string },
  ): Promise<Answered<{ readonly outcomes: readonly ReportOutcome[] }>>
  /** What is known by hashes of whole tokens, in their order; nothing is reported or written. */
  lookUp(hashes: readonly string[]): Promise<Answered<{ readonly keys: readonly KnownLeak[] }>>
  verify(token: Shown, wanted?: Wanted): Promise<Answered<{ readonly verification: Verification }>>
  /** `refused` tells of a key that is not there, or whose state does not allow it. */
  revoke(id: string, reason: string): Promise<Answered<{ readonly key: Key }>>
  /** Opens a quarantined key again. */
  release(id: string, reason: string): Promise<Answered<{ readonly key: Key }>>
  key(id: string): Promise<Answered<{ readonly key: Key }>>
  /** Those of an organisation; `next` of one page is `after` of the next. */
  keys(wanted: KeysWanted): Promise<Answered<{ readonly page: Page<Key> }>>
  /** Ends a key for whoever holds it or its hash; no other key is needed, and nothing is told. */
  revokeByPossession(
    proof: { readonly token: Shown } | { readonly sha256: string },
  ): Promise<Answered<object>>
}

export interface KeysWanted {
  readonly organisation?: string
  readonly state?: KeyState
  readonly limit?: number
  readonly after?: string
}

/** A text, or what shuts one in. */
export type Shown = string | { reveal(): string }

export type Answered<Answer> = ({ readonly state: 'answered' } & Answer) | NotAnswered

export interface NotAnswered {
  readonly state:
    /** Nobody was there, or took too long: it may have been done. */
    | 'unreachable'
    /** The key of this client is missing, wrong or of another scope. */
    | 'unauthorised'
    /** Too many requests, or a service that cannot work now, or a proxy without one: again later. */
    | 'busy'
    /** It was understood and not done. */
    | 'refused'
    /** Something else answered. */
    | 'unexpected'
  readonly reason: string
  /** Of HTTP, where somebody answered. */
  readonly status?: number
  /** In ms, where the service said so. */
  readonly retryAfter?: number
  /** What the service calls it; nothing but words for a person depends on it. */
  readonly code?: string
}

export interface ClientSettings {
  /** Of the service, without a path of the API. */
  readonly url: string
  /** A key to the service that holds the scope of what is asked; none for `revokeByPossession`. */
  readonly key?: Shown
  /** In ms; 10,000 when left out. */
  readonly timeout?: number
  /** In place of the timeout: what ends all that this client asks. */
  readonly signal?: AbortSignal
  readonly fetch?: typeof fetch
}

export function createKeyServiceClient(settings: ClientSettings): KeyServiceClient {
  const send = createSend(settings)
  return {
    async report(reports, { idempotencyKey } = {}) {
      const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }
      const sent = await send('/v1/leak-reports', 'outcomes', { body: { reports }, headers })
      if (sent.state !== 'answered') return sent
      const outcomes = outcomesOf(sent.answer['outcomes'])
      if (outcomes?.length === reports.length) return { state: 'answered', outcomes }
      return unexpected('It answered for other reports than were sent.', sent.status)
    },
    async lookUp(hashes) {
      const sent = await send('/v1/leak-reports/lookup', 'keys', { body: { hashes } })
      if (sent.state !== 'answered') return sent
      const keys = sent.answer['keys'] as readonly KnownLeak[]
      if (Array.isArray(keys) && keys.length === hashes.length) return { state: 'answered', keys }
      return unexpected('It answered for other hashes than were sent.', sent.status)
    },
    async verify(token, wanted = {}) {
      const body = { token: revealed(token), ...wanted }
      const sent = await send('/v1/keys/verify', 'state', { body })
      if (sent.state !== 'answered') return sent
      return { state: 'answered', verification: sent.answer as unknown as Verification }
    },
    async revoke(id, reason) {
      const sent = await send(`${pathOf(id)}/revoke`, 'key', { body: { reason } })
      return sent.state === 'answered'
        ? { state: 'answered', key: sent.answer['key'] as Key }
        : sent
    },
    async release(id, reason) {
      const sent = await send(`${pathOf(id)}/release`, 'key', { body: { reason } })
      return sent.state === 'answered'
        ? { state: 'answered', key: sent.answer['key'] as Key }
        : sent
    },
    async keys(wanted) {
      const query = new URLSearchParams(
        Object.entries(wanted).map(([name, value]) => [name, String(value)]),
      )
      const sent = await send(`/v1/keys?${query}`, 'rows')
      if (sent.state !== 'answered') return sent
      return { state: 'answered', page: sent.answer as unknown as Page<Key> }
    },
    async key(id) {
      const sent = await send(pathOf(id), 'id')
      if (sent.state !== 'answered') return sent
      return { state: 'answered', key: sent.answer as unknown as Key }
    },
    async revokeByPossession(proof) {
      const body =
        'token' in proof ? { token: revealed(proof.token) } : { token_sha256: proof.sha256 }
      const sent = await send('/v1/revoke', undefined, { body })
      return sent.state === 'answered' ? { state: 'answered' } : sent
    },
  }
}

type Members = Readonly<Record<string, unknown>>

type Sent =
  { readonly state: 'answered'; readonly status: number; readonly answer: Members } | NotAnswered

/** Posts what has a body, and gets what has none; an answer has the member that it must have. */
type Send = (
  path: string,
  member: string | undefined,
  request?: { readonly body: object; readonly headers?: Readonly<Record<string, string>> },
) => Promise<Sent>

function createSend({
  url,
  key,
  timeout = 10_000,
  signal,
  fetch = globalThis.fetch,
}: ClientSettings): Send {
  const base = url.replace(/\/+$/, '')
  return async (path, member, request) => {
    const patience = signal ?? AbortSignal.timeout(timeout)
    try {
      const response = await fetch(`${base}${path}`, {
        method: request ? 'POST' : 'GET',
        headers: {
          accept: 'application/json',
          ...(request && { 'content-type': 'application/json' }),
          ...(key !== undefined && { 'x-api-key': revealed(key) }),
          ...request?.headers,
        },
        // A redirect would take the key elsewhere.
        redirect: 'error',
        signal: patience,
        ...(request && { body: JSON.stringify(request.body) }),
      })
      return judged(response, membersOf(await read(response)), member)
    } catch {
      // What is thrown may quote the request, and the key in it.
      const reason = patience.aborted ? 'It did not answer in time.' : 'It could not be reached.'
      return { state: 'unreachable', reason }
    }
  }
}

/** The longest answer to a full batch is far shorter. */
const longestAnswer = 4 * 1024 * 1024

async function read({ body }: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    text += decoder.decode(part, { stream: true })
    if (text.length > longestAnswer) return ''
  }
  return text + decoder.decode()
}

function judged(
  { ok, status, headers }: Response,
  answer: Members | undefined,
  member: string | undefined,
): Sent {
  if (!ok) return notAnswered(status, headers, answer)
  const isWhole = answer && (member === undefined || answer[member] !== undefined)
  return isWhole
    ? { state: 'answered', status, answer }
    : unexpected('It is no key service.', status)
}

/** The status alone decides: a proxy in front answers, too, and has no codes of ours. */
function notAnswered(status: number, headers: Headers, answer: Members = {}): NotAnswered {
  const code = textOf(answer['code'])
  const wait = Number(headers.get('retry-after') ?? Number.NaN)
  return {
    state: stateOf(status),
    reason: textOf(answer['detail']) ?? textOf(answer['title']) ?? `It answered ${status}.`,
    status,
    ...(code !== undefined && { code }),
    ...(!Number.isNaN(wait) && { retryAfter: wait * 1000 }),
  }
}

function stateOf(status: number): NotAnswered['state'] {
  if (status === 401 || status === 403) return 'unauthorised'
  if (status === 408 || status === 429 || status >= 500) return 'busy'
  return status >= 400 ? 'refused' : 'unexpected'
}

function unexpected(reason: string, status: number): NotAnswered {
  return { state: 'unexpected', reason, status }
}

function membersOf(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Members) : undefined
  } catch {
    return undefined
  }
}

function outcomesOf(value: unknown): readonly ReportOutcome[] | undefined {
  const list = Array.isArray(value) ? (value as unknown[]) : []
  const isRead = list.every(
    (item) => typeof item === 'object' && item !== null && 'state' in item && textOf(item.state),
  )
  return isRead ? (list as readonly ReportOutcome[]) : undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function revealed(shown: Shown): string {
  return typeof shown === 'string' ? shown : shown.reveal()
}

function pathOf(id: string): string {
  return `/v1/keys/${encodeURIComponent(id)}`
}
