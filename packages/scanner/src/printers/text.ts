import type { Entry, IdleSuppression, Report } from '@keyward/core'
import type { Colors } from '../colors.ts'
import { amountFound, amountRead, counted } from './amounts.ts'

/** Findings as a person reads them: file as heading, aligned columns beneath. */
export function printText(report: Report, colors: Colors): string {
  const news = report.entries.filter(({ verdict }) => verdict.state === 'new')
  const rows = news.map((entry) => ({
    entry,
    place: `${String(entry.line)}:${String(entry.column)}`,
  }))
  const width = {
    place: Math.max(0, ...rows.map(({ place }) => place.length)),
    detector: Math.max(0, ...news.map(({ detector }) => detector.length)),
    preview: Math.max(0, ...news.map(({ preview }) => preview.length)),
  }
  let text = ''
  let heading: string | undefined
  for (const { entry, place } of rows) {
    if (entry.path !== heading) {
      text += `${heading === undefined ? '' : '\n'}${colors.bold(printable(entry.path))}\n`
      heading = entry.path
    }
    const columns = [
      colors.dim(place.padEnd(width.place)),
      colors.red(entry.detector.padEnd(width.detector)),
      entry.preview.padEnd(width.preview),
      confidenceOf(entry) + shippedBy(entry) + broughtBy(entry),
    ]
    text += `  ${columns.join('  ')}\n`
  }
  return text
}

function confidenceOf({ confidence, alternatives, encodings }: Entry): string {
  const or = alternatives.length > 0 ? `, or ${alternatives.join(', ')}` : ''
  const within = encodings.length > 0 ? `, in ${encodings.join(' in ')}` : ''
  return `${confidence}${or}${within}`
}

/** Nothing for a file that ships itself, which the heading already names. */
function shippedBy({ path, chunks = [] }: Entry): string {
  const [first, ...others] = chunks
  if (!first || (first.path === path && others.length === 0)) return ''
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  return `, shipped by ${printable(first.path)}:${first.line}:${first.column}${more}`
}

/** Of history: the commit, from where it is reached, and whether the secret is still there. */
function broughtBy({ origin }: Entry): string {
  const { commit, author, date, reachable, inHead, paths = [], where } = origin ?? {}
  const more = paths.length - 1
  const parts = [
    ...(more > 0 ? [`under ${counted(more, 'other name')}`] : []),
    ...(where === undefined || where === 'ref name' ? [] : [`in a ${where}`]),
    ...(commit === undefined ? [] : [`of ${commit.slice(0, 12)}`]),
    ...(date === undefined ? [] : [date.slice(0, 10)]),
    ...(author === undefined ? [] : [printable(author)]),
    ...(reachable === undefined ? [] : [reachable.map(printable).join(', ') || 'dangling']),
    ...(inHead === undefined ? [] : [inHead ? 'still in HEAD' : 'not in HEAD']),
  ]
  return parts.map((part) => `, ${part}`).join('')
}

/** What stands under the findings, on the error stream: it must be seen when they are piped. */
export function printSummary(report: Report, colors: Colors): string {
  const news = report.entries.filter(({ verdict }) => verdict.state === 'new')
  const found =
    news.length === 0 ? colors.green('No secrets found.') : colors.red(`${amountFound(news)}.`)
  const allowed = report.entries.length - news.length
  const lines = [
    ...report.suppressions.map((suppression) => describeIdle(suppression)),
    ...report.problems.map(({ path, reason }) => `keyward: ${printable(path)}: ${reason}`),
    `${found}${allowed > 0 ? ` ${String(allowed)} allowed.` : ''} ${amountRead(report)}`,
  ]
  const first = news[0]
  if (first) lines.push(`Next: keyward explain ${first.detector}`)
  return `${first ? '\n' : ''}${lines.join('\n')}\n`
}

function describeIdle({ path, line, detector, state, until }: IdleSuppression): string {
  const fault = {
    used: 'silences a secret.',
    unused: 'silences nothing. Remove it.',
    expired: `ended on ${until ?? 'an earlier day'}. Renew or remove it.`,
    malformed: 'lacks a reason (-- why) or its other half, so it silences nothing.',
  }[state]
  return `keyward: ${printable(path)}:${String(line)}: keyward-ignore ${detector} ${fault}`
}

/** A file's name may hold what moves a terminal's cursor. */
function printable(path: string): string {
  // eslint-disable-next-line no-control-regex -- they are what this replaces
  return path.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd')
}
