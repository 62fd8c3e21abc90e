import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { linesOf } from '../git/log.ts'
import { runGit, type Repository } from '../git/repository.ts'
import { prepareRepository } from '../prepare.ts'
import type { Request } from '../request.ts'
import { addTally, emptyTally, type Tally } from '../tally.ts'
import { createTextScanner } from '../text-scanner.ts'
import { UsageError } from '../usage-error.ts'
import { scanCommits } from './history.ts'
import { scan as scanStaged } from './staged.ts'

type Hook = (request: Request) => Promise<Tally>

/** What git hands each of its hooks differs; what they look for does not. */
const hooks: Readonly<Record<string, Hook>> = {
  'pre-commit': async (request) => await scanStaged({ ...request, words: [] }),
  'commit-msg': scanMessage,
  'pre-push': scanPushed,
  'pre-receive': scanReceived,
  update: scanUpdated,
}

/** `keyward hook NAME`: does the work of a git hook. */
export async function scan(request: Request): Promise<Tally> {
  const [name = '', ...words] = request.words
  const hook = Object.hasOwn(hooks, name) ? hooks[name] : undefined
  if (hook) return await hook({ ...request, words })
  throw new UsageError(
    name === '' ? 'hook lacks the name of a hook.' : `Git's hook ${name} is not known here.`,
    `Write keyward hook ${Object.keys(hooks).join('|')}.`,
  )
}

async function scanMessage({ words, values, surroundings }: Request): Promise<Tally> {
  const [file] = words
  if (file === undefined) {
    throw new UsageError('commit-msg lacks the file of the message.', 'Git gives it to the hook.')
  }
  const { job } = await prepareRepository(values, surroundings)
  const tally = emptyTally()
  tally.counts.files++
  const message = readFileSync(resolve(surroundings.cwd, file))
  createTextScanner(job, tally).scan(message, 'commit message')
  return tally
}

/** Git says of each name what it was on the other side, and what it is to be. */
async function scanPushed(request: Request): Promise<Tally> {
  const [remote = ''] = request.words
  const updates = (await linesOfStdin(request)).map((line) => line.split(' '))
  return await scanUpdates(
    request,
    updates.map(([, to = '', , from = '']) => ({ from, to })),
    // What any branch of that side has is there already.
    [`--remotes=${remote.replace(/[*?[\\]/g, '\\$&')}`],
  )
}

async function scanReceived(request: Request): Promise<Tally> {
  const updates = (await linesOfStdin(request)).map((line) => line.split(' '))
  return await scanUpdates(
    request,
    updates.map(([from = '', to = '']) => ({ from, to })),
    ['--all'],
  )
}

async function scanUpdated(request: Request): Promise<Tally> {
  const [, from = '', to = ''] = request.words
  return await scanUpdates(request, [{ from, to }], ['--all'])
}

interface Update {
  readonly from: string
  readonly to: string
}

async function scanUpdates(
  { values, surroundings }: Request,
  updates: readonly Update[],
  known: readonly string[],
): Promise<Tally> {
  const prepared = await prepareRepository(values, surroundings)
  const sum = emptyTally()
  for (const { from, to } of updates) {
    if (!isCommit(to)) continue
    const commits = await newCommits(prepared.repository, from, to, known)
    addTally(sum, await scanCommits(commits, prepared))
  }
  return sum
}

async function newCommits(
  { root }: Repository,
  from: string,
  to: string,
  known: readonly string[],
): Promise<string[]> {
  const except = [...known, ...((await isHere(root, from)) ? [from] : [])]
  return linesOf(
    await runGit(root, 'rev-list', '--topo-order', '--reverse', to, '--not', ...except),
  )
}

/** What the other side has may never have been fetched. */
async function isHere(root: string, id: string): Promise<boolean> {
  if (!isCommit(id)) return false
  const found = await runGit(root, 'rev-list', '--ignore-missing', '--max-count=1', id)
  return found.length > 0
}

/** Zeros stand for a name that is made or removed. */
function isCommit(id: string): boolean {
  return /^[0-9a-f]{40,64}$/.test(id) && /[^0]/.test(id)
}

async function linesOfStdin({ surroundings }: Request): Promise<string[]> {
  const parts: Uint8Array[] = []
  for await (const part of surroundings.stdin) parts.push(part)
  return linesOf(Buffer.concat(parts))
}
