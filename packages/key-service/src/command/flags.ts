import { parseArgs } from 'node:util'
import { optionsOf, readTokens, type Arguments, type Flag } from '@keyward/core/settings'
import { roles } from '../role.ts'

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

export function readCommandLine(args: readonly string[]): Arguments<FlagName> {
  const options = optionsOf(flags)
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true })
  return readTokens<FlagName>(tokens, flags, 'keyward-keys')
}
