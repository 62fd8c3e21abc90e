import { type Bar, barTable } from './bars.ts'
import type { Summary } from './keyward.ts'
import type { Machine } from './machine.ts'
import { median, ratio, type Rounds, walls } from './rounds.ts'
import type { Run } from './run.ts'
import { megabytes, seconds, table } from './table.ts'
import type { Tree } from './tree.ts'

/** All that one benchmark of a tree has to say. */
export interface Figures {
  readonly bars: readonly Bar[]
  readonly runs: { readonly tree: Rounds; readonly cold: Rounds }
  readonly tree: Omit<Tree, 'files'> & { readonly files: number }
  /** What Keyward says it scanned: much the same, or the comparison is not one. */
  readonly keyward: Summary
  readonly machine: Machine
  readonly versions: Readonly<Record<string, string>>
  readonly absent: readonly string[]
}

export function text({ bars, runs, tree, keyward, machine, versions, absent }: Figures): string {
  const peers = Object.entries(versions).map(([name, version]) => `${name} (${version})`)
  return [
    `${tree.path}, ${tree.inGit ? 'in git' : 'not in git'}: ${amount(tree)}`,
    `keyward read ${amount(keyward)}: ${keyward.findings} findings, ${keyward.problems} problems`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}`,
    `peers: ${peers.join(', ') || 'none'}`,
    `absent: ${absent.join(', ') || 'none'}`,
    '',
    roundTable(runs.tree, 'cat'),
    '',
    roundTable(runs.cold, 'node -e 0'),
    '',
    barTable(bars),
  ].join('\n')
}

export function roundTable(rounds: Rounds, base: string): string {
  const rows = Object.entries(rounds).map(([name, runs]) => {
    const more = runs.some(({ stopped }) => stopped) ? '> ' : ''
    return [
      name,
      `${more}${seconds(median(walls(runs)))}`,
      `${more}${ratio(runs, rounds[base]).toFixed(2)}`,
      `${more}${seconds(median(runs.map(({ cpu }) => cpu)))}`,
      peak(runs),
      `${runs.length}`,
      [...new Set(runs.map(({ exit }) => exit))].join(' '),
    ]
  })
  return table(['', 'wall', `/ ${base}`, 'cpu', 'peak', 'runs', 'exit'], rows)
}

function peak(runs: readonly Run[]): string {
  const bytes = highestPeak(runs)
  return bytes === undefined ? '?' : megabytes(bytes)
}

/** Undefined where memory was not measured. */
export function highestPeak(runs: readonly Run[] = []): number | undefined {
  const peaks = runs.flatMap((run) => run.peak ?? [])
  return peaks.length > 0 ? Math.max(...peaks) : undefined
}

function amount({ files, bytes }: { readonly files: number; readonly bytes: number }): string {
  return `${files.toLocaleString('en')} files, ${megabytes(bytes)}`
}
