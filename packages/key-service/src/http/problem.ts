import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { HTTPException } from 'hono/http-exception'
import { RefusedRequest } from '../outcome.ts'
import { StoreUnavailable } from '../store/store.ts'

/** Every way in which a request can fail; programs may rely on the names. */
export const problems = {
  'invalid-request': { status: 400, title: 'The request is not one that can be understood.' },
  'key-required': { status: 401, title: 'API key is required.' },
  'key-invalid': { status: 401, title: 'Invalid or expired API key.' },
  'key-forbidden': { status: 403, title: 'The API key may not do this.' },
  'not-found': { status: 404, title: 'There is no such thing.' },
  conflict: { status: 409, title: 'What is there does not allow it.' },
  'too-large': { status: 413, title: 'The request is too large.' },
  'wrong-content-type': { status: 415, title: 'The body is neither of the types that are read.' },
  'cannot-be': { status: 422, title: 'The request asks for what cannot be.' },
  'too-many-requests': { status: 429, title: 'Too many requests.' },
  failed: { status: 500, title: 'The service failed. It has been noted.' },
  unavailable: { status: 503, title: 'The store cannot be used now. Nothing was changed.' },
} as const satisfies Record<string, { status: ContentfulStatusCode; title: string }>

export type ProblemCode = keyof typeof problems

export interface ProblemDetails {
  readonly type: string
  readonly code: ProblemCode
  readonly status: number
  readonly title: string
  readonly detail?: string
  readonly errors?: readonly { readonly path: string; readonly message: string }[]
}

/** Ends a request; never holds anything that the request held. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly more: Pick<ProblemDetails, 'detail' | 'errors'>
  /** In seconds. */
  readonly retryAfter: number | undefined

  constructor(
    code: ProblemCode,
    more: Pick<ProblemDetails, 'detail' | 'errors'> = {},
    retryAfter?: number,
  ) {
    super(problems[code].title)
    this.name = 'Problem'
    this.code = code
    this.more = more
    this.retryAfter = retryAfter
  }
}

/** A detail may repeat a word of the request, and somebody may have put a key there. */
export function respond(
  context: Context,
  { code, more, retryAfter }: Problem,
  scrub: (text: string) => string = (text) => text,
): Response {
  const { status, title } = problems[code]
  const body: ProblemDetails = { type: `urn:keyward:${code}`, code, status, title, ...more }
  return context.body(scrub(JSON.stringify(body)), status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    ...(status === 401 && { 'www-authenticate': 'ApiKey realm="Keyward key service"' }),
  })
}

/** What a failure is called outside; `undefined` for a bug, of which nothing is told. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  if (error instanceof RefusedRequest) {
    const code = error.state === 'conflict' ? 'conflict' : 'cannot-be'
    return new Problem(code, { detail: error.message })
  }
  if (error instanceof StoreUnavailable)
    return new Problem('unavailable', {}, patience[error.state])
  if (error instanceof HTTPException && error.status < 500) {
    return new Problem(error.status === 415 ? 'wrong-content-type' : 'invalid-request')
  }
  return undefined
}

// How long it takes until somebody can have done something about it, in seconds.
const patience: Readonly<Record<StoreUnavailable['state'], number>> = {
  locked: 1,
  unreachable: 5,
  closed: 5,
  full: 60,
  'read-only': 60,
  corrupt: 60,
}
