import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '@keyward/core'
import { linesOf } from './log.ts'
import { runGit, type Repository } from './repository.ts'
import type { HeadTree } from './tree.ts'

/** What history speaks of and this repository does not have. */
export async function missingObjects(
  repository: Repository,
  { blobs }: HeadTree,
  isStored: (id: string) => boolean,
): Promise<Problem[]> {
  const promised = isPartial(repository) ? await promisedObjects(repository) : []
  const known = new Set(promised)
  const lost = blobs.filter(({ id }) => !isStored(id) && !known.has(id))
  return [
    ...promised.map((id) => ({
      path: id,
      reason: 'This clone is partial and lacks this object (git fetch --refetch).',
    })),
    ...lost.map(({ path }) => ({ path, reason: 'This object is missing or damaged.' })),
  ]
}

/**
 * What history leads to and this repository lacks, beside what it was promised. What dangles may
 * lead to what git has thrown away.
 */
export async function lostObjects(repository: Repository): Promise<Problem[]> {
  if (isPartial(repository)) return []
  const lost = await promisedObjects(repository)
  return lost.map((path) => ({ path, reason: 'This object is missing or damaged.' }))
}

/** Only to a partial clone somebody has promised what it lacks. */
function isPartial({ commonDirectory }: Repository): boolean {
  const packs = join(commonDirectory, 'objects', 'pack')
  return readdirSync(packs, { withFileTypes: true }).some(({ name }) => name.endsWith('.promisor'))
}

async function promisedObjects({ root }: Repository): Promise<string[]> {
  const names = ['--all', '--reflog']
  const lines = linesOf(await runGit(root, 'rev-list', '--objects', '--missing=print', ...names))
  return lines.filter((line) => line.startsWith('?')).map((line) => line.slice(1))
}
