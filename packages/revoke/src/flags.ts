import { parseArgs } from 'node:util'
import { nearest } from '@keyward/core/settings'
import { incidentStates } from './incident.ts'
import { UsageError } from './usage-error.ts'

export interface Flag {
  readonly name: string
  readonly short?: string
  /** What its value is called in the help; a flag without one is a switch. */
  readonly value?: string
  readonly choices?: readonly string[]
  readonly isRepeatable?: true
  readonly summary: string
}

export const flags: readonly Flag[] = [
  { name: 'config', value: 'FILE', summary: 'Read this file instead of keyward-revoke.toml.' },
  {
    name: 'format',
    short: 'f',
    value: 'FORMAT',
    choices: ['text', 'json'],
    summary: 'How incidents and jobs are written: text or json.',
  },
  {
    name: 'state',
    value: 'STATE',
    choices: incidentStates,
    summary: 'Only incidents in this state: pending, quarantined, revoked…',
  },
  { name: 'organisation', value: 'NAME', summary: 'Only incidents of keys of this organisation.' },
  { name: 'reason', value: 'TEXT', summary: 'Why; it is kept in the timeline.' },
  { name: 'by', value: 'NAME', summary: 'Who does it; the user who is logged in unless said.' },
  {
    name: 'confirm',
    value: 'TEXT',
    summary: 'The preset that is run, or the last four of the key that is released.',
  },
  {
    name: 'set',
    value: 'NAME=VALUE',
    isRepeatable: true,
    summary: 'What a preset needs to know; may be repeated.',
  },
  { name: 'at', value: 'URL', summary: 'Where the provider of a preset listens.' },
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
    const flag = flagNamed(token)
    const value = valueOf(flag, token)
    const before = flag.isRepeatable ? values[flag.name] : undefined
    values[flag.name] = before === undefined ? value : `${before}\n${value}`
  }
  return { words, values }
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
}

function flagNamed({ name, rawName }: OptionToken): Flag {
  const flag = flags.find((flag) => flag.name === name)
  if (flag) return flag
  const names = flags.map((flag) => flag.name)
  const near = nearest(name, names)
  const remedy = near ? `Did you mean --${near}?` : 'See keyward-revoke --help.'
  throw new UsageError(`There is no flag ${rawName}.`, remedy)
}

function valueOf(flag: Flag, { rawName, value }: OptionToken): string {
  if (!flag.value) {
    if (value === undefined) return ''
    throw new UsageError(`${rawName} takes no value.`, `Write ${rawName} alone.`)
  }
  if (value === undefined || value === '') {
    throw new UsageError(`${rawName} lacks its value.`, `Write ${rawName} ${flag.value}.`)
  }
  if (flag.choices && !flag.choices.includes(value)) {
    const near = nearest(value, flag.choices)
    const remedy = near ? `Did you mean ${near}?` : `Write one of ${flag.choices.join(', ')}.`
    throw new UsageError(`${rawName} cannot be "${value}".`, remedy)
  }
  return value
}
