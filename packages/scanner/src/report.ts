import { appendFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import type { Problem, Report } from '@keyward/core'
import { isExpired, type Settings } from '@keyward/core/settings'
import { colorsFor } from './colors.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { findRepository } from './git/repository.ts'
import { jobSummary, printGithub } from './printers/github.ts'
import { printJson } from './printers/json.ts'
import { printSarif } from './printers/sarif.ts'
import { printSummary, printText } from './printers/text.ts'
import type { Stream, Surroundings } from './surroundings.ts'
import type { Tally } from './tally.ts'

/** Says what a source found, and answers with what it means. */
export function report(
  tally: Tally,
  format: string | undefined,
  surroundings: Surroundings,
  mayBeEmpty = false,
): ExitCode {
  const report = reportOf(tally)
  const { stdout, stderr, environment, stopped } = surroundings
  const isStopped = stopped()
  const lacksAll = !mayBeEmpty && isEmpty(report)
  const code = codeFor(report, isStopped, lacksAll)
  stdout.write(print(report, format, code, surroundings))
  if (format === 'github') writeJobSummary(report, surroundings)
  stderr.write(printSummary(report, colorsFor(stderr, environment)))
  if (isStopped) {
    stderr.write('keyward: Interrupted, so what is reported is not all. Run it again.\n')
  } else if (lacksAll) {
    stderr.write('keyward: Nothing was scanned, so this says nothing about secrets.\n')
  }
  return code
}

function print(
  report: Report,
  format: string | undefined,
  code: ExitCode,
  { cwd, stdout, environment }: Surroundings,
): string {
  switch (format) {
    case 'json':
      return printJson(report)
    case 'sarif':
      return printSarif(report, { cwd, base: baseOf(cwd), code })
    case 'github':
      return printGithub(report, baseOf(cwd))
    default:
      return printText(report, colorsFor(stdout, environment))
  }
}

/** The folder the command runs in, as seen from the top of the repository. */
function baseOf(cwd: string): string {
  const repository = findRepository(cwd)
  return repository ? relative(repository.root, cwd).replaceAll(sep, '/') : ''
}

function writeJobSummary(report: Report, { cwd, stderr, environment }: Surroundings): void {
  const file = environment['GITHUB_STEP_SUMMARY']
  if (!file) return
  try {
    appendFileSync(file, jobSummary(report, baseOf(cwd)))
  } catch (error) {
    // What was found is told all the same.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    stderr.write(`keyward: The job summary could not be written (${code}).\n`)
  }
}

function reportOf({ entries, problems, suppressions, counts }: Tally): Report {
  return {
    entries: entries.toSorted(byPlace),
    problems: withoutRepeats(problems).toSorted(byPlace),
    suppressions: suppressions.toSorted(byPlace),
    read: counts,
    left: counts,
  }
}

/** Many versions of a file may have one fault. */
function withoutRepeats(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((told) => [`${told.path}\0${told.reason}`, told])).values()]
}

interface Placed {
  readonly path: string
  readonly line?: number
  readonly column?: number
}

function byPlace(a: Placed, b: Placed): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
}

function codeFor(report: Report, isStopped: boolean, lacksAll: boolean): ExitCode {
  if (isStopped) return exitCode.interrupted
  if (lacksAll || report.problems.length > 0) return exitCode.untrusted
  const isNew = report.entries.some(({ verdict }) => verdict.state === 'new')
  return isNew ? exitCode.found : exitCode.clean
}

/** Commits that only take something out have messages to read. */
function isEmpty({ read }: Report): boolean {
  const { files, blobs, commits, tags, remembered } = read
  return files + blobs + commits + tags + remembered === 0
}

/** Entries of keyward.toml that allow nothing any more. */
export function tellExpired(settings: Settings, today: string, stderr: Stream): void {
  for (const entry of settings.allow.filter((entry) => isExpired(entry, today))) {
    const { until = '', reason } = entry
    stderr.write(`keyward: keyward.toml allowed until ${until}: ${reason} Renew or remove it.\n`)
  }
}
