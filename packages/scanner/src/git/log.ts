import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '@keyward/core/settings'
import { readRawDiff, type RawDiff } from './raw-diff.ts'
import { fieldsOf, GitFailure, runGit, runGitWith, type Repository } from './repository.ts'

export interface CommitDiff extends RawDiff {
  readonly commit: string
}

/** The commits that a range adds, oldest first. `A...B` is what B adds since it left A. */
export async function commitsOf({ root }: Repository, range: string): Promise<string[]> {
  const order = ['--topo-order', '--reverse', '--end-of-options']
  try {
    return linesOf(await runGit(root, 'rev-list', ...order, ...revisionsIn(range), '--'))
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error
    throw new UsageError(
      `Git does not know the range ${range}.`,
      'Name commits that are here, or fetch them first (fetch-depth: 0).',
    )
  }
}

/** As git names what a range leads to, and what it leaves out. */
export function revisionsIn(range: string): string[] {
  const [, from = '', dots, to = ''] = /^(.*?)(\.{2,3})(.*)$/.exec(range) ?? []
  return dots ? [to || 'HEAD', `^${from || 'HEAD'}`] : [range]
}

/** A clone that was cut short does not know what its oldest commits brought. */
export function refuseShallow({ commonDirectory }: Repository, commits: readonly string[]): void {
  const file = join(commonDirectory, 'shallow')
  if (!existsSync(file)) return
  const cut = new Set(readFileSync(file, 'utf8').trim().split('\n'))
  if (commits.length > 0 && !commits.some((commit) => cut.has(commit))) return
  throw new UsageError(
    'This clone is shallow, and the commits asked for reach its end.',
    'Fetch the whole history first (git fetch --unshallow, or fetch-depth: 0).',
  )
}

/** What each commit brings, compared with all its parents. */
export async function diffsOf(
  { root }: Repository,
  commits: readonly string[],
  options: readonly string[],
): Promise<CommitDiff[]> {
  const form = ['--stdin', '-r', '-c', '--raw', '-z', '--root', '--no-abbrev', ...options]
  const input = commits.map((commit) => `${commit}\n`).join('')
  const fields = fieldsOf(await runGitWith(root, input, 'diff-tree', ...form))
  const diffs: CommitDiff[] = []
  for (let at = 0; at < fields.length;) {
    const commit = fields[at++] ?? ''
    const from = at
    while (at < fields.length && !isCommit(fields, at)) at++
    diffs.push({ commit, ...readRawDiff(fields.slice(from, at)) })
  }
  return diffs
}

/** Names may look like commits; what follows a commit, or ends the list, is a line of a diff. */
function isCommit(fields: readonly string[], at: number): boolean {
  const isId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(fields[at] ?? '')
  return isId && (fields[at + 1]?.startsWith(':') ?? true) && !isNameOf(fields, at)
}

/** The field before a name is a line of a diff, or, of a copy or rename, the other name. */
function isNameOf(fields: readonly string[], at: number): boolean {
  const before = fields[at - 1] ?? ''
  return before.startsWith(':') || /^:[^:].* [RC]\d*$/.test(fields[at - 2] ?? '')
}

export function linesOf(output: Buffer): string[] {
  return output
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
}
