import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, posix, relative, resolve, sep } from 'node:path'
import type { Confidence } from '@keyward/core'
import { UsageError } from '@keyward/core/settings'
import { findSettings, type Found } from './config/settings-file.ts'
import type { Request } from './request.ts'
import { findRepository, firstCommit, type Repository } from './git/repository.ts'
import type { Job } from './job.ts'
import { tellExpired } from './report.ts'
import type { Surroundings } from './surroundings.ts'

export interface Prepared {
  readonly job: Job
  /** What the person named, or the whole repository. */
  readonly paths: readonly string[]
}

/** What a scan of paths needs to know before it begins. */
export async function prepare({ words, values, surroundings }: Request): Promise<Prepared> {
  const { cwd } = surroundings
  const paths = words.length > 0 ? words : [findRepository(cwd)?.root ?? cwd]
  const found = findSettings(folderOf(resolve(cwd, paths[0] ?? '.')), values.config)
  return { job: await jobFor(found, values, surroundings), paths }
}

export interface PreparedRepository {
  readonly job: Job
  readonly repository: Repository
  /** A path from the root of the repository, as seen from where the command runs. */
  readonly placed: (path: string) => string
}

/** What a scan of the repository around the command needs to know. */
export async function prepareRepository(
  values: Request['values'],
  surroundings: Surroundings,
): Promise<PreparedRepository> {
  const { cwd } = surroundings
  const found = findSettings(cwd, values.config)
  const { repository } = found
  if (!repository) {
    throw new UsageError('There is no git repository here.', 'Run it inside one.')
  }
  const inside = relative(repository.root, cwd).replaceAll(sep, '/')
  return {
    job: await jobFor(found, values, surroundings),
    repository,
    placed: (path) => (inside === '' ? path : posix.relative(inside, path)),
  }
}

async function jobFor(
  found: Found,
  values: Request['values'],
  { cwd, today, stderr }: Surroundings,
): Promise<Job> {
  const { settings, root } = found
  tellExpired(settings, today, stderr)
  const salt = needsSalt(found, values.format) ? await saltOf(found) : undefined
  return {
    settings,
    confidence: (values.confidence ?? settings.confidence) as Confidence,
    today,
    base: relative(root, cwd).replaceAll(sep, '/'),
    ...(salt === undefined ? {} : { salt }),
    ...(values.report === undefined ? {} : { proofs: true }),
  }
}

function folderOf(path: string): string {
  const isFolder = existsSync(path) && statSync(path).isDirectory()
  return isFolder ? path : dirname(path)
}

/** Asking for the first commit costs time, and other reports show no fingerprints. */
function needsSalt({ settings }: Found, format: string | undefined): boolean {
  const isTold = format === 'json' || format === 'sarif'
  return isTold || settings.allow.some(({ fingerprint }) => fingerprint !== undefined)
}

async function saltOf({ settings, root, repository }: Found): Promise<string | undefined> {
  if (settings.salt !== undefined) return settings.salt
  // Outside a repository a fingerprint holds for this folder alone.
  const salt = repository ? await firstCommit(repository) : realpathSync(root)
  if (salt === undefined && settings.allow.some(({ fingerprint }) => fingerprint !== undefined)) {
    throw new UsageError(
      'keyward.toml allows by fingerprint, and this clone lacks the first commit they are made with.',
      'Fetch the whole history (fetch-depth: 0), or set salt in keyward.toml.',
    )
  }
  return salt
}
