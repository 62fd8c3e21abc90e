import type { Table, Value } from './document.ts'
import { formats } from './format.ts'
import type { FormatProblem, Known } from './format.ts'
import type { FormatName, Setting, TableShape } from './shape.ts'
import { inRow, isWord, nearest } from './words.ts'

/** What is wrong in a file, and where. */
export interface Fault {
  readonly line: number
  /** Sentences: what is wrong, and what to do about it. Neither repeats a value of the file. */
  readonly what: string
  readonly hint?: string
}

/** Goes on after a fault, so that one reading finds them all. */
export interface Reading extends Known {
  readonly faults: Fault[]
}

/** A table as its shape declares it; of use only where reading it added no fault. */
export function readTable(
  reading: Reading,
  shape: TableShape,
  table: Table,
  place: TablePlace,
): Readonly<Record<string, unknown>> {
  const faultsBefore = reading.faults.length
  refuseUnknown(reading, shape, table, place)
  refuseCombinations(reading, shape, table, place)
  const read: Record<string, unknown> = {}
  for (const [name, setting] of Object.entries(shape.settings)) {
    const value = table.get(name)
    const meant = value
      ? readSetting(reading, setting, value, nameIn(place, name))
      : unsaid(reading, setting, place)
    if (meant !== undefined) read[name] = meant
  }
  if (reading.faults.length === faultsBefore) {
    const problem = shape.problem?.(read)
    if (problem !== undefined) reading.faults.push({ line: place.line, what: problem })
  }
  return read
}

export interface TablePlace {
  readonly line: number
  /** Its name as the settings in it carry it; the top of the file has none. */
  readonly name: string
}

function refuseUnknown(reading: Reading, shape: TableShape, table: Table, place: TablePlace): void {
  const known = Object.keys(shape.settings)
  for (const [name, { line }] of table) {
    if (Object.hasOwn(shape.settings, name)) continue
    const what = isWord(name)
      ? `There is no setting \`${nameIn(place, name)}\`.`
      : `There is no such setting${place.name && ` in \`${place.name}\``}.`
    const near = nearest(name, known)
    const hint = near
      ? `Did you mean \`${nameIn(place, near)}\`?`
      : `${place.name ? 'Known there' : 'Known'}: ${inRow(known.map(quoted), 'and')}.`
    reading.faults.push({ line, what, hint })
  }
}

function refuseCombinations(
  reading: Reading,
  { settings, needsOneOf = [], exclusive = [] }: TableShape,
  table: Table,
  place: TablePlace,
): void {
  const { line, name } = place
  for (const [missing, { required, about }] of Object.entries(settings)) {
    if (!required || table.has(missing)) continue
    reading.faults.push({ line, what: `This \`${name}\` has no \`${missing}\`.`, hint: about })
  }
  if (needsOneOf.length > 0 && !needsOneOf.some((needed) => table.has(needed))) {
    const what = `This \`${name}\` needs at least one of ${inRow(needsOneOf.map(quoted), 'and')}.`
    reading.faults.push({ line, what })
  }
  const said = exclusive.filter((other) => table.has(other))
  if (said.length > 1) {
    const lines = said.map((other) => table.get(other)?.line ?? line)
    reading.faults.push({
      line: Math.max(...lines),
      what: `${inRow(
        said.map((other) => quoted(nameIn(place, other))),
        'and',
      )} exclude each other.`,
      hint: 'Keep one of them.',
    })
  }
}

function unsaid(reading: Reading, setting: Setting, { line }: TablePlace): unknown {
  if (setting.shape !== 'table') return setting.fallback
  return readTable(reading, setting.table, new Map(), { line, name: '' })
}

function readSetting(reading: Reading, setting: Setting, value: Value, name: string): unknown {
  switch (setting.shape) {
    case 'text':
      return readText(reading, setting.format, value, quoted(name))
    case 'texts':
      return readTexts(reading, setting.format, value, name)
    case 'choice':
      return readChoice(reading, setting.words, value, name)
    case 'length':
      return readLength(reading, setting, value, name)
    case 'table':
      return readOneTable(reading, setting.table, value, name)
    case 'tables':
      return readTables(reading, setting.table, value, name)
  }
}

function readText(reading: Reading, format: FormatName, value: Value, subject: string): unknown {
  const { line, content } = value
  const isText = content.type === 'text' || (format === 'day' && content.type === 'date')
  if (!isText) {
    const wanted = format === 'day' ? 'a day such as 2027-01-31' : 'a text in quotes'
    return refuseType(reading, value, subject, wanted)
  }
  const problem = formats[format].problem(content.text, reading)
  if (problem) reading.faults.push({ line, ...sentence(subject, problem) })
  return content.text
}

function readTexts(reading: Reading, format: FormatName, value: Value, name: string): unknown {
  if (value.content.type !== 'list') {
    return refuseType(reading, value, quoted(name), 'a list of texts in [ ]')
  }
  const { items } = value.content
  return items.map((item) => readText(reading, format, item, `An entry of ${quoted(name)}`))
}

function readChoice(
  reading: Reading,
  words: readonly string[],
  value: Value,
  name: string,
): unknown {
  const { line, content } = value
  const wanted = inRow(
    words.map((word) => `"${word}"`),
    'or',
  )
  if (content.type !== 'text') return refuseType(reading, value, quoted(name), wanted)
  if (words.includes(content.text)) return content.text
  const what = `${quoted(name)} must be ${wanted}${isWord(content.text) ? `, not "${content.text}"` : ''}.`
  const near = nearest(content.text, words)
  reading.faults.push(
    near === undefined ? { line, what } : { line, what, hint: `Did you mean "${near}"?` },
  )
  return undefined
}

function readLength(
  reading: Reading,
  { least, most }: { readonly least: number; readonly most: number },
  value: Value,
  name: string,
): unknown {
  const wanted = `a whole number from ${least} to ${most}, or two in [ ], the smaller first`
  const numbers = value.content.type === 'list' ? value.content.items : [value]
  const counts = numbers.map(({ content }) => (content.type === 'number' ? content.number : 0))
  const [from = 0, to = from] = counts
  const isLength = counts.every(Number.isInteger) && least <= from && from <= to && to <= most
  if (value.content.type === 'number' && isLength) return from
  if (value.content.type === 'list' && counts.length === 2 && isLength) return [from, to]
  reading.faults.push({ line: value.line, what: `${quoted(name)} must be ${wanted}.` })
  return undefined
}

function readOneTable(reading: Reading, shape: TableShape, value: Value, name: string): unknown {
  if (value.content.type === 'table') {
    return readTable(reading, shape, value.content.table, { line: value.line, name })
  }
  return refuseType(reading, value, quoted(name), `a table, begun by [${name}]`)
}

function readTables(reading: Reading, shape: TableShape, value: Value, name: string): unknown {
  const wanted = `a list of tables, each begun by [[${name}]]`
  if (value.content.type !== 'list') return refuseType(reading, value, quoted(name), wanted)
  const lines = new Map<string, number>()
  return value.content.items.map((item) => {
    if (item.content.type !== 'table') return refuseType(reading, item, quoted(name), wanted)
    const { table } = item.content
    if (shape.unique !== undefined) refuseRepetition(reading, shape.unique, table, name, lines)
    return readTable(reading, shape, table, { line: item.line, name })
  })
}

function refuseRepetition(
  reading: Reading,
  unique: string,
  table: Table,
  name: string,
  lines: Map<string, number>,
): void {
  const value = table.get(unique)
  if (value?.content.type !== 'text') return
  const first = lines.get(value.content.text)
  lines.set(value.content.text, first ?? value.line)
  if (first === undefined) return
  const what = `\`${name}.${unique}\` is the same as in line ${first}.`
  reading.faults.push({ line: value.line, what, hint: 'Choose another.' })
}

function refuseType(reading: Reading, value: Value, subject: string, wanted: string): unknown {
  const what = `${subject} must be ${wanted}, not ${typeNames[value.content.type]}.`
  reading.faults.push({ line: value.line, what })
  return undefined
}

const typeNames: Readonly<Record<Value['content']['type'], string>> = {
  text: 'a text',
  number: 'a number',
  'true or false': 'true or false',
  date: 'a date',
  time: 'a time',
  list: 'a list',
  table: 'a table',
}

function sentence(subject: string, { what, hint }: FormatProblem): Omit<Fault, 'line'> {
  const said = `${subject} ${what}.`
  return hint === undefined ? { what: said } : { what: said, hint }
}

function nameIn(place: TablePlace, name: string): string {
  return place.name === '' ? name : `${place.name}.${name}`
}

function quoted(name: string): string {
  return `\`${name}\``
}
