import { fieldsOf, GitFailure, headOf, runGit, type Repository } from './repository.ts'

/** What the commit holds that is checked out. */
export interface HeadTree {
  /** Paths by blob; of several one. */
  readonly blobs: ReadonlyMap<string, string>
  readonly submodules: number
}

export async function treeOfHead(repository: Repository): Promise<HeadTree> {
  const blobs = new Map<string, string>()
  let submodules = 0
  for (const entry of await entriesOfHead(repository)) {
    const tab = entry.indexOf('\t')
    const [, kind, id = ''] = entry.slice(0, tab).split(' ')
    if (kind === 'blob') blobs.set(id, entry.slice(tab + 1))
    else submodules++
  }
  return { blobs, submodules }
}

async function entriesOfHead({ root }: Repository): Promise<string[]> {
  try {
    return fieldsOf(await runGit(root, 'ls-tree', '-r', '-z', '--full-tree', 'HEAD'))
  } catch (error) {
    // There is no commit yet.
    if (error instanceof GitFailure && (await headOf(root)) === undefined) return []
    throw error
  }
}
