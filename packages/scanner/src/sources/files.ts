import { createPathFilter } from '@keyward/core/settings'
import { inTree } from '../job.ts'
import { prepare } from '../prepare.ts'
import { showProgress } from '../progress.ts'
import type { Request } from '../request.ts'
import type { Tally } from '../tally.ts'
import { ThreadPool } from '../threads.ts'
import { pathOf, type ListedFile } from './listed-file.ts'
import { guessCount, listPaths } from './paths.ts'

/** `keyward [PATH…]`: the files that git would keep, or those that are named. */
export async function scan(request: Request): Promise<Tally> {
  const { cwd, stderr, stopped } = request.surroundings
  const { job, paths } = await prepare(request)
  const progress = showProgress(stderr)
  const pool = new ThreadPool(job, { progress: progress.show, stopped })
  await pool.prepareFor(guessCount(paths, cwd))
  const { files, untracked, problems } = await listPaths(paths, cwd)
  const included = createPathFilter(job.settings.paths)
  await pool.scan(files.filter(isIncluded))
  const others = await untracked
  if (others.length > 0) await pool.scan(others.filter(isIncluded))
  progress.clear()
  const tally = pool.end()
  tally.problems.push(...problems)
  tally.counts.excluded = [...files, ...others].filter((file) => !isIncluded(file)).length
  return tally

  function isIncluded(file: ListedFile): boolean {
    return (
      (typeof file !== 'string' && file.named === true) || included(inTree(job.base, pathOf(file)))
    )
  }
}
