import { UsageError } from '@keyward/core/settings'
import { linesOf } from '../git/log.ts'
import { readThroughGit } from '../git/objects/through-git.ts'
import { runGitWith, type Repository } from '../git/repository.ts'
import { scanLargeText } from '../large-text.ts'
import { prepareRepository, type PreparedRepository } from '../prepare.ts'
import type { Request } from '../request.ts'
import { addTally, emptyTally, type Tally } from '../tally.ts'
import { createTextScanner } from '../text-scanner.ts'
import { scanCommits } from './history.ts'

/** A name that a push makes, moves or removes; zeros stand for what is not there. */
export interface Update {
  readonly name: string
  readonly from: string
  readonly to: string
}

/** What the other side would get: commits, tags, texts that no commit holds, and new names. */
export async function scanUpdates(
  updates: readonly Update[],
  known: readonly string[],
  { values, surroundings }: Request,
): Promise<Tally> {
  refuseUnread(updates)
  const prepared = await prepareRepository(values, surroundings)
  const { repository } = prepared
  const kinds = await kindsOf(repository, updates)
  const made = updates.map(({ to }) => to).filter((id) => isObject(id))
  const left = updates.map(({ from }) => from).filter((id) => kinds.has(id))
  const sum = emptyTally()
  scanNames(updates, prepared, sum)
  await scanWithoutCommit(
    made.map((id) => ({ id, kind: kinds.get(id) ?? '' })),
    prepared,
    sum,
  )
  if (made.length === 0) return sum
  const order = ['--topo-order', '--reverse']
  const commits = await listObjects(
    repository,
    [...made, ...left.map((id) => `^${id}`)],
    [...order, '--not', ...known],
  )
  addTally(sum, await scanCommits(commits, prepared))
  return sum
}

function isObject(id: string): boolean {
  return /[^0]/.test(id)
}

/** To understand nothing of what git says is not to find nothing. */
function refuseUnread(updates: readonly Update[]): void {
  const isId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/
  if (updates.every(({ from, to }) => isId.test(from) && isId.test(to))) return
  throw new UsageError(
    'What the hook was given is not what git gives it.',
    'Pass on its arguments and its standard input as they are.',
  )
}

/** What is here of both sides: what the other one has may never have been fetched. */
async function kindsOf(
  { root }: Repository,
  updates: readonly Update[],
): Promise<Map<string, string>> {
  const ids = new Set(updates.flatMap(({ from, to }) => [from, to]).filter((id) => isObject(id)))
  const form = '--batch-check=%(objectname) %(objecttype)'
  const answers = linesOf(await runGitWith(root, linesFrom([...ids]), 'cat-file', form))
  const kinds = new Map<string, string>()
  for (const line of answers) {
    const [id = '', kind = ''] = line.split(' ')
    if (kind !== 'missing') kinds.set(id, kind)
  }
  const missing = updates.find(({ to }) => isObject(to) && !kinds.has(to))
  if (missing) throw new UsageError(`There is no ${missing.to} here.`, 'Nothing was scanned.')
  return kinds
}

async function listObjects(
  { root }: Repository,
  revisions: readonly string[],
  options: readonly string[],
): Promise<string[]> {
  return linesOf(await runGitWith(root, linesFrom(revisions), 'rev-list', '--stdin', ...options))
}

function linesFrom(words: readonly string[]): string {
  return words.map((word) => `${word}\n`).join('')
}

function scanNames(updates: readonly Update[], { job }: PreparedRepository, tally: Tally): void {
  const made = updates.filter(({ from, to }) => !isObject(from) && isObject(to))
  const names = made.map(({ name }) => name)
  if (names.length === 0) return
  tally.counts.names += names.length
  const text = Buffer.from(names.join('\n'))
  createTextScanner(job, tally).scan(text, 'names of branches and tags', { where: 'ref name' })
}

/** Larger texts come piece by piece. */
const largestWhole = 32 * 1024 * 1024

interface Tip {
  readonly id: string
  readonly kind: string
}

/** Tags, tags of tags, and texts and folders that a name leads to without a commit. */
async function scanWithoutCommit(
  tips: readonly Tip[],
  prepared: PreparedRepository,
  tally: Tally,
): Promise<void> {
  const loose: string[] = []
  for (let left = tips; left.length > 0;) {
    loose.push(...left.filter(({ kind }) => /^(?:blob|tree)$/.test(kind)).map(({ id }) => id))
    const tags = left.filter(({ kind }) => kind === 'tag').map(({ id }) => id)
    left = tags.length > 0 ? await scanTags(tags, prepared, tally) : []
  }
  if (loose.length === 0) return
  const options = ['--objects', '--no-object-names']
  const blobs = await listObjects(prepared.repository, loose, options)
  await readTexts(blobs, prepared, tally, (id) => `blob ${id.slice(0, 12)}`)
}

/** Answers with what they are tags of. */
async function scanTags(
  tags: readonly string[],
  prepared: PreparedRepository,
  tally: Tally,
): Promise<Tip[]> {
  const below: Tip[] = []
  await readTexts(tags, prepared, tally, (id, text) => {
    const [, object, kind] = /^object (\w+)\ntype (\w+)$/m.exec(text) ?? []
    if (object !== undefined && kind !== undefined) below.push({ id: object, kind })
    return `tag ${id.slice(0, 12)}`
  })
  return below
}

async function readTexts(
  ids: readonly string[],
  { job, repository }: PreparedRepository,
  tally: Tally,
  nameOf: (id: string, head: string) => string,
): Promise<void> {
  const text = createTextScanner(job, tally)
  const problems = await readThroughGit(repository.directory, ids, {
    largestWhole,
    visit({ bytes, id, kind }) {
      const head = Buffer.from(bytes.subarray(0, 256)).toString('latin1')
      const path = nameOf(id(), head)
      if (kind === 'blob') tally.counts.blobs++
      else if (kind === 'tag') tally.counts.tags++
      if (kind === 'tag') text.scan(messageOf(bytes), path, { where: 'tag' })
      else text.scan(bytes, path)
      return undefined
    },
    async visitLarge({ id, pieces }) {
      const large = { path: nameOf(id, ''), pieces: pieces[Symbol.asyncIterator]() }
      await scanLargeText(large, text, tally)
    },
  })
  tally.problems.push(...problems)
}

function messageOf(tag: Uint8Array): Uint8Array {
  const end = Buffer.from(tag.buffer, tag.byteOffset, tag.length).indexOf('\n\n')
  return tag.subarray(end < 0 ? tag.length : end + 2)
}
