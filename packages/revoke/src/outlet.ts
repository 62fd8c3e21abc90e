import { lookup as lookupByName, type LookupAddress } from 'node:dns'
import {
  Agent as HttpAgent,
  request as requestHttp,
  type ClientRequest,
  type IncomingMessage,
} from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Sends to addresses that somebody else chose: never into our own network, never on from there. */
export interface Outlet {
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Posted>
}

export type Posted =
  | { readonly state: 'answered'; readonly status: number }
  | { readonly state: 'refused' | 'failed'; readonly reason: string }

export interface OutletSettings {
  /** Addresses of our own network that may be reached, with http too: `10.0.0.5`, `10.1.0.0/16`. */
  readonly allowed?: readonly string[]
  readonly timeoutMs?: number
  /** How names are looked up. */
  readonly lookup?: Lookup
}

export type Lookup = (
  name: string,
  options: { readonly all: true },
  tell: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void

const longestAnswer = 64 * 1024

export function createOutlet(settings: OutletSettings = {}): Outlet {
  const { allowed = [], timeoutMs = 15_000, lookup = lookupByName } = settings
  const guarded = guard(lookup, allowed)
  // One connection a message: what was looked up for this one is not used for another.
  const agents = {
    'http:': new HttpAgent({ keepAlive: false }),
    'https:': new HttpsAgent({ keepAlive: false }),
  }
  return {
    post(address, headers, body) {
      const reason = refusalOf(address, allowed)
      if (reason !== undefined) return Promise.resolve({ state: 'refused', reason })
      const url = new URL(address)
      const isSecure = url.protocol === 'https:'
      const agent = agents[isSecure ? 'https:' : 'http:']
      const options = { agent, lookup: guarded, timeoutMs }
      return send(isSecure ? requestHttps : requestHttp, { url, headers, body, ...options })
    },
  }
}

/** Why nothing is sent there. A name is looked at again when it has become an address. */
export function refusalOf(address: string, allowed: readonly string[]): string | undefined {
  if (!URL.canParse(address)) return 'It is not an address.'
  const { protocol, hostname, username, password } = new URL(address)
  if (username !== '' || password !== '') return 'The address holds a name or password.'
  if (protocol !== 'https:' && protocol !== 'http:') return 'Only https is spoken.'
  // The URL has rewritten 2130706433, 0x7f.1 and the like as 127.0.0.1 by now.
  const literal = hostname.replace(/^\[|\]$/g, '')
  if (!ipaddr.isValid(literal)) {
    return protocol === 'https:' ? undefined : 'Only https is spoken.'
  }
  if (isAllowed(literal, allowed)) return undefined
  if (protocol !== 'https:') return 'Only https is spoken.'
  return isPublic(literal) ? undefined : 'The address is none of the public internet.'
}

/** The connection goes to what was looked at here: nobody is asked a second time. */
function guard(lookup: Lookup, allowed: readonly string[]): LookupFunction {
  return (name, { all }, tell) => {
    lookup(name, { all: true }, (error, addresses) => {
      if (error) {
        tell(error, '')
        return
      }
      const [first] = addresses
      const isOpen = addresses.every(
        ({ address }) => isAllowed(address, allowed) || isPublic(address),
      )
      if (!isOpen || !first) tell(new Error('The name leads inside.'), '')
      else if (all) tell(null, [...addresses])
      else tell(null, first.address, first.family)
    })
  }
}

const globalUnicast = ipaddr.parseCIDR('2000::/3')

/** Of IPv6, only what is given out: `::127.0.0.1` is of no range that has a name. */
function isPublic(address: string): boolean {
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || parsed.match(globalUnicast)
}

function isAllowed(address: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) => {
    if (!entry.includes('/')) return entry === address
    const parsed = ipaddr.process(address)
    const [network, bits] = ipaddr.parseCIDR(entry)
    return parsed.kind() === network.kind() && parsed.match(network, bits)
  })
}

interface Sending {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly agent: HttpAgent | HttpsAgent
  readonly lookup: LookupFunction
  readonly timeoutMs: number
}

/** Follows nothing: an answer that leads elsewhere is an answer like any other. */
function send(
  request: (
    url: URL,
    options: object,
    listener: (answer: IncomingMessage) => void,
  ) => ClientRequest,
  { url, headers, body, agent, lookup, timeoutMs }: Sending,
): Promise<Posted> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs)
    const length = { 'content-length': String(Buffer.byteLength(body)) }
    const options = { method: 'POST', agent, lookup, signal, headers: { ...headers, ...length } }
    const sent = request(url, options, (answer) => {
      let received = 0
      answer.on('data', (chunk: Buffer) => {
        received += chunk.length
        if (received > longestAnswer) answer.destroy()
      })
      answer.on('error', () => undefined)
      resolve({ state: 'answered', status: answer.statusCode ?? 0 })
    })
    // What was thrown may tell the address, which can be a credential.
    sent.on('error', () => resolve({ state: 'failed', reason: 'It could not be reached.' }))
    sent.end(body)
  })
}
