import type { Entry, Origin } from '@keyward/core'
import { createPathFilter, UsageError } from '@keyward/core/settings'
import { scanChanges, type Head, type PlacedChange } from '../changes.ts'
import { rangeOfCi } from '../ci-range.ts'
import { commitsOf, diffsOf, linesOf, refuseShallow, revisionsIn } from '../git/log.ts'
import { readThroughGit } from '../git/objects/through-git.ts'
import { runGit, type Repository } from '../git/repository.ts'
import { treeOfHead } from '../git/tree.ts'
import { namesLeadingTo } from '../git/whereabouts.ts'
import { createObjectSifter, originIn } from '../object-sifter.ts'
import { prepareRepository, type PreparedRepository } from '../prepare.ts'
import type { Request } from '../request.ts'
import { addTally, emptyTally, type Tally } from '../tally.ts'
import { scanWholeHistory } from '../whole-history.ts'

/** `keyward history [RANGE]`: every text git can reach, or what a range of commits brings. */
export async function scan({ words, values, surroundings }: Request): Promise<Tally> {
  const prepared = await prepareRepository(values, surroundings)
  const { repository } = prepared
  const range = await rangeAskedFor(words, values, surroundings.environment, repository)
  if (range === undefined) {
    return await scanWholeHistory(prepared, values.reachable !== undefined, surroundings)
  }
  const commits = await commitsInRange(repository, range)
  const tally = await scanRange(commits, prepared, () => headOf(prepared))
  return { ...tally, entries: await withNames(tally.entries, range, repository) }
}

/** What commits bring, compared with all their parents: they come oldest first. */
export async function scanCommits(
  commits: readonly string[],
  prepared: PreparedRepository,
): Promise<Tally> {
  refuseShallow(prepared.repository, commits)
  return await scanRange(commits, prepared)
}

async function scanRange(
  commits: readonly string[],
  prepared: PreparedRepository,
  head?: () => Promise<Head>,
): Promise<Tally> {
  const tally = emptyTally()
  const origins = await scanMessages(commits, prepared, tally)
  await scanTexts(commits, origins, prepared, tally, head)
  return tally
}

/** The commit that is checked out may be none of the range. */
async function headOf({ repository, placed }: PreparedRepository): Promise<Head> {
  const { blobs } = await treeOfHead(repository)
  const ids = new Set(blobs.map(({ id }) => id))
  const byPath = new Map(blobs.map(({ id, path }) => [placed(path), id]))
  return { has: (id) => ids.has(id), idAt: (path) => byPath.get(path) }
}

/** Tells from where each commit is reached: branches and tags before anything else. */
async function withNames(
  entries: readonly Entry[],
  range: string,
  repository: Repository,
): Promise<Entry[]> {
  const commits = new Set(entries.flatMap(({ origin }) => origin?.commit ?? []))
  const left = revisionsIn(range).filter((revision) => revision.startsWith('^'))
  const names = await namesLeadingTo(repository, commits, left)
  return entries.map((entry) => {
    const reachable = names.get(entry.origin?.commit ?? '')
    return reachable ? { ...entry, origin: { ...entry.origin, reachable } } : entry
  })
}

async function rangeAskedFor(
  words: readonly string[],
  values: Request['values'],
  environment: NodeJS.ProcessEnv,
  { root }: Repository,
): Promise<string | undefined> {
  if (words.length > 1) {
    throw new UsageError('history takes one range.', 'Write keyward history main.. for instance.')
  }
  refuseSeveral([
    [words[0] ?? '', words[0]],
    ['--since-last-tag', values['since-last-tag']],
    ['--ci', values.ci],
  ])
  if (values.ci !== undefined) return await rangeOfCi(environment, root)
  if (values['since-last-tag'] === undefined) return words[0]
  const tag = linesOf(await runGit(root, 'describe', '--tags', '--abbrev=0'))[0] ?? ''
  return `${tag}..HEAD`
}

/** Each of them says alone which commits are read. */
function refuseSeveral(ways: readonly (readonly [string, string | undefined])[]): void {
  const given = ways.filter(([, value]) => value !== undefined).map(([name]) => name)
  if (given.length < 2) return
  throw new UsageError(`history takes one range, not ${given.join(' and ')}.`, 'Leave one out.')
}

async function commitsInRange(repository: Repository, range: string): Promise<string[]> {
  const commits = await commitsOf(repository, range)
  if (commits.length === 0) {
    throw new UsageError(
      `The range ${range} holds no commits.`,
      'Check its ends: A..B is what B has and A has not.',
    )
  }
  refuseShallow(repository, commits)
  return commits
}

/** Messages are texts, too; and they tell who brings what. */
async function scanMessages(
  commits: readonly string[],
  { job, repository }: PreparedRepository,
  tally: Tally,
): Promise<Map<string, Origin>> {
  const { sifting, visit } = createObjectSifter(job)
  const origins = new Map<string, Origin>()
  const problems = await readThroughGit(repository.directory, commits, {
    largestWhole: 32 * 1024 * 1024,
    visit(object) {
      origins.set(object.id(), originIn(object.bytes, object.kind, object.id()))
      return visit(object)
    },
    visitLarge: () => Promise.resolve(),
  })
  addTally(tally, sifting.tally)
  tally.problems.push(...problems)
  return origins
}

async function scanTexts(
  commits: readonly string[],
  origins: ReadonlyMap<string, Origin>,
  { job, repository, placed }: PreparedRepository,
  tally: Tally,
  head?: () => Promise<Head>,
): Promise<void> {
  const diffs = await diffsOf(repository, commits, ['-M', '-l2000'])
  const included = createPathFilter(job.settings.paths)
  const changes: PlacedChange[] = []
  tally.counts.submodules += new Set(diffs.flatMap(({ submodules }) => submodules)).size
  for (const { commit, changes: brought } of diffs) {
    for (const { path, id, before } of brought) {
      const origin = origins.get(commit) ?? { commit }
      if (included(path)) changes.push({ path: placed(path), id, before, origin })
      else tally.counts.excluded++
    }
  }
  tally.counts.blobs += new Set(changes.map(({ id }) => id)).size
  await scanChanges(changes, repository, job, tally, head)
}
