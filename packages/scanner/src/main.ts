import { isMainThread } from 'node:worker_threads'
import { commands } from './command.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { readCommandLine } from './flags.ts'
import { help } from './help.ts'
import { report } from './report.ts'
import type { Surroundings } from './surroundings.ts'
import { workAsThread } from './threads.ts'
import { UsageError } from './usage-error.ts'
import { version } from './version.ts'

if (isMainThread) void main(process.argv.slice(2)).then((code) => (process.exitCode = code))
else workAsThread()

async function main(args: readonly string[]): Promise<ExitCode> {
  let isStopped = false
  process.once('SIGINT', () => (isStopped = true))
  // Whoever reads our report may stop reading: that is no fault of the scan.
  process.stdout.on('error', () => undefined)
  try {
    return await run(args, {
      cwd: process.cwd(),
      environment: process.env,
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      today: new Date().toISOString().slice(0, 10),
      stopped: () => isStopped,
    })
  } catch (error) {
    process.stderr.write(describe(error))
    return exitCode.untrusted
  }
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { words, values } = readCommandLine(args)
  if (values.help !== undefined) {
    surroundings.stdout.write(help())
    return exitCode.clean
  }
  if (values.version !== undefined) {
    surroundings.stdout.write(`${version}\n`)
    return exitCode.clean
  }
  const named = commands.find(({ name }) => name === words[0])
  const command = named ?? commands[0]
  const request = { words: named ? words.slice(1) : words, values, surroundings }
  if ('action' in command) return await command.action(request)
  return report(await command.source(request), values.format, surroundings, command.mayBeEmpty)
}

function describe(error: unknown): string {
  if (error instanceof UsageError) return `keyward: ${error.message} ${error.remedy}\n`
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `keyward ${version} failed. This is a bug; please report it with these lines.\n${stack}\n`
}
