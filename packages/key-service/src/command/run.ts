import { nearest, UsageError } from '@keyward/core/settings'
import { createScrubber } from '../log.ts'
import { StartRefused, StoreUnavailable } from '../store/store.ts'
import { version } from '../version.ts'
import { commandOf, commands } from './command.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { readCommandLine } from './flags.ts'
import { help } from './help.ts'
import type { Surroundings } from './surroundings.ts'
import { NotDone } from './not-done.ts'

/** The command line, whole. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  try {
    return await runCommand(args, surroundings)
  } catch (error) {
    surroundings.stderr.write(describe(error))
    return error instanceof NotDone ? exitCode.notDone : exitCode.untrusted
  }
}

async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { words, values } = readCommandLine(args)
  if (values.version !== undefined) {
    surroundings.stdout.write(`${version}\n`)
    return exitCode.done
  }
  if (values.help !== undefined || words.length === 0) {
    surroundings.stdout.write(help())
    return values.help === undefined ? exitCode.untrusted : exitCode.done
  }
  const found = commandOf(words)
  if (!found) throw unknownCommand(words[0] ?? '')
  const [command, rest] = found
  return command.run({ words: rest, values, surroundings, usage: command.usage })
}

function unknownCommand(word: string): UsageError {
  const near = nearest(
    word,
    commands.map(({ name }) => name),
  )
  const remedy = near === undefined ? 'See keyward-keys --help.' : `Did you mean ${near}?`
  return new UsageError(`There is no command "${word}".`, remedy)
}

function describe(error: unknown): string {
  if (error instanceof UsageError || error instanceof NotDone || error instanceof StartRefused) {
    return `keyward-keys: ${error.message} ${error.remedy}\n`
  }
  if (error instanceof StoreUnavailable) {
    return `keyward-keys: The store cannot be used now. ${error.message} Nothing was changed.\n`
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'keyward-keys: Something listens there already. Name another --port.\n'
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const told = createScrubber([])(stack)
  return `keyward-keys ${version} failed. This is a bug; please report it with these lines.\n${told}\n`
}
