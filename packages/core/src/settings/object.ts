import type { Content, Table, Value } from './document.ts'
import { readTable, type Reading } from './read.ts'
import { settingsShape, type SettingsFile } from './schema.ts'
import type { Settings } from './settings.ts'

/**
 * Reads settings that stand in another program's configuration, where they have the names and the
 * meaning they have in a keyward.toml, or finds everything that is wrong with them.
 */
export function readSettingsObject(
  object: Readonly<Record<string, unknown>>,
  known: { readonly detectors: readonly string[] },
): { settings: Settings } | { faults: readonly string[] } {
  const document = tableOf(object)
  const reading: Reading = { shipped: known.detectors, own: keyIds(object['key']), faults: [] }
  const read = readTable(reading, settingsShape, document, { line: 1, name: '' })
  if (reading.faults.length > 0) {
    return { faults: reading.faults.map(({ what, hint }) => (hint ? `${what} ${hint}` : what)) }
  }
  // The shape has these names and types, and what is read without a fault keeps to it.
  const { key: keys, ...others } = read as unknown as SettingsFile
  return { settings: { ...others, keys } }
}

function keyIds(keys: unknown): readonly string[] {
  if (!Array.isArray(keys)) return []
  return keys.flatMap((key: unknown) => {
    const isNamed = typeof key === 'object' && key !== null && 'id' in key
    return isNamed && typeof key.id === 'string' ? [key.id] : []
  })
}

function tableOf(object: object): Table {
  const said = Object.entries(object).filter(([, value]) => value !== undefined)
  return new Map(said.map(([name, value]) => [name, valueOf(value)]))
}

/** Objects have no lines; faults name the setting. */
function valueOf(value: unknown): Value {
  return { line: 1, content: contentOf(value) }
}

function contentOf(value: unknown): Content {
  if (typeof value === 'string') return { type: 'text', text: value }
  if (typeof value === 'number') return { type: 'number', number: value }
  if (Array.isArray(value)) return { type: 'list', items: value.map(valueOf) }
  if (typeof value === 'object' && value !== null) return { type: 'table', table: tableOf(value) }
  return { type: 'true or false' }
}
