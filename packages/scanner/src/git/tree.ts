import { fieldsOf, GitFailure, headOf, runGit, type Repository } from './repository.ts'

/** What the commit holds that is checked out. */
export interface HeadTree {
  readonly blobs: readonly TreeEntry[]
  readonly submodules: number
}

export interface TreeEntry {
  readonly id: string
  readonly path: string
}

export async function treeOfHead(repository: Repository): Promise<HeadTree> {
  const blobs: TreeEntry[] = []
  let submodules = 0
  for (const entry of await entriesOfHead(repository)) {
    const tab = entry.indexOf('\t')
    const [, kind, id = ''] = entry.slice(0, tab).split(' ')
    if (kind === 'blob') blobs.push({ id, path: entry.slice(tab + 1) })
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
