import type { Origin } from '@keyward/core'
import { createPathFilter } from '@keyward/core/settings'
import { scanChanges, type PlacedChange } from '../changes.ts'
import { rangeOfCi } from '../ci-range.ts'
import { commitsOf, diffsOf, linesOf, namedCommits, refuseShallow } from '../git/log.ts'
import { readThroughGit } from '../git/objects/through-git.ts'
import { runGit, type Repository } from '../git/repository.ts'
import { prepareRepository, type PreparedRepository } from '../prepare.ts'
import type { Request } from '../request.ts'
import { emptyTally, type Tally } from '../tally.ts'
import { createTextScanner } from '../text-scanner.ts'
import { UsageError } from '../usage-error.ts'

/** What is asked for: commits oldest first, and what no commit of them holds. */
interface Wanted {
  readonly commits: readonly string[]
  /** Texts of git's own that no commit brings: tags, and blobs that were never committed. */
  readonly tags: readonly string[]
  readonly blobs: readonly string[]
  readonly names: readonly string[]
  /** A range tells what is new; all of history tells what ever was. */
  readonly isRange: boolean
}

/** `keyward history [RANGE]`: every text git can reach, or what a range of commits brings. */
export async function scan({ words, values, surroundings }: Request): Promise<Tally> {
  const prepared = await prepareRepository(values, surroundings)
  const { repository } = prepared
  const range = await rangeAskedFor(words, values, surroundings.environment, repository)
  const wanted = await (range === undefined
    ? wholeHistory(repository, values.reachable !== undefined)
    : commitsInRange(repository, range))
  return await scanWanted(wanted, prepared)
}

/** What commits bring, compared with all their parents: they come oldest first. */
export async function scanCommits(
  commits: readonly string[],
  prepared: PreparedRepository,
): Promise<Tally> {
  refuseShallow(prepared.repository, commits)
  return await scanWanted({ commits, tags: [], blobs: [], names: [], isRange: true }, prepared)
}

async function scanWanted(wanted: Wanted, prepared: PreparedRepository): Promise<Tally> {
  const tally = emptyTally()
  tally.counts.commits += wanted.commits.length
  const origins = await scanMessages(wanted, prepared, tally)
  await scanTexts(wanted, origins, prepared, tally)
  return tally
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
  if (values.ci !== undefined) return await rangeOfCi(environment, root)
  if (values['since-last-tag'] === undefined) return words[0]
  const tag = linesOf(await runGit(root, 'describe', '--tags', '--abbrev=0'))[0] ?? ''
  return `${tag}..HEAD`
}

async function commitsInRange(repository: Repository, range: string): Promise<Wanted> {
  const commits = await commitsOf(repository, range)
  if (commits.length === 0) {
    throw new UsageError(
      `The range ${range} holds no commits.`,
      'Check its ends: A..B is what B has and A has not.',
    )
  }
  refuseShallow(repository, commits)
  return { commits, tags: [], blobs: [], names: [], isRange: true }
}

async function wholeHistory(repository: Repository, onlyNamed: boolean): Promise<Wanted> {
  refuseShallow(repository, [])
  const { root } = repository
  const named = await namedCommits(repository, !onlyNamed)
  const names = linesOf(await runGit(root, 'for-each-ref', '--format=%(refname)'))
  const everything = linesOf(
    await runGit(
      ...([root, 'cat-file', '--batch-all-objects', '--unordered', '--buffer'] as const),
      '--batch-check=%(objectname) %(objecttype)',
    ),
  )
  const known = new Set(named)
  const wanted = { commits: [...named], tags: [] as string[], blobs: [] as string[] }
  for (const line of everything) {
    const [id = '', kind] = line.split(' ')
    if (kind === 'tag') wanted.tags.push(id)
    else if (kind === 'blob' && !onlyNamed) wanted.blobs.push(id)
    else if (kind === 'commit' && !onlyNamed && !known.has(id)) wanted.commits.push(id)
  }
  return { ...wanted, names, isRange: false }
}

/** Messages of commits and tags, and the names of branches and tags, are texts too. */
async function scanMessages(
  { commits, tags, names }: Wanted,
  { job, repository }: PreparedRepository,
  tally: Tally,
): Promise<Map<string, Origin>> {
  const text = createTextScanner(job, tally)
  const origins = new Map<string, Origin>()
  const problems = await readThroughGit(repository.directory, [...commits, ...tags], {
    largestWhole: 32 * 1024 * 1024,
    visit({ kind, bytes, id }) {
      const origin = originOf(bytes, id(), kind)
      if (kind === 'commit') origins.set(id(), origin)
      const where = kind === 'tag' ? 'tag' : 'commit message'
      text.scan(messageOf(bytes), `${kind} ${id().slice(0, 12)}`, { ...origin, where })
      return undefined
    },
    visitLarge: () => Promise.resolve(),
  })
  tally.problems.push(...problems)
  if (names.length > 0) {
    text.scan(Buffer.from(names.join('\n')), 'names of branches and tags', { where: 'ref name' })
  }
  return origins
}

function originOf(bytes: Uint8Array, id: string, kind: string): Origin {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('utf8')
  const line = /^(?:author|tagger) (?<author>.*) (?<seconds>\d+) [+-]\d{4}$/m.exec(head)?.groups
  const date = new Date(Number(line?.['seconds'] ?? 0) * 1000).toISOString().replace('.000', '')
  const who = line ? { author: line['author'] ?? '', date } : {}
  return kind === 'commit' ? { commit: id, ...who } : who
}

function messageOf(bytes: Uint8Array): Uint8Array {
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf('\n\n')
  return end < 0 ? bytes.subarray(bytes.length) : bytes.subarray(end + 2)
}

async function scanTexts(
  wanted: Wanted,
  origins: ReadonlyMap<string, Origin>,
  { job, repository, placed }: PreparedRepository,
  tally: Tally,
): Promise<void> {
  const renames = wanted.isRange ? ['-M', '-l2000'] : []
  const diffs = await diffsOf(repository, wanted.commits, renames)
  const included = createPathFilter(job.settings.paths)
  const changes: PlacedChange[] = []
  const seen = new Set<string>()
  for (const { commit, changes: brought, submodules } of diffs) {
    tally.counts.submodules += submodules
    for (const { path, id, before } of brought) {
      seen.add(id)
      if (!included(path)) {
        tally.counts.excluded++
        continue
      }
      const origin = origins.get(commit) ?? { commit }
      changes.push({ path: placed(path), id, before: wanted.isRange ? before : [], origin })
    }
  }
  for (const id of wanted.blobs) {
    if (!seen.has(id)) changes.push({ path: `blob ${id.slice(0, 12)}`, id, before: [], origin: {} })
  }
  tally.counts.blobs += new Set(changes.map(({ id }) => id)).size
  await scanChanges(changes, repository, job, tally)
}
