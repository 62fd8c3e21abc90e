import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry } from '@keyward/core'
import type { Leak } from '@keyward/revoke/sender'
import { findSettings } from './config/settings-file.ts'
import { runGit, type Repository } from './git/repository.ts'
import type { CommandLine } from './flags.ts'
import type { Request } from './request.ts'

/** The value of a switch that somebody typed. */
const asked = ''

/** What a run of a CI service and a push bring is reported where that is configured at all. */
export function withReport({ words, values }: CommandLine): CommandLine {
  const isImplied = values.ci !== undefined || (words[0] === 'hook' && words[1] === 'pre-push')
  return { words, values: isImplied ? { report: 'implied', ...values } : values }
}

/** Has what leaked revoked, if keyward.toml says by whom. Whatever comes of it, the scan is done. */
export async function reportLeaks(
  entries: readonly Entry[],
  command: string,
  { values, surroundings }: Request,
): Promise<void> {
  const { cwd, environment, stderr } = surroundings
  const { settings, repository } = findSettings(cwd, values.config)
  const leaks = entries.flatMap((entry) => leakOf(entry))
  if (leaks.length === 0) return
  const { sendLeaks, sentenceOf } = await import('@keyward/revoke/sender')
  const url = repository && (await remoteOf(repository))
  const sent = await sendLeaks(leaks, {
    settings: settings.revoke,
    sight: {
      of: command === 'history' ? 'commits' : 'files',
      environment,
      readFile: (path) => readFileSync(path, 'utf8'),
    },
    now: Date.now,
    fetch,
    ...(url ? { repository: url } : {}),
    ...(repository ? { spool: join(repository.commonDirectory, 'keyward', 'spool') } : {}),
  })
  // Who did not ask for a report need not hear that there is nobody to tell.
  if (sent.state !== 'none' || values.report === asked) {
    stderr.write(`${sentenceOf(sent, leaks.length)}\n`)
  }
}

function leakOf({ verdict, proof, ...entry }: Entry): readonly Leak[] {
  if (verdict.state !== 'new' || !proof) return []
  const { detector, confidence, path, line, origin } = entry
  const commit = origin?.commit === undefined ? {} : { commit: origin.commit }
  return [{ ...proof, detector, confidence, path, line, ...commit }]
}

async function remoteOf(repository: Repository): Promise<string | undefined> {
  try {
    const url = await runGit(repository.root, 'config', '--get', 'remote.origin.url')
    return url.toString().trim()
  } catch {
    // A repository without a remote is none that anybody else has seen.
    return undefined
  }
}
