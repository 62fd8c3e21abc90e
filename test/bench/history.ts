import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { atLeast, atMost, type Bar, barTable, exitCode } from './bars.ts'
import { highestPeak, roundTable } from './figures.ts'
import { addCommit, forget, mirrorOf, stagedFolder } from './git-folders.ts'
import { keyward } from './keyward.ts'
import { machine, version } from './machine.ts'
import { absentHistoryPeers, presentHistoryPeers } from './peers.ts'
import { interleave, median, ratio, type Rounds, walls } from './rounds.ts'
import type { Command } from './run.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '5' },
    limit: { type: 'string', default: '300' },
    // Making 31,000 commits takes minutes.
    growth: { type: 'boolean', default: false },
  },
})
const [path] = positionals
const count = Number(values.runs)
const limit = Number(values.limit)
const node = process.execPath

if (path === undefined || !existsSync(path) || !(count >= 1) || !(limit >= 1)) {
  console.error(
    'Name a repository: npm run bench:history -- REPO [--json] [--runs N] [--limit SECONDS] [--growth]',
  )
  process.exitCode = 2
} else {
  const scratch = mkdtempSync(join(tmpdir(), 'keyward-bench-'))
  try {
    const { bars, runs } = measure(resolve(path), scratch)
    const versions = presentHistoryPeers.map((peer) => [peer.name, version(peer.version)] as const)
    const about = { machine: machine(), versions: Object.fromEntries(versions) }
    const figures = { bars, runs, ...about, absent: absentHistoryPeers }
    console.log(values.json ? JSON.stringify(figures) : text(runs, bars))
    process.exitCode = exitCode(bars)
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

type Runs = Readonly<Record<'history' | 'again' | 'staged' | 'files' | 'growth', Rounds>>

function measure(path: string, scratch: string): { bars: readonly Bar[]; runs: Runs } {
  const mirror = mirrorOf(path, scratch)
  const staged = stagedFolder(scratch, 10_000)
  const runs = {
    history: interleave(coldHistory(mirror), count),
    again: interleave(secondHistory(mirror), 2 * count),
    staged: interleave(stagedFiles(staged), 3 * count),
    files: interleave(files(staged), count),
    growth: values.growth ? interleave(growth(scratch), 3) : {},
  }
  return { bars: barsOf(runs), runs }
}

function coldHistory(cwd: string): readonly Command[] {
  const objects = 'git cat-file --batch-all-objects --batch --unordered --buffer'
  const log = 'git log -p -U0 --full-history --all'
  return [
    { name: 'cat-file', argv: objects.split(' '), cwd },
    { name: 'keyward', argv: [node, keyward, 'history'], cwd, prepare: () => forget(cwd) },
    { name: 'log -p', argv: log.split(' '), cwd, limit },
    ...presentHistoryPeers.map(({ name, scan }) => ({ name, argv: scan.split(' '), cwd, limit })),
  ]
}

/** What the first scan left behind is there, and one commit is new. */
function secondHistory(cwd: string): readonly Command[] {
  let commits = 0
  return [
    { name: 'node -e 0', argv: [node, '-e', '0'], cwd },
    {
      name: 'keyward, again',
      argv: [node, keyward, 'history'],
      cwd,
      prepare: () => {
        addCommit(cwd, commits++)
      },
    },
  ]
}

function stagedFiles(cwd: string): readonly Command[] {
  const floor = `${node} -e 0; git diff --cached`
  return [
    { name: 'node, git diff', argv: ['bash', '-c', floor], cwd },
    { name: 'keyward staged', argv: [node, keyward, 'staged'], cwd },
  ]
}

function files(cwd: string): readonly Command[] {
  const argv = [node, keyward]
  return [
    { name: 'keyward, first', argv, cwd, prepare: () => forget(join(cwd, '.git')) },
    { name: 'keyward, second', argv, cwd },
  ]
}

function growth(scratch: string): readonly Command[] {
  const script = fileURLToPath(new URL('history-tree.ts', import.meta.url))
  return [1000, 30_000].map((commits) => {
    const cwd = join(scratch, `${commits}`)
    execFileSync(node, ['--import', 'tsx', script, cwd, `${commits}`], { stdio: 'ignore' })
    return {
      name: `${commits} commits`,
      argv: [node, keyward, 'history'],
      cwd,
      prepare: () => {
        forget(join(cwd, '.git'))
      },
    }
  })
}

function barsOf({ history, again, staged, files, growth }: Runs): readonly Bar[] {
  const { keyward: cold = [], 'cat-file': objects, 'log -p': log } = history
  const second = again['keyward, again'] ?? []
  const empty = again['node -e 0']
  const share = median(walls(second)) / median(walls(cold))
  const isBrief = ratio(second, empty) <= 1.6
  const everyRun = Object.entries({ ...history, ...again, ...staged, ...files, ...growth })
  const peak = highestPeak(
    everyRun.flatMap(([name, runs]) => (/keyward|commits/.test(name) ? runs : [])),
  )
  const few = growth['1000 commits']
  const many = growth['30000 commits']
  return [
    atMost('cold, against cat-file', ratio(cold, objects), 0.7),
    atLeast('times faster than log -p', ratio(log, cold), 4),
    ...presentHistoryPeers.map(({ name, faster = 1 }) =>
      atLeast(`times faster than ${name}`, ratio(history[name], cold), faster),
    ),
    // An empty program may take more than a tenth of a quick scan.
    isBrief
      ? atMost('second scan, against an empty program', ratio(second, empty), 1.6)
      : atMost('second scan, against the first', share, 0.1),
    atMost(
      '20 staged files of 10,000, against node and git',
      ratio(staged['keyward staged'], staged['node, git diff']),
      2,
    ),
    atMost(
      'second scan of 10,000 files, against the first',
      ratio(files['keyward, second'], files['keyward, first']),
      0.5,
    ),
    ...(peak === undefined ? [] : [atMost('peak memory, MB', peak / 1e6, 500)]),
    ...(few && many ? [atMost('30 times the commits, a commit', ratio(many, few) / 30, 1.3)] : []),
  ]
}

function text(runs: Runs, bars: readonly Bar[]): string {
  const { cpu, cores, system, node } = machine()
  return [
    `${cpu}, ${cores} cores, ${system}, Node ${node}`,
    `absent: ${absentHistoryPeers.join(', ') || 'none'}`,
    '',
    roundTable(runs.history, 'cat-file'),
    '',
    roundTable(runs.again, 'node -e 0'),
    '',
    roundTable(runs.staged, 'node, git diff'),
    '',
    roundTable(runs.files, 'keyward, first'),
    ...(values.growth ? ['', roundTable(runs.growth, '1000 commits')] : []),
    '',
    barTable(bars),
  ].join('\n')
}
