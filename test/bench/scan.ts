import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { atLeast, atMost, type Bar, exitCode } from './bars.ts'
import { coldStarts, contenders } from './contenders.ts'
import { type Figures, highestPeak, text } from './figures.ts'
import { summary } from './keyward.ts'
import { isOnPath, machine, version } from './machine.ts'
import { absentPeers, presentPeers } from './peers.ts'
import { interleave, ratio, type Rounds } from './rounds.ts'
import { run } from './run.ts'
import { tree } from './tree.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '5' },
    limit: { type: 'string', default: '300' },
  },
})
const [path] = positionals
const count = Number(values.runs)
const limit = Number(values.limit)

if (path === undefined || !existsSync(path) || !(count >= 1) || !(limit >= 1)) {
  console.error(
    'Name a folder that exists: npm run bench -- TREE [--json] [--runs N] [--limit SECONDS]',
  )
  process.exitCode = 2
} else {
  const figures = measure(resolve(path))
  console.log(values.json ? JSON.stringify(figures) : text(figures))
  process.exitCode = exitCode(figures.bars)
}

function measure(path: string): Figures {
  const scratch = mkdtempSync(join(tmpdir(), 'keyward-bench-'))
  try {
    const scanned = tree(path)
    const commands = contenders(scanned, scratch, limit)
    const keyward = summary(path)
    const floor = commands[0]
    // From here on the page cache holds the tree.
    if (floor !== undefined) run(floor)
    const runs = { tree: interleave(commands, count), cold: interleave(coldStarts(scratch), 15) }
    return {
      bars: [...treeBars(runs.tree), ...coldBars(runs.cold)],
      runs,
      tree: { ...scanned, files: scanned.files.length },
      keyward,
      machine: machine(),
      versions: Object.fromEntries(presentPeers.map((peer) => [peer.name, version(peer.version)])),
      absent: [...(isOnPath('rg') ? [] : ['rg']), ...absentPeers],
    }
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

function treeBars(rounds: Rounds): readonly Bar[] {
  const { cat, keyward } = rounds
  const peak = highestPeak(keyward)
  return [
    atMost('wall time against cat', ratio(keyward, cat), 1.5),
    ...presentPeers.flatMap(({ name, faster }) =>
      faster === undefined
        ? []
        : [atLeast(`times faster than ${name}`, ratio(rounds[name], keyward), faster)],
    ),
    ...(peak === undefined ? [] : [atMost('peak memory, MB', peak / 1e6, 300)]),
  ]
}

function coldBars(rounds: Rounds): readonly Bar[] {
  const value = ratio(rounds['keyward, one file'], rounds['node -e 0'])
  return [atMost('one small file, cold, against node -e 0', value, 2.5)]
}
