import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Who may be a subscriber: `public` is https to the internet; `any` is for a closed network. */
export type Reach = 'public' | 'any'

/**
 * Why no message is sent to this address, or undefined. What a name leads to is checked once more
 * when the connection is made; of an address that is written out nobody asks a name server.
 */
export function addressProblem(url: string, reach: Reach): string | undefined {
  if (url.length > 2048) return 'The address is longer than 2,048 characters.'
  if (!URL.canParse(url)) return 'The address is no URL.'
  const { protocol, hostname, username, password, hash } = new URL(url)
  if (protocol !== 'https:' && !(reach === 'any' && protocol === 'http:')) {
    return 'The address does not begin with https://.'
  }
  if (username !== '' || password !== '') return 'The address holds a name or a password.'
  if (hash !== '') return 'The address has a part after #.'
  return reach === 'any' ? undefined : hostProblem(hostname)
}

/** Every way to write an IPv4 address has become dotted decimals in the host name of a URL. */
function hostProblem(hostname: string): string | undefined {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (isIP(host) !== 0) {
    return isPublic(host) ? undefined : internal
  }
  // Names without a dot, and those that never leave a machine or a local network.
  const isLocal = !host.includes('.') || /\.(?:localhost|local|internal|home\.arpa)$/i.test(host)
  return isLocal ? internal : undefined
}

const globalUnicast = ipaddr.parseCIDR('2000::/3')

/** Of IPv6, only what is given out: `::127.0.0.1` is of no range that has a name. */
function isPublic(host: string): boolean {
  const parsed = ipaddr.process(host)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || parsed.match(globalUnicast)
}

const internal = 'The address is of an internal network.'
