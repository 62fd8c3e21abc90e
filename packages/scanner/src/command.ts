import type { ExitCode } from './exit-code.ts'
import { run as explain } from './explain.ts'
import type { Request } from './request.ts'
import { scan as scanBundle } from './sources/bundle.ts'
import { scan as scanResults } from './sources/eslint.ts'
import { scan as scanFiles } from './sources/files.ts'
import { scan as scanHistory } from './sources/history.ts'
import { scan as scanHook } from './sources/hook.ts'
import { install as installHooks, uninstall as uninstallHooks } from './sources/hook-install.ts'
import { scan as scanStaged } from './sources/staged.ts'
import { scan as scanStdin } from './sources/stdin.ts'
import { filesOfSubmodules, textsOfSubmodules } from './submodules.ts'
import type { Tally } from './tally.ts'

/** What the command line begins with. One that scans is a source; the report is the same for all. */
export type Command = {
  readonly name: string
  readonly usage: string
  readonly summary: string
  /** To have nothing to read is no fault of such a source. */
  readonly mayBeEmpty?: true
} & (
  | { readonly source: (request: Request) => Promise<Tally> }
  | { readonly action: (request: Request) => Promise<ExitCode> }
)

/** The first is meant when no command is named. */
export const commands: readonly [Command, ...Command[]] = [
  {
    name: 'files',
    usage: 'keyward [PATH…]',
    summary: 'Find secrets in files; in the whole repository without PATH.',
    source: filesOfSubmodules(scanFiles),
  },
  {
    name: 'staged',
    usage: 'keyward staged',
    summary: 'Find secrets that the next commit would add.',
    mayBeEmpty: true,
    source: textsOfSubmodules(scanStaged),
  },
  {
    name: 'history',
    usage: 'keyward history [RANGE]',
    summary: 'Find secrets in all that git keeps, or in what a range of commits brings.',
    source: textsOfSubmodules(scanHistory),
  },
  {
    name: 'hook install',
    usage: 'keyward hook install [HOOK…]',
    summary: 'Have git run Keyward: before each commit, unless other hooks are named.',
    action: installHooks,
  },
  {
    name: 'hook uninstall',
    usage: 'keyward hook uninstall [HOOK…]',
    summary: 'Take that back, and give back the hooks that were there before.',
    action: uninstallHooks,
  },
  {
    name: 'hook',
    usage: 'keyward hook NAME',
    summary: 'Do the work of a git hook: pre-commit, commit-msg, pre-push, pre-receive or update.',
    mayBeEmpty: true,
    source: scanHook,
  },
  {
    name: 'stdin',
    usage: 'keyward stdin',
    summary: 'Find secrets in one text of any length.',
    mayBeEmpty: true,
    source: scanStdin,
  },
  {
    name: 'bundle',
    usage: 'keyward bundle DIR',
    summary: 'Find secrets in what a build ships to browsers, told by their sources.',
    source: scanBundle,
  },
  {
    name: 'eslint',
    usage: 'keyward eslint FILE',
    summary:
      'Tell the secrets that rules of Keyward found, from results that ESLint wrote as JSON.',
    source: scanResults,
  },
  {
    name: 'explain',
    usage: 'keyward explain ID|PATH:LINE',
    summary: 'Tell what a kind of secret is, or what was found in a line and what was not.',
    action: explain,
  },
]

/** The command that these words begin with, and the words that are left for it. */
export function commandOf(words: readonly string[]): [Command, readonly string[]] {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ')
    const command = commands.find((command) => command.name === name)
    if (command) return [command, words.slice(length)]
  }
  return [commands[0], words]
}
