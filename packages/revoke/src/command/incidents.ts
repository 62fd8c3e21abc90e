import {
  incidentJson,
  incidentStates,
  keyText,
  type Incident,
  type IncidentRecord,
} from '../incident.ts'
import type { Request } from '../request.ts'
import { incidentRecord, listIncidents } from '../store/incidents.ts'
import { UsageError } from '../usage-error.ts'
import { withStore } from './opened.ts'
import { known } from '../record.ts'

export async function run(request: Request): Promise<number> {
  const { words, values, surroundings } = request
  const isJson = values['format'] === 'json'
  return withStore(request, async ({ database }) => {
    const [id] = words
    if (id !== undefined) {
      const record = await incidentRecord(database, id)
      if (!record) throw new UsageError(`There is no incident ${id}.`, 'List them without a name.')
      surroundings.stdout.write(isJson ? line(record) : story(record))
      return 0
    }
    const filter = known({
      states: statesOf(values['state']),
      organisation: values['organisation'],
    })
    const list = await listIncidents(database, filter)
    surroundings.stdout.write(isJson ? list.map(line).join('') : table(list))
    return 0
  })
}

function statesOf(wanted: string | undefined): Incident['state'][] | undefined {
  // What was never ours is kept, and is of no interest until somebody asks for it.
  if (wanted === undefined) return incidentStates.filter((state) => state !== 'unknown')
  const state = incidentStates.find((state) => state === wanted)
  if (state) return [state]
  throw new UsageError(
    `--state cannot be "${wanted}".`,
    `Write one of ${incidentStates.join(', ')}.`,
  )
}

function line(incident: Incident): string {
  return `${JSON.stringify({ type: 'incident', ...incidentJson(incident) })}\n`
}

function table(list: readonly Incident[]): string {
  const rows = list.map((incident) => [
    incident.id,
    incident.state,
    incident.key ? keyText(incident.key) : 'unknown key',
    incident.key?.organisation ?? '',
    incident.exposure ?? '',
    timeText(incident.reportedAt),
    incident.deadAt === undefined ? '' : `dead after ${incident.deadAt - incident.reportedAt} ms`,
  ])
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]!.length)),
  )
  const lines = rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
  return `${[...lines, `${list.length} incidents.`].join('\n')}\n`
}

function story(record: IncidentRecord): string {
  const { id, state, key, reason, exposure, isDryRun, reportedAt, deadAt, timeline } = record
  const lines = [
    `${id}  ${state}${isDryRun ? ' (dry run)' : ''}`,
    `  key       ${key ? `${keyText(key)} of ${key.organisation}, ${key.environment}` : 'unknown'}`,
    `  exposure  ${exposure ?? 'unknown'}`,
    `  why       ${reason}`,
    ...(deadAt === undefined ? [] : [`  dead      after ${deadAt - reportedAt} ms`]),
    '',
    ...timeline.map(({ at, what, by, reason, place }) => {
      const where = place?.url ?? place?.path
      const told = [reason, where].filter((part) => part !== undefined).join(' ')
      return `  ${timeText(at)}  ${what.padEnd(11)}  ${by}  ${told}`.trimEnd()
    }),
  ]
  return `${lines.join('\n')}\n`
}

function timeText(at: number): string {
  return new Date(at).toISOString()
}
