import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { positionsOf, providers, rejections, type Detector } from '@keyward/core'
import { colorsFor, type Colors } from './colors.ts'
import type { Request } from './request.ts'
import { entryOf } from './entry.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { allDetectors, engineFor, inTree, type Job } from './job.ts'
import { nearest, UsageError } from '@keyward/core/settings'
import { prepare } from './prepare.ts'
import { reasonOf } from './reason.ts'

/** `keyward explain`: what a kind of secret is, or what was found in a line and what was not. */
export async function run({ words, values, surroundings }: Request): Promise<ExitCode> {
  const { cwd, stdout, environment } = surroundings
  const [what, ...more] = words
  if (what === undefined || more.length > 0) {
    throw new UsageError('explain takes one word.', 'Write keyward explain ID, or PATH:LINE.')
  }
  const place = /^(?<path>.+):(?<line>\d{1,9})(?::\d{1,9})?$/.exec(what)?.groups
  const path = place?.['path']
  const named = path === undefined ? [] : [path]
  const { job } = await prepare({ words: named, values, surroundings })
  const colors = colorsFor(stdout, environment)
  const text =
    path === undefined
      ? explainKind(what, job, colors)
      : explainLine(path, Number(place?.['line']), job, cwd, colors)
  stdout.write(text)
  return exitCode.clean
}

function explainKind(id: string, job: Job, colors: Colors): string {
  const detectors = allDetectors(job.settings)
  const detector = detectors.find((detector) => detector.id === id)
  if (!detector) {
    const near = nearest(
      id,
      detectors.map((detector) => detector.id),
    )
    throw new UsageError(
      `There is no kind of secret called ${id}.`,
      near ? `Did you mean ${near}?` : 'Name one as a report shows it, or a place as PATH:LINE.',
    )
  }
  const provider = providers.find(({ detectors }) => detectors.includes(detector))
  return `${colors.bold(detector.title)} (${detector.id})

${paragraph('Why it matters', detector.why)}
${paragraph('What to do', detector.fix)}
${provider ? paragraph('Documentation', provider.docs) : ''}${alike(detector)}
Where it may stay, say so on its line: keyward-ignore ${detector.id} -- the reason
`
}

function paragraph(title: string, text: string): string {
  return `${title}:\n  ${text}\n`
}

function alike({ looksLike }: Detector): string {
  return looksLike ? `\n${paragraph('Looks the same', looksLike.join(', '))}` : ''
}

interface Told {
  readonly start: number
  readonly end: number
  readonly text: string
}

function explainLine(path: string, line: number, job: Job, cwd: string, colors: Colors): string {
  const shown = relative(cwd, resolve(cwd, path))
  const bytes = readWhole(shown)
  const scan = engineFor({ ...job, confidence: 'possible' }, true).scan(bytes, {
    path: inTree(job.base, shown),
  })
  const positions = positionsOf(bytes, scan.findings)
  const told: Told[] = scan.findings.flatMap((finding, index) => {
    const position = positions[index]
    if (!position) return []
    const { verdict, preview, confidence } = entryOf(finding, position, shown, job)
    const allowed = verdict.state === 'allowed' ? `, allowed: ${verdict.reason}` : ''
    const text = `${finding.detector.id}  ${preview}  ${confidence}${allowed}\n    ${finding.detector.why}`
    return [{ start: finding.start, end: finding.end, text }]
  })
  for (const { detector, start, end, reason } of scan.rejections) {
    told.push({ start, end, text: `${detector.id}  not reported\n    ${rejections[reason]}` })
  }
  told.sort((a, b) => a.start - b.start || a.end - b.end)
  const places = positionsOf(bytes, told)
  const here = told.flatMap(({ text }, index) => {
    const position = places[index]
    const isHere = position && position.line <= line && position.endLine >= line
    return isHere
      ? [`  ${colors.dim(`${String(position.line)}:${String(position.column)}`)}  ${text}\n`]
      : []
  })
  const heading = `${colors.bold(`${shown}:${String(line)}`)}\n`
  if (here.length > 0) return heading + [...new Set(here)].join('')
  return `${heading}  Nothing in this line looks like a secret of any kind.\n`
}

function readWhole(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new UsageError(`${path}: ${reasonOf(error)}`, 'Name a file that is there.')
  }
}
