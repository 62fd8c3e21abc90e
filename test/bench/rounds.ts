import { type Command, type Run, run } from './run.ts'

/** Runs by command, each in the order of the rounds; a slow command has the first rounds only. */
export type Rounds = Readonly<Record<string, readonly Run[]>>

/** After so many seconds of its own a command sits out the rounds that are left. */
const patience = 60

/** Runs commands in turns, A B C A B C, so that a busy moment of the machine falls on all of them. */
export function interleave(commands: readonly Command[], count: number): Rounds {
  const rounds: Record<string, Run[]> = {}
  for (let round = 1; round <= count; round++) {
    for (const command of commands) {
      const runs = (rounds[command.name] ??= [])
      if (sum(walls(runs)) > patience) continue
      announce(`round ${round} of ${count}: ${command.name}`)
      runs.push(run(command))
    }
  }
  announce('')
  return rounds
}

/** How many times longer one took than the other: the median over the rounds both ran in. */
export function ratio(slow: readonly Run[] = [], fast: readonly Run[] = []): number {
  const shared = Math.min(slow.length, fast.length)
  const base = walls(fast)
  return median(walls(slow.slice(0, shared)).map((wall, round) => wall / (base[round] ?? NaN)))
}

export function walls(runs: readonly Run[]): readonly number[] {
  return runs.map(({ wall }) => wall)
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1)
  return sum(middle) / middle.length
}

/** Says what is being measured, on a terminal only. */
export function announce(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what}`)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
