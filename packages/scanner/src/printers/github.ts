import type { Entry, Report } from '@keyward/core'
import { inTree } from '../job.ts'
import { amountFound, amountRead, counted } from './amounts.ts'

/**
 * Workflow commands that GitHub turns into annotations. Whatever is told fails the step, so all of
 * it is told as an error.
 *
 * @param base the folder the command ran in, as seen from the one that was checked out
 */
export function printGithub(report: Report, base: string): string {
  const commands = [
    ...newOf(report).map((entry) =>
      command(
        { file: inTree(base, entry.path), ...spanOf(entry), title: entry.title },
        `${entry.preview} (${entry.confidence})${where(entry)} ${entry.why} ${entry.fix}`,
      ),
    ),
    ...report.problems.map(({ path, reason }) =>
      command({ file: inTree(base, path), title: 'Not scanned' }, reason),
    ),
  ]
  return commands.map((line) => `${line}\n`).join('')
}

function newOf({ entries }: Report): Entry[] {
  return entries.filter(({ verdict }) => verdict.state === 'new')
}

/** GitHub takes columns only where they are of one line. */
function spanOf({ line, column, endLine, endColumn }: Entry): Readonly<Record<string, number>> {
  return line === endLine ? { line, endLine, col: column, endColumn } : { line, endLine }
}

function where({ origin }: Entry): string {
  const parts = [
    ...(origin?.where === undefined ? [] : [` in a ${origin.where}`]),
    ...(origin?.commit === undefined ? [] : [` of commit ${origin.commit.slice(0, 12)}`]),
  ]
  return `${parts.join('')}.`
}

function command(properties: Readonly<Record<string, string | number>>, message: string): string {
  const pairs = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`)
  return `::error ${pairs.join(',')}::${escaped(message)}`
}

function property(value: string | number): string {
  return escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** GitHub shows ten annotations of a step, and refuses a summary of more than a megabyte. */
const mostRows = 500

/** Markdown for the page of the run. */
export function jobSummary(report: Report, base: string): string {
  const news = newOf(report)
  const lines = [
    `### Keyward: ${news.length === 0 ? 'no secrets found' : amountFound(news)}`,
    '',
    ...table(
      ['where', 'what', 'preview', 'sure', 'what to do'],
      news.map((entry) => rowOf(entry, base)),
    ),
    ...table(
      ['not scanned', 'why'],
      report.problems.map(({ path, reason }) => [inTree(base, path), reason]),
    ),
    amountRead(report),
    '',
  ]
  return `${lines.join('\n')}\n`
}

function rowOf(entry: Entry, base: string): string[] {
  const { path, line, column, origin, title, detector, preview, confidence, fix } = entry
  const commit = origin?.commit === undefined ? '' : ` (${origin.commit.slice(0, 12)})`
  const place = `${inTree(base, path)}:${line}:${column}${commit}`
  return [place, `${title}, ${detector}`, preview, confidence, fix]
}

function table(heads: readonly string[], rows: readonly string[][]): string[] {
  if (rows.length === 0) return []
  const left = rows.length - mostRows
  return [
    row(heads),
    row(heads.map(() => ':-')),
    ...rows.slice(0, mostRows).map((cells) => row(cells.map((cell) => plain(cell)))),
    '',
    ...(left > 0 ? [`And ${counted(left, 'more row')}, which the log tells.`, ''] : []),
  ]
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** A file may be named like a table, a link or a picture; GitHub takes none of these from entities. */
function plain(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- they are what this replaces
      .replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd')
      .replace(
        /[^\p{L}\p{N}\ufffd /.,;:()\u00b7\u2026-]/gu,
        (mark) => `&#${mark.codePointAt(0) ?? 0};`,
      )
  )
}
