import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPathFilter, UsageError } from '@keyward/core/settings'
import { scanChanges } from '../changes.ts'
import type { Request } from '../request.ts'
import { idLengthOf } from '../git/objects/stores.ts'
import { readRawDiff, type Change, type RawDiff } from '../git/raw-diff.ts'
import { fieldsOf, GitFailure, headOf, runGit, type Repository } from '../git/repository.ts'
import { prepareRepository } from '../prepare.ts'
import { emptyTally, type Tally } from '../tally.ts'

/** `keyward staged`: what the next commit would add, as it stands in the index. */
export async function scan({ words, values, surroundings }: Request): Promise<Tally> {
  if (words.length > 0) {
    throw new UsageError('staged takes no words.', 'It reads what the next commit would add.')
  }
  const { job, repository, placed } = await prepareRepository(values, surroundings)
  const tally = emptyTally()
  const { changes, submodules } = await readStaged(repository)
  const included = createPathFilter(job.settings.paths)
  const wanted = changes.filter(({ path }) => included(path))
  tally.counts.submodules += submodules.length
  tally.counts.excluded += changes.length - wanted.length
  tally.counts.files += wanted.length
  const named = wanted.map((change) => ({ ...change, path: placed(change.path) }))
  await scanChanges(named, repository, job, tally)
  return tally
}

/** What differs from every commit that the next one will follow: several, while merging. */
async function readStaged(repository: Repository): Promise<RawDiff> {
  const staged = await compareWithHead(repository)
  let { changes } = staged
  for (const other of mergeHeads(repository)) {
    const compared = await compareIndex(repository, other)
    const byPath = new Map(compared.changes.map((change) => [change.path, change]))
    changes = changes.flatMap((change) => withBefore(change, byPath.get(change.path)))
  }
  return { changes, submodules: staged.submodules }
}

/** Nothing, where the other side of a merge has the same text. */
function withBefore(change: Change, other: Change | undefined): Change[] {
  return other ? [{ ...change, before: [...change.before, ...other.before] }] : []
}

async function compareWithHead(repository: Repository): Promise<RawDiff> {
  try {
    return await compareIndex(repository, 'HEAD')
  } catch (error) {
    if (!(error instanceof GitFailure) || (await headOf(repository.root)) !== undefined) throw error
    return await compareIndex(repository, emptyTree(repository))
  }
}

/** The other commits that the next one will follow, while merging. */
function mergeHeads({ directory }: Repository): string[] {
  const file = join(directory, 'MERGE_HEAD')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
}

async function compareIndex({ root }: Repository, commit: string): Promise<RawDiff> {
  const words = ['diff-index', '--cached', '--raw', '-z', '--no-abbrev', '-M', '-l2000', commit]
  return readRawDiff(fieldsOf(await runGit(root, ...words)))
}

/** What a repository without a commit is compared with; git knows it without storing it. */
function emptyTree({ directory }: Repository): string {
  return idLengthOf(directory) === 32
    ? '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321'
    : '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
}
