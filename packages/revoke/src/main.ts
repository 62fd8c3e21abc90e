import { nearest, UsageError } from '@keyward/core/settings'
import { commands } from './command.ts'
import { flags, readCommandLine } from './flags.ts'
import type { Surroundings } from './request.ts'

// Written here, as no file beside the built program tells it.
const version = '0.1.0'

/** 0 when it was done, 1 when it was not, 2 when it could not be understood. */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    return await run(args, surroundings)
  } catch (error) {
    surroundings.stderr.write(describe(error))
    return 2
  }
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { words, values } = readCommandLine(args)
  const { stdout } = surroundings
  if (values['version'] !== undefined) {
    stdout.write(`${version}\n`)
    return 0
  }
  const [word, ...rest] = words
  if (values['help'] !== undefined || word === undefined) {
    stdout.write(help())
    return values['help'] === undefined ? 2 : 0
  }
  const command = commands.find(({ name }) => name === word)
  if (command) return command.run({ words: rest, values, surroundings })
  const names = commands.map(({ name }) => name)
  const near = nearest(word, names)
  const remedy = near ? `Did you mean ${near}?` : `Write one of ${names.join(', ')}.`
  throw new UsageError(`There is no command "${word}".`, remedy)
}

function help(): string {
  const rows = commands.map(({ usage, summary }) => `  ${usage}\n      ${summary}`)
  const options = flags.map(({ name, short, value, summary }) => {
    const text = `--${name}${value ? ` ${value}` : ''}`
    return `  ${short ? `-${short}, ` : '    '}${text.padEnd(22)} ${summary}`
  })
  return `Has leaked keys revoked.\n\n${rows.join('\n')}\n\n${options.join('\n')}\n${footer}`
}

const footer = `
The least that keyward-revoke.toml holds; KEYWARD_REPORTER_KEY holds a key to the key service with
the scope leaks:report. Nothing is changed until the mode is another.

  [key_service]
  url = "http://127.0.0.1:8787"
  [policy]
  mode = "dry-run"   # or off, notify, quarantine, revoke

KEYWARD_REVOKE_KILL_SWITCH=1 keeps a process from changing any key.
Exit code: 0 done, 1 not done, 2 not understood.
`

function describe(error: unknown): string {
  if (error instanceof UsageError) return `keyward-revoke: ${error.message} ${error.remedy}\n`
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `keyward-revoke ${version} failed. This is a bug; please report it with these lines.\n${stack}\n`
}
