import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isAtLeast, type Entry, type Problem, type Report } from '@keyward/core'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { inTree } from '../job.ts'
import { version } from '../version.ts'

/** Where the command ran, and what it answers with. */
export interface Run {
  readonly cwd: string
  /** The folder the command ran in, as seen from the top of the repository. */
  readonly base: string
  readonly code: ExitCode
}

/** One document of SARIF 2.1.0, the same for the same findings. */
export function printSarif(report: Report, run: Run): string {
  const { entries, problems, read, left } = report
  const rules = rulesOf(entries)
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]))
  const occurrences = new Map<string, number>()
  const results = entries.map((entry) => ({
    ruleId: entry.detector,
    ruleIndex: ruleIndex.get(entry.detector),
    ...resultOf(entry, run),
    ...fingerprintsOf(entry, occurrences),
  }))
  const amounts = Object.entries({ ...read, ...left }).filter(([, count]) => count > 0)
  const document = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Keyward', version, semanticVersion: version, rules } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [sourceRoot]: { description: { text: 'Top of the repository.' } } },
        invocations: [
          {
            executionSuccessful: run.code === exitCode.clean || run.code === exitCode.found,
            exitCode: run.code,
            toolExecutionNotifications: problems.map((problem) => notificationOf(problem, run)),
          },
        ],
        results,
        properties: Object.fromEntries(amounts),
      },
    ],
  }
  return `${JSON.stringify(document)}\n`
}

const sourceRoot = '%SRCROOT%'

const levels = { certain: 'error', likely: 'warning', possible: 'note' } as const
const severities = { certain: '9.0', likely: '7.5', possible: '4.0' } as const
const precisions = { certain: 'very-high', likely: 'high', possible: 'low' } as const

/** The detectors that occur, each as sure as its surest finding. */
function rulesOf(entries: readonly Entry[]) {
  const surest = new Map<string, Entry>()
  for (const entry of entries) {
    const known = surest.get(entry.detector)
    if (!known || !isAtLeast(known.confidence, entry.confidence)) {
      surest.set(entry.detector, entry)
    }
  }
  return [...surest.values()]
    .sort((a, b) => (a.detector < b.detector ? -1 : 1))
    .map((entry) => ruleOf(entry))
}

function ruleOf({ detector, title, why, fix, confidence }: Entry) {
  return {
    id: detector,
    name: detector.replace(/(?:^|[^A-Za-z0-9]+)(\w?)/g, (_, letter: string) =>
      letter.toUpperCase(),
    ),
    shortDescription: { text: `${title}.` },
    fullDescription: { text: why },
    help: {
      text: `${why}\n${fix}`,
      markdown: `**What it opens:** ${why}\n\n**What to do:** ${fix}`,
    },
    defaultConfiguration: { level: levels[confidence] },
    properties: {
      tags: ['security', 'secret'],
      precision: precisions[confidence],
      'security-severity': severities[confidence],
    },
  }
}

function resultOf(entry: Entry, run: Run): object {
  const { title, preview, fix, confidence, verdict, origin, alternatives, encodings } = entry
  const { line, column, endLine, endColumn } = entry
  const region = { startLine: line, startColumn: column, endLine, endColumn }
  const where = origin?.where
  return {
    level: levels[confidence],
    message: { text: literal(`${title} (${preview}). ${fix}`) },
    locations: [
      {
        // Code scanning refuses a document with a place that is no file, so there is always one.
        physicalLocation: { artifactLocation: artifactOf(entry.path, run), region },
        ...(where === undefined ? {} : { logicalLocations: [{ name: where }] }),
      },
    ],
    ...(verdict.state === 'allowed'
      ? {
          suppressions: [
            {
              kind: verdict.by === 'comment' ? 'inSource' : 'external',
              status: 'accepted',
              justification: verdict.reason,
            },
          ],
        }
      : {}),
    properties: {
      confidence,
      ...(alternatives.length > 0 ? { alternatives } : {}),
      ...(encodings.length > 0 ? { encodings } : {}),
      ...origin,
    },
  }
}

/**
 * Code scanning knows an alert again by the hash of its line, and computes it from the file when it
 * is not told; ours stays the same when the line moves or changes around the secret.
 */
function fingerprintsOf({ fingerprint, path }: Entry, occurrences: Map<string, number>): object {
  if (fingerprint === undefined) return {}
  const place = `${fingerprint}\0${path}`
  const occurrence = (occurrences.get(place) ?? 0) + 1
  occurrences.set(place, occurrence)
  const hash = fingerprint.slice('kw1:'.length, 'kw1:'.length + 16)
  return {
    partialFingerprints: {
      'keyward/v1': fingerprint,
      primaryLocationLineHash: `${hash}:${occurrence}`,
    },
  }
}

function notificationOf({ path, reason }: Problem, run: Run): object {
  return {
    level: 'error',
    message: { text: literal(reason) },
    locations: [{ physicalLocation: { artifactLocation: artifactOf(path, run) } }],
  }
}

/** What lies in the repository is named from its top, whatever folder the command ran in. */
function artifactOf(path: string, { cwd, base }: Run): object {
  const inside = inTree(base, path)
  if (/^(?:\.\.\/|\/|[A-Za-z]:[\\/])/.test(inside))
    return { uri: pathToFileURL(resolve(cwd, path)) }
  return { uri: encoded(inside), uriBaseId: sourceRoot }
}

function encoded(path: string): string {
  const wellFormed = path.replace(/\p{Surrogate}/gu, '\ufffd')
  return wellFormed.split('/').map(encodeURIComponent).join('/')
}

/** In a message of SARIF braces stand around the number of an argument. */
function literal(text: string): string {
  return text.replace(/[{}]/g, '$&$&')
}
