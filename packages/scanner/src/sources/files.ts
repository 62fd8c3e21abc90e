import { createPathFilter } from '@keyward/core/settings'
import { openCleanMemory, type CleanMemory } from '../clean-memory.ts'
import { findRepository } from '../git/repository.ts'
import { inTree, type Job } from '../job.ts'
import { prepare, type Prepared } from '../prepare.ts'
import { showProgress } from '../progress.ts'
import type { Request } from '../request.ts'
import type { Surroundings } from '../surroundings.ts'
import type { Tally } from '../tally.ts'
import { ThreadPool } from '../threads.ts'
import { createTrackedFiles, keysIn, type Ledger } from '../tracked-files.ts'
import { pathOf, type ListedFile } from './listed-file.ts'
import { guessCount, listPaths } from './paths.ts'

/** `keyward [PATH…]`: the files that git would keep, or those that are named. */
export async function scan(request: Request): Promise<Tally> {
  const { stderr, stopped, earlyThread } = request.surroundings
  const prepared = await prepare(request)
  const progress = showProgress(stderr)
  const watch = { progress: progress.show, stopped }
  const pool = new ThreadPool(prepared.job, watch, earlyThread)
  try {
    return await scanWith(pool, prepared, request.surroundings)
  } finally {
    pool.end()
    progress.clear()
  }
}

async function scanWith(
  pool: ThreadPool,
  { job, paths }: Prepared,
  { cwd, stopped }: Surroundings,
): Promise<Tally> {
  const memory = memoryFor(cwd, job)
  // What is remembered need not be read, so there may be little to do.
  if (memory?.isEmpty !== false) await pool.prepareFor(guessCount(paths, cwd))
  const isRemembering = memory?.isEmpty === false
  const list = await listPaths(paths, cwd, isRemembering)
  const included = createPathFilter(job.settings.paths)
  const tracked = memory && createTrackedFiles(list.tracked, memory, job)
  const wanted = list.files.filter(isIncluded)
  const known: ListedFile[] = []
  const unknown: ListedFile[] = []
  for (const file of wanted) {
    if (isRemembering && tracked?.isKnown(pathOf(file))) known.push(file)
    else unknown.push(file)
  }
  const ledgers: Ledger[] = []
  await scanTracked(unknown)
  // Git needs a while to tell what changed, and meanwhile the rest is done.
  const changed = await list.changed
  const again = known.filter((file) => tracked?.mayDiffer(pathOf(file), changed))
  await scanTracked(again)
  const others = await list.untracked
  const wantedOthers = others.filter(isIncluded)
  if (others.length > 0) await pool.scan(wantedOthers)
  const tally = pool.tally()
  tally.problems.push(...list.problems)
  tally.counts.remembered = known.length - again.length
  if (!stopped()) memory?.save(Buffer.concat(ledgers.map(keysIn)))
  tally.counts.excluded = list.files.length - wanted.length + others.length - wantedOthers.length
  return tally

  async function scanTracked(files: readonly ListedFile[]): Promise<void> {
    const ledger = tracked?.ledgerFor(files)
    if (ledger) ledgers.push(ledger)
    await pool.scan(files, ledger)
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
