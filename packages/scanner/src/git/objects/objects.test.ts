import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Problem } from '@keyward/core'
import { afterAll, describe, expect, it } from 'vitest'
import { createObjectsReader, planObjects, type ObjectsOptions } from './objects.ts'
import type { StoredBlob } from './stored-blob.ts'
import { readThroughGit } from './through-git.ts'

const scratch = mkdtempSync(join(tmpdir(), 'keyward-objects-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const megabyte = 1024 * 1024

// Git is started many times over.
const patience = { timeout: 60_000 }

describe('the objects of a repository', patience, () => {
  it.each(Array.from({ length: 36 }, (_, seed) => seed))(
    'are all read once, as git reads them, in random history %i',
    async (seed) => {
      const repository = randomRepository(seed)
      const { texts, problems } = await readAll(repository, { hold: seed % 2 ? 0 : 2 ** 30 })
      expect(problems).toEqual([])
      expect(texts).toEqual(expected(repository))
    },
  )

  it.each([1, 2, 3, 4, 5, 6])('say what is new in them, in random history %i', async (seed) => {
    const repository = randomRepository(seed)
    const length = 9
    const known = new Set<string>()
    let copied = 0
    await readAll(repository, {}, ({ bytes, fresh, inherited }) => {
      const text = Buffer.from(bytes).toString('latin1')
      const old = new Set(inherited?.filter((_, index) => index % 2 === 0))
      for (let start = 0; fresh && start + length <= text.length; start++) {
        const isOld = !touches(fresh, start, start + length)
        expect(old.has(start)).toBe(isOld)
        if (isOld) expect(known.has(text.slice(start, start + length))).toBe(true)
        copied += Number(isOld)
      }
      const spans: number[] = []
      for (let start = 0; start + length <= text.length; start++) {
        known.add(text.slice(start, start + length))
        spans.push(start, start + length)
      }
      return Uint32Array.from(spans)
    })
    expect(copied).toBeGreaterThan(1000)
  })

  it('are read where the memory is too small for their deltas at once', async () => {
    const repository = newRepository('tight')
    fastImport(repository, versions(120, 20_000))
    git(repository, 'repack', '-adfq', '--depth=4000', '--window=20')
    const { texts, problems, left } = await readAll(repository, {}, undefined, 200_000)
    expect(problems).toEqual([])
    expect(left).toBe(0)
    expect(texts).toEqual(expected(repository))
  })

  it('are left to git, in pieces, where they are larger than the memory', async () => {
    const repository = newRepository('large')
    const text = 'a line of a large text\n'.repeat(300_000)
    fastImport(repository, `blob\ndata ${text.length}\n${text}\nblob\ndata 3\nabc\n`)
    const { texts, problems, left } = await readAll(repository, {}, undefined, 2 * megabyte)
    expect(problems).toEqual([])
    expect(left).toBe(1)
    expect(texts).toEqual(expected(repository))
  })

  it('are read from packs whose deltas name their bases by id, and from old indexes', async () => {
    const repository = newRepository('by-id', '-c', 'pack.indexVersion=1')
    fastImport(repository, versions(60, 3000))
    git(
      repository,
      '-c',
      'repack.useDeltaBaseOffset=false',
      '-c',
      'pack.indexVersion=1',
      'repack',
      '-adfq',
    )
    const { texts, left } = await readAll(repository)
    expect(left).toBe(0)
    expect(texts).toEqual(expected(repository))
  })

  it('are read from repositories they are borrowed from', async () => {
    const lender = newRepository('lender')
    fastImport(lender, versions(20, 2000))
    const between = join(scratch, 'between')
    const borrower = join(scratch, 'borrower')
    git(scratch, 'clone', '--quiet', '--shared', lender, between)
    git(scratch, 'clone', '--quiet', '--shared', between, borrower)
    git(borrower, ...author, 'commit', '--quiet', '--allow-empty', '-m', 'One of its own')
    const { texts } = await readAll(borrower)
    expect(texts).toEqual(expected(borrower))
    expect(texts.size).toBeGreaterThan(20)
  })

  it('are missed aloud when what they are borrowed from is gone', async () => {
    const repository = newRepository('orphan')
    fastImport(repository, versions(3, 100))
    writeFileSync(join(repository, '.git/objects/info/alternates'), '../../nowhere\n')
    const { problems } = await readAll(repository)
    expect(problems).toEqual([
      {
        path: join(repository, 'nowhere'),
        reason: 'Objects are borrowed from this directory, and it does not exist.',
      },
    ])
  })

  it('are missed aloud when a pack has lost its index', async () => {
    const repository = newRepository('no-index')
    fastImport(repository, versions(10, 500))
    for (const name of packFiles(repository, '.idx')) rmSync(name)
    const [pack = ''] = packFiles(repository, '.pack')
    const { problems } = await readAll(repository)
    expect(problems).toEqual([{ path: pack, reason: 'It cannot be read (ENOENT).' }])
  })

  it('are skipped when they are known to be clean, but not what is made from them', async () => {
    const repository = newRepository('clean')
    fastImport(repository, versions(40, 2000))
    git(repository, 'repack', '-adfq')
    const all = expected(repository)
    const skipped = new Set([...all.keys()].filter((id) => id < '8'))
    const { texts } = await readAll(repository, {
      isClean: (ids, offset) => skipped.has(ids.toString('hex', offset, offset + 20)),
    })
    expect(texts).toEqual(new Map([...all].filter(([id]) => !skipped.has(id))))
  })
})

describe('a damaged repository', patience, () => {
  it.each(Array.from({ length: 24 }, (_, seed) => seed))(
    'is read as far as it goes, and nothing is lost unsaid, in damage %i',
    async (seed) => {
      const random = randomNumbers(seed)
      const repository = newRepository(`damaged-${seed}`)
      fastImport(repository, versions(25, 1500))
      git(repository, 'repack', '-adfq')
      const whole = expected(repository)
      const [pack = ''] = packFiles(repository, seed % 4 === 3 ? '.idx' : '.pack')
      damage(pack, seed % 4 === 2, random)
      const { texts, problems } = await readAll(repository, { hold: seed % 8 < 4 ? 0 : 2 ** 30 })
      for (const [id, text] of texts) {
        if (whole.has(id)) expect(text).toBe(whole.get(id))
      }
      const said = new Set(problems.map(({ path }) => path))
      const lost = [...whole.keys()].filter((id) => !texts.has(id) && !said.has(id))
      // Of a pack that git cannot read either, nobody knows which objects it held.
      const isHidden = problems.some(({ path }) => path === pack.replace('.idx', '.pack'))
      if (!isHidden) expect(lost).toEqual([])
    },
  )

  it('tells of loose objects that are damaged', async () => {
    const repository = newRepository('loose-damage')
    fastImport(repository, 'blob\ndata 5\nhello\n')
    unpack(repository)
    const id = 'b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0'
    const file = join(repository, '.git/objects', id.slice(0, 2), id.slice(2))
    rmSync(file)
    writeFileSync(file, 'no zlib stream')
    const { texts, problems } = await readAll(repository)
    expect(texts.size).toBe(0)
    expect(problems.map(({ path }) => path)).toEqual([id])
  })
})

const author = ['-c', 'user.name=A Person', '-c', 'user.email=person@example.org']

async function readAll(
  repository: string,
  options: Partial<ObjectsOptions> = {},
  look: (blob: StoredBlob) => Uint32Array | undefined = () => undefined,
  memory = 32 * megabyte,
): Promise<{ texts: Map<string, string>; problems: Problem[]; left: number }> {
  const gitDirectory = join(repository, '.git')
  const texts = new Map<string, string>()
  const { plan, unread, problems } = await planObjects({
    gitDirectory,
    isClean: () => false,
    ...options,
  })
  const left = [...unread]
  const reader = createObjectsReader(plan, { visit, unread: (id) => left.push(id), memory })
  for (let step = 0; step < plan.steps; step += 7) reader.read(step, step + 7)
  reader.close()
  const more = await readThroughGit(gitDirectory, left, {
    visit,
    largestWhole: memory,
    async visitLarge({ id, kind, pieces }) {
      let text = ''
      for await (const piece of pieces) text += piece.toString('latin1')
      note(id, `${kind} ${text}`)
    },
  })
  return { texts, problems: [...problems, ...more], left: left.length }

  function visit(blob: StoredBlob): Uint32Array | undefined {
    note(blob.id(), `${blob.kind} ${Buffer.from(blob.bytes).toString('latin1')}`)
    return look(blob)
  }

  function note(id: string, text: string): void {
    if (texts.has(id)) throw new Error(`${id} was visited twice.`)
    texts.set(id, text)
  }
}

/** All that git has to say, trees aside. */
function expected(repository: string): Map<string, string> {
  const argv = ['cat-file', '--batch-all-objects', '--batch']
  const bytes = execFileSync('git', ['-C', repository, ...argv], { maxBuffer: 2 ** 30 })
  const texts = new Map<string, string>()
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at)
    const [id = '', kind = '', size = ''] = bytes.toString('latin1', at, end).split(' ')
    at = end + 1 + Number(size) + 1
    if (kind !== 'tree') texts.set(id, `${kind} ${bytes.toString('latin1', end + 1, at - 1)}`)
  }
  return texts
}

function touches(fresh: Uint32Array, start: number, end: number): boolean {
  for (let index = 0; index < fresh.length; index += 2) {
    if (fresh[index]! < end && fresh[index + 1]! > start) return true
  }
  return false
}

function newRepository(name: string, ...options: readonly string[]): string {
  const repository = join(scratch, name)
  git(
    scratch,
    'init',
    '--quiet',
    '--initial-branch=main',
    ...options.filter((o) => o.startsWith('--')),
    name,
  )
  git(repository, 'config', 'fastimport.unpackLimit', '0')
  return repository
}

/** Histories of every shape git keeps them in: what is random is the seed's. */
function randomRepository(seed: number): string {
  const random = randomNumbers(seed + 100)
  const name = `random-${seed}`
  const known = join(scratch, name)
  if (existsSync(known)) return known
  const repository = newRepository(name, ...(seed % 5 === 4 ? ['--object-format=sha256'] : []))
  fastImport(repository, randomHistory(random, 25))
  const depth = `--depth=${1 + Math.floor(random() * 60)}`
  if (seed % 3 !== 0) git(repository, 'repack', '-adfq', depth, `--window=${2 + (seed % 20)}`)
  if (seed % 4 === 1) {
    // A second pack, and objects that are in both.
    fastImport(repository, randomHistory(random, 10))
    fastImport(repository, randomHistory(randomNumbers(seed + 100), 5))
  }
  if (seed % 4 === 2) {
    for (const pack of packFiles(repository, '.pack')) copyFileSync(pack, join(repository, 'copy'))
    const copy = readFileSync(join(repository, 'copy'))
    // Everything, once more, beside the packs it came from.
    if (seed % 8 === 2) unpack(repository)
    else git(repository, 'multi-pack-index', 'write')
    writeFileSync(join(repository, 'copy'), copy)
    execFileSync('git', ['-C', repository, 'index-pack', '--stdin'], {
      input: copy,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
  }
  if (seed % 6 === 5) {
    writeFileSync(join(repository, 'loose.txt'), `loose ${seed}`)
    git(repository, 'hash-object', '-w', 'loose.txt')
  }
  return repository
}

function randomHistory(random: () => number, commits: number): string {
  const files = new Map<string, string>()
  let stream = ''
  for (let number = 0; number < commits; number++) {
    const changes: string[] = []
    for (let left = 1 + below(4); left > 0; left--) {
      const name = `file-${below(6)}`
      const text = random() < 0.05 ? '' : edited(files.get(name) ?? letters(40 + below(2000)))
      files.set(name, text)
      changes.push(`M 100644 inline ${name}\ndata ${text.length}\n${text}\n`)
    }
    const branch = `refs/heads/b${below(3)}`
    const message = letters(1 + below(80))
    stream += `commit ${branch}\nmark :${number + 1}\n`
    stream += `committer A Person <person@example.org> ${1_600_000_000 + number} +0000\n`
    stream += `data ${message.length}\n${message}\n${changes.join('')}\n`
    if (random() < 0.2) {
      stream += `tag v${number}\nfrom :${number + 1}\ntagger A Person <person@example.org> 1600000000 +0000\n`
      stream += `data 4\nnote\n`
    }
  }
  return stream

  function edited(text: string): string {
    let result = text
    for (let left = 1 + below(4); left > 0; left--) {
      const from = below(result.length + 1)
      const to = Math.min(result.length, from + below(60))
      const kind = below(4)
      if (kind === 0) result = result.slice(0, from) + result.slice(to)
      else if (kind === 1) result = result.slice(0, from) + letters(below(80)) + result.slice(to)
      else if (kind === 2) result = result.slice(from) + result.slice(0, from)
      else result = result.slice(0, to) + result.slice(from)
    }
    return result.slice(0, 6000)
  }

  function letters(length: number): string {
    return Array.from({ length }, () => String.fromCharCode(97 + below(26))).join('')
  }

  function below(limit: number): number {
    return Math.floor(random() * limit)
  }
}

/** One file that grows and changes a little in each commit. */
function versions(count: number, size: number): string {
  const random = randomNumbers(count)
  const lines = Array.from({ length: Math.ceil(size / 7) }, letters)
  let stream = ''
  for (let number = 0; number < count; number++) {
    lines.splice(Math.floor(random() * lines.length), 1, letters(), letters())
    const text = lines.join('\n')
    stream += `commit refs/heads/main\ncommitter A Person <person@example.org> ${1_600_000_000 + number} +0000\n`
    stream += `data 7\nversion\nM 100644 inline file\ndata ${text.length}\n${text}\n\n`
  }
  return stream

  function letters(): string {
    return Math.floor(random() * 36 ** 6).toString(36)
  }
}

function damage(file: string, cut: boolean, random: () => number): void {
  const bytes = Buffer.from(readFileSync(file))
  rmSync(file)
  for (let left = 1 + Math.floor(random() * 5); left > 0; left--) {
    bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8)
  }
  writeFileSync(file, bytes)
  if (cut) truncateSync(file, Math.floor(random() * bytes.length))
}

function fastImport(repository: string, stream: string): void {
  execFileSync('git', ['-C', repository, 'fast-import', '--quiet', '--force'], {
    input: Buffer.from(stream, 'latin1'),
  })
}

/** Makes loose objects of what is packed. */
function unpack(repository: string): void {
  const packs = packFiles(repository, '.pack')
  const aside = join(repository, 'aside')
  cpSync(join(repository, '.git/objects/pack'), aside, { recursive: true })
  rmSync(join(repository, '.git/objects/pack'), { recursive: true })
  mkdirSync(join(repository, '.git/objects/pack'))
  for (const pack of packs) {
    const input = readFileSync(join(aside, basename(pack)))
    execFileSync('git', ['-C', repository, 'unpack-objects', '-q'], { input })
  }
}

function packFiles(repository: string, ending: string): string[] {
  const folder = join(repository, '.git/objects/pack')
  return readdirSync(folder)
    .filter((name) => name.startsWith('pack-') && name.endsWith(ending))
    .map((name) => join(folder, name))
}

function git(directory: string, ...argv: readonly string[]): void {
  execFileSync('git', ['-C', directory, ...argv], { stdio: ['ignore', 'ignore', 'pipe'] })
}

/** Numbers from 0 to 1, the same from the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
