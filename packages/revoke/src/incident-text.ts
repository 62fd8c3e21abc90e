import { columns } from './columns.ts'
import { incidentStates, keyText, type Incident, type IncidentRecord } from './incident.ts'
import { placeName } from './report.ts'
import { durationText, timeText } from './time.ts'

/** One a line, and what there is to do about them. */
export function incidentTable(list: readonly Incident[]): string {
  if (list.length === 0) return 'No incidents.\n'
  const rows = list.map((incident) => [
    incident.id,
    `${incident.state}${incident.isDryRun ? ' (dry run)' : ''}`,
    incident.key ? keyText(incident.key) : 'no key of ours',
    incident.key?.organisation ?? '',
    incident.exposure ?? '',
    timeText(incident.reportedAt),
    deadText(incident),
  ])
  const counts = incidentStates.flatMap((state) => {
    const count = list.filter((incident) => incident.state === state).length
    return count === 0 ? [] : `${count} ${state}`
  })
  const total = list.length === 1 ? '1 incident' : `${list.length} incidents`
  return `${columns(rows)}\n${total}: ${counts.join(', ')}.\n${next(list)}`
}

function next(list: readonly Incident[]): string {
  const pending = list.find(({ state }) => state === 'pending')
  const [first] = list
  if (pending) return `Next: keyward-revoke approve ${pending.id}\n`
  return first ? `Next: keyward-revoke incidents ${first.id}\n` : ''
}

/** All that happened to one, in its order. */
export function incidentStory(record: IncidentRecord): string {
  const { id, state, key, reason, exposure, isDryRun, reportedAt, timeline } = record
  const start = timeline[0]?.at ?? reportedAt
  const dead = deadText(record)
  const rows = timeline.map(({ at, what, by, reason, place }) => {
    const told = [reason, place && placeName(place)].filter((part) => part !== undefined)
    return [`  ${timeText(at)}`, `+${durationText(at - start)}`, what, by, told.join(' ')]
  })
  const lines = [
    `${id}  ${state}${isDryRun ? ' (dry run)' : ''}`,
    `  key       ${key ? `${keyText(key)} of ${key.organisation}, ${key.environment}` : 'none of ours'}`,
    `  exposure  ${exposure ?? 'unknown'}`,
    `  why       ${reason}`,
    ...(dead === '' ? [] : [`  ${dead.replace(' ', '      ')}`]),
  ]
  return `${lines.join('\n')}\n\n${columns(rows)}`
}

function deadText({ deadAt, reportedAt }: Incident): string {
  return deadAt === undefined ? '' : `dead after ${durationText(deadAt - reportedAt)}`
}
