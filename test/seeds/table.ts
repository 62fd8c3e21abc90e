import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { documents, type Owner, owners, type Statement, statements } from './statements.ts'

type State = 'held' | 'open' | 'failed'

interface Row extends Statement {
  readonly state: State
  /** What tests of this run say for each owner. */
  readonly states: Readonly<Partial<Record<Owner, State>>>
}

/** What vitest tells of one test. */
interface Told {
  readonly ancestorTitles: readonly string[]
  readonly title: string
  readonly status: string
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
const { tests, broken } = runTests()
const rows = statements.map((statement) => rowOf(statement, tests))

console.log(values.json ? JSON.stringify({ statements: rows, broken }) : text())
process.exitCode = broken.length > 0 || rows.some(({ state }) => state === 'failed') ? 1 : 0

/** Every file beside this one; a file that cannot be loaded holds nothing and fails the run. */
function runTests(): { readonly tests: readonly Told[]; readonly broken: readonly string[] } {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', 'test/seeds', '--reporter=json']
  const { stdout, stderr } = spawnSync(process.execPath, vitest, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  const start = stdout.indexOf('{"numTotalTestSuites"')
  if (start === -1) throw new Error(`The tests could not be run:\n${stdout}${stderr}`)
  const { testResults } = JSON.parse(stdout.slice(start)) as {
    readonly testResults: readonly {
      readonly name: string
      readonly status: string
      readonly message: string
      readonly assertionResults: readonly Told[]
    }[]
  }
  return {
    tests: testResults.flatMap(({ assertionResults }) => assertionResults),
    broken: testResults
      .filter(({ status, assertionResults: tests }) => status === 'failed' && !tests.some(failed))
      .map(({ name, message }) => `${name.replace(root, '')}: ${message}`),
  }
}

function rowOf(statement: Statement, tests: readonly Told[]): Row {
  const own = tests.filter(({ title }) => title.startsWith(`seed ${statement.number}: `))
  const states = Object.fromEntries(
    statement.owners.map((owner) => [
      owner,
      stateOf(own.filter(({ ancestorTitles }) => ancestorTitles.includes(owners[owner]))),
    ]),
  )
  return { ...statement, state: together(states), states }
}

function stateOf(tests: readonly Told[]): State {
  if (tests.some(failed)) return 'failed'
  return tests.some(({ status }) => status === 'passed') ? 'held' : 'open'
}

/** What a dashboard has to add keeps a statement open only where nobody else has a part in it. */
function together({ D, ...others }: Row['states']): State {
  const states = Object.values(others)
  if (D === 'failed' || states.includes('failed')) return 'failed'
  return states.length > 0 && states.every((state) => state === 'held') ? 'held' : (D ?? 'open')
}

function failed({ status }: Told): boolean {
  return status === 'failed'
}

function text(): string {
  const lines = rows.map((row) => [
    `${row.number}`.padStart(3),
    row.state,
    ownerText(row),
    documents[row.document] ?? '',
    row.state === 'open' && row.reason !== undefined ? `${row.quote} (${row.reason})` : row.quote,
  ])
  return [
    aligned(lines),
    '',
    ...broken.map((file) => `Could not be run: ${file}`),
    `${countOf('held')} held, ${countOf('open')} open, ${countOf('failed')} failed. ${letters()}`,
  ].join('\n')
}

function countOf(state: State): number {
  return rows.filter((row) => row.state === state).length
}

/** `K S` are held; in brackets stands who does not hold it yet, `!` marks who fails. */
function ownerText({ states }: Row): string {
  return Object.entries(states)
    .map(([owner, state]) => ({ held: owner, open: `(${owner})`, failed: `${owner}!` })[state])
    .join(' ')
}

function letters(): string {
  const names = Object.entries(owners).map(([letter, name]) => `${letter} is ${name}`)
  return `${names.join(', ')}; in brackets: not held yet.`
}

function aligned(lines: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  )
  return lines
    .map((line) => line.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n')
}
