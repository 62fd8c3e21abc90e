import { parseArgs } from 'node:util'
import { optionsOf, readTokens, type Arguments, type Flag } from '@keyward/core/settings'
import { incidentStates } from './incident.ts'

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

export function readCommandLine(args: readonly string[]): Arguments<string> {
  const options = optionsOf(flags)
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true })
  return readTokens<string>(tokens, flags, 'keyward-revoke')
}
