import { spawn } from 'node:child_process'
import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { base62 } from '../packages/core/src/sample.ts'
import { git, keyward, repositoryWith, run } from './command.ts'

const slack = madeUpSecret('slack-bot-token')
const github = madeUpSecret('github-personal-token')
const house = `acme_${base62(32)}`
/** Spelt out, it would be a comment of this file. */
const ignore = ['keyward', 'ignore'].join('-')
/** A bare value is a secret in settings, and the name of something in programs. */
const bare = ['DB_PASSWORD', base62(24)].join('=')
const longAgo = new Date('2026-01-01T00:00:00Z')

describe.each([
  ['history', ['history', 'clean-objects']],
  ['files', ['clean-files']],
])('a second scan of %s', { timeout: 30_000 }, (command, names) => {
  const words = [command === 'files' ? '.' : command]

  test('reads again only what it does not know to be clean, and tells the same', () => {
    const folder = oldRepository()
    const first = run(words, folder)
    const second = run(words, folder)
    expect(first.stderr).not.toContain('known from before')
    expect(second.stderr).toMatch(/\d+ known from before/)
    expect(second.stdout).toBe(first.stdout)
    expect([first.code, second.code]).toEqual([1, 1])
  })

  test('finds what was added since', () => {
    const folder = oldRepository()
    run(words, folder)
    writeFileSync(join(folder, 'clean.ts'), `const token = '${slack}'\n`)
    git(folder, 'commit', '--quiet', '--all', '--message', 'More')
    expect(run(words, folder).stdout).toContain('clean.ts')
  })

  test('forgets what it knew when other secrets are looked for', () => {
    const folder = oldRepository()
    run(words, folder)
    writeFileSync(
      join(folder, 'keyward.toml'),
      '[[key]]\nid = "acme-key"\nprefix = "acme_"\nlength = 32\n',
    )
    expect(run(words, folder).stdout).toContain('acme-key')
  })

  test.each<[string, (file: string) => void]>([
    ['torn', (file) => truncateSync(file, 60)],
    ['empty', (file) => truncateSync(file, 0)],
    ['changed', (file) => writeFileSync(file, readFileSync(file).fill(7, 45, 46))],
    ['not there', (file) => rmSync(file)],
  ])('trusts no memory that is %s, and replaces it', (_, damage) => {
    const folder = oldRepository()
    const files = names.map((name) => join(folder, '.git', 'keyward', name))
    const first = run(words, folder)
    const written = files.map((file) => readFileSync(file).length)
    files.forEach(damage)
    expect(run(words, folder)).toEqual(first)
    expect(files.map((file) => readFileSync(file).length)).toEqual(written)
    expect(run(words, folder).stderr).toContain('known from before')
  })

  test('is right where there is no place for a memory', () => {
    const folder = oldRepository()
    writeFileSync(join(folder, '.git', 'keyward'), 'no folder')
    const first = run(words, folder)
    expect(run(words, folder)).toEqual(first)
    expect(first.stdout).toContain('leaking.ts')
  })

  test('is right after others that were killed, or ran at the same time', async () => {
    const folder = oldRepository()
    const first = run(words, folder)
    rmSync(join(folder, '.git', 'keyward'), { recursive: true })
    const pauses = [20, 60, 100, 140, 180, 0, 0]
    await Promise.all(pauses.map((pause) => killedAfter(pause, words, folder)))
    expect(run(words, folder).stdout).toBe(first.stdout)
    expect(run(words, folder).code).toBe(1)
  })

  test('keeps no secret', () => {
    const folder = oldRepository()
    run(words, folder)
    const kept = readdirSync(join(folder, '.git', 'keyward'))
    const bytes = kept.map((name) => readFileSync(join(folder, '.git', 'keyward', name)))
    expect(kept).toEqual(expect.arrayContaining([...names]))
    expect(Buffer.concat(bytes).includes(slack)).toBe(false)
  })
})

describe('what a scan of history remembers', { timeout: 30_000 }, () => {
  test('says nothing of texts with secrets beside what is clean', () => {
    const folder = oldRepository()
    run(['history'], folder)
    const bytes = readFileSync(join(folder, '.git', 'keyward', 'clean-objects'))
    const blob = git(folder, 'rev-parse', 'HEAD:leaking.ts')
    expect(bytes.includes(Buffer.from(blob, 'hex').subarray(0, 8))).toBe(false)
  })

  test('does not hide a text that holds a secret under its new name only', () => {
    const folder = oldRepository({ 'a.go': `${bare}\n` })
    const first = run(['history'], folder)
    expect(first.stdout).not.toContain('a.go')
    git(folder, 'mv', 'a.go', 'settings.env')
    git(folder, 'commit', '--quiet', '--message', 'Another name')
    const second = run(['history'], folder)
    expect(second.stdout).toContain('settings.env')
    expect(run(['history'], folder).stdout).toBe(second.stdout)
  })

  test.each(['loose', 'packed', 'packed twice'])('is used by objects that are %s', (how) => {
    const folder = oldRepository()
    if (how !== 'loose') git(folder, 'gc', '--quiet')
    const first = run(['history'], folder)
    if (how === 'packed twice') git(folder, 'repack', '--quiet', '-a', '-d', '--depth=0', '-f')
    const second = run(['history'], folder)
    expect(second.stderr).toContain('known from before')
    expect(second.stdout).toBe(first.stdout)
  })

  test('is of no use for what is lost since', () => {
    const folder = oldRepository()
    run(['history'], folder)
    const blob = git(folder, 'rev-parse', 'HEAD:plain.ts')
    rmSync(join(folder, '.git', 'objects', blob.slice(0, 2), blob.slice(2)))
    expect(run(['history'], folder).code).toBe(2)
    expect(run(['history'], folder).code).toBe(2)
  })
})

describe('a second scan of history tells where secrets stand, as one without a memory would,', () => {
  test.each<[string, (folder: string) => unknown]>([
    ['when nothing happened', () => undefined],
    ['after a commit', (folder) => change(folder, 'more.ts', 'export {}\n')],
    ['after a commit of another one', (folder) => change(folder, 'new.ts', `'${slack}'\n`)],
    ['after a commit that takes it out', (folder) => change(folder, 'leaking.ts', '\n')],
    ['on a branch that was renamed', (folder) => git(folder, 'branch', '-m', 'trunk')],
    ['on a branch that went back', (folder) => git(folder, 'reset', '--hard', 'HEAD~1')],
    ['on a branch that is gone', (folder) => git(folder, 'branch', '-D', 'side')],
    ['on a branch that was made since', (folder) => git(folder, 'branch', 'a', 'HEAD@{1}')],
    ['in a stash', (folder) => stash(folder)],
    ['without a reflog', (folder) => git(folder, 'reflog', 'expire', '--expire=now', '--all')],
    ['under another name', (folder) => rename(folder)],
    ['in a pack', (folder) => git(folder, 'gc', '--quiet')],
    ['in a merge', (folder) => git(folder, 'merge', '--quiet', '-m', 'Merge', 'side')],
    [
      'under settings that leave some out',
      (folder) => {
        writeFileSync(join(folder, 'keyward.toml'), '[paths]\nexclude = ["leaking.ts"]\n')
      },
    ],
  ])('%s', (_, happen) => {
    const folder = oldRepository()
    const json = ['history', '--format', 'json']
    git(folder, 'checkout', '--quiet', '-b', 'side')
    change(folder, 'side.ts', `// ${github}\n`)
    git(folder, 'checkout', '--quiet', 'main')
    change(folder, 'gone.ts', `const gone = '${github}' // gone\n`)
    git(folder, 'reset', '--quiet', '--hard', 'HEAD~1')
    stash(folder)
    change(folder, 'last.ts', `${github}\n${slack}\n`)
    run(json, folder)
    happen(folder)
    const second = run(json, folder)
    const third = run(json, folder)
    rmSync(join(folder, '.git', 'keyward'), { recursive: true })
    const fresh = run(json, folder)
    expect(findings(second.stdout)).toEqual(findings(fresh.stdout))
    expect(findings(third.stdout)).toEqual(findings(fresh.stdout))
    expect(findings(fresh.stdout).length).toBeGreaterThan(2)
  })

  test('and keeps neither their paths nor the names of branches', () => {
    const folder = oldRepository()
    git(folder, 'branch', `try/${slack}`)
    run(['history'], folder)
    const bytes = readFileSync(join(folder, '.git', 'keyward', 'history'))
    for (const text of [slack, 'leaking.ts', 'main', 'try/']) {
      expect(bytes.includes(text)).toBe(false)
    }
  })
})

/** Where several branches lead to a commit, any of them is told. */
function findings(report: string): string[] {
  const lines = report.split('\n').filter((line) => line.startsWith('{"type":"finding"'))
  const branch = /"reachable":\["(?:main|trunk|side|a)"\]/
  return lines.map((line) => line.replace(branch, '"reachable":["a branch"]'))
}

function change(folder: string, path: string, text: string): void {
  writeFileSync(join(folder, path), text)
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--message', 'Change')
}

function rename(folder: string): void {
  git(folder, 'mv', 'leaking.ts', 'b.ts')
  git(folder, 'commit', '--quiet', '--message', 'Rename')
}

function stash(folder: string): void {
  writeFileSync(join(folder, 'plain.ts'), `const stashed = '${github}'\n`)
  git(folder, 'stash', '--quiet')
}

test('a file that was written again without another size or time of change is read again', () => {
  const folder = oldRepository()
  run(['.'], folder)
  const file = join(folder, 'plain.ts')
  writeFileSync(file, `const a = '${slack}'`.padEnd(readFileSync(file).length, ' '))
  utimesSync(file, longAgo, longAgo)
  expect(run(['.'], folder).stdout).toContain('plain.ts')
})

describe('a file that changed is read again though git is to overlook it', () => {
  test.each<[string, readonly string[]]>([
    ['nothing special', ['status']],
    ['assumed to be unchanged', ['update-index', '--assume-unchanged', 'plain.ts']],
    ['left out of the work tree', ['update-index', '--skip-worktree', 'plain.ts']],
    ['by its status', ['config', 'core.checkStat', 'minimal']],
    ['by its times', ['config', 'core.trustctime', 'false']],
  ])('%s', async (_, words) => {
    const folder = oldRepository()
    git(folder, ...words)
    const later = new Date(Date.now() + 60_000)
    utimesSync(join(folder, '.git', 'index'), later, later)
    run(['.'], folder)
    expect(run(['.'], folder).stderr).toContain('known from before')
    // Git compares whole seconds.
    await new Promise((done) => setTimeout(done, 1100))
    const file = join(folder, 'plain.ts')
    writeFileSync(file, `const a = '${slack}'`.padEnd(readFileSync(file).length, ' '))
    utimesSync(file, longAgo, longAgo)
    expect(run(['.'], folder).stdout).toContain('plain.ts')
  })
})

test('a comment that silences nothing is told every time', () => {
  const folder = oldRepository({ 'idle.ts': `// ${ignore} slack-bot-token -- a test\n` })
  const first = run(['.'], folder)
  expect(first.stderr).toContain(`idle.ts:1: ${ignore} slack-bot-token silences nothing`)
  expect(run(['.'], folder).stderr).toContain('silences nothing')
})

/** Written some time before git read it, as most files are. */
function oldRepository(more: Readonly<Record<string, string>> = {}): string {
  const files = {
    'clean.ts': 'export const greeting = 1\n',
    'plain.ts': 'export const other = 2\n'.repeat(8),
    'house.ts': `export const key = read('${house}')\n`,
    'leaking.ts': `export const key = '${slack}'\n`,
    ...more,
  }
  const folder = repositoryWith(files)
  for (const path of Object.keys(files)) utimesSync(join(folder, path), longAgo, longAgo)
  git(folder, 'update-index', '--refresh')
  return folder
}

function killedAfter(pause: number, words: readonly string[], folder: string): Promise<void> {
  const child = spawn(process.execPath, [keyward, ...words], { cwd: folder, stdio: 'ignore' })
  if (pause > 0) setTimeout(() => child.kill('SIGKILL'), pause)
  return new Promise((done) => {
    child.on('close', () => {
      expect(existsSync(folder)).toBe(true)
      done()
    })
  })
}
