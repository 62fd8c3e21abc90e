import type { Chunk, Entry, IdleSuppression, Report } from '@keyward/core'

/** One object a line, in order of path and line, and the summary last. */
export function printJson(report: Report): string {
  const { entries, suppressions, problems, read, left } = report
  const amounts = Object.fromEntries(
    Object.entries({ ...read, ...left }).filter(
      ([name, count]) => count > 0 || name === 'files' || name === 'bytes',
    ),
  )
  const lines = [
    ...entries.map((entry) => finding(entry)),
    ...suppressions.map((suppression) => idle(suppression)),
    ...problems.map((problem) => ({ type: 'problem', ...problem })),
    {
      type: 'summary',
      ...amounts,
      findings: entries.filter(({ verdict }) => verdict.state === 'new').length,
      allowed: entries.filter(({ verdict }) => verdict.state === 'allowed').length,
      problems: problems.length,
    },
  ]
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

function finding(entry: Entry): object {
  const { verdict, alternatives, encodings } = entry
  return {
    type: 'finding',
    detector: entry.detector,
    confidence: entry.confidence,
    verdict: verdict.state,
    ...(verdict.state === 'allowed' ? { reason: verdict.reason } : {}),
    path: entry.path,
    line: entry.line,
    column: entry.column,
    endLine: entry.endLine,
    endColumn: entry.endColumn,
    preview: entry.preview,
    ...(entry.fingerprint === undefined ? {} : { fingerprint: entry.fingerprint }),
    ...(alternatives.length > 0 ? { alternatives } : {}),
    ...(encodings.length > 0 ? { encodings } : {}),
    ...entry.origin,
    ...shippedBy(entry.chunks),
    title: entry.title,
    why: entry.why,
    fix: entry.fix,
  }
}

/** The first of them stands by itself, for those who look at one. */
function shippedBy([first, ...others]: readonly Chunk[] = []): object {
  if (!first) return {}
  const also = others.length > 0 ? { otherChunks: others.map((other) => chunk(other)) } : {}
  return { ...chunk(first), ...also }
}

function chunk({ path, line, column }: Chunk): object {
  return { chunk: path, chunkLine: line, chunkColumn: column }
}

function idle({ path, line, detector, state, reason, until }: IdleSuppression): object {
  const day = until === undefined ? {} : { until }
  return { type: 'suppression', path, line, detector, state, reason, ...day }
}
