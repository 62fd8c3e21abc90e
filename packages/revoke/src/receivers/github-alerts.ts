import { countOf, isRecord, known, textOf } from '../record.ts'
import type { LeakPlace } from '../report.ts'
import { parseJson } from './items.ts'
import { turnedAway, type AlertNotice, type Reception, type Receiver } from './reception.ts'
import { isHexHmac } from './signature.ts'

const events = ['secret_scanning_alert', 'secret_scanning_alert_location']
const actions = ['created', 'publicly_leaked', 'reopened', 'validated']

/** GitHub, telling a repository of its own alerts. They do not hold the secret: it is asked for. */
export function createGithubAlerts({ secret }: { readonly secret: string }): Receiver {
  return ({ body, headers }) => {
    const written = headers.get('X-Hub-Signature-256')
    if (written === null) return turnedAway('unsigned', 'X-Hub-Signature-256 is required.')
    const isGenuine = written.startsWith('sha256=') && isHexHmac(written.slice(7), secret, body)
    if (!isGenuine) return turnedAway('forged', 'The signature is not of this body.')
    return read(headers, parseJson(body))
  }
}

function read(headers: Headers, document: unknown): Reception {
  const event = headers.get('X-GitHub-Event') ?? ''
  const id = headers.get('X-GitHub-Delivery')
  if (!events.includes(event)) return { state: 'ignored', reason: 'It is about something else.' }
  if (!isRecord(document)) return turnedAway('malformed', 'The body is not an object.')
  if (!actions.includes(String(document['action']))) {
    return { state: 'ignored', reason: 'Nothing has to be done about this action.' }
  }
  const alert = alertOf(document)
  if (!alert) return turnedAway('malformed', 'The alert has no number, or the repository no name.')
  const delivery = { origin: 'github-alerts', reports: [], alerts: [alert], problems: [] }
  return { state: 'verified', delivery: id === null ? delivery : { ...delivery, id } }
}

function alertOf(document: Readonly<Record<string, unknown>>): AlertNotice | undefined {
  const { alert, repository, location } = document
  if (!isRecord(alert) || !isRecord(repository)) return undefined
  const name = textOf(repository['full_name'], 200)
  const number = countOf(alert['number'])
  if (number === undefined || name === undefined || !isRepository(name)) return undefined
  const isPublic = alert['publicly_leaked'] === true || repository['private'] === false
  const place = isRecord(location) ? placeOf(location['details']) : {}
  const url = place.url ?? textOf(alert['html_url'])
  return {
    repository: name,
    number,
    exposure: isPublic ? 'public' : 'private',
    place: known({ ...place, url, repository: name, alert: { repository: name, number } }),
  }
}

/** It becomes part of an address, so it may hold nothing that leads elsewhere. */
export function isRepository(name: string): boolean {
  return /^(?!\.)[\w.-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/.test(name)
}

function placeOf(details: unknown): LeakPlace {
  if (!isRecord(details)) return {}
  // An issue, a comment or a review names its address as `issue_body_url` and the like.
  const address = Object.entries(details).find(([name]) => /^(html_url|\w+_url)$/.test(name))
  return known({
    url: textOf(details['html_url']) ?? textOf(details['commit_url']) ?? textOf(address?.[1]),
    commit: textOf(details['commit_sha'], 64),
    path: textOf(details['path']),
    line: countOf(details['start_line']),
  })
}
