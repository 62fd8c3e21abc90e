import { parseArgs } from 'node:util'
import { nearest } from '@keyward/core/settings'
import { roles } from '../role.ts'
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
  { name: 'database', value: 'FILE|URL', summary: 'Where keys are kept; keyward-keys.db.' },
  { name: 'apis', value: 'FILE', summary: 'What keys are minted for; keyward-apis.json.' },
  { name: 'pepper', value: 'FILE', summary: 'The file of the pepper; beside the database.' },
  { name: 'url', value: 'URL', summary: 'Ask a service that runs, with KEYWARD_ROOT_KEY.' },
  { name: 'json', summary: 'Print JSON.' },
  { name: 'api', value: 'ID', summary: 'The API of a key.' },
  { name: 'organisation', value: 'NAME', summary: 'Whose key it is.' },
  {
    name: 'environment',
    value: 'NAME',
    choices: ['development', 'staging', 'production'],
    summary: 'Where it opens.',
  },
  { name: 'scopes', value: 'A,B', summary: 'What it may do.' },
  { name: 'products', value: 'A,B', summary: 'Which products it opens.' },
  { name: 'creator', value: 'NAME', summary: 'Who asked for it; yourself.' },
  { name: 'role', value: 'ROLE', choices: roles, summary: 'Of a member, or for a product.' },
  { name: 'member', value: 'ACCOUNT', summary: 'To whom a product is granted.' },
  { name: 'group', value: 'NAME', summary: 'To which group of members it is.' },
  { name: 'expires', value: 'TIME', summary: 'How long it lives, such as 90d or 12h.' },
  { name: 'overlap', value: 'TIME', summary: 'How long both keys open; 0 cuts the old one.' },
  { name: 'reason', value: 'TEXT', summary: 'Why; the audit keeps it.' },
  { name: 'replace', summary: 'Give the revoked key a successor.' },
  {
    name: 'state',
    value: 'STATE',
    choices: [
      ...['active', 'rotating', 'expired', 'quarantined', 'revoked'],
      ...['waiting', 'delivered', 'failed'],
    ],
    summary: 'Only those in this state.',
  },
  { name: 'search', value: 'TEXT', summary: 'Part of a name, a start, the last four, an id.' },
  { name: 'events', value: 'A,B', summary: 'Which events a subscriber is told of; all.' },
  { name: 'host', value: 'HOST', summary: 'Where to listen; 127.0.0.1.' },
  { name: 'port', value: 'PORT', summary: 'Where to listen; 8787.' },
  { name: 'proxies', value: 'COUNT', summary: 'How many trusted proxies stand in front.' },
  { name: 'keep-events', value: 'TIME', summary: 'How long events are kept; 30d.' },
  { name: 'closed-network', summary: 'Subscribers may be internal, and without TLS.' },
  {
    name: 'log',
    value: 'LEVEL',
    choices: ['debug', 'info', 'warn', 'error', 'silent'],
    summary: 'What is logged; info.',
  },
  { name: 'help', short: 'h', summary: 'Show this help.' },
  { name: 'version', short: 'v', summary: 'Show the version.' },
] as const satisfies readonly Flag[]

export type FlagName = (typeof flags)[number]['name']
export type Values = Readonly<Partial<Record<FlagName, string>>>

export interface CommandLine {
  readonly words: readonly string[]
  readonly values: Values
}

/** A switch that is given has the value `''`. */
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

function flagNamed(name: string): FlagName {
  const flag = flags.find((flag) => flag.name === name)
  if (flag) return flag.name
  const near = nearest(
    name,
    flags.map((flag) => flag.name),
  )
  throw new UsageError(
    `There is no flag ${name.length === 1 ? '-' : '--'}${name}.`,
    near === undefined ? 'See keyward-keys --help.' : `Did you mean --${near}?`,
  )
}

function valueOf(token: { rawName: string; name: string; value?: string | undefined }): string {
  const { name, rawName, value } = token
  const flag: Flag | undefined = flags.find((flag) => flag.name === name)
  if (!flag?.value) {
    if (value === undefined) return ''
    throw new UsageError(`${rawName} takes no value.`, `Write ${rawName} alone.`)
  }
  if (value === undefined || value === '') {
    throw new UsageError(`${rawName} lacks its value.`, `Write ${rawName} ${flag.value}.`)
  }
  if (flag.choices && !flag.choices.includes(value)) {
    const near = nearest(value, flag.choices)
    throw new UsageError(
      `${rawName} cannot be "${value}".`,
      near === undefined ? `Write one of ${flag.choices.join(', ')}.` : `Did you mean ${near}?`,
    )
  }
  return value
}
