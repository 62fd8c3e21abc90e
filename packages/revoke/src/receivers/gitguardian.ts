import { isRecord, known, textOf } from '../record.ts'
import { parseJson } from './items.ts'
import { turnedAway, type Receiver, type Sighting } from './reception.ts'
import { isHexHmac } from './signature.ts'

export interface Gitguardian {
  readonly token: string
  readonly clock: () => number
}

const longestDelay = 5 * 60

/** GitGuardian names a secret by a hash of its own, so people are told and nothing more is done. */
export function createGitguardian({ token, clock }: Gitguardian): Receiver {
  return ({ body, headers }) => {
    const timestamp = headers.get('Timestamp')
    const written = headers.get('Gitguardian-Signature')
    if (timestamp === null || written === null) {
      return turnedAway('unsigned', 'The headers Timestamp and Gitguardian-Signature are required.')
    }
    const isGenuine =
      written.startsWith('sha256=') && isHexHmac(written.slice(7), timestamp + token, body)
    if (!isGenuine) return turnedAway('forged', 'The signature is not of this body and time.')
    if (!isRecent(timestamp, clock())) return turnedAway('stale', 'The request is not of now.')
    const sighting = sightingOf(parseJson(body))
    if (!sighting) return { state: 'ignored', reason: 'It is about no incident.' }
    const delivery = { origin: 'gitguardian', reports: [], sightings: [sighting], problems: [] }
    return { state: 'verified', delivery }
  }
}

/** The time may be written as seconds, as in HTTP, or as ISO 8601. */
function isRecent(timestamp: string, now: number): boolean {
  const seconds = /^\d{1,12}(\.\d{1,6})?$/.test(timestamp)
    ? Number(timestamp)
    : Date.parse(timestamp) / 1000
  return Math.abs(now / 1000 - seconds) <= longestDelay
}

function sightingOf(document: unknown): Sighting | undefined {
  if (!isRecord(document)) return undefined
  const incident = isRecord(document['incident']) ? document['incident'] : document
  const { id } = incident
  if (typeof id !== 'number' && typeof id !== 'string') return undefined
  // The store takes it for a name, and not every text of JSON can be one.
  if (!/^[\w.:-]{1,100}$/.test(String(id))) return undefined
  const detector = isRecord(incident['detector']) ? incident['detector'] : {}
  return known<Sighting>({
    id: `gitguardian:${String(id)}`,
    title: textOf(detector['display_name'], 200) ?? textOf(detector['name'], 200) ?? 'A secret',
    url: textOf(incident['gitguardian_url']) ?? textOf(incident['url']),
  })
}
