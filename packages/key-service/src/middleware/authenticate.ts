import { scopeOf } from '../authorisation.ts'
import type { Dialect, Refused } from '../dialects/dialect.ts'
import { StoreUnavailable } from '../store/store.ts'
import type { InvalidState, Valid, Verification, Wanted } from '../verification.ts'

/** Who knows the keys: the service in this process, or its client. */
export interface Verifier {
  verify(token: string, wanted?: Wanted): Verification | Promise<Verification>
}

/** Where keys are asked for: how the door speaks, and what every request through it needs. */
export interface Door {
  readonly service: Verifier
  readonly dialect: Dialect
  readonly wanted?: Wanted
}

/** What one route needs beside that, known beforehand or told by the request. */
export type WantedOf<Request> = Wanted | ((request: Request) => Wanted)

export type Authentication = Valid | Refusal

/** What is answered in place of the resource. */
export interface Refusal {
  readonly state: 'refused'
  readonly refused: Refused
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Tells one header by its name in lower case. */
export type HeaderReader = (name: string) => string | readonly string[] | null | undefined

// No key is longer; a longer text is not worth a digest.
const longest = 512
// What `Bearer …` has, or a header that was sent twice, and no key.
const foreign = /[^!-~]/

const refusedAs: Readonly<Record<InvalidState, Refused>> = {
  missing: 'missing',
  malformed: 'invalid',
  unknown: 'invalid',
  expired: 'invalid',
  revoked: 'invalid',
  quarantined: 'invalid',
  forbidden: 'forbidden',
  exhausted: 'exhausted',
}

/** Answers at once where the service does: one process with its SQLite file need not wait. */
export function authenticate(
  door: Door,
  header: HeaderReader,
  wanted?: Wanted,
): Authentication | Promise<Authentication> {
  const { dialect, service } = door
  const token = header(dialect.header)
  if (token === undefined || token === null || token === '') return refuse(dialect, 'missing')
  if (dialect.browsers === 'refused' && isFromBrowser(header)) return refuse(dialect, 'browser')
  if (!mayBeKey(dialect, token)) return refuse(dialect, 'invalid')

  try {
    const both = wanted ? { ...door.wanted, ...wanted } : door.wanted
    const verification = service.verify(token, both)
    if (!(verification instanceof Promise)) return answered(dialect, verification)
    return verification.then(
      (verification) => answered(dialect, verification),
      (error: unknown) => unavailable(dialect, error),
    )
  } catch (error) {
    return unavailable(dialect, error)
  }
}

/** What a request of this method needs, unless the route says otherwise. */
export function wantedBy<Request>(
  method: string,
  request: Request,
  wanted: WantedOf<Request> = {},
): Wanted {
  return { scope: scopeOf(method), ...(typeof wanted === 'function' ? wanted(request) : wanted) }
}

const refusals = new WeakMap<Dialect, Partial<Record<Refused, Refusal>>>()

/** What the dialect answers, ready to be sent; written once, for it depends on nothing else. */
export function refuse(dialect: Dialect, refused: Refused): Refusal {
  let written = refusals.get(dialect)
  if (!written) refusals.set(dialect, (written = {}))
  return (written[refused] ??= write(dialect, refused))
}

function write(dialect: Dialect, refused: Refused): Refusal {
  const answer = dialect.answers[refused]
  return {
    state: 'refused',
    refused,
    status: answer.status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(answer.status === 401 && { 'www-authenticate': `ApiKey realm="${dialect.title}"` }),
    },
    body: JSON.stringify(dialect.envelope(answer)),
  }
}

function answered(dialect: Dialect, verification: Verification): Authentication {
  if (verification.state === 'valid') return verification
  return refuse(dialect, refusedAs[verification.state])
}

/** Nobody enters while the keys cannot be read. */
function unavailable(dialect: Dialect, error: unknown): Refusal {
  if (error instanceof StoreUnavailable) return refuse(dialect, 'unavailable')
  throw error
}

/** Node's own fetch sends `Sec-Fetch-Mode`; only browsers say where a request comes from. */
function isFromBrowser(header: HeaderReader): boolean {
  return Boolean(header('origin')) || Boolean(header('sec-fetch-site'))
}

function mayBeKey({ prefix = '' }: Dialect, text: string | readonly string[]): text is string {
  if (typeof text !== 'string' || !text.startsWith(prefix)) return false
  return text.length <= longest && !foreign.test(text)
}
