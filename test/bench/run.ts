import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

export interface Command {
  readonly name: string
  readonly argv: readonly string[]
  readonly cwd: string
  /** Stopped after so many seconds; its wall time then means "more than". */
  readonly limit?: number
  /** What comes before it and is not measured. */
  readonly prepare?: () => void
}

/** One whole process with its children: seconds, and bytes of the largest among them. */
export interface Run {
  readonly wall: number
  readonly cpu: number
  /** Undefined where GNU time is not installed. */
  readonly peak: number | undefined
  readonly exit: number
  readonly stopped: boolean
}

// Node does not account for its children, GNU time counts in hundredths of a second, and bash
// counts in thousandths but knows no memory: so one runs inside the other.
const meter = [
  'bash',
  '-c',
  `TIMEFORMAT='%3R %3U %3S'; time "$@" >/dev/null 2>&1; echo $? >&2`,
  '_',
]
const gnuTime = '/usr/bin/time'
const peakMeter = existsSync(gnuTime) ? [gnuTime, '-q', '-f', '%M'] : []

/** Runs a command to its end and throws its output away. */
export function run(command: Command): Run {
  const limit = command.limit === undefined ? [] : ['timeout', '-k', '5', `${command.limit}`]
  const [file = '', ...argv] = [...peakMeter, ...meter, ...limit, ...command.argv]
  command.prepare?.()
  const child = spawnSync(file, argv, {
    cwd: command.cwd,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [wall, user, system, exit, kilobytes] = child.stderr.split(/\s+/).map(Number)
  if (wall === undefined || user === undefined || system === undefined || exit === undefined) {
    throw new Error(`${command.name} could not be measured: ${child.stderr}`)
  }
  const peak = peakMeter.length > 0 && kilobytes !== undefined ? kilobytes * 1024 : undefined
  return { wall, cpu: user + system, peak, exit, stopped: limit.length > 0 && exit === 124 }
}
