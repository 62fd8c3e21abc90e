// `npm run bench:eslint -- TREE`: what the plugin costs, beside parsing and beside its peers.
import { existsSync } from 'node:fs'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ESLint, type Linter } from 'eslint'
import { barTable, exitCode } from './bars.ts'
import { barsOf, type Measured } from './eslint-bars.ts'
import { loadOf } from './eslint-load.ts'
import { contenders, type Contender } from './eslint-peers.ts'
import { machine } from './machine.ts'
import { announce, median } from './rounds.ts'
import { table } from './table.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '3' },
  },
})
const [path] = positionals

if (path === undefined || !existsSync(path) || !(Number(values.runs) >= 1)) {
  console.error('Name a folder that exists: npm run bench:eslint -- TREE [--json] [--runs N]')
  process.exitCode = 2
} else {
  const measured = await measure(resolve(path), Number(values.runs))
  const bars = barsOf(measured)
  const { cpu, cores, node } = machine()
  if (values.json) console.log(JSON.stringify({ bars, runs: measured, machine: machine() }))
  else {
    console.log(`${cpu}, ${cores} cores, Node ${node}`)
    console.log(`${path}: ${measured.files} files, parsed in ${measured.parse.toFixed(0)} ms\n`)
    console.log(costTable(measured), '\n')
    console.log(barTable(bars))
  }
  process.exitCode = exitCode(bars)
}

async function measure(tree: string, runs: number): Promise<Measured> {
  const rounds: Round[] = []
  for (let round = 1; round <= runs; round++) {
    announce(`round ${round} of ${runs}`)
    rounds.push(await lint(tree, contenders))
  }
  announce('')
  const names = contenders.map(({ name }) => name)
  return {
    files: rounds[0]?.files ?? 0,
    parse: median(rounds.map(({ parse }) => parse)),
    costs: names.map((name) => ({
      name,
      milliseconds: median(rounds.map(({ costs }) => costs.get(name) ?? 0)),
      reports: rounds[0]?.reports.get(name) ?? 0,
    })),
    graph: await graphOf(tree),
    line: await longLine(),
    load: loadOf(),
  }
}

interface Round {
  readonly files: number
  readonly parse: number
  readonly costs: ReadonlyMap<string, number>
  readonly reports: ReadonlyMap<string, number>
}

/** All of them in one process, over one parse of each file. */
async function lint(tree: string, all: readonly Contender[]): Promise<Round> {
  const results = await eslintFor(
    tree,
    all.flatMap(({ config }) => config),
  ).lintFiles(['.'])
  const costs = new Map<string, number>()
  const reports = new Map<string, number>()
  let parse = 0
  for (const { stats, messages } of results) {
    for (const pass of stats?.times.passes ?? []) {
      parse += pass.parse?.total ?? 0
      for (const [rule, { total }] of Object.entries(pass.rules ?? {})) add(costs, rule, total)
    }
    for (const { ruleId } of messages) add(reports, ruleId ?? '', 1)
  }
  return { files: results.length, parse, costs: sums(all, costs), reports: sums(all, reports) }
}

function eslintFor(cwd: string, config: readonly Linter.Config[]): ESLint {
  return new ESLint({
    cwd,
    stats: true,
    overrideConfigFile: true,
    allowInlineConfig: false,
    overrideConfig: [{ files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'] }, ...config],
    errorOnUnmatchedPattern: false,
  })
}

/** What the rules of one plugin come to. */
function sums(all: readonly Contender[], byRule: ReadonlyMap<string, number>) {
  return new Map(
    all.map(({ name, prefix }) => {
      const own = [...byRule].filter(([rule]) => rule.startsWith(prefix))
      return [name, own.reduce((total, [, value]) => total + value, 0)]
    }),
  )
}

/** The one rule that looks at more than a file. */
async function graphOf(tree: string): Promise<number> {
  const { graph } = await import('./eslint-peers.ts')
  const { costs } = await lint(tree, [graph])
  return costs.get(graph.name) ?? 0
}

/** Minified code is one line of a megabyte. */
async function longLine(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-bench-'))
  try {
    const statement =
      'function a(b,c){return b.key===c.token?{key:"value",url:"/a/b?c=d"}:[b,c,1e3]};'
    writeFileSync(join(folder, 'a.js'), statement.repeat(Math.ceil(1_000_000 / statement.length)))
    const [keyward] = contenders
    const rounds: number[] = []
    for (let round = 0; round < 5 && keyward; round++) {
      const { costs } = await lint(folder, [keyward])
      rounds.push(costs.get(keyward.name) ?? 0)
    }
    return median(rounds)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function costTable({ costs, parse, files }: Measured): string {
  const rows = costs.map(({ name, milliseconds, reports }) => [
    name,
    `${milliseconds.toFixed(0)} ms`,
    `${(milliseconds / files).toFixed(3)} ms`,
    (milliseconds / parse).toFixed(3),
    `${reports}`,
  ])
  return table(['', 'rules', 'a file', '/ parse', 'reports'], rows)
}

function add(counts: Map<string, number>, name: string, value: number): void {
  counts.set(name, (counts.get(name) ?? 0) + value)
}
