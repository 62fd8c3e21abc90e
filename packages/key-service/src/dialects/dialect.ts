/** How an API speaks of keys: which header, which statuses, which sentences. */
export interface Dialect {
  readonly id: string
  readonly title: string
  readonly docs: string
  /** In lower case, as Node and fetch tell it: names of headers have no case. */
  readonly header: string
  /** Whatever begins otherwise is refused here: another provider's key goes no further. */
  readonly prefix?: string
  /** Where keys are for servers only, a request that a browser marked as its own is refused. */
  readonly browsers: 'refused' | 'answered'
  /** Invalid, expired and revoked are one answer, so that nobody learns which it was. */
  readonly answers: Readonly<Record<Refused, Answer>>
  /** What is sent as JSON. */
  readonly envelope: (answer: Answer) => unknown
}

export type Refused = 'missing' | 'invalid' | 'forbidden' | 'exhausted' | 'browser' | 'unavailable'

export interface Answer {
  readonly status: number
  readonly type: string
  readonly message: string
}

/** What the documents leave open is said alike everywhere. */
export const answers: Readonly<Record<Refused, Answer>> = {
  missing: authenticationError(401, 'API key is required'),
  invalid: authenticationError(401, 'Invalid or expired API key'),
  forbidden: authenticationError(403, 'API key does not have access to the requested resource'),
  exhausted: { status: 402, type: 'credit_error', message: 'Insufficient credits' },
  browser: authenticationError(403, 'API keys can only be used in server-side applications'),
  unavailable: {
    status: 503,
    type: 'service_error',
    message: 'The API key could not be checked, try again',
  },
}

export function authenticationError(status: number, message: string): Answer {
  return { status, type: 'authentication_error', message }
}

export function messageAlone({ message }: Answer): unknown {
  return { message }
}
