import { keyText, type LeakedKey } from '../incident.ts'
import { placeName, type LeakPlace } from '../report.ts'
import type { IncidentRow } from '../store/tables.ts'

/** What people are told of. */
export type Occasion = 'found' | 'pending' | 'quarantined' | 'revoked' | 'failed'

export interface Notice {
  readonly subject: string
  readonly text: string
}

interface Seen {
  readonly origin: string
  readonly place: LeakPlace
}

/** What happened, where it was found and what to do now; never the key. */
export function noticeOf(
  row: IncidentRow,
  key: LeakedKey | undefined,
  occasion: Occasion,
  seen: readonly Seen[],
): Notice {
  const name = key ? `The key ${keyText(key)} of ${key.organisation}` : row.reason
  const lines = [
    key ? `${name} ${happened[occasion]}.` : name,
    ...(occasion === 'pending' || occasion === 'failed' ? [row.reason] : []),
    '',
    'Where it was found:',
    ...(seen.length > 0 ? seen.map(placeLine) : ['- its reporter did not say']),
    '',
    `What to do: ${advice[occasion]}`,
    '',
    `Incident ${row.id}, exposure ${row.exposure ?? 'unknown'}.`,
  ]
  const title = key ? `${key.name} ${inShort[occasion]}` : 'A leak was reported'
  return { subject: `[keyward] ${oneLine(title)}`, text: lines.map(printable).join('\n') }
}

const inShort: Readonly<Record<Occasion, string>> = {
  found: 'was found where it should not be',
  pending: 'leaked, and waits for your approval',
  quarantined: 'leaked and was quarantined',
  revoked: 'leaked and was revoked',
  failed: 'leaked, and could not be cut',
}

const happened: Readonly<Record<Occasion, string>> = {
  found: 'was found where it should not be; nothing was changed',
  pending: 'was found where it should not be, and waits for your approval to be cut',
  quarantined: 'was found where it should not be, and opens nothing until it is released',
  revoked: 'leaked and was revoked; it stopped working at once and stays so',
  failed: 'leaked, and could not be cut',
}

const elsewhere =
  'Others may have copied it before: look through what it was used for since it was first seen.'

const advice: Readonly<Record<Occasion, string>> = {
  found: `rotate the key, then take it out of the place above. ${elsewhere}`,
  pending: 'look at the incident, and run `keyward-revoke approve` with its name, or leave it.',
  quarantined: `rotate the key. Who administers the organisation may release it if nobody else can have read it. ${elsewhere}`,
  revoked: `make a new key, keep it in an environment variable or a secrets manager, and take the old one out of the place above. ${elsewhere}`,
  failed: 'revoke the key by hand at the key service.',
}

function placeLine({ origin, place }: Seen): string {
  const told = placeName(place)
  return `- ${told === '' ? 'a place its reporter did not name' : told} (reported by ${origin})`
}

/** A reporter chose these words; they may not begin another header or another line. */
function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').slice(0, 200)
}

function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what this removes
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, ' ')
}
