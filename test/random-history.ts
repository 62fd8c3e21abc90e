import { execFileSync } from 'node:child_process'
import { gzipSync } from 'node:zlib'
import { providers } from '../packages/core/src/index.ts'
import { randomNumbers } from './random.ts'

/** A text, and a name it has had in some commit. */
export interface Version {
  readonly path: string
  readonly bytes: Buffer
}

type Files = Map<string, Buffer>

const detectors = providers.flatMap((provider) => provider.detectors)
const leaks = detectors.flatMap(({ examples }) => Object.values(examples.leaks))
const clean = detectors.flatMap(({ examples }) => Object.values(examples.clean))
const names = [
  'a.ts',
  'b.py',
  'c.go',
  'd.env',
  'e.json',
  'f.conf',
  'g.md',
  'h.sh',
  'i.xml',
  'j.sql',
]
const folders = ['', 'src/', 'test/', 'docs/', 'src/locales/']

/**
 * Makes a small repository in an empty folder, stored in one of the many ways git stores: texts
 * that hold secrets of every kind, whole and in part, edited, moved, copied, merged and encoded.
 */
export function makeRandomHistory(folder: string, seed: number): Version[] {
  const random = randomNumbers(seed)
  // Where every text holds a secret, no other one that is missed in it would be.
  const rarity = seed % 2 === 0 ? 1 : 0.06
  const versions: Version[] = []
  const broken: { readonly text: string; readonly whole: string }[] = []
  git('init', '--quiet', '--initial-branch=main')
  const marks = { next: 1 }
  fastImport(8)
  fastImport(3)
  store()
  return versions

  function fastImport(commits: number): void {
    const stream: (Buffer | string)[] = []
    const trunk: Files = new Map()
    let tip = 0
    let side: { tip: number; files: Files } | undefined
    const branch = `refs/heads/b${marks.next}`
    for (let made = 0; made < commits; made++) {
      change(trunk)
      tip = commit(stream, branch, trunk, tip)
      if (side) {
        change(side.files)
        side.tip = commit(stream, `${branch}-side`, side.files, side.tip)
        if (chance(0.4)) {
          for (const [path, bytes] of side.files) trunk.set(path, bytes)
          tip = commit(stream, branch, trunk, tip, side.tip)
          side = undefined
        }
      } else if (chance(0.3)) side = { tip, files: new Map(trunk) }
    }
    const input = Buffer.concat(stream.map((part) => Buffer.from(part as string)))
    const limit = `fastimport.unpackLimit=${chance(0.7) ? 0 : 1000}`
    const words = ['-c', limit, 'fast-import', '--quiet', '--force']
    execFileSync('git', words, { cwd: folder, input })
  }

  function commit(
    stream: (Buffer | string)[],
    branch: string,
    files: Files,
    from: number,
    merged = 0,
  ): number {
    const mark = marks.next++
    stream.push(
      `commit ${branch}\nmark :${mark}\ncommitter A <a@example.com> ${mark} +0000\ndata 0\n`,
    )
    if (from > 0) stream.push(`from :${from}\n`)
    if (merged > 0) stream.push(`merge :${merged}\n`)
    stream.push('deleteall\n')
    for (const [path, bytes] of files) {
      stream.push(`M 100644 inline ${path}\ndata ${bytes.length}\n`, bytes, '\n')
      versions.push({ path, bytes })
    }
    stream.push('\n')
    return mark
  }

  function change(files: Files): void {
    const paths = [...files.keys()]
    for (let left = 1 + below(3); left > 0; left--) {
      const path = paths[below(paths.length)]
      const bytes = path === undefined ? undefined : files.get(path)
      const kind = random()
      if (path === undefined || bytes === undefined || (kind < 0.15 && files.size < 6)) {
        files.set(newPath(), newText())
      } else if (kind < 0.25) {
        files.delete(path)
        files.set(newPath(), chance(0.5) ? bytes : edited(bytes))
      } else if (kind < 0.32) files.set(newPath(), edited(bytes))
      else files.set(path, edited(bytes))
    }
  }

  function newPath(): string {
    return pick(folders) + pick(names)
  }

  function newText(): Buffer {
    const lines = Array.from({ length: 20 + below(120) }, () => line())
    const text = lines.join(chance(0.1) ? ' ' : '\n')
    if (chance(0.06)) return Buffer.from(text, 'utf16le')
    if (chance(0.04)) return gzipSync(text)
    return Buffer.from(text)
  }

  function line(): string {
    if (chance(0.02 * rarity)) return chance(0.3) ? pick(leaks) : breakApart(pick(leaks))
    if (chance(0.04)) return pick(clean)
    if (chance(0.01 * rarity)) return Buffer.from(`${filler()}\n${pick(leaks)}`).toString('base64')
    if (chance(0.01 * rarity)) return wrapped(`${filler()}\n${pick(leaks)}\n${filler()}`)
    return filler()
  }

  function wrapped(text: string): string {
    return Buffer.from(text).toString('base64').replace(/.{64}/g, '$&\n')
  }

  function filler(): string {
    const words = [
      'const',
      'value',
      '=',
      'password:',
      'token',
      'secret',
      '"text"',
      'clerk',
      '`',
      '//',
    ]
    return Array.from({ length: 1 + below(12) }, () => pick(words)).join(' ')
  }

  function edited(bytes: Buffer): Buffer {
    let text = mended(bytes)
    for (let left = 1 + below(4); left > 0; left--) {
      const from = chance(0.7)
        ? text.lastIndexOf(10, below(text.length + 1)) + 1
        : below(text.length)
      const to = chance(0.5) ? from : Math.min(text.length, from + below(chance(0.8) ? 40 : 2000))
      text = Buffer.concat([text.subarray(0, from), piece(text), text.subarray(to)])
    }
    return text
  }

  /** What lacked a part has it now: the rest of a secret was there before. */
  function mended(bytes: Buffer): Buffer {
    for (const { text, whole } of broken) {
      const at = bytes.indexOf(text)
      if (at < 0 || chance(0.5)) continue
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(whole),
        bytes.subarray(at + Buffer.byteLength(text)),
      ])
    }
    return bytes
  }

  function breakApart(whole: string): string {
    const start = below(whole.length)
    const end = start + 1 + below(chance(0.5) ? 4 : whole.length)
    const text = whole.slice(0, start) + (chance(0.5) ? '~~' : '') + whole.slice(end)
    if (text.length > 12) broken.push({ text, whole })
    return text
  }

  /** New, half of a secret, moved from elsewhere in the same text, or nothing. */
  function piece(text: Buffer): Buffer {
    const kind = random()
    if (kind < 0.25) return Buffer.alloc(0)
    if (kind < 0.5) return Buffer.from(`${line()}\n`)
    if (!chance(rarity)) return moved(text)
    const leak = pick(leaks)
    if (kind < 0.55) return Buffer.from(`${leak}\n`)
    if (kind < 0.65) return Buffer.from(`\n${breakApart(leak)}\n`)
    if (kind < 0.7) return Buffer.from(leak.slice(0, below(leak.length)))
    if (kind < 0.8) return Buffer.from(leak.slice(below(leak.length)))
    return moved(text)
  }

  function moved(text: Buffer): Buffer {
    const start = below(text.length)
    return Buffer.from(text.subarray(start, start + below(3000)))
  }

  function store(): void {
    const kind = random()
    const shape = [`--depth=${1 + below(60)}`, `--window=${2 + below(30)}`]
    if (kind < 0.5) git('repack', '-adfq', ...shape)
    else if (kind < 0.6) git('-c', 'repack.useDeltaBaseOffset=false', 'repack', '-adfq', ...shape)
    else if (kind < 0.7) git('-c', 'pack.indexVersion=1', 'repack', '-adfq', ...shape)
    else if (kind < 0.8) git('repack', '-dq')
    else if (kind < 0.85) unpack()
  }

  /** Some objects become files, and stay in the pack. */
  function unpack(): void {
    const ids = git('rev-list', '--all', '--objects')
      .split('\n')
      .map((line) => line.slice(0, 40))
    for (const id of ids.slice(0, 2)) {
      const kind = git('cat-file', '-t', id)
      const input = execFileSync('git', ['cat-file', kind, id], { cwd: folder })
      execFileSync('git', ['hash-object', '-w', '--stdin', '-t', kind], { cwd: folder, input })
    }
  }

  function git(...words: string[]): string {
    return execFileSync('git', words, { cwd: folder, encoding: 'utf8' }).trim()
  }

  function pick<Item>(items: readonly Item[]): Item {
    return items[below(items.length)]!
  }

  function below(limit: number): number {
    return Math.floor(random() * limit)
  }

  function chance(share: number): boolean {
    return random() < share
  }
}
