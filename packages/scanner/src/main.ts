// Stands first, to be evaluated first.
import { earlyThread } from './early-thread.ts'
import { fstatSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import { UsageError } from '@keyward/core/settings'
import { commandOf } from './command.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { readCommandLine } from './flags.ts'
import { help } from './help.ts'
import { reportLeaks, withReport } from './leaks.ts'
import { siftAsThread } from './object-threads.ts'
import { report } from './report.ts'
import type { Surroundings } from './surroundings.ts'
import { assignment } from './thread.ts'
import { scanAsThread } from './threads.ts'
import { version } from './version.ts'

if (isMainThread) {
  watchStreams()
  process.on('uncaughtException', (error) => {
    process.stderr.write(describe(error))
    // By itself Node ends with the code that tells of secrets.
    // eslint-disable-next-line no-restricted-properties -- nobody knows what is still going on
    process.exit(exitCode.untrusted)
  })
  void main(process.argv.slice(2)).then((code) => (process.exitCode ??= code))
} else workAsThread()

function workAsThread(): void {
  const own = assignment()
  if (own.work === 'files') scanAsThread()
  else siftAsThread(own.job)
}

/** A report that is lost says nothing; whoever only stops reading has read enough. */
function watchStreams(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ({ code = 'unknown error' }: NodeJS.ErrnoException) => {
      if (code === 'EPIPE') return
      process.exitCode = exitCode.untrusted
      if (stream === process.stderr) return
      process.stderr.write(`keyward: The report could not be written (${code}).\n`)
    })
  }
}

async function main(args: readonly string[]): Promise<ExitCode> {
  let isStopped = false
  process.once('SIGINT', () => {
    isStopped = true
    // Whoever types the text need not end it first.
    process.stdin.destroy()
  })
  try {
    return await run(args, {
      cwd: process.cwd(),
      environment: process.env,
      stdin: untilStopped(process.stdin, () => isStopped),
      stdout: process.stdout,
      stderr: process.stderr,
      today: new Date().toISOString().slice(0, 10),
      stopped: () => isStopped,
      program: { node: process.execPath, file: process.argv[1] ?? '' },
      earlyThread,
    })
  } catch (error) {
    // A terminal interrupts the git that is asked, too.
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set by the signal
    if (isStopped && error instanceof UsageError) {
      process.stderr.write('keyward: Interrupted.\n')
      return exitCode.interrupted
    }
    process.stderr.write(describe(error))
    return exitCode.untrusted
  }
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { words, values } = withReport(readCommandLine(args))
  if (values.help !== undefined) {
    surroundings.stdout.write(help())
    return exitCode.clean
  }
  if (values.version !== undefined) {
    surroundings.stdout.write(`${version}\n`)
    return exitCode.clean
  }
  const [command, left] = commandOf(words)
  const request = { words: left, values, surroundings }
  if ('action' in command) return await command.action(request)
  const tally = await command.source(request)
  const code = report(tally, values.format, surroundings, command.mayBeEmpty)
  if (values.report !== undefined) await reportLeaks(tally.entries, command.name, request)
  return code
}

type Input = typeof process.stdin

function untilStopped(input: Input, stopped: () => boolean): Surroundings['stdin'] {
  return {
    isTTY: input.isTTY,
    async *[Symbol.asyncIterator]() {
      // Node takes it for a text without an end or a word.
      if (fstatSync(0).isDirectory()) {
        throw new UsageError('Standard input is a folder.', 'Name it instead: keyward FOLDER.')
      }
      try {
        for await (const part of input) yield part as Uint8Array
      } catch (error) {
        if (!stopped()) throw error
      }
    },
  }
}

function describe(error: unknown): string {
  if (error instanceof UsageError) return `keyward: ${error.message} ${error.remedy}\n`
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `keyward ${version} failed. This is a bug; please report it with these lines.\n${stack}\n`
}
