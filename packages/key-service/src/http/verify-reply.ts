import { validateHeaderValue } from 'node:http'
import { type Api, managementApi } from '../api.ts'
import { answers, type Dialect, messageAlone } from '../dialects/dialect.ts'
import { dialects } from '../dialects/index.ts'
import { isEnvironment } from '../environment.ts'
import type { Key } from '../key.ts'
import {
  authenticate,
  type Authentication,
  type Door,
  type Refusal,
  refuse,
  type Verifier,
} from '../middleware/authenticate.ts'
import type { Metrics } from '../metrics.ts'
import type { Valid, Wanted } from '../verification.ts'
import type { Limits, Meter } from './limits.ts'

export interface VerifyParts {
  readonly service: Verifier & { readonly apis: readonly Api[] }
  readonly limits: Pick<Limits, 'verifications' | 'refusals'>
  readonly metrics: Pick<Metrics, 'route'>
  /** In ms, from any moment on; it never goes back. */
  readonly timer: () => number
  /** Where a request comes from: its peer, or what a trusted proxy says of it. */
  readonly clientOf: (peer: string, forwarded: string | undefined) => string
  /** Hears of what should never happen; the request is answered with 500. */
  readonly failed: (error: unknown) => void
}

/** A request, as far as it matters here. */
export interface Asked {
  readonly method: string
  readonly query: string
  /** Names and values, as they came. */
  readonly headers: readonly string[]
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/** What is sent, whoever sends it: all of it is in ASCII. */
export interface Reply {
  readonly status: number
  /** Headers as HTTP writes them, an empty line and the body. */
  readonly text: string
}

/** Never throws. */
export type Replies = (asked: Asked) => Reply | Promise<Reply>

/** Where it is asked. */
export const path = '/v1/verify'

const parameters = ['api', 'environment', 'scope', 'product', 'organisation']
// Proxies ask with the few query strings that are written in their configuration.
const mostDoors = 1000

/** What is told of a key, until it is changed, and how often. */
interface Told {
  readonly reply: Reply
  readonly meter: Meter
}

/**
 * `GET /v1/verify`: a proxy asks it before it lets a request through, and hands on the key that came
 * with it. Possession is authorisation: only whoever has a key is told about it. The reply about a key
 * is the same object until the key is changed.
 */
export function verifyReplies(parts: VerifyParts): Replies {
  const { service, limits, timer, clientOf, failed } = parts
  const doors = new Map<string, Door | Reply>()
  const told = new WeakMap<Key, Told>()
  const refusals = new WeakMap<Refusal, Reply>()
  const counted = countedBy(parts.metrics)

  function doorFor(query: string): Door | Reply {
    const known = doors.get(query)
    if (known !== undefined) return known
    const door = doorOf(query, service)
    // A copy: a part of a text keeps the whole of it, and with it the key that came along.
    if (doors.size < mostDoors) doors.set(Buffer.from(query).toString(), door)
    return door
  }

  function replyTo(asked: Asked, door: Door, answer: Authentication, now: number): Reply {
    if (answer.state === 'refused') return refused(asked, answer, now)
    const { key } = answer
    if (key.api === managementApi.id) return refused(asked, refuse(door.dialect, 'invalid'), now)
    // The store hands out the same object until a key is changed.
    let known = told.get(key)
    if (!known) {
      known = { reply: tell(answer), meter: limits.verifications.of(key.id) }
      told.set(key, known)
    }
    const wait = limits.verifications.take(known.meter, now)
    return wait === 0 ? known.reply : tooMany(wait)
  }

  /** Keys that open go on through an address from which others come that do not. */
  function refused({ socket, headers }: Asked, refusal: Refusal, now: number): Reply {
    const client = clientOf(socket.remoteAddress ?? '', readerOf(headers)('x-forwarded-for'))
    if (refusal.refused !== 'unavailable') {
      const wait = limits.refusals.take(limits.refusals.of(client), now)
      if (wait > 0) return tooMany(wait)
    }
    let reply = refusals.get(refusal)
    if (!reply) refusals.set(refusal, (reply = replyOf(refusal)))
    // A reply about a key is longer; time must not tell which of both it was.
    return { status: reply.status, text: inOnePiece(reply.text) }
  }

  function fail(error: unknown): Reply {
    failed(error)
    return json(500, '{"message":"The service failed"}')
  }

  function count({ method }: Asked, reply: Reply, started: number): Reply {
    counted(method)(reply.status, (timer() - started) / 1000)
    return reply
  }

  return (asked) => {
    const started = timer()
    try {
      const door = doorFor(asked.query)
      if ('status' in door) return count(asked, door, started)
      const answer = authenticate(door, readerOf(asked.headers))
      if (!(answer instanceof Promise)) {
        return count(asked, replyTo(asked, door, answer, started), started)
      }
      return answer
        .then((answer) => replyTo(asked, door, answer, started))
        .catch(fail)
        .then((reply) => count(asked, reply, started))
    } catch (error) {
      return count(asked, fail(error), started)
    }
  }
}

function countedBy({
  route,
}: Pick<Metrics, 'route'>): (method: string) => ReturnType<typeof route> {
  const [got, headed] = [route(path, 'GET'), route(path, 'HEAD')]
  return (method) => (method === 'HEAD' ? headed : got)
}

function tooMany(seconds: number): Reply {
  return json(429, '{"message":"Too many requests, try again later"}', {
    'retry-after': `${seconds}`,
  })
}

/** A proxy reads headers, a program the body. */
function tell({ key, products }: Valid): Reply {
  return json(200, JSON.stringify({ state: 'valid', key, products }), {
    'x-keyward-key': key.id,
    'x-keyward-organisation': encodeURI(key.organisation),
    'x-keyward-scopes': key.scopes.join(' '),
  })
}

function replyOf({ status, headers, body }: Refusal): Reply {
  return json(status, body, headers)
}

function json(status: number, text: string, more: Readonly<Record<string, string>> = {}): Reply {
  const body = inAscii(text)
  const headers = {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...more,
    // Without it the body would leave in chunks, each of them a piece of its own.
    'content-length': `${body.length}`,
  }
  const lines = Object.entries(headers).map(lineOf).join('')
  return { status, text: inOnePiece(`${lines}\r\n${body}`) }
}

/** A text that is made of others is put together whenever it is sent. */
function inOnePiece(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1')
}

function lineOf([name, value]: readonly [string, string]): string {
  validateHeaderValue(name, value)
  return `${name}: ${value}\r\n`
}

/** One byte a character. */
function inAscii(json: string): string {
  return json.replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** A refusal where the query cannot be meant: what is not understood must not be left out. */
function doorOf(query: string, service: VerifyParts['service']): Door | Reply {
  const asked = new URLSearchParams(query)
  for (const name of asked.keys()) {
    if (!parameters.includes(name)) return notMeant(`There is no parameter ${JSON.stringify(name)}`)
    if (asked.getAll(name).length > 1) return notMeant(`The parameter ${name} may stand once`)
  }
  const { environment, ...others } = Object.fromEntries(asked)
  if (environment !== undefined && !isEnvironment(environment)) {
    return notMeant('The environment is development, staging or production')
  }
  const api = service.apis.find(({ id }) => id === others['api'])
  if (others['api'] !== undefined && !api) return notMeant('There is no such API')
  const wanted: Wanted = { ...others, ...(environment !== undefined && { environment }) }
  return { service, dialect: dialectOf(api), wanted }
}

function notMeant(message: string): Reply {
  return json(400, JSON.stringify({ message }))
}

function dialectOf(api: Api | undefined): Dialect {
  return dialects.find(({ id }) => id === api?.dialect) ?? anyDialect
}

const anyDialect: Dialect = {
  id: 'any',
  title: 'Keyward',
  docs: '',
  header: 'x-api-key',
  browsers: 'answered',
  answers,
  envelope: messageAlone,
}

/** Of names and values as they came: making an object of all of them costs more than finding one. */
function readerOf(raw: readonly string[]): (name: string) => string | undefined {
  return (name) => {
    let value: string | undefined
    for (let index = 0; index < raw.length; index += 2) {
      const candidate = raw[index]!
      if (candidate.length !== name.length || candidate.toLowerCase() !== name) continue
      // What was sent twice is no key, as in Node's own headers.
      value = value === undefined ? raw[index + 1] : `${value}, ${raw[index + 1] ?? ''}`
    }
    return value
  }
}
