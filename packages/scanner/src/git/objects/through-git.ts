import type { ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import type { Problem } from '@keyward/core'
import { gitArguments, gitEnvironment } from '../repository.ts'
import { ByteStream, EndOfStream } from './byte-stream.ts'
import type { BlobVisitor, ObjectKind } from './stored-blob.ts'

/** A text that is too large to be held. */
export interface LargeBlob {
  readonly kind: ObjectKind
  readonly id: string
  readonly size: number
  /** Each piece is valid until the next one; what is not read is skipped. */
  readonly pieces: AsyncIterable<Buffer>
}

export interface GitVisitor {
  /** All of its text is new, and nothing is made from it. */
  readonly visit: BlobVisitor
  readonly visitLarge: (blob: LargeBlob) => Promise<void>
  /** Larger texts come in pieces. */
  readonly largestWhole: number
}

type GitProcess = ChildProcessByStdio<Writable, Readable, Readable>

/** Objects as git itself reads them: slow, but it knows all there is to know. */
export async function readThroughGit(
  gitDirectory: string,
  ids: readonly string[],
  visitor: GitVisitor,
): Promise<Problem[]> {
  const problems: Problem[] = []
  for (let next = 0; next < ids.length;) {
    const answered = await readSome(gitDirectory, ids.slice(next), visitor, problems)
    next += answered
  }
  return problems
}

/** How many of the ids have been dealt with: git gives up at an object it finds damaged. */
async function readSome(
  gitDirectory: string,
  ids: readonly string[],
  visitor: GitVisitor,
  problems: Problem[],
): Promise<number> {
  const git = await startGit(gitDirectory, ['--batch', '--buffer'])
  const errors = collect(git.stderr)
  const ended = endOf(git)
  git.stdin.end(ids.map((id) => `${id}\n`).join(''))
  const stream = new ByteStream(git.stdout)
  let answered = 0
  try {
    for (const id of ids) {
      await readOne(id, stream, visitor, problems)
      answered++
    }
    await ended
    return answered
  } catch (error) {
    if (!(error instanceof EndOfStream)) throw error
    await ended
    const path = ids[answered]!
    problems.push({ path, reason: firstLine(await errors) || 'Git cannot read this object.' })
    return answered + 1
  } finally {
    git.kill()
  }
}

async function readOne(
  id: string,
  stream: ByteStream,
  { visit, visitLarge, largestWhole }: GitVisitor,
  problems: Problem[],
): Promise<void> {
  const answer = /^[0-9a-f]+ (blob|commit|tag|tree) (\d+)$/.exec(await stream.line())
  if (!answer) {
    problems.push({ path: id, reason: 'This object is missing or damaged.' })
    return
  }
  const size = Number(answer[2])
  if (answer[1] === 'tree') await stream.skip(size)
  else {
    const kind = answer[1] as ObjectKind
    if (size <= largestWhole) {
      const bytes = await stream.bytes(size)
      visit({ kind, bytes, fresh: undefined, inherited: undefined, id: () => id })
    } else {
      let left = size
      await visitLarge({ kind, id, size, pieces: stream.pieces(size, (taken) => (left -= taken)) })
      await stream.skip(left)
    }
  }
  await stream.skip(1)
}

/** The ids of all commits, tags and blobs that git knows of. */
export async function listThroughGit(
  gitDirectory: string,
): Promise<{ ids: string[]; problems: Problem[] }> {
  const format = '--batch-check=%(objectname) %(objecttype)'
  const git = await startGit(gitDirectory, [
    '--batch-all-objects',
    '--unordered',
    '--buffer',
    format,
  ])
  const errors = collect(git.stderr)
  const ended = endOf(git)
  git.stdin.end()
  const ids: string[] = []
  const stream = new ByteStream(git.stdout)
  try {
    for (;;) {
      const [id = '', kind] = (await stream.line()).split(' ')
      if (kind !== 'tree') ids.push(id)
    }
  } catch (error) {
    if (!(error instanceof EndOfStream)) throw error
  }
  if ((await ended) === 0) return { ids, problems: [] }
  const reason = firstLine(await errors) || 'Git cannot list its objects.'
  return { ids, problems: [{ path: gitDirectory, reason }] }
}

/** Large texts are passed on as they are read, and a large pack is seen through a small window. */
const frugal = [
  ...['-c', 'core.bigFileThreshold=8m'],
  ...['-c', 'core.packedGitWindowSize=16m'],
  ...['-c', 'core.packedGitLimit=64m'],
]

async function startGit(gitDirectory: string, options: readonly string[]): Promise<GitProcess> {
  const { spawn } = await import('node:child_process')
  // What a partial clone lacks is not fetched.
  return spawn(
    'git',
    [...gitArguments, ...frugal, `--git-dir=${gitDirectory}`, 'cat-file', ...options],
    {
      env: { ...gitEnvironment(), GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' },
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  )
}

function endOf(git: GitProcess): Promise<number | null> {
  // Git may be gone before it has read all ids; its exit says so.
  git.stdin.on('error', () => undefined)
  return new Promise((done) => {
    git.once('error', () => done(null))
    git.once('close', done)
  })
}

async function collect(stream: Readable): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}
