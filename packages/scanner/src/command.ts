import type { ExitCode } from './exit-code.ts'
import { run as explain } from './explain.ts'
import type { Request } from './request.ts'
import { scan as scanBundle } from './sources/bundle.ts'
import { scan as scanFiles } from './sources/files.ts'
import { scan as scanHistory } from './sources/history.ts'
import { scan as scanHook } from './sources/hook.ts'
import { scan as scanStaged } from './sources/staged.ts'
import { scan as scanStdin } from './sources/stdin.ts'
import type { Tally } from './tally.ts'

/** A word of the command line. One that scans is a source; the report is the same for all. */
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
    source: scanFiles,
  },
  {
    name: 'staged',
    usage: 'keyward staged',
    summary: 'Find secrets that the next commit would add.',
    mayBeEmpty: true,
    source: scanStaged,
  },
  {
    name: 'history',
    usage: 'keyward history [RANGE]',
    summary: 'Find secrets in all that git keeps, or in what a range of commits brings.',
    source: scanHistory,
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
    name: 'explain',
    usage: 'keyward explain ID|PATH:LINE',
    summary: 'Tell what a kind of secret is, or what was found in a line and what was not.',
    action: explain,
  },
]
