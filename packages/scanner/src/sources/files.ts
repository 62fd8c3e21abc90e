import { createPathFilter } from '@keyward/core/settings'
import { openCleanMemory, type CleanMemory } from '../clean-memory.ts'
import { findRepository } from '../git/repository.ts'
import { inTree, type Job } from '../job.ts'
import { prepare } from '../prepare.ts'
import { showProgress } from '../progress.ts'
import type { Request } from '../request.ts'
import type { Tally } from '../tally.ts'
import { ThreadPool } from '../threads.ts'
import { createTrackedFiles } from '../tracked-files.ts'
import { pathOf, type ListedFile } from './listed-file.ts'
import { guessCount, listPaths } from './paths.ts'

/** `keyward [PATH…]`: the files that git would keep, or those that are named. */
export async function scan(request: Request): Promise<Tally> {
  const { cwd, stderr, stopped } = request.surroundings
  const { job, paths } = await prepare(request)
  const progress = showProgress(stderr)
  const pool = new ThreadPool(job, { progress: progress.show, stopped })
  const memory = memoryFor(cwd, job)
  // What is remembered need not be read, so there may be little to do.
  if (memory?.isEmpty !== false) await pool.prepareFor(guessCount(paths, cwd))
  const { files, untracked, problems, tracked } = await listPaths(paths, cwd)
  const included = createPathFilter(job.settings.paths)
  const known = memory && createTrackedFiles(tracked, memory, job, cwd)
  const wanted = files.filter(isIncluded)
  const unknown = wanted.filter((file) => !known?.isClean(pathOf(file)))
  await pool.scan(unknown)
  const others = await untracked
  if (others.length > 0) await pool.scan(others.filter(isIncluded))
  progress.clear()
  const tally = pool.end()
  tally.problems.push(...problems)
  tally.counts.remembered = wanted.length - unknown.length
  if (known && !stopped()) await memory.save(known.keysOf(silent(unknown, tally.told)))
  tally.counts.excluded = [...files, ...others].filter((file) => !isIncluded(file)).length
  return tally

  function isIncluded(file: ListedFile): boolean {
    return (
      (typeof file !== 'string' && file.named === true) || included(inTree(job.base, pathOf(file)))
    )
  }
}

function memoryFor(cwd: string, job: Job): CleanMemory | undefined {
  const repository = findRepository(cwd)
  return repository && openCleanMemory(repository.directory, 'clean-files', job)
}

/** Those of which nothing was told. */
function silent(files: readonly ListedFile[], told: readonly string[]): string[] {
  const others = new Set(told)
  return files.map((file) => pathOf(file)).filter((path) => !others.has(path))
}
