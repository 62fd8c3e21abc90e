import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { randomNumbers } from '../random.ts'

/** A file as it stands on one branch. */
interface Version {
  readonly mark: number
  readonly bytes: Buffer
}

interface Branch {
  readonly name: string
  /** The commit it ends with. */
  tip: number
  readonly files: Map<string, Version>
  /** What it changed since it left the main one; nothing: removed. */
  readonly changed: Map<string, Version | undefined>
}

const sourceBytes = 64 * 1024 * 1024
const largestSource = 256 * 1024
const mostBranches = 6
const start = 1_600_000_000

/**
 * `tsx test/bench/history-tree.ts DIR [COMMITS] [SOURCE]` makes a repository with the history of a
 * large project: real files, edited a little at a time, renamed, branched, merged and tagged. The
 * same every time.
 */
async function main([directory, commits = '20000', source = installed()]: readonly string[]) {
  if (directory === undefined) throw new Error('Say which directory to make the repository in.')
  mkdirSync(directory, { recursive: true })
  git(directory, 'init', '--quiet', '--initial-branch=main')
  await fastImport(directory, history(sourceFiles(source), Number(commits)))
  git(directory, 'repack', '-adfq', '--window=10', '--depth=50')
  git(directory, 'reset', '--quiet', '--hard')
}

function installed(): string {
  return fileURLToPath(new URL('../../node_modules/.pnpm', import.meta.url))
}

function sourceFiles(folder: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  let total = 0
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.git'))
    .map((entry) => join(entry.parentPath, entry.name))
  for (const path of paths.sort()) {
    const bytes = readFileSync(path)
    if (bytes.length === 0 || bytes.length > largestSource) continue
    files.set(relative(folder, path), bytes)
    total += bytes.length
    if (total > sourceBytes) break
  }
  return files
}

async function fastImport(directory: string, stream: Iterable<Buffer>): Promise<void> {
  const child = spawn('git', ['-C', directory, 'fast-import', '--quiet', '--force'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const ended = new Promise((done) => child.once('close', done))
  await pipeline(Readable.from(stream), child.stdin)
  if ((await ended) !== 0) throw new Error('git fast-import failed.')
}

function git(directory: string, ...argv: string[]): void {
  execFileSync('git', ['-C', directory, ...argv], { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** What fast-import reads, in parts. */
function* history(source: ReadonlyMap<string, Buffer>, count: number): Generator<Buffer> {
  const random = randomNumbers(20)
  const lines = [...source.values()]
    .slice(0, 400)
    .flatMap((bytes) => bytes.toString('latin1').split('\n'))
  let part: (Buffer | string)[] = []
  let marks = 0
  let made = 0
  const trunk: Branch = { name: 'main', tip: 0, files: new Map(), changed: new Map() }
  const branches = [trunk]

  for (const [path, bytes] of source) put(trunk, path, bytes)
  commit(trunk, [])
  while (made < count) {
    if (chance(0.02) && branches.length < mostBranches) fork()
    const branch = branches[below(branches.length)]!
    if (branch !== trunk && branch.changed.size > 0 && chance(0.03)) merge(branch)
    else change(branch)
    if (made % 500 === 0) tag()
    if (part.length > 300) yield* flush()
  }
  yield* flush()

  function* flush() {
    yield Buffer.concat(part.map((piece) => Buffer.from(piece as string, 'latin1')))
    part = []
  }

  function change(branch: Branch): void {
    const paths = [...branch.files.keys()]
    for (let left = 1 + below(1 + below(5)); left > 0; left--) {
      const path = paths[Math.floor(paths.length * random() ** 3)]!
      const version = branch.files.get(path)
      if (!version) continue
      const kind = random()
      if (kind > 0.03) put(branch, path, edited(version.bytes))
      else remove(branch, path)
      if (kind < 0.02) put(branch, moved(path), chance(0.5) ? version.bytes : edited(version.bytes))
    }
    commit(branch, [])
  }

  function moved(path: string): string {
    return path.replace(/[^/]*$/, (file) => `moved-${file}`.slice(-100))
  }

  function edited(bytes: Buffer): Buffer {
    let text = bytes
    for (let left = 1 + below(3); left > 0; left--) {
      const from = text.lastIndexOf(10, below(text.length)) + 1
      const to = chance(0.4) ? from : text.indexOf(10, from + below(120)) + 1 || text.length
      const added = Array.from({ length: below(5) }, () => `${lines[below(lines.length)]!}\n`)
      text = Buffer.concat([
        text.subarray(0, from),
        Buffer.from(added.join(''), 'latin1'),
        text.subarray(to),
      ])
    }
    return text.length > 2 * largestSource || text.length === 0 ? Buffer.from('once more\n') : text
  }

  function put(branch: Branch, path: string, bytes: Buffer): void {
    const version = { mark: ++marks, bytes }
    part.push(`blob\nmark :${marks}\ndata ${bytes.length}\n`, bytes, '\n')
    branch.files.set(path, version)
    branch.changed.set(path, version)
  }

  function remove(branch: Branch, path: string): void {
    branch.files.delete(path)
    branch.changed.set(path, undefined)
  }

  function fork(): void {
    const name = `topic-${made}`
    branches.push({ name, tip: trunk.tip, files: new Map(trunk.files), changed: new Map() })
    part.push(`reset refs/heads/${name}\nfrom :${trunk.tip}\n\n`)
  }

  function merge(branch: Branch): void {
    for (const [path, version] of branch.changed) {
      if (version) trunk.files.set(path, version)
      else trunk.files.delete(path)
      trunk.changed.set(path, version)
    }
    branches.splice(branches.indexOf(branch), 1)
    commit(trunk, [branch.tip])
  }

  function commit(branch: Branch, others: readonly number[]): void {
    const mark = ++marks
    const message = `Change ${branch.changed.size} files on ${branch.name}\n\n${lines[below(lines.length)]!}\n`
    const who = `A Person <person-${below(40)}@example.org> ${start + made++ * 600} +0000`
    part.push(`commit refs/heads/${branch.name}\nmark :${mark}\nauthor ${who}\ncommitter ${who}\n`)
    part.push(`data ${Buffer.byteLength(message, 'latin1')}\n${message}`)
    for (const other of others) part.push(`merge :${other}\n`)
    for (const [path, version] of fresh(branch)) {
      const name = JSON.stringify(path)
      part.push(version ? `M 100644 :${version.mark} ${name}\n` : `D ${name}\n`)
    }
    part.push('\n')
    branch.tip = mark
  }

  /** What the next commit says; the main branch has nobody to tell of its changes later. */
  function fresh(branch: Branch): readonly [string, Version | undefined][] {
    const changes = [...branch.changed].filter(
      ([, version]) => !version || version.mark > branch.tip,
    )
    if (branch !== trunk) return changes
    const all = [...branch.changed]
    branch.changed.clear()
    return all
  }

  function tag(): void {
    const note = `Release ${made}\n`
    part.push(
      `tag v${made}\nfrom :${trunk.tip}\ntagger A Person <person@example.org> ${start + made} +0000\n`,
    )
    part.push(`data ${note.length}\n${note}\n`)
  }

  function below(limit: number): number {
    return Math.floor(random() * limit)
  }

  function chance(share: number): boolean {
    return random() < share
  }
}

await main(process.argv.slice(2))
