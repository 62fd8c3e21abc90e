import { ParseError, parseTOML } from 'toml-eslint-parser'
import type { AST } from 'toml-eslint-parser'

/** A TOML document whose every value knows its line. */
export interface Value {
  /** Of its key; of the value itself in a list; of the heading for a table with one. */
  readonly line: number
  readonly content: Content
}

export type Content =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'number'; readonly number: number }
  | { readonly type: 'true or false' }
  | { readonly type: 'date'; readonly text: string }
  | { readonly type: 'time' }
  | { readonly type: 'list'; readonly items: readonly Value[] }
  | { readonly type: 'table'; readonly table: Table }

export type Table = ReadonlyMap<string, Value>

export interface SyntaxFault {
  readonly line: number
  readonly what: string
  readonly hint?: string
}

export function parseDocument(text: string): Table | SyntaxFault {
  const source = text.replace(/^\ufeff/, '')
  try {
    return tableOf(parseTOML(source).body[0].body)
  } catch (error) {
    if (error instanceof ParseError) return syntaxFault(source, error)
    // The parser walks nested values by calling itself.
    if (error instanceof RangeError) return { line: 1, what: 'Values are nested too deeply.' }
    throw error
  }
}

export function isSyntaxFault(document: Table | SyntaxFault): document is SyntaxFault {
  return !(document instanceof Map)
}

type Items = Map<string, Value>

function tableOf(body: readonly (AST.TOMLKeyValue | AST.TOMLTable)[]): Items {
  const top: Items = new Map()
  for (const node of body) {
    if (node.type === 'TOMLKeyValue') add(top, node)
    else for (const pair of openTable(top, node)) add(pair.table, pair.node)
  }
  return top
}

interface Pair {
  readonly table: Items
  readonly node: AST.TOMLKeyValue
}

function openTable(top: Items, node: AST.TOMLTable): readonly Pair[] {
  const table = descend(top, node.key.keys.slice(0, -1))
  const { name, line } = partOf(node.key.keys.at(-1))
  const own = node.kind === 'array' ? newTableIn(table, name, line) : enter(table, name, line)
  return node.body.map((child) => ({ table: own, node: child }))
}

function add(table: Items, { key, value }: AST.TOMLKeyValue): void {
  const { name, line } = partOf(key.keys.at(-1))
  descend(table, key.keys.slice(0, -1)).set(name, { line, content: contentOf(value) })
}

function descend(table: Items, keys: AST.TOMLKey['keys']): Items {
  return keys.map(partOf).reduce((inner, { name, line }) => enter(inner, name, line), table)
}

/** The table of that name: made when there is none, the newest when there are several. */
function enter(table: Items, name: string, line: number): Items {
  const known = table.get(name)?.content
  if (known?.type === 'list') return tableIn(known.items.at(-1)?.content)
  if (known) return tableIn(known)
  const made: Items = new Map()
  table.set(name, { line, content: { type: 'table', table: made } })
  return made
}

function newTableIn(table: Items, name: string, line: number): Items {
  const made: Items = new Map()
  const item: Value = { line, content: { type: 'table', table: made } }
  const known = table.get(name)
  const items = known?.content.type === 'list' ? known.content.items : []
  const content: Content = { type: 'list', items: [...items, item] }
  table.set(name, { line: known?.line ?? line, content })
  return made
}

function tableIn(content: Content | undefined): Items {
  // Every table here was made in this file, out of a Map.
  if (content?.type === 'table') return content.table as Items
  throw new Error('The parser let a key lead into what is not a table')
}

function contentOf(node: AST.TOMLContentNode): Content {
  if (node.type === 'TOMLInlineTable') return { type: 'table', table: tableOf(node.body) }
  if (node.type === 'TOMLArray') {
    const items = node.elements.map((item) => ({
      line: item.loc.start.line,
      content: contentOf(item),
    }))
    return { type: 'list', items }
  }
  return scalar(node)
}

function scalar(node: AST.TOMLValue): Content {
  switch (node.kind) {
    case 'string':
      return { type: 'text', text: node.value }
    case 'integer':
    case 'float':
      return { type: 'number', number: node.value }
    case 'boolean':
      return { type: 'true or false' }
    case 'local-date':
      return { type: 'date', text: node.datetime }
    case 'offset-date-time':
    case 'local-date-time':
    case 'local-time':
      return { type: 'time' }
  }
}

function partOf(key: AST.TOMLKey['keys'][number] | undefined): { name: string; line: number } {
  if (!key) throw new Error('The parser let a key without a name pass')
  return { name: key.type === 'TOMLBare' ? key.name : key.value, line: key.loc.start.line }
}

function syntaxFault(source: string, error: ParseError): SyntaxFault {
  // The one sentence of the parser that quotes the file.
  const message = error.message.replace(/code point .*/, 'character')
  const what = `This is not TOML: ${message.charAt(0).toLowerCase()}${message.slice(1)}.`
  const hint = hints[message]
  const line = lineOf(source, error)
  return hint === undefined ? { line, what } : { line, what, hint }
}

const hints: Readonly<Record<string, string>> = {
  'Unexpected character': 'A text stands in quotes.',
  'Invalid character in escape sequence':
    'In single quotes a backslash needs no escape: write \'\\d\' instead of "\\d".',
  'Defining a key multiple times is invalid': 'Keep one of them.',
}

/** The parser notices some faults only where the next thing begins, a line or more too late. */
function lineOf(source: string, { lineNumber, index, column, message }: ParseError): number {
  if (message === 'Unterminated string constant') {
    return openString(source.slice(0, index)) ?? lineNumber
  }
  const lines = source.split('\n')
  const isFirstOfLine = lines[lineNumber - 1]?.slice(0, column).trim() === ''
  if (!isFirstOfLine) return lineNumber
  let previous = lineNumber - 1
  while (previous > 0 && withoutComment(lines[previous - 1]) === '') previous--
  const isUnfinished =
    message === 'The key, equals sign, and value must be on the same line' ||
    withoutComment(lines[previous - 1]).endsWith('=')
  return isUnfinished ? previous : lineNumber
}

/** The line of the three quotes that begin a text which never ends. */
function openString(before: string): number | undefined {
  for (const quotes of ['"""', "'''"]) {
    const parts = before.split(quotes)
    if (parts.length % 2 === 0)
      return before.slice(0, before.lastIndexOf(quotes)).split('\n').length
  }
  return undefined
}

function withoutComment(line = ''): string {
  return line.replace(/#.*/, '').trim()
}
