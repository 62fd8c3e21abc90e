import { parseArgs } from 'node:util'
import { nearest } from '@keyward/core/settings'
import { UsageError } from './usage-error.ts'

export interface Flag {
  readonly name: string
  readonly short?: string
  /** What its value is called in the help; a flag without one is a switch. */
  readonly value?: string
  readonly choices?: readonly string[]
  readonly summary: string
}

export const flags = [
  {
    name: 'format',
    short: 'f',
    value: 'FORMAT',
    choices: ['text', 'json', 'sarif', 'github'],
    summary: 'How the report is written.',
  },
  {
    name: 'confidence',
    short: 'c',
    value: 'LEVEL',
    choices: ['possible', 'likely', 'certain'],
    summary: 'Report what is at least this sure; likely unless keyward.toml says otherwise.',
  },
  {
    name: 'config',
    value: 'FILE',
    summary: 'Read this file instead of keyward.toml at the repository root.',
  },
  {
    name: 'name',
    value: 'FILE',
    summary: 'What the text of stdin is called; its ending tells its syntax.',
  },
  {
    name: 'reachable',
    summary: 'In history, leave out what no branch, tag or other name leads to.',
  },
  { name: 'since-last-tag', summary: 'In history, read what came after the last tag.' },
  { name: 'ci', summary: 'In history, read what this run of the CI service brings.' },
  {
    name: 'report',
    summary: 'Report what leaked to the service that keyward.toml names, by hash, to be revoked.',
  },
  { name: 'submodules', summary: 'Enter the submodules that are checked out, too.' },
  { name: 'yes', short: 'y', summary: 'Change hooks without being asked.' },
  { name: 'dry-run', summary: 'Only show how hooks would be changed.' },
  { name: 'help', short: 'h', summary: 'Show this help.' },
  { name: 'version', short: 'v', summary: 'Show the version.' },
] as const satisfies readonly Flag[]

export type FlagName = (typeof flags)[number]['name']

export interface CommandLine {
  readonly words: readonly string[]
  readonly values: Readonly<Partial<Record<FlagName, string>>>
}

/** Reads the command line; a switch that is given has the value `''`. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const all: readonly Flag[] = flags
  const options = Object.fromEntries(
    all.map(({ name, short, value }) => [
      name,
      { type: value ? ('string' as const) : ('boolean' as const), ...(short ? { short } : {}) },
    ]),
  )
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true })
  const words: string[] = []
  const values: Partial<Record<FlagName, string>> = {}
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind === 'option') values[flagNamed(token.name)] = valueOf(token)
  }
  return { words, values }
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
}

function flagNamed(name: string): FlagName {
  const flag = flags.find((flag) => flag.name === name)
  if (flag) return flag.name
  const near = nearest(
    name,
    flags.map((flag) => flag.name),
  )
  const dashes = name.length === 1 ? '-' : '--'
  throw new UsageError(
    `There is no flag ${dashes}${name}.`,
    near ? `Did you mean --${near}?` : 'See keyward --help.',
  )
}

function valueOf({ name, rawName, value }: OptionToken): string {
  const flag: Flag | undefined = flags.find((flag) => flag.name === name)
  if (!flag?.value) {
    if (value === undefined) return ''
    throw new UsageError(`${rawName} takes no value.`, `Write ${rawName} alone.`)
  }
  if (value === undefined || value === '') {
    throw new UsageError(`${rawName} lacks its value.`, `Write ${rawName} ${expected(flag)}.`)
  }
  if (flag.choices && !flag.choices.includes(value)) {
    const near = nearest(value, flag.choices)
    throw new UsageError(
      `${rawName} cannot be "${value}".`,
      near ? `Did you mean ${near}?` : `Write ${rawName} ${expected(flag)}.`,
    )
  }
  return value
}

function expected(flag: Flag): string {
  return flag.choices ? flag.choices.join('|') : (flag.value ?? '')
}
