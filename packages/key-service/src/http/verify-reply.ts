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
  type HeaderReader,
  refuse,
  type Verifier,
} from '../middleware/authenticate.ts'
import type { Valid, Wanted } from '../verification.ts'

export interface VerifyParts {
  readonly service: Verifier & { readonly apis: readonly Api[] }
  /** Hears of what should never happen; the request is answered with 500. */
  readonly failed: (error: unknown) => void
}

/** What is sent, whoever sends it: all of it is in ASCII. */
export interface Reply {
  readonly status: number
  /** Headers as HTTP writes them, an empty line and the body. */
  readonly text: string
}

/** Of the query, and of names and values of headers as they came. Never throws. */
export type Replies = (query: string, headers: readonly string[]) => Reply | Promise<Reply>

const parameters = ['api', 'environment', 'scope', 'product', 'organisation']
// Proxies ask with the few query strings that are written in their configuration.
const mostDoors = 1000

/**
 * `GET /v1/verify`: a proxy asks it before it lets a request through, and hands on the key that came
 * with it. Possession is authorisation: only whoever has a key is told about it. The reply about a key
 * is the same object until the key is changed.
 */
export function verifyReplies({ service, failed }: VerifyParts): Replies {
  const doors = new Map<string, Door | Reply>()
  const told = new WeakMap<Key, Reply>()

  function doorFor(query: string): Door | Reply {
    const known = doors.get(query)
    if (known !== undefined) return known
    const door = doorOf(query, service)
    // A copy: a part of a text keeps the whole of it, and with it the key that came along.
    if (doors.size < mostDoors) doors.set(Buffer.from(query).toString(), door)
    return door
  }

  function replyTo(door: Door, authentication: Authentication): Reply {
    if (authentication.state === 'refused') return refused(authentication)
    if (authentication.key.api === managementApi.id) return refused(refuse(door.dialect, 'invalid'))
    // The store hands out the same object until a key is changed.
    let reply = told.get(authentication.key)
    if (!reply) told.set(authentication.key, (reply = tell(authentication)))
    return reply
  }

  function fail(error: unknown): Reply {
    failed(error)
    return json(500, '{"message":"The service failed"}')
  }

  return (query, headers) => {
    try {
      const door = doorFor(query)
      if ('status' in door) return door
      const authentication = authenticate(door, readerOf(headers))
      if (!(authentication instanceof Promise)) return replyTo(door, authentication)
      return authentication.then((authentication) => replyTo(door, authentication)).catch(fail)
    } catch (error) {
      return fail(error)
    }
  }
}

/** A proxy reads headers, a program the body. */
function tell({ key, products }: Valid): Reply {
  return json(200, JSON.stringify({ state: 'valid', key, products }), {
    'x-keyward-key': key.id,
    'x-keyward-organisation': encodeURI(key.organisation),
    'x-keyward-scopes': key.scopes.join(' '),
  })
}

function refused({ status, headers, body }: Extract<Authentication, { state: 'refused' }>): Reply {
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
  return { status, text: `${Object.entries(headers).map(lineOf).join('')}\r\n${body}` }
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
function readerOf(raw: readonly string[]): HeaderReader {
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
