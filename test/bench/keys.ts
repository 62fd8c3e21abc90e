import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startPostgres, postgresIsHere, type Postgres } from '../../fixtures/postgres.ts'
import { atMost, type Bar, barTable, exitCode } from './bars.ts'
import type { Order } from './keys/load.ts'
import { type Machine, machine } from './machine.ts'
import { announce, median } from './rounds.ts'
import { table } from './table.ts'

// Of all keys, those that requests carry; on Postgres as many as the cache sees again in its time.
const inUse = 20_000
const inUseOnPostgres = 1000

/** CPU microseconds of a request, by server, in the order of the rounds. */
type Costs = Readonly<Record<string, readonly number[]>>

interface Figures {
  readonly bars: readonly Bar[]
  readonly runs: Costs
  readonly keys: number
  readonly requests: number
  readonly machine: Machine
  readonly absent: readonly string[]
}

interface Contender extends Omit<Order, 'requests'> {
  readonly name: string
  readonly server: ChildProcess
}

/** As server.ts fills its store: the last of the keys open nothing, and beyond them there are none. */
const states = ['valid', 'revoked', 'expired', 'unknown']
const ofEachState = 1000

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '9' },
    requests: { type: 'string', default: '20000' },
    keys: { type: 'string', default: '100000' },
  },
})
const [runs, requests, keys] = [values.runs, values.requests, values.keys].map(Number)

if (!(runs! >= 1) || !(requests! >= 1000) || !(keys! >= 1000)) {
  console.error('npm run bench:keys -- [--json] [--runs N] [--requests N] [--keys N]')
  process.exitCode = 2
} else {
  const figures = await measure(runs!, requests!, keys!)
  console.log(values.json ? JSON.stringify(figures) : text(figures))
  process.exitCode = exitCode(figures.bars)
}

async function measure(runs: number, requests: number, keys: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-bench-'))
  let postgres: Postgres | undefined
  const load = started('load.ts')
  const contenders: Contender[] = []
  try {
    await answer(load)
    contenders.push(await contender('node:http', ['bare'], inUse))
    contenders.push(await contender('node:http with JSON', ['bare JSON'], inUse))
    const file = join(folder, 'keys.db')
    const sqlite = await contender('SQLite', ['sqlite', file, `${keys}`], inUse)
    contenders.push(sqlite, ...states.map((state) => inState(sqlite, state, keys)))
    if (postgresIsHere) {
      postgres = await startPostgres()
      const words = ['postgres', await postgres.freshUrl(), `${keys}`]
      contenders.push(await contender('Postgres', words, inUseOnPostgres))
    }
    const costs = await interleaved(contenders, load, runs, requests)
    return {
      bars: [
        bar('SQLite, uncached, against node:http', costs['SQLite'], costs['node:http']),
        ...(postgres
          ? [bar('Postgres, cached, against node:http', costs['Postgres'], costs['node:http'])]
          : []),
        atMost('the dearest state of a key against the cheapest', spread(costs), 1.1),
      ],
      runs: costs,
      keys,
      requests,
      machine: machine(),
      absent: postgres ? [] : ['Postgres'],
    }
  } finally {
    for (const child of [load, ...contenders.map(({ server }) => server)]) child.kill()
    await postgres?.stop()
    rmSync(folder, { recursive: true })
  }
}

async function interleaved(
  contenders: readonly Contender[],
  load: ChildProcess,
  runs: number,
  requests: number,
): Promise<Costs> {
  const costs: Record<string, number[]> = {}
  // The first two rounds warm code and caches.
  for (let round = -1; round <= runs; round++) {
    for (const { name, server, ...order } of contenders) {
      announce(`round ${round} of ${runs}: ${name}`)
      // The cache of Postgres forgets while the others have their turns, which steady traffic never does.
      await sent(load, { ...order, requests: inUseOnPostgres }, name)
      const before = await cpuOf(server)
      await sent(load, { ...order, requests }, name)
      const cost = ((await cpuOf(server)) - before) / requests
      if (round > 0) (costs[name] ??= []).push(cost)
    }
  }
  announce('')
  return costs
}

async function sent(load: ChildProcess, order: Order, name: string): Promise<void> {
  load.send(order)
  const { wrong } = (await answer(load)) as { readonly wrong: number }
  if (wrong > 0) throw new Error(`${name} answered ${wrong} requests with something else.`)
}

async function contender(name: string, words: readonly string[], keys: number): Promise<Contender> {
  announce(`filling ${name}`)
  const server = started('server.ts', words)
  const { port } = (await answer(server)) as { readonly port: number }
  return { name, server, port, keys, first: 0, status: 200 }
}

function inState(sqlite: Contender, state: string, keys: number): Contender {
  const first = state === 'valid' ? 0 : keys + (states.indexOf(state) - 3) * ofEachState
  const status = state === 'valid' ? 200 : 401
  return { ...sqlite, name: `SQLite, ${state}`, keys: ofEachState, first, status }
}

function spread(costs: Costs): number {
  const medians = states.map((state) => median(costs[`SQLite, ${state}`] ?? []))
  return Math.max(...medians) / Math.min(...medians)
}

function started(file: string, words: readonly string[] = []): ChildProcess {
  return fork(fileURLToPath(new URL(`keys/${file}`, import.meta.url)), words, {
    execArgv: ['--conditions=source', '--import', 'tsx'],
  })
}

async function cpuOf(server: ChildProcess): Promise<number> {
  server.send('cpu')
  const { user, system } = (await answer(server)) as NodeJS.CpuUsage
  return user + system
}

function answer(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    function ended(): void {
      reject(new Error('A process of the benchmark ended.'))
    }
    child.once('exit', ended)
    child.once('message', (message) => {
      child.off('exit', ended)
      resolve(message)
    })
  })
}

function bar(what: string, slow: readonly number[] = [], fast: readonly number[] = []): Bar {
  return atMost(what, ratio(slow, fast), 1.35)
}

/** The median over rounds: each compares what ran at nearly the same time. */
function ratio(slow: readonly number[], fast: readonly number[]): number {
  return median(slow.map((cost, round) => cost / (fast[round] ?? NaN)))
}

function text({ bars, runs, keys, requests, machine, absent }: Figures): string {
  const base = runs['node:http'] ?? []
  const rows = Object.entries(runs).map(([name, costs]) => [
    name,
    `${median(costs).toFixed(1)} µs`,
    ratio(costs, base).toFixed(2),
    `${costs.length}`,
  ])
  return [
    `GET /v1/verify, ${keys.toLocaleString('en')} keys of which ${inUse.toLocaleString('en')} are in use, ${requests.toLocaleString('en')} requests a round`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}`,
    `absent: ${absent.join(', ') || 'none'}`,
    '',
    table(['', 'CPU a request', '/ node:http', 'runs'], rows),
    '',
    barTable(bars),
  ].join('\n')
}
