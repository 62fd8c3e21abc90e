import { createPathFilter } from '@keyward/core/settings'
import { openCleanMemory, type CleanMemory } from '../clean-memory.ts'
import { findRepository } from '../git/repository.ts'
import { inTree, type Job } from '../job.ts'
import { prepare } from '../prepare.ts'
import { showProgress } from '../progress.ts'
import type { Request } from '../request.ts'
import type { Tally } from '../tally.ts'
import { ThreadPool } from '../threads.ts'
import { createTrackedFiles, keysIn } from '../tracked-files.ts'
import { pathOf, type ListedFile } from './listed-file.ts'
import { guessCount, listPaths } from './paths.ts'

/** `keyward [PATH…]`: the files that git would keep, or those that are named. */
export async function scan(request: Request): Promise<Tally> {
  const { cwd, stderr, stopped, earlyThread } = request.surroundings
  const { job, paths } = await prepare(request)
  const progress = showProgress(stderr)
  const pool = new ThreadPool(job, { progress: progress.show, stopped }, earlyThread)
  const memory = memoryFor(cwd, job)
  // What is remembered need not be read, so there may be little to do.
  if (memory?.isEmpty !== false) await pool.prepareFor(guessCount(paths, cwd))
  const asksForChanged = memory?.isEmpty === false
  const list = await listPaths(paths, cwd, asksForChanged)
  const { files, untracked, problems } = list
  const included = createPathFilter(job.settings.paths)
  const known = memory && createTrackedFiles(list.tracked, await list.changed, memory, job, cwd)
  const wanted = files.filter(isIncluded)
  const unknown = asksForChanged ? wanted.filter(isUnknown) : wanted
  const ledger = known?.ledgerFor(unknown)
  await pool.scan(unknown, ledger)
  const others = await untracked
  const wantedOthers = others.filter(isIncluded)
  if (others.length > 0) await pool.scan(wantedOthers)
  progress.clear()
  const tally = pool.end()
  tally.problems.push(...problems)
  tally.counts.remembered = wanted.length - unknown.length
  if (ledger && !stopped()) memory?.save(keysIn(ledger))
  tally.counts.excluded = files.length - wanted.length + others.length - wantedOthers.length
  return tally

  function isUnknown(file: ListedFile): boolean {
    return !known?.isClean(pathOf(file))
  }

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
