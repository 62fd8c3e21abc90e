import { run as approve } from './command/approve.ts'
import { run as incidents } from './command/incidents.ts'
import { run as jobs } from './command/jobs.ts'
import { run as killSwitch } from './command/kill-switch.ts'
import { run as preset } from './command/preset.ts'
import { run as release } from './command/release.ts'
import { run as serve } from './command/serve.ts'
import type { Request } from './request.ts'

/** A word of the command line; answers with the exit code. */
export interface Command {
  readonly name: string
  readonly usage: string
  readonly summary: string
  readonly run: (request: Request) => Promise<number>
}

export const commands: readonly Command[] = [
  {
    name: 'serve',
    usage: 'keyward-revoke serve',
    summary: 'Listen to reports of leaked keys and have the keys revoked.',
    run: serve,
  },
  {
    name: 'incidents',
    usage: 'keyward-revoke incidents [ID]',
    summary: 'List what leaked, or tell one incident with its timeline.',
    run: incidents,
  },
  {
    name: 'approve',
    usage: 'keyward-revoke approve ID…',
    summary: 'Have done what waits for approval, or what a dry run would have done.',
    run: approve,
  },
  {
    name: 'release',
    usage: 'keyward-revoke release ID --reason TEXT [--confirm LAST4]',
    summary: 'Open a quarantined key again, with a key of your own in KEYWARD_RELEASE_KEY.',
    run: release,
  },
  {
    name: 'kill-switch',
    usage: 'keyward-revoke kill-switch [on|off] [SCOPE] --reason TEXT',
    summary: 'Keep keys from being changed: all, origin:NAME or organisation:NAME.',
    run: killSwitch,
  },
  {
    name: 'jobs',
    usage: 'keyward-revoke jobs list|retry ID…|retry all',
    summary: 'List what was given up after many attempts, or have it tried again.',
    run: jobs,
  },
  {
    name: 'preset',
    usage: 'keyward-revoke preset list|show ID|run ID',
    summary: 'End one secret of another provider: it is read from stdin, and told that provider.',
    run: preset,
  },
]
