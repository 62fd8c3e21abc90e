/** Files that import and are imported. */
export const sourceFile = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/

/** A value that a module gets from another one. */
export interface Import {
  readonly specifier: string
  /** What it is called here; nothing where the module is only run, or imported when it is needed. */
  readonly names: readonly string[]
  /** Where its statement stands, so that names are not found in it. */
  readonly start: number
  readonly end: number
}

const statement =
  /(?<![\w$.])(?:import|export)\s*(?:(?!\()(?<clause>[\w$*{}\s,]+?)\s*from\s*)?['"](?<from>[^'"\n]+)['"]/g
const call =
  /(?<![\w$.])(?:import|require)\s*\(\s*(?:\/\*[^*]*\*\/\s*)?['"](?<from>[^'"\n]+)['"]\s*[,)]/g
const worker = /\bnew\s+URL\(\s*['"](?<from>\.[^'"\n]+)['"]\s*,\s*import\.meta\.url\s*\)/g

/** What a text imports as a value. It is read as text: parsing all of a project takes seconds. */
export function importsIn(text: string): readonly Import[] {
  const found: Import[] = []
  for (const match of text.matchAll(statement)) {
    const { clause = '', from = '' } = match.groups ?? {}
    if (/^type\b(?!\s*(?:,|from\b|$))/.test(clause)) continue
    const names = namesIn(clause)
    if (names === undefined || isInComment(text, match.index)) continue
    found.push({ specifier: from, names, start: match.index, end: match.index + match[0].length })
  }
  for (const pattern of [call, worker]) {
    for (const match of text.matchAll(pattern)) {
      const { from = '' } = match.groups ?? {}
      if (isInComment(text, match.index)) continue
      found.push({ specifier: from, names: [], start: match.index, end: match.index })
    }
  }
  return found
}

/** Undefined where all that a clause names are types. */
function namesIn(clause: string): readonly string[] | undefined {
  const parts = clause.split(/[{},]/).map((part) => part.trim())
  const values = parts.filter((part) => part !== '' && !/^type\s/.test(part))
  if (values.length === 0 && parts.some((part) => part !== '')) return undefined
  return values.map((part) => part.replace(/^.*\sas\s+/, ''))
}

/** Nobody runs what stands in a comment. */
function isInComment(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  if (/^\s*(?:\/\/|\*)|[\s;{}(,]\/\//.test(line)) return true
  const opened = text.lastIndexOf('/*', at)
  return opened >= 0 && text.indexOf('*/', opened + 2) > at
}
