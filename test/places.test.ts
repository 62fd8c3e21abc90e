import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { base62 } from '../packages/core/src/sample.ts'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, git, keyward, repositoryWith, run } from './command.ts'

// Each runs git many times over.
vi.setConfig({ testTimeout: 60_000 })

const slack = madeUpSecret('slack-bot-token')
const github = madeUpSecret('github-personal-token')
const lines = Array.from({ length: 60 }, (_, index) => `line ${String(index)}\n`).join('')

function told(folder: string, words: string[], environment: NodeJS.ProcessEnv = {}): string[] {
  const { stdout, stderr } = run([...words, '--format', 'json'], folder, environment)
  if (stdout === '') throw new Error(stderr)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ type }) => type === 'finding')
    .map(({ path, line }) => `${String(path)}:${String(line)}`)
}

function commitAll(folder: string, message = 'Change'): string {
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', message)
  return git(folder, 'rev-parse', 'HEAD')
}

function commit(folder: string, path: string, content: string | Uint8Array): string {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), content)
  return commitAll(folder)
}

describe('history finds a secret', () => {
  test.each<[string, (text: Buffer) => Buffer]>([
    ['with a mark', (text) => Buffer.concat([Buffer.from([0xfe, 0xff]), text.swap16()])],
    ['without a mark', (text) => text.swap16()],
  ])('in UTF-16 the other way round, %s', (_, encode) => {
    const folder = repositoryWith({ first: 'first\n' })
    commit(folder, 'a', encode(Buffer.from(`token ${slack}\n`, 'utf16le')))
    expect(told(folder, ['history'])).toEqual(['a:1'])
  })

  test('in two packs with an index over both, beside loose objects', () => {
    const folder = repositoryWith({ first: 'first\n' })
    commit(folder, 'a', slack)
    git(folder, 'repack', '--quiet', '-d')
    commit(folder, 'b', `b ${slack}`)
    git(folder, 'repack', '--quiet', '-d')
    git(folder, 'multi-pack-index', 'write')
    commit(folder, 'c', `c ${slack}`)
    expect(told(folder, ['history'])).toEqual(['a:1', 'b:1', 'c:1'])
  })

  test('in a pack of a pack that lends: alternates of alternates', () => {
    const first = repositoryWith({ a: slack })
    const second = join(folderWith(), 'second')
    const third = join(folderWith(), 'third')
    git(first, 'clone', '--quiet', '--shared', first, second)
    commit(second, 'b', `b ${slack}`)
    git(second, 'gc', '--quiet')
    git(second, 'clone', '--quiet', '--shared', second, third)
    expect(told(third, ['history'])).toEqual(['a:1', 'b:1'])
  })

  test('that somebody hid by a replacement', () => {
    const folder = repositoryWith({ first: 'first\n' })
    commit(folder, 'a', slack)
    const leak = git(folder, 'rev-parse', 'HEAD:a')
    writeFileSync(join(folder, 'b'), 'nothing\n')
    git(folder, 'replace', leak, git(folder, 'hash-object', '-w', 'b'))
    expect(git(folder, 'show', 'HEAD:a')).toBe('nothing')
    expect(told(folder, ['history'])).toEqual(['a:1'])
    expect(told(folder, ['history', 'HEAD~1..'])).toEqual(['a:1'])
  })

  test('wherever it lies about the hundred thousandth byte', () => {
    const folder = repositoryWith({ first: 'first\n' })
    const files: Record<string, string> = {}
    for (const size of [100_000, 102_400, 128_000, 131_072]) {
      for (const before of [1, slack.length >> 1, slack.length - 1]) {
        const text = `${'x'.repeat(99)}\n`.repeat(2000).slice(0, size - before - 1)
        files[`${String(size)}-${String(before)}`] = `${text} ${slack}\n${lines}`
      }
    }
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
    commitAll(folder)
    git(folder, 'gc', '--quiet')
    const paths = told(folder, ['history']).map((place) => place.replace(/:\d+$/, ''))
    expect(paths).toEqual(Object.keys(files).sort())
  })

  test('that stands at the seam of two copies of a delta, wherever that is', () => {
    const folder = repositoryWith({ first: 'first\n' })
    const seams = Array.from({ length: slack.length - 16 }, (_, index) => index + 1)
    function write(between: (seam: number) => string): void {
      for (const seam of seams) {
        const halves = [slack.slice(0, seam), slack.slice(seam)].join(between(seam))
        const text = `${noise(seam)}\n${halves}\n${noise(100 + seam)}`
        writeFileSync(join(folder, `seam-${String(seam)}`), text)
      }
      commitAll(folder)
    }
    // Apart, the halves are none; the second text only leaves out what keeps them apart.
    write((seam) => `\n${noise(200 + seam)}\n`)
    expect(told(folder, ['history'])).toEqual([])
    write(() => '')
    git(folder, 'repack', '--quiet', '-a', '-d', '-f', '--depth=50', '--window=200')
    const deltas = seams.filter((seam) => isDelta(folder, `HEAD:seam-${String(seam)}`))
    expect(deltas.length).toBeGreaterThan(seams.length / 2)
    expect(told(folder, ['history'])).toHaveLength(seams.length)
  })

  test('behind settings of git and of its attributes that change what diffs print', () => {
    const folder = repositoryWith({
      '.gitattributes':
        '*.x diff=x\n*.bin binary\n*.pem -diff\n*.y filter=y working-tree-encoding=UTF-16\n',
    })
    const config = `[diff]
	noprefix = true
	external = false
	renames = false
	ignoreSubmodules = all
	submodule = log
	orderFile = /nowhere
	suppressBlankEmpty = true
[diff "x"]
	textconv = false
	command = false
[core]
	quotePath = true
	abbrev = 4
	pager = false
	fsmonitor = false
[log]
	showSignature = true
	diffMerges = off
	decorate = full
[color]
	ui = always
[i18n]
	logOutputEncoding = UTF-16
[format]
	pretty = oneline
`
    const environment = {
      GIT_CONFIG_GLOBAL: join(folderWith({ config }), 'config'),
      GIT_EXTERNAL_DIFF: 'false',
      GIT_DIFF_OPTS: '--unified=0',
      GIT_PAGER: 'false',
    }
    const names = ['k.bin', 'k.pem', 'k.x', 'k "quoted" ö', 'tab\tand\nline', ' ']
    for (const name of names) writeFileSync(join(folder, name), `${name} ${slack}\n`)
    git(folder, 'add', '--all')
    expect(told(folder, ['staged'], environment)).toHaveLength(names.length)
    commitAll(folder)
    for (const words of [['history'], ['history', 'HEAD~1..']]) {
      expect(told(folder, words, environment)).toHaveLength(names.length)
      const json = [...words, '--format', 'json']
      expect(run(json, folder, environment).stdout).toBe(run(json, folder).stdout)
    }
    expect(told(folder, [], environment)).toHaveLength(names.length)
  })

  test('behind a name that is no UTF-8, and in the index and the files, too', () => {
    const folder = repositoryWith({ first: 'first\n' })
    const name = Buffer.concat([Buffer.from(`${folder}/k`), Buffer.from([0xe4, 0xff])])
    writeFileSync(name, slack)
    git(folder, 'add', '--all')
    const shown = ['k\ufffd\ufffd:1']
    expect(told(folder, ['staged'])).toEqual(shown)
    expect(told(folder, [])).toEqual(shown)
    git(folder, 'commit', '--quiet', '--message', 'Odd')
    expect(told(folder, [])).toEqual(shown)
    expect(told(folder, ['history'])).toEqual(shown)
    expect(told(folder, ['history', 'HEAD~1..'])).toEqual(shown)
  })

  test('among 50,000 names, and in one of them', () => {
    const folder = repositoryWith({ first: 'first\n' })
    const clean = git(folder, 'rev-parse', 'HEAD')
    const leak = commit(folder, 'a', slack)
    git(folder, 'reset', '--quiet', '--hard', clean)
    const names = Array.from({ length: 50_000 }, (_, index) => {
      const name = String(index).padStart(6, '0')
      return `${index === 49_000 ? leak : clean} refs/heads/many/${name}\n`
    })
    const odd = `${clean} refs/heads/zz/${github}\n`
    const head = '# pack-refs with: peeled fully-peeled sorted \n'
    writeFileSync(join(folder, '.git', 'packed-refs'), `${head}${names.join('')}${odd}`)
    rmSync(join(folder, '.git', 'logs'), { recursive: true })
    const all = told(folder, ['history', '--reachable'])
    expect(all).toContain('a:1')
    expect(all).toHaveLength(2)
  }, 60_000)
})

/** Text that compresses badly and holds nothing. */
function noise(seed: number): string {
  const text = base62(4000 + seed)
  return Array.from(
    { length: 60 },
    (_, row) => `${text.slice(row * 31 + seed, row * 31 + seed + 24)} ${String(row)}`,
  ).join('\n')
}

/** Whether a pack keeps a text as what is made from another one. */
function isDelta(folder: string, name: string): boolean {
  const id = git(folder, 'rev-parse', name)
  const input = `${id}\n`
  const words = ['cat-file', '--batch-check=%(deltabase)']
  const { stdout } = spawnSync('git', words, { cwd: folder, encoding: 'utf8', input })
  return /[1-9a-f]/.test(stdout)
}

describe('a text of 300 MB', () => {
  test('is read to its end in bounded memory, from the index, history and a file', () => {
    const folder = repositoryWith({ first: 'first\n' })
    const file = openSync(join(folder, 'large'), 'w')
    const block = Buffer.from(`${'x'.repeat(99)}\n`.repeat(10_000))
    for (let count = 0; count < 300; count++) writeSync(file, block)
    writeSync(file, `${slack}\n`)
    closeSync(file)
    const quick = ['-c', 'core.compression=0', '-c', 'core.bigFileThreshold=1m']
    git(folder, ...quick, 'add', 'large')
    expect(measured(folder, ['staged'])).toEqual(['large:3000001'])
    git(folder, ...quick, 'commit', '--quiet', '--message', 'Large')
    expect(measured(folder, ['history'])).toEqual(['large:3000001'])
    expect(measured(folder, ['history', 'HEAD~1..'])).toEqual(['large:3000001'])
    expect(measured(folder, [])).toEqual(['large:3000001'])
  }, 120_000)
})

describe('an archive that is too large to be held', () => {
  test('is opened all the same, from the index, history, a file and a stream', () => {
    const folder = repositoryWith({ first: 'first\n' })
    writeFileSync(join(folder, 'key'), `${slack}\n`)
    writeFileSync(join(folder, 'zeros'), Buffer.alloc(33 << 20))
    const pack = spawnSync('tar', ['-cf', 'a.tar', 'zeros', 'key'], { cwd: folder })
    expect(pack.status).toBe(0)
    rmSync(join(folder, 'key'))
    rmSync(join(folder, 'zeros'))
    git(folder, '-c', 'core.compression=0', 'add', 'a.tar')
    const places = ['a.tar!key:1']
    expect(told(folder, ['staged'])).toEqual(places)
    git(folder, 'commit', '--quiet', '--message', 'Archive')
    expect(told(folder, ['history'])).toEqual(places)
    expect(told(folder, ['history', 'HEAD~1..'])).toEqual(places)
    expect(told(folder, [])).toEqual(places)
    const words = ['-c', '"$0" "$1" stdin --name a.tar < a.tar', process.execPath, keyward]
    const { stdout } = spawnSync('sh', words, { cwd: folder, encoding: 'utf8' })
    expect(stdout).toMatch(/^a\.tar!key\n/)
    expect(run(['staged'], folder).code).toBe(0)
  }, 60_000)
})

/** What is told, by a process that never held more than half a gigabyte. */
function measured(folder: string, words: string[]): string[] {
  const spy = join(
    folderWith({
      'spy.cjs': `const { isMainThread } = require('node:worker_threads')
        const { writeFileSync } = require('node:fs')
        if (isMainThread) process.on('exit', () =>
          writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)))`,
    }),
    'spy.cjs',
  )
  const peak = join(folderWith(), 'peak')
  const places = told(folder, words, { NODE_OPTIONS: `--require=${spy}`, PEAK_FILE: peak })
  expect(Number(readFileSync(peak, 'utf8'))).toBeLessThan(500 * 1024)
  return places
}

describe('what is not here is no clean scan:', () => {
  test('a clone without blobs', () => {
    const origin = repositoryWith({ a: slack })
    commit(origin, 'a', 'clean\n')
    git(origin, 'config', 'uploadpack.allowFilter', 'true')
    const folder = join(folderWith(), 'clone')
    const from = `file://${origin}`
    git(origin, 'clone', '--quiet', '--no-checkout', '--filter=blob:none', from, folder)
    const lacking = missing(folder)
    expect(lacking).toHaveLength(2)
    const { code, stderr } = run(['history'], folder)
    expect(code).toBe(2)
    for (const id of lacking) expect(stderr).toContain(`keyward: ${id}: `)
    expect(missing(folder)).toEqual(lacking)
  })

  test('a clone of one commit, which is told how to get the others', () => {
    const origin = repositoryWith({ a: slack })
    commit(origin, 'a', 'clean\n')
    const folder = join(folderWith(), 'clone')
    git(origin, 'clone', '--quiet', '--depth=1', `file://${origin}`, folder)
    const { code, stderr } = run(['history'], folder)
    expect(stderr).toContain('git fetch --unshallow')
    expect(code).toBe(2)
    git(folder, 'fetch', '--quiet', '--unshallow')
    expect(told(folder, ['history'])).toEqual(['a:1'])
  })

  test('a borrowed store of objects that is gone', () => {
    const lender = repositoryWith({ a: slack })
    const folder = join(folderWith(), 'clone')
    git(lender, 'clone', '--quiet', '--shared', lender, folder)
    rmSync(join(lender, '.git', 'objects'), { recursive: true })
    expect(run(['history'], folder).code).toBe(2)
  })
})

function missing(folder: string): string[] {
  const words = ['rev-list', '--objects', '--all', '--missing=print']
  return [...git(folder, ...words).matchAll(/^\?(\w+)$/gm)].map(([, id = '']) => id).sort()
}

test('a range that only takes something out is clean, for its messages were read', () => {
  const folder = repositoryWith({ a: slack })
  rmSync(join(folder, 'a'))
  commitAll(folder, 'Take it out')
  const { code, stdout, stderr } = run(['history', 'HEAD~1..'], folder)
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  expect(stderr).toMatch(/^No secrets found\. Scanned 1 commit, \d+ bytes\.\n$/)
})

describe('a submodule', () => {
  function shop(): { folder: string; inner: string } {
    const deepest = repositoryWith({ deep: slack })
    const inner = repositoryWith({ key: `${github}\n` })
    const folder = repositoryWith({ a: 'a\n' })
    const add = ['-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet']
    git(folder, ...add, inner, 'lib/inner')
    git(join(folder, 'lib', 'inner'), ...add, deepest, 'deepest')
    commitAll(join(folder, 'lib', 'inner'))
    commitAll(folder)
    return { folder, inner }
  }

  test.each([['files'], ['history']])('is told as not entered by %s', (command) => {
    const { folder } = shop()
    const { code, stderr } = run([command], folder)
    expect(stderr).toContain('(1 submodule not entered.)')
    expect(code).toBe(0)
  })

  test.each([['files'], ['history']])('is entered by %s --submodules', (command) => {
    const { folder } = shop()
    const words = [command, '--submodules']
    expect(told(folder, words)).toEqual(['lib/inner/deepest/deep:1', 'lib/inner/key:1'])
    expect(told(join(folder, 'lib'), words)).toEqual(['inner/deepest/deep:1', 'inner/key:1'])
    const { code, stderr } = run(words, folder)
    expect(stderr).not.toContain('not entered')
    expect(code).toBe(1)
  })

  test('is told by all names that its texts have', () => {
    const { folder } = shop()
    commit(join(folder, 'lib', 'inner'), 'key copy', `${github}\n`)
    const { stdout } = run(['history', '--submodules', '--format', 'json'], folder)
    expect(stdout).toContain('"paths":["lib/inner/key","lib/inner/key copy"]')
  })

  test('is entered by staged --submodules', () => {
    const { folder } = shop()
    writeFileSync(join(folder, 'lib', 'inner', 'new'), slack)
    git(join(folder, 'lib', 'inner'), 'add', 'new')
    expect(told(folder, ['staged'])).toEqual([])
    expect(told(folder, ['staged', '--submodules'])).toEqual(['lib/inner/new:1'])
  })

  test('is entered where the folders that are named hold it', () => {
    const { folder } = shop()
    mkdirSync(join(folder, 'x'))
    writeFileSync(join(folder, 'x', 'b'), 'b\n')
    expect(told(folder, ['x', '--submodules'])).toEqual([])
    expect(told(folder, ['x', 'lib', '--submodules'])).toHaveLength(2)
    expect(told(folder, ['lib/inner', '--submodules'])).toHaveLength(2)
  })

  test('has settings of its own, and those around it may leave it out', () => {
    const { folder } = shop()
    const settings = '[paths]\nexclude = ["/key"]\n'
    writeFileSync(join(folder, 'lib', 'inner', 'keyward.toml'), settings)
    expect(told(folder, ['files', '--submodules'])).toEqual(['lib/inner/deepest/deep:1'])
    writeFileSync(join(folder, 'keyward.toml'), '[paths]\nexclude = ["lib/"]\n')
    expect(told(folder, ['files', '--submodules'])).toEqual([])
  })

  test('that is not checked out stays told', () => {
    const { folder } = shop()
    git(folder, 'submodule', 'deinit', '--force', '--quiet', 'lib/inner')
    const { code, stderr } = run(['--submodules'], folder)
    expect(stderr).toContain('(1 submodule not entered.)')
    expect(code).toBe(0)
  })

  test('has commits of its own, so that it takes no range', () => {
    const { folder } = shop()
    for (const words of [['HEAD~1..'], ['--ci'], ['--since-last-tag']]) {
      const { code, stderr } = run(['history', ...words, '--submodules'], folder)
      expect(stderr).toContain('--submodules takes no range')
      expect(code).toBe(2)
    }
  })
})

describe('staged finds what the next commit adds', () => {
  const settled = ['-c', 'core.editor=true', '-c', 'merge.conflictStyle=merge']

  function conflict(): string {
    const folder = repositoryWith({ a: 'a\n' })
    git(folder, 'checkout', '--quiet', '-b', 'side')
    commit(folder, 'a', 'side\n')
    git(folder, 'checkout', '--quiet', 'main')
    commit(folder, 'a', 'main\n')
    return folder
  }

  test.each([
    ['a cherry-pick', ['cherry-pick', 'side']],
    ['a rebase', ['rebase', 'side']],
    ['a revert', ['revert', '--no-edit', 'HEAD~1']],
  ])('amid %s', (_, words) => {
    const folder = conflict()
    spawnSync('git', [...settled, ...words], { cwd: folder })
    writeFileSync(join(folder, 'a'), `settled ${slack}\n`)
    git(folder, 'add', '--all')
    expect(told(folder, ['staged'])).toEqual(['a:1'])
  })

  test('amid a merge of three', () => {
    const folder = repositoryWith({ a: lines })
    for (const name of ['one', 'two']) {
      git(folder, 'checkout', '--quiet', '-b', name, 'main')
      commit(folder, name, `${github}\n`)
    }
    git(folder, 'checkout', '--quiet', 'main')
    commit(folder, 'main', 'main')
    git(folder, 'merge', '--quiet', '--no-commit', 'one', 'two')
    expect(told(folder, ['staged'])).toEqual([])
    appendFileSync(join(folder, 'two'), `${slack}\n`)
    git(folder, 'add', '--all')
    expect(told(folder, ['staged'])).toEqual(['two:2'])
  })

  test('with an index that is split, of version 4, or sparse', () => {
    const folder = repositoryWith({ 'x/a': lines, 'y/b': lines })
    git(folder, 'update-index', '--split-index', '--index-version', '4')
    appendFileSync(join(folder, 'x', 'a'), slack)
    git(folder, 'add', '--all')
    expect(told(folder, ['staged'])).toEqual(['x/a:61'])
    git(folder, 'update-index', '--no-split-index')
    git(folder, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'x')
    expect(told(folder, ['staged'])).toEqual(['x/a:61'])
  })

  test('as a link that leads to where a secret is part of the name', () => {
    const folder = repositoryWith({ a: 'a\n' })
    symlinkSync(`https://example.com/?token=${slack}`, join(folder, 'link'))
    git(folder, 'add', '--all')
    expect(told(folder, ['staged'])).toEqual(['link:1'])
  })
})

const hasReftable = / --ref-format/.test(
  spawnSync('git', ['init', '-h'], { encoding: 'utf8' }).stdout,
)
if (!hasReftable) {
  console.warn('This git has no reftable, so a repository of that kind is not tried.')
}

test.runIf(hasReftable)('a repository whose names are in a reftable is read', () => {
  const folder = folderWith({ a: slack })
  git(folder, 'init', '--quiet', '--ref-format=reftable')
  expect(run(['hook', 'install', '--yes'], folder).code).toBe(0)
  git(folder, 'add', '--all')
  expect(told(folder, ['staged'])).toEqual(['a:1'])
  git(folder, 'commit', '--quiet', '--no-verify', '--message', 'First')
  git(folder, 'branch', `try/${github}`)
  expect(told(folder, ['history'])).toHaveLength(2)
})
