import { parseArgs } from 'node:util'
import { nearest } from '@keyward/core/settings'
import { UsageError } from './usage-error.ts'

export interface Flag {
  readonly name: string
  readonly short?: string
  /** What its value is called in the help; a flag without one is a switch. */
  readonly value?: string
  readonly summary: string
}

export const flags: readonly Flag[] = [
  { name: 'config', value: 'FILE', summary: 'Read this file instead of keyward-revoke.toml.' },
  { name: 'format', short: 'f', value: 'FORMAT', summary: 'text or json, for incidents.' },
  { name: 'state', value: 'STATE', summary: 'Only incidents in this state.' },
  { name: 'organisation', value: 'NAME', summary: 'Only incidents of keys of this organisation.' },
  { name: 'reason', value: 'TEXT', summary: 'Why; it is kept in the timeline.' },
  { name: 'by', value: 'NAME', summary: 'Who does it; the user who is logged in unless said.' },
  { name: 'set', value: 'NAME=VALUE', summary: 'What a preset needs to know; may be repeated.' },
  { name: 'at', value: 'URL', summary: 'Where the provider of a preset listens.' },
  { name: 'confirm', value: 'ID', summary: 'The preset again, to run it without being asked.' },
  { name: 'trial', summary: 'Ask the provider whether it would end a secret; change nothing.' },
  { name: 'receipts', value: 'FILE', summary: 'Where receipts of presets are kept.' },
  { name: 'help', short: 'h', summary: 'Show this help.' },
  { name: 'version', short: 'v', summary: 'Show the version.' },
]

export interface CommandLine {
  readonly words: readonly string[]
  readonly values: Readonly<Partial<Record<string, string>>>
}

/** Reads the command line; a switch that is given has the value `''`. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const options = Object.fromEntries(
    flags.map(({ name, short, value }) => [
      name,
      { type: value ? ('string' as const) : ('boolean' as const), ...(short ? { short } : {}) },
    ]),
  )
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true })
  const words: string[] = []
  const values: Partial<Record<string, string>> = {}
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    const value = valueOf(token)
    const before = values[token.name]
    values[token.name] =
      token.name === 'set' && before !== undefined ? `${before}\n${value}` : value
  }
  return { words, values }
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
}

function valueOf({ name, rawName, value }: OptionToken): string {
  const flag = flags.find((flag) => flag.name === name)
  if (!flag) {
    const near = nearest(
      name,
      flags.map((flag) => flag.name),
    )
    const remedy = near ? `Did you mean --${near}?` : 'See keyward-revoke --help.'
    throw new UsageError(`There is no flag ${rawName}.`, remedy)
  }
  if (!flag.value) return ''
  if (value !== undefined && value !== '') return value
  throw new UsageError(`${rawName} lacks its value.`, `Write ${rawName} ${flag.value}.`)
}
