import { join } from 'node:path'
import type { Problem } from '@keyward/core'
import { readLoose } from './objects/loose.ts'
import { looseFile } from './objects/stores.ts'
import { readThroughGit, type GitVisitor } from './objects/through-git.ts'
import type { Repository } from './repository.ts'

/** What was just added has files of its own, and few of them are read sooner than git starts. */
const fewBlobs = 1000

/** Reads blobs by their ids, and tells those that cannot be read. */
export async function readBlobs(
  { directory, commonDirectory }: Repository,
  ids: readonly string[],
  visitor: GitVisitor,
): Promise<Problem[]> {
  const objects = join(commonDirectory, 'objects')
  const rest: string[] = []
  for (const id of ids) {
    const loose = { id, path: looseFile(objects, id) }
    if (ids.length > fewBlobs) rest.push(id)
    else readLoose(loose, visitor.largestWhole, visitor.visit, (unread) => rest.push(unread))
  }
  return rest.length > 0 ? await readThroughGit(directory, rest, visitor) : []
}
