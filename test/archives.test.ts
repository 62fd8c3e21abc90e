import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, git, repositoryWith, run } from './command.ts'

const secret = madeUpSecret('slack-bot-token')
const leak = `first line\n  TOKEN=${secret}\n`
const clean = 'Nothing to see here.\n'

describe('keyward in archives', () => {
  it.each(['zip', 'tar', 'tar.gz'])('finds what git archived as %s', (format) => {
    const repository = repositoryWith({ 'config/mail.env': leak, 'read me.md': clean })
    git(repository, 'archive', `--format=${format}`, `--output=all.${format}`, 'HEAD')
    const folder = folderWith({ 'all.bin': readFileSync(join(repository, `all.${format}`)) })
    expect(scan(folder)).toEqual({
      code: 1,
      found: ['all.bin!config/mail.env:2:9 slack-bot-token'],
      problems: [],
    })
  })

  it('finds what a long name in a tar leads to', () => {
    const name = `${'deep/'.repeat(60)}mail.env`
    const repository = repositoryWith({ [name]: leak })
    git(repository, 'archive', '--format=tar', '--output=all.tar', 'HEAD')
    const folder = folderWith({ 'all.tar': readFileSync(join(repository, 'all.tar')) })
    expect(scan(folder).found).toEqual([`all.tar!${name}:2:9 slack-bot-token`])
  })

  it('names every archive on the way to a secret', () => {
    const tar = gzipSync(tarOf({ 'c.txt': leak }))
    const folder = folderWith({ 'a.zip': zipOf({ 'lib/b.tar.gz': tar }) })
    expect(scan(folder).found).toEqual(['a.zip!lib/b.tar.gz!c.txt:2:9 slack-bot-token'])
  })

  it('finds a secret in a compressed file', () => {
    const folder = folderWith({ 'app.log.gz': gzipSync(leak) })
    expect(scan(folder).found).toEqual(['app.log.gz!app.log:2:9 slack-bot-token'])
  })

  it('finds a secret in the second of two files that were compressed one by one', () => {
    const folder = folderWith({ 'app.log.gz': Buffer.concat([gzipSync(clean), gzipSync(leak)]) })
    expect(scan(folder).found).toEqual(['app.log.gz!app.log:3:9 slack-bot-token'])
  })

  it('finds a secret in an Electron application', () => {
    const folder = folderWith({ 'app.asar': asarOf({ 'main.js': clean, 'mail.env': leak }) })
    expect(scan(folder).found).toEqual(['app.asar!mail.env:2:9 slack-bot-token'])
  })

  it('opens a zip that stands behind a program', () => {
    const zip = Buffer.concat([Buffer.from('#!/bin/sh\nexit\n'), zipOf({ 'mail.env': leak })])
    expect(scan(folderWith({ install: zip })).found).toEqual([
      'install!mail.env:2:9 slack-bot-token',
    ])
  })

  it('tells what is kept as it is once, and what stands beside it too', () => {
    const zip = zipOf({ 'mail.env': leak }, { method: 0, comment: leak })
    const { found } = scan(folderWith({ 'a.zip': zip }))
    expect(found.map((line) => line.replace(/:.*/, ''))).toEqual(['a.zip', 'a.zip!mail.env'])
  })

  it('takes a path out of the archive for a name and nothing more', () => {
    const folder = folderWith({ 'a.zip': zipOf({ '../../../tmp/x.env': leak }) })
    expect(scan(folder).found).toEqual(['a.zip!../../../tmp/x.env:2:9 slack-bot-token'])
  })

  it('leaves what looks like an archive by its name alone to be scanned as text', () => {
    const folder = folderWith({ 'a.zip': leak, 'b.tar': leak, 'c.gz': leak })
    expect(scan(folder)).toMatchObject({ code: 1, problems: [] })
  })

  it('scans an empty archive', () => {
    expect(scan(folderWith({ 'a.zip': zipOf({}) }))).toEqual({ code: 0, found: [], problems: [] })
  })

  it('reads a compressed text to its end that is larger than what it holds at once', () => {
    const line = Buffer.alloc(70 << 20, 'All work and no play makes Jack a dull boy, says he.\n')
    const text = Buffer.concat([noise(1 << 20), line, Buffer.from(`\n${leak}`)])
    const { code, found, problems } = scan(folderWith({ 'app.log.gz': gzipSync(text) }))
    expect({ code, problems }).toEqual({ code: 1, problems: [] })
    expect(found).toHaveLength(1)
  })

  it('finds a secret in a file of more than 32 MB that is an archive', () => {
    const noise = Buffer.alloc(20 << 20, 'All work and no play makes Jack a dull boy.\n')
    const members = { 'a.txt': noise, 'b.txt': noise, 'mail.env': leak }
    const folder = folderWith({
      'a.zip': zipOf(members, { method: 0 }),
      'b.tar': tarOf(members),
    })
    expect(scan(folder)).toEqual({
      code: 1,
      found: ['a.zip!mail.env:2:9 slack-bot-token', 'b.tar!mail.env:2:9 slack-bot-token'],
      problems: [],
    })
  })
})

describe('keyward tells what it could not read', () => {
  it('of an encrypted member, and scans the others', () => {
    const zip = zipOf({ 'a.env': leak, 'b.env': leak, 'c.env': leak })
    for (const name of ['a.env', 'b.env']) encrypt(zip, name)
    expect(scan(folderWith({ 'a.zip': zip }))).toEqual({
      code: 2,
      found: ['a.zip!c.env:2:9 slack-bot-token'],
      problems: ['a.zip!a.env: It is encrypted, so it was not scanned. The same goes for 1 more.'],
    })
  })

  it('not of a kind that is never opened, which is counted instead', () => {
    const folder = folderWith({ 'a.xz': Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4]) })
    const { code, stderr } = run([], folder)
    expect(stderr).toContain('(1 archive of a kind not opened.)')
    expect(code).toBe(0)
  })

  it('of archives in archives in archives', () => {
    let archive: Buffer = Buffer.from(leak)
    for (let depth = 0; depth < 6; depth++) archive = zipOf({ inner: archive })
    expect(scan(folderWith({ 'a.zip': archive }))).toEqual({
      code: 2,
      found: [],
      problems: [
        'a.zip!inner!inner!inner!inner: It lies in 4 archives already, so it was not opened.',
      ],
    })
  })

  it('without the name of a member that is none', () => {
    const folder = folderWith({ 'a.zip': zipOf({ 'x\ny': leak }) })
    expect(scan(folder).found).toEqual(['a.zip!unnamed:2:9 slack-bot-token'])
  })

  it('of a zip that was cut off', () => {
    const zip = zipOf({ 'mail.env': leak, 'more.txt': clean.repeat(100) })
    const { code, found, problems } = scan(folderWith({ 'a.zip': zip.subarray(0, -120) }))
    expect({ code, found }).toEqual({ code: 2, found: ['a.zip!mail.env:2:9 slack-bot-token'] })
    expect(problems).toContain(
      'a.zip: It is damaged, so what could not be read of it was not scanned.',
    )
  })

  it('of a tar.gz that was cut off', () => {
    const tar = gzipSync(tarOf({ 'mail.env': leak, 'noise.bin': noise(100_000) }))
    const { code, found, problems } = scan(folderWith({ 'a.tgz': tar.subarray(0, -5000) }))
    expect({ code, found }).toEqual({ code: 2, found: ['a.tgz!mail.env:2:9 slack-bot-token'] })
    expect(problems).toContain(
      'a.tgz!noise.bin: It ends too early, so what is missing was not scanned.',
    )
  })

  it('of a tar with a broken header, and reads on behind it', () => {
    const tar = tarOf({ 'a.txt': clean, 'b.txt': clean, 'mail.env': leak })
    tar.fill(0xff, 1024, 1536)
    expect(scan(folderWith({ 'a.tar': tar }))).toEqual({
      code: 2,
      found: ['a.tar!mail.env:2:9 slack-bot-token'],
      problems: ['a.tar: It is damaged, so what could not be read of it was not scanned.'],
    })
  })

  it('of a member whose compressed bytes are broken', () => {
    // What says of itself that it is a block, but of a kind there is none of.
    const broken = Buffer.concat([deflateRawSync(leak, { finishFlush: 2 }), Buffer.from([7])])
    const zip = zipOf({ 'a.txt': leak }, { pack: () => broken })
    expect(scan(folderWith({ 'a.zip': zip }))).toEqual({
      code: 2,
      found: ['a.zip!a.txt:2:9 slack-bot-token'],
      problems: ['a.zip!a.txt: It is damaged, so what could not be read of it was not scanned.'],
    })
  })

  it('of a zip whose offsets lead nowhere', () => {
    const zip = zipOf({ 'mail.env': leak })
    const directory = zip.indexOf('PK\x01\x02')
    zip.writeUInt32LE(0x7fffffff, directory + 42)
    expect(scan(folderWith({ 'a.zip': zip }))).toMatchObject({ code: 2 })
  })

  it('of what unpacks to more than anyone would keep', () => {
    const bomb = gzipSync(Buffer.alloc(100 << 20))
    const { code, problems } = scan(folderWith({ 'bomb.gz': bomb }))
    expect(code).toBe(2)
    expect(problems).toEqual([
      'bomb.gz!bomb: It holds more than is unpacked of one file, so the rest was not scanned.',
    ])
  })

  it('and never stumbles over an archive with any one byte changed', () => {
    const whole = zipOf({ 'mail.env': leak, 'b.txt': clean })
    const files: Record<string, Uint8Array> = {}
    for (const [name, bytes] of Object.entries({
      zip: whole,
      tgz: gzipSync(tarOf({ 'mail.env': leak })),
      asar: asarOf({ 'mail.env': leak }),
    })) {
      for (let at = 0; at < bytes.length; at++) {
        const broken = Buffer.from(bytes)
        broken[at] = 255 - (broken[at] ?? 0)
        files[`${name}/${String(at)}`] = broken
        files[`${name}-cut/${String(at)}`] = bytes.subarray(0, at)
      }
    }
    const { code, stderr } = run(['.'], folderWith(files))
    expect(code).toBe(2)
    expect(stderr).not.toMatch(/at .*\.js/)
    expect(stderr).toContain('Scanned')
  })
})

describe('keyward in binary files', () => {
  it('finds UTF-16 between other bytes', () => {
    const program = Buffer.concat([noise(777), Buffer.from(leak, 'utf16le'), noise(500)])
    const { stdout } = run(['--format', 'json', '.'], folderWith({ 'a.exe': program }))
    expect(stdout).toContain('"detector":"slack-bot-token"')
    expect(stdout).toContain('"encodings":["utf-16"]')
  })

  it('finds UTF-16 of either order that was written behind a text', () => {
    const wide = Buffer.from(leak, 'utf16le')
    const folder = folderWith({
      'little.log': Buffer.concat([Buffer.from(`${clean}\n`), wide]),
      'big.log': Buffer.concat([Buffer.from(clean), Buffer.from(wide).swap16()]),
    })
    expect(scan(folder).found.map((line) => line.replace(/:.*/, ''))).toEqual([
      'big.log',
      'little.log',
    ])
  })

  it('finds a secret that goes on in another page of a database', () => {
    const folder = folderWith({ 'app.db': databaseWith(`${'x '.repeat(223)} TOKEN=${secret} end`) })
    expect(scan(folder).found.map((line) => line.replace(/:.* /, ' '))).toEqual([
      'app.db slack-bot-token',
    ])
  })

  it('is not held up by the pictures in a notebook, and finds what is beside them', () => {
    const picture = noise(200_000).toString('base64')
    const notebook = {
      cells: [{ cell_type: 'code', outputs: [{ data: { 'image/png': picture } }], source: [leak] }],
    }
    const folder = folderWith({ 'a.ipynb': JSON.stringify(notebook) })
    expect(scan(folder)).toMatchObject({ code: 1, problems: [] })
    expect(scan(folder).found).toHaveLength(1)
  })
})

interface Told {
  readonly code: number | null
  readonly found: readonly string[]
  readonly problems: readonly string[]
}

function scan(folder: string): Told {
  const { code, stdout } = run(['--format', 'json', '.'], folder)
  const told: Told & { found: string[]; problems: string[] } = { code, found: [], problems: [] }
  for (const line of stdout.trim().split('\n')) {
    const {
      type,
      path,
      line: row,
      column,
      detector,
      reason,
    } = JSON.parse(line) as Record<string, string>
    if (type === 'finding') told.found.push(`${path}:${row}:${column} ${detector}`)
    if (type === 'problem') told.problems.push(`${path}: ${reason}`)
  }
  return told
}

type Members = Readonly<Record<string, string | Uint8Array>>

function zipOf(members: Members, { method = 8, comment = '', pack = deflateRawSync } = {}): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(members)) {
    const bytes = Buffer.from(content)
    const packed = method === 8 ? pack(bytes) : bytes
    const header = Buffer.alloc(26)
    header.writeUInt16LE(20, 0)
    header.writeUInt16LE(method, 4)
    header.writeUInt32LE(packed.length, 14)
    header.writeUInt32LE(bytes.length, 18)
    header.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), header, Buffer.from(name)])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    const start = Buffer.from('PK\x01\x02\x14\x00')
    directory.push(Buffer.concat([start, header, rest, Buffer.from(name)]))
    parts.push(local, packed)
    offset += local.length + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 4)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(offset, 12)
  end.writeUInt16LE(comment.length, 16)
  return Buffer.concat([...parts, list, Buffer.from('PK\x05\x06'), end, Buffer.from(comment)])
}

/** Sets the flag in both of a member's headers. */
function encrypt(zip: Buffer, name: string): void {
  const local = zip.indexOf(name) - 30
  const entry = zip.indexOf(name, local + 31) - 46
  zip[local + 6] = 1
  zip[entry + 8] = 1
}

function tarOf(members: Members): Buffer {
  const parts = Object.entries(members).map(([name, content]) => {
    const bytes = Buffer.from(content)
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write(bytes.length.toString(8).padStart(11, '0'), 124)
    header.write('        0', 148)
    header.write('ustar\x0000', 257)
    const sum = header.reduce((sum, byte) => sum + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    return Buffer.concat([header, bytes, Buffer.alloc(-bytes.length & 511)])
  })
  return Buffer.concat([...parts, Buffer.alloc(1024)])
}

function asarOf(members: Members): Buffer {
  let offset = 0
  const files: Record<string, { size: number; offset: string }> = {}
  for (const [name, content] of Object.entries(members)) {
    files[name] = { size: content.length, offset: String(offset) }
    offset += content.length
  }
  const list = Buffer.from(JSON.stringify({ files }))
  const padding = Buffer.alloc(-list.length & 3)
  const length = list.length + padding.length
  const head = Buffer.alloc(16)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(length + 8, 4)
  head.writeUInt32LE(length + 4, 8)
  head.writeUInt32LE(list.length, 12)
  const contents = Object.values(members).map((content) => Buffer.from(content))
  return Buffer.concat([head, list, padding, ...contents])
}

/** A table with one text, of which all but the beginning is in a second and a third page. */
function databaseWith(text: string): Buffer {
  const pageSize = 512
  const value = Buffer.from(text)
  const record = Buffer.concat([Buffer.from([3, ...varint(13 + 2 * value.length)]), value])
  const least = Math.floor(((pageSize - 12) * 32) / 255) - 23
  const aim = least + ((record.length - least) % (pageSize - 4))
  const local = aim <= pageSize - 35 ? aim : least
  const pages = Buffer.alloc(pageSize * 3)
  pages.write('SQLite format 3\0', 0)
  pages.writeUInt16BE(pageSize, 16)
  const cell = Buffer.concat([
    Buffer.from([...varint(record.length), 1]),
    record.subarray(0, local),
    Buffer.from([0, 0, 0, 2]),
  ])
  const at = pageSize - cell.length
  pages[100] = 13
  pages.writeUInt16BE(1, 103)
  pages.writeUInt16BE(at, 108)
  cell.copy(pages, at)
  for (let page = 1, from = local; from < record.length; page++, from += pageSize - 4) {
    const part = record.subarray(from, from + pageSize - 4)
    pages.writeUInt32BE(from + part.length < record.length ? page + 2 : 0, page * pageSize)
    part.copy(pages, page * pageSize + 4)
  }
  return pages
}

function varint(value: number): readonly number[] {
  return value < 128 ? [value] : [128 | (value >> 7), value & 127]
}

/** Bytes that do not compress, the same every time. */
function noise(length: number): Buffer {
  let state = 1
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0
      return state >>> 24
    }),
  )
}
