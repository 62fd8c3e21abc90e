import { parseArgs } from 'node:util'
import { optionsOf, readTokens, type Arguments, type Flag } from '@keyward/core/settings'

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
export type CommandLine = Arguments<FlagName>

export function readCommandLine(args: readonly string[]): CommandLine {
  const options = optionsOf(flags)
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true })
  return readTokens<FlagName>(tokens, flags, 'keyward')
}
