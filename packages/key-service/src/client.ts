import type { Key } from './key.ts'
import type { LeakReport, ReportedKey, ReportOutcome } from './leak-report.ts'
import type { Outcome } from './outcome.ts'
import type { Verification, Wanted } from './verification.ts'

export type { Key, LeakReport, Outcome, ReportedKey, ReportOutcome, Verification, Wanted }

/** A key service, from afar. Nothing throws: what came in the way is an answer, too. */
export interface KeyServiceClient {
  /** In the order of the reports, 1,000 at most. The same idempotency key reports once. */
  report(
    reports: readonly LeakReport[],
    options?: { readonly idempotencyKey?: string },
  ): Promise<Answered<{ readonly outcomes: readonly ReportOutcome[] }>>
  verify(token: Shown, wanted?: Wanted): Promise<Answered<{ readonly verification: Verification }>>
  /** `refused` tells of a key that is not there, or whose state does not allow it. */
  revoke(id: string, reason: string): Promise<Answered<{ readonly key: Key }>>
  key(id: string): Promise<Answered<{ readonly key: Key }>>
  /** Ends a key for whoever holds it or its hash; no other key is needed, and nothing is told. */
  revokeByPossession(
    proof: { readonly token: Shown } | { readonly sha256: string },
  ): Promise<Answered<object>>
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
    /** Too many requests, or a store that cannot be used: again later. */
    | 'busy'
    /** It was understood and not done. */
    | 'refused'
    /** Something else answered. */
    | 'unexpected'
  readonly reason: string
  /** In ms, where the service said so. */
  readonly retryAfter?: number
  /** What the service calls it. */
  readonly code?: string
}

export interface ClientSettings {
  /** Of the service, without a path of the API. */
  readonly url: string
  /** A key to the service that holds the scope of what is asked; none for `revokeByPossession`. */
  readonly key?: Shown
  /** In ms; 10,000 when left out. */
  readonly timeout?: number
  readonly fetch?: typeof fetch
}

export function createKeyServiceClient(settings: ClientSettings): KeyServiceClient {
  const send = createSend(settings)
  return {
    async report(reports, { idempotencyKey } = {}) {
      const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }
      const sent = await send('/v1/leak-reports', 'outcomes', { body: { reports }, headers })
      if (sent.state !== 'answered') return sent
      const outcomes = sent.answer['outcomes'] as readonly ReportOutcome[]
      if (outcomes.length === reports.length) return { state: 'answered', outcomes }
      return unexpected('It answered for other reports than were sent.')
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

type Sent = { readonly state: 'answered'; readonly answer: Members } | NotAnswered

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
  fetch = globalThis.fetch,
}: ClientSettings): Send {
  const base = url.replace(/\/+$/, '')
  return async (path, member, request) => {
    let response: Response
    let answer: Members | undefined
    try {
      response = await fetch(`${base}${path}`, {
        method: request ? 'POST' : 'GET',
        headers: {
          accept: 'application/json',
          ...(request && { 'content-type': 'application/json' }),
          ...(key !== undefined && { 'x-api-key': revealed(key) }),
          ...request?.headers,
        },
        // A redirect would take the key elsewhere.
        redirect: 'error',
        signal: AbortSignal.timeout(timeout),
        ...(request && { body: JSON.stringify(request.body) }),
      })
      answer = membersOf(await response.text())
    } catch (error) {
      // An error of fetch may name the address, and nothing that was sent.
      const isLate = error instanceof Error && error.name === 'TimeoutError'
      const reason = isLate ? `No answer in ${timeout / 1000} s.` : 'It could not be reached.'
      return { state: 'unreachable', reason }
    }
    if (!response.ok) return notAnswered(response, answer)
    const isWhole = answer && (member === undefined || answer[member] !== undefined)
    return isWhole
      ? { state: 'answered', answer: answer ?? {} }
      : unexpected('It is no key service.')
  }
}

function notAnswered({ status, headers }: Response, answer: Members = {}): NotAnswered {
  const code = textOf(answer['code'])
  if (code === undefined) return unexpected(`It answered ${status}.`)
  const wait = Number(headers.get('retry-after') ?? Number.NaN)
  return {
    state: states[status] ?? 'unexpected',
    reason: textOf(answer['detail']) ?? textOf(answer['title']) ?? `It answered ${status}.`,
    code,
    ...(!Number.isNaN(wait) && { retryAfter: wait * 1000 }),
  }
}

const states: Readonly<Record<number, NotAnswered['state']>> = {
  400: 'refused',
  401: 'unauthorised',
  403: 'unauthorised',
  404: 'refused',
  409: 'refused',
  413: 'refused',
  422: 'refused',
  429: 'busy',
  503: 'busy',
}

function unexpected(reason: string): NotAnswered {
  return { state: 'unexpected', reason }
}

function membersOf(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Members) : undefined
  } catch {
    return undefined
  }
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
