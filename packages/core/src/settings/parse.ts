import { isSyntaxFault, parseDocument } from './document.ts'
import type { Table } from './document.ts'
import { readTable } from './read.ts'
import type { Fault, Reading } from './read.ts'
import { settingsShape } from './schema.ts'
import type { SettingsFile } from './schema.ts'
import type { Settings } from './settings.ts'

export interface SettingsFault extends Fault {
  readonly file: string
}

/**
 * Reads a keyward.toml, or finds everything that is wrong with it. `known.detectors` are the ids of
 * the detectors that come with Keyward; those of the file's own keys are known besides.
 */
export function parseSettings(
  text: string,
  known: { readonly detectors: readonly string[] },
  file = 'keyward.toml',
): { settings: Settings } | { faults: readonly SettingsFault[] } {
  const document = parseDocument(text)
  if (isSyntaxFault(document)) return { faults: [{ file, ...document }] }
  const reading: Reading = { shipped: known.detectors, own: keyIds(document), faults: [] }
  const settings = readSettings(reading, document)
  if (reading.faults.length === 0) return { settings }
  const faults = reading.faults.toSorted((one, other) => one.line - other.line)
  return { faults: faults.map((fault) => ({ file, ...fault })) }
}

/** What holds without a keyward.toml. */
export const defaultSettings: Settings = readSettings(
  { shipped: [], own: [], faults: [] },
  new Map(),
)

export function faultText({ file, line, what, hint }: SettingsFault): string {
  return `${file}:${line}: ${hint === undefined ? what : `${what} ${hint}`}`
}

function readSettings(reading: Reading, document: Table): Settings {
  const read = readTable(reading, settingsShape, document, { line: 1, name: '' })
  // The shape has these names and types, and what is read without a fault keeps to it.
  const { key: keys, ...others } = read as unknown as SettingsFile
  return { ...others, keys }
}

function keyIds(document: Table): readonly string[] {
  const keys = document.get('key')?.content
  if (keys?.type !== 'list') return []
  return keys.items.flatMap(({ content }) => {
    const id = content.type === 'table' ? content.table.get('id')?.content : undefined
    return id?.type === 'text' ? [id.text] : []
  })
}
