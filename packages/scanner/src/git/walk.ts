import { dateOf } from './date.ts'
import { readGit, type Repository } from './repository.ts'

/** A commit, and the name that led to it: of a branch, a tag, the stash, or nothing. */
export interface Commit {
  readonly id: string
  readonly parents: readonly string[]
  readonly author: string
  readonly date: string
  readonly source: string
}

/** A blob that a commit brings, under this path, where none of its parents has it. */
export interface Introduction {
  readonly commit: Commit
  readonly path: string
  readonly id: string
}

export interface WalkOptions {
  /** What is to be told of: other blobs, and other commits, pass by. */
  readonly blobs: ReadonlySet<string>
  readonly commits: ReadonlySet<string>
  readonly introduced: (introduction: Introduction) => void
  readonly passed: (commit: Commit) => void
  /** Of every commit, whether it is asked for or not. */
  readonly met?: (id: string, parents: readonly string[]) => void
}

export interface Start {
  /** As git's options name them: `--all`, `--reflog`. */
  readonly options?: readonly string[]
  readonly commits?: readonly string[]
}

const commitForm = '--format=%x01%H%x02%P%x02%S%x02%at%x02%an <%ae>'
const order = ['--source', '--topo-order', '--reverse']
const withBlobs = ['--raw', '-r', '-c', '--root', '--no-abbrev', '--no-renames', '--no-ext-diff']

/** Walks commits once, oldest first: those that a start leads to. */
export async function walkCommits(
  { directory }: Repository,
  { options = [], commits = [] }: Start,
  sought: WalkOptions,
): Promise<void> {
  const reader = new WalkReader(sought)
  // Whatever the person's own settings ask of git log.
  const form = ['-z', '--no-show-signature', '--encoding=UTF-8', '-O/dev/null', commitForm]
  const diffs = sought.blobs.size > 0 ? withBlobs : []
  // With its own directory for a work tree git does not look for attributes of files.
  const inside = [`--git-dir=${directory}`, 'log']
  const words = [...inside, ...order, ...form, ...diffs, ...options, '--stdin']
  const input = commits.map((id) => `${id}\n`).join('')
  await readGit(directory, input, (part) => reader.add(part), words)
}

const colon = 0x3a
const newline = 0x0a
const commitMark = 0x01
const modeLength = 7

/** Reads what `git log --raw -z` prints, a field at a time. */
class WalkReader {
  readonly #options: WalkOptions
  #rest: Buffer = Buffer.alloc(0)
  #header: Buffer = Buffer.alloc(0)
  #commit: Commit | undefined
  /** The blob of the line before; its path comes next. */
  #id: string | undefined
  #isPath = false

  constructor(options: WalkOptions) {
    this.#options = options
  }

  add(part: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, part]) : part
    let start = 0
    for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, start)) {
      this.#read(bytes, start, end)
      start = end + 1
    }
    this.#rest = bytes.subarray(start)
  }

  #read(bytes: Buffer, from: number, end: number): void {
    if (this.#isPath) {
      this.#isPath = false
      if (this.#id !== undefined) this.#introduce(this.#id, bytes.toString('utf8', from, end))
      return
    }
    const start = bytes[from] === newline ? from + 1 : from
    if (bytes[start] === colon) {
      this.#isPath = true
      const id = newId(bytes, start, end)
      this.#id = this.#options.blobs.has(id) ? id : undefined
    } else if (bytes[start] === commitMark) this.#pass(bytes.subarray(start + 1, end))
  }

  #pass(header: Buffer): void {
    this.#header = header
    this.#commit = undefined
    const { commits, passed, met } = this.#options
    if (met) {
      const { id, parents } = commitOf(header)
      met(id, parents)
    }
    if (commits.size === 0) return
    const id = header.toString('latin1', 0, header.indexOf(2))
    if (commits.has(id)) passed((this.#commit = commitOf(header)))
  }

  #introduce(id: string, path: string): void {
    this.#commit ??= commitOf(this.#header)
    this.#options.introduced({ commit: this.#commit, path, id })
  }
}

/** Behind as many colons as there are parents stand their modes and the new one, then the ids. */
function newId(bytes: Buffer, start: number, end: number): string {
  let parents = 0
  while (bytes[start + parents] === colon) parents++
  const ids = start + parents + modeLength * (parents + 1)
  const idLength = bytes.indexOf(0x20, ids) - ids
  const at = ids + (idLength + 1) * parents
  return bytes.toString('latin1', at, Math.min(end, at + idLength))
}

function commitOf(header: Buffer): Commit {
  const [id = '', before = '', source = '', seconds = '', author = ''] = header
    .toString('utf8')
    .split('\x02')
  const parents = before === '' ? [] : before.split(' ')
  return { id, parents, source, author, date: dateOf(Number(seconds)) }
}
