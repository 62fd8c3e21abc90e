import { parseArgs } from 'node:util'
import { collectAnchors } from '../../packages/core/src/engine/anchors.ts'
import { createPrefilter } from '../../packages/core/src/engine/prefilter.ts'
import { createEngine, providers, type Scan } from '../../packages/core/src/index.ts'
import { atLeast, barTable, exitCode } from './bars.ts'
import { hostileTexts } from './hostile.ts'
import { machine } from './machine.ts'
import { announce, median } from './rounds.ts'
import { type SourceText, sourceTexts } from './source-text.ts'
import { megabytes, table } from './table.ts'

interface Speed {
  readonly text: string
  readonly bytes: number
  /** Megabytes a second. */
  readonly prefilter: number
  readonly scan: number
  readonly findings: number
  readonly problems: readonly string[]
}

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
})

const detectors = providers.flatMap((provider) => provider.detectors)
const { literals } = collectAnchors(detectors)
const anchors = literals.map(({ text }) => text)
const prefilter = createPrefilter(literals)
const engine = createEngine({ detectors, today: '2026-01-01' })

const source = sourceTexts(64_000_000)
const real = speed(`source, ${source.length} files`, source)
const hostile = Object.entries(hostileTexts(anchors, slowest(anchors)))
  .filter(([name]) => name.includes(values.only))
  .map(([name, text]) => speed(name, [{ path: 'x.ts', bytes: text() }]))
const bars = hostile.map(({ text, scan }) => atLeast(`${text}, MB/s`, scan, 20))
announce('')

if (values.json) {
  console.log(JSON.stringify({ bars, runs: [real, ...hostile], machine: machine() }))
} else {
  const { cpu, cores, node } = machine()
  console.log(`${cpu}, ${cores} cores, Node ${node}; ${anchors.length} anchors\n`)
  console.log(speedTable([real, ...hostile]), '\n')
  console.log(barTable(bars))
}
process.exitCode = exitCode(bars)

/** Of a few bytes of each anchor repeated, the one that takes the engine longest. */
function slowest(anchors: readonly string[]): string {
  const times = anchors.map((anchor) => {
    announce(`slowest anchor: ${anchor}`)
    const bytes = Buffer.alloc(30_000, anchor)
    engine.scan(bytes, { path: 'x.ts' })
    const start = performance.now()
    engine.scan(bytes, { path: 'x.ts' })
    return performance.now() - start
  })
  return anchors[times.indexOf(Math.max(...times))] ?? ''
}

function speed(text: string, texts: readonly SourceText[]): Speed {
  announce(text)
  let scans: readonly Scan[] = []
  const bytes = texts.reduce((total, { bytes }) => total + bytes.length, 0)
  return {
    text,
    bytes,
    prefilter: perSecond(bytes, () => texts.forEach(({ bytes }) => prefilter.anchors(bytes))),
    scan: perSecond(bytes, () => {
      scans = texts.map(({ path, bytes }) => engine.scan(bytes, { path }))
    }),
    findings: scans.reduce((total, { findings }) => total + findings.length, 0),
    problems: scans.flatMap(({ problems }) => problems.map(({ reason }) => reason)),
  }
}

/** After one warm-up, the median of five; of fewer where that would take more than ten seconds. */
function perSecond(bytes: number, work: () => void): number {
  const times: number[] = []
  const end = performance.now() + 10_000
  do {
    const start = performance.now()
    work()
    times.push(performance.now() - start)
  } while (times.length <= 5 && performance.now() < end)
  return bytes / 1_000 / median(times.length > 1 ? times.slice(1) : times)
}

function speedTable(speeds: readonly Speed[]): string {
  const rows = speeds.map((speed) => [
    speed.text,
    megabytes(speed.bytes),
    speed.prefilter.toFixed(0),
    speed.scan.toFixed(speed.scan < 10 ? 1 : 0),
    `${speed.findings}`,
    [...new Set(speed.problems)].join(' '),
  ])
  return table(['', 'size', 'prefilter MB/s', 'scan MB/s', 'findings', 'given up'], rows)
}
