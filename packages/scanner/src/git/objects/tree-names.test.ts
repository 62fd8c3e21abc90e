import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createObjectsReader, planObjects } from './objects.ts'
import { TreeNames } from './tree-names.ts'

const scratch = mkdtempSync(join(tmpdir(), 'keyward-trees-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

it.each(Array.from({ length: 12 }, (_, seed) => seed))(
  'every name that a tree gives a blob is found, however trees are packed, in history %i',
  { timeout: 60_000 },
  async (seed) => {
    const repository = join(scratch, String(seed))
    const format = seed % 4 === 3 ? 'sha256' : 'sha1'
    git(scratch, ['init', '--quiet', `--object-format=${format}`, repository])
    git(repository, ['config', 'fastimport.unpackLimit', seed % 3 === 2 ? '100000' : '0'])
    git(repository, ['fast-import', '--quiet'], manyFolders(seed))
    if (seed % 3 === 1) git(repository, ['repack', '-adfq', '--depth=200', '--window=50'])
    const expected = namesThroughGit(repository)
    const ids = [...expected.keys()]
    expect(ids.length).toBeGreaterThan(100)
    // All at once, and so few that next to no tree names one.
    for (const sought of [ids, ids.slice(0, 3), ids.slice(50, 51)]) {
      const { names, trees } = await namesIn(repository, sought)
      expect(names).toEqual(new Map(sought.map((id) => [id, expected.get(id)])))
      if (sought.length === 1 && seed % 3 !== 2) expect(trees).toBeLessThan(100)
    }
  },
)

async function namesIn(
  repository: string,
  sought: readonly string[],
): Promise<{ names: ReadonlyMap<string, ReadonlySet<string>>; trees: number }> {
  const gitDirectory = join(repository, '.git')
  const { plan, unread } = await planObjects({ gitDirectory, isClean: () => false })
  const names = new TreeNames(sought)
  let trees = 0
  const left = [...unread]
  const reader = createObjectsReader(plan, {
    visit(tree) {
      trees++
      names.look(tree)
      return undefined
    },
    unread: (id) => left.push(id),
    memory: 32 * 1024 * 1024,
    sought,
  })
  for (let step = 0; step < plan.treeSteps; step += 7) reader.readTrees(step, step + 7)
  reader.close()
  expect(left).toEqual([])
  return { names: names.found, trees }
}

function namesThroughGit(repository: string): Map<string, Set<string>> {
  const all = git(repository, ['cat-file', '--batch-all-objects', '--batch-check'])
  const names = new Map<string, Set<string>>()
  for (const line of all.split('\n')) {
    const [tree = '', kind] = line.split(' ')
    if (kind !== 'tree') continue
    for (const entry of git(repository, ['ls-tree', '-z', tree]).split('\0')) {
      const [facts = '', name = ''] = entry.split('\t')
      const [, of, id = ''] = facts.split(' ')
      if (of === 'blob') names.set(id, (names.get(id) ?? new Set()).add(name))
    }
  }
  return names
}

/** Files come, go, move and change places, in folders small and large. */
function manyFolders(seed: number): string {
  let state = seed + 1
  const paths: string[] = []
  let stream = ''
  for (let commit = 0; commit < 120; commit++) {
    stream += `commit refs/heads/main\ncommitter A Person <person@example.org> ${1_600_000_000 + commit} +0000\n`
    stream += 'data 4\nmore\n'
    for (let left = 1 + below(3); left > 0; left--) stream += change()
  }
  return stream

  function change(): string {
    const known = paths[below(paths.length + 1)]
    const kind = below(6)
    if (known === undefined || kind > 2) {
      const path = `${['', 'a/', 'a/b/', 'wide/'][below(4)]!}${'name'.repeat(below(9))}${below(400)}`
      paths.push(path)
      return written(path)
    }
    if (kind > 0) return written(known)
    paths.splice(paths.indexOf(known), 1)
    return `D ${known}\n`
  }

  function written(path: string): string {
    const text = `text ${below(300)}`
    return `M 100644 inline ${path}\ndata ${text.length}\n${text}\n`
  }

  function below(limit: number): number {
    state = (state * 48271) % 2147483647
    return state % limit
  }
}

function git(directory: string, argv: readonly string[], input = ''): string {
  return execFileSync('git', ['-C', directory, ...argv], { input, maxBuffer: 2 ** 28 }).toString()
}
