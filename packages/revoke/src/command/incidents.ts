import { UsageError } from '@keyward/core/settings'
import { incidentJson, incidentStates, type Incident } from '../incident.ts'
import { incidentStory, incidentTable } from '../incident-text.ts'
import { known } from '../record.ts'
import type { Request } from '../request.ts'
import { incidentRecord, listIncidents } from '../store/incidents.ts'
import { isJson, withStore } from './opened.ts'

export async function run(request: Request): Promise<number> {
  const { words, values, surroundings } = request
  const { stdout } = surroundings
  return withStore(request, async ({ database }) => {
    const [id] = words
    if (id !== undefined) {
      const record = await incidentRecord(database, id)
      if (!record) throw new UsageError(`There is no incident ${id}.`, 'List them without a name.')
      stdout.write(isJson(request) ? line(record) : incidentStory(record))
      return 0
    }
    const states = statesOf(values['state'])
    const filter = known({ states, organisation: values['organisation'] })
    const list = await listIncidents(database, filter)
    stdout.write(isJson(request) ? list.map(line).join('') : incidentTable(list))
    return 0
  })
}

function statesOf(wanted: string | undefined): Incident['state'][] {
  // What was never ours is kept, and is of no interest until somebody asks for it.
  return incidentStates.filter((state) =>
    wanted === undefined ? state !== 'unknown' : state === wanted,
  )
}

function line(incident: Incident): string {
  return `${JSON.stringify({ type: 'incident', ...incidentJson(incident) })}\n`
}
