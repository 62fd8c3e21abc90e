import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyOut, madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, git, keyward, repositoryWith, run } from './command.ts'

const slack = madeUpSecret('slack-bot-token')
const preview = `${slack.slice(0, 4)}…${slack.slice(-4)}`

test('a leaking shop is reported by file, line and column', () => {
  const shop = repositoryWith()
  copyOut('leaking-shop', shop)
  const { code, stdout, stderr } = run([], shop)
  expect(stdout).toMatchInlineSnapshot(`
    "config/production.yaml
      4:13  generic-credential     Ds…51      likely
      6:10  github-personal-token  ghp_…UktP  certain

    src/documents.ts
      5:30  autype-api-key         ak_D…rMfE  likely

    src/mail.ts
      3:11  slack-bot-token        xoxb…B87d  certain
    "
  `)
  expect(stderr).toMatchInlineSnapshot(`
    "
    4 secrets in 3 files. Scanned 6 files, 1.2 kB.
    Next: keyward explain generic-credential
    "
  `)
  expect(code).toBe(1)
})

test('a clean tree says how much was read', () => {
  expect(run(['.'], folderWith({ 'a.txt': 'nothing here\n' }))).toEqual({
    code: 0,
    stdout: '',
    stderr: 'No secrets found. Scanned 1 file, 13 bytes.\n',
  })
})

test('an empty tree is not a clean one', () => {
  expect(run([], folderWith())).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'No secrets found. Scanned nothing.\n' +
      'keyward: Nothing was scanned, so this says nothing about secrets.\n',
  })
})

test('JSON is one object a line, the summary last', () => {
  const folder = repositoryWith({ 'src/mail.ts': `const token = '${slack}'\n` })
  const { code, stdout } = run(['--format', 'json'], folder)
  const [finding, summary, ...more] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(finding).toMatchObject({
    type: 'finding',
    detector: 'slack-bot-token',
    verdict: 'new',
    path: 'src/mail.ts',
    line: 1,
    column: 16,
    endLine: 1,
    endColumn: 16 + slack.length,
    preview,
    title: 'Slack bot token',
  })
  expect(finding?.['fingerprint']).toMatch(/^kw1:[0-9a-f]{32}$/)
  expect(summary).toMatchObject({ type: 'summary', files: 1, findings: 1, problems: 0 })
  expect(more).toEqual([])
  expect(code).toBe(1)
})

test('columns count UTF-16 units', () => {
  const folder = folderWith({ 'a.txt': `é😀 ${slack}\n` })
  expect(run([], folder).stdout).toContain(' 1:5 ')
})

test('clones agree on fingerprints, other repositories do not', () => {
  function name(folder: string): string | undefined {
    return /"fingerprint":"(kw1:\w+)"/.exec(run(['--format', 'json'], folder).stdout)?.[1]
  }
  const one = repositoryWith({ a: slack })
  const clone = join(folderWith(), 'clone')
  git(one, 'clone', '--quiet', one, clone)
  const other = repositoryWith({ b: slack, c: 'another first commit' })
  expect(name(one)).toMatch(/^kw1:/)
  expect(name(clone)).toBe(name(one))
  expect(name(other)).not.toBe(name(one))
})

test('ignored files are left alone, untracked ones are not', () => {
  const folder = repositoryWith({ '.gitignore': 'ignored.txt\n' })
  writeFileSync(join(folder, 'ignored.txt'), slack)
  expect(run([], folder).code).toBe(0)
  writeFileSync(join(folder, 'new.txt'), slack)
  expect(run([], folder).code).toBe(1)
  expect(run(['ignored.txt'], folder).code).toBe(1)
})

test('the whole repository is scanned from any of its folders, with paths as seen from there', () => {
  const folder = repositoryWith({ 'a/b.txt': slack, 'c/d.txt': slack })
  const { stdout } = run([], join(folder, 'a'))
  expect(stdout).toContain('../c/d.txt\n')
  expect(stdout).toMatch(/^b\.txt$/m)
  expect(run(['b.txt'], join(folder, 'a')).stdout).toMatch(/^b\.txt\n/)
})

test('many files on several threads give the same report as each alone', () => {
  const files = Object.fromEntries(
    Array.from({ length: 1500 }, (_, index) => [
      `d${String(index % 40)}/f${String(index)}.txt`,
      index % 100 === 0 ? `x ${slack}\n` : 'nothing\n',
    ]),
  )
  const folder = repositoryWith(files)
  const first = run(['--format', 'json'], folder)
  expect(first.stdout.match(/"type":"finding"/g)).toHaveLength(15)
  expect(first.stdout).toContain('"files":1500')
  // No Node says anything of how it is told to go about it.
  expect(first.stderr).toMatch(/^\n?15 secrets in 15 files\. .*\n(?:Next: .*\n)?$/)
  // What is remembered is not scanned again.
  rmSync(join(folder, '.git', 'keyward'), { recursive: true })
  expect(run(['--format', 'json'], folder).stdout).toBe(first.stdout)
})

test('a thread that starts late brings what it found all the same', () => {
  const names = Array.from({ length: 3000 }, (_, index) => String(index))
  const folder = repositoryWith({
    'keyward.toml': '[paths]\nexclude = ["left/**"]\n',
    ...Object.fromEntries(names.slice(1500).map((name) => [`left/${name}`, 'nothing\n'])),
  })
  // What git tracks is scanned before the thread is there, what it does not track is enough for both.
  mkdirSync(join(folder, 'new'))
  for (const name of names) writeFileSync(join(folder, 'new', name), `x ${slack}\n`)
  for (let round = 0; round < 5; round++) {
    expect(run(['--format', 'json'], folder).stdout).toContain('"files":3001')
    rmSync(join(folder, '.git', 'keyward'), { recursive: true })
  }
})

test.each([
  ['files', '.'],
  ['history', 'history'],
])('a scan of many %s ends where git does not run', (_, word) => {
  const files = Array.from(
    { length: 1500 },
    (_, index) => [`${String(index)}.txt`, 'nothing\n'] as const,
  )
  const folder = repositoryWith(Object.fromEntries(files))
  expect(run([word], folder, { PATH: join(folder, 'nowhere') })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'keyward: There is no git on the PATH. Install it, or put it there.\n',
  })
})

test('links are not followed, submodules not entered, and both are told', () => {
  const inner = repositoryWith({ 'secret.txt': slack })
  const folder = repositoryWith({ 'a.txt': 'nothing' })
  symlinkSync(join(inner, 'secret.txt'), join(folder, 'link'))
  symlinkSync('loop', join(folder, 'loop'))
  git(folder, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'sub')
  const { code, stderr } = run([], folder)
  expect(stderr).toContain('(1 submodule not entered, 2 links not followed.)')
  expect(code).toBe(0)
})

test('a pointer to a file that LFS keeps is told, and is no problem', () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 9\n`
  const { code, stderr } = run([], repositoryWith({ 'a.bin': pointer, 'b.txt': 'text' }))
  expect(stderr).toContain('(1 LFS pointer not followed.)')
  expect(code).toBe(0)
})

test('a file of 40 MB is read piece by piece, and lines are still right', () => {
  const line = `${'x'.repeat(99)}\n`
  const text = `${line.repeat(400_000)}é ${slack}\n${line.repeat(10)}`
  const { stdout, code } = run(['big.txt'], folderWith({ 'big.txt': text }))
  expect(stdout).toMatch(/^ {2}400001:3 /m)
  expect(stdout.match(/slack-bot-token/g)).toHaveLength(1)
  expect(code).toBe(1)
})

test('a secret over the seam of two pieces is found once', () => {
  const piece = 16 * 1024 * 1024
  for (const seam of [piece, piece - 64 * 1024, piece - 68 * 1024]) {
    const text = `${' '.repeat(seam - 20)}${slack} ${' '.repeat(20 * 1024 * 1024)}`
    const { stdout } = run(['big.txt'], folderWith({ 'big.txt': text }))
    expect(stdout.match(/slack-bot-token/g)).toHaveLength(1)
    expect(stdout).toContain(` 1:${String(seam - 19)} `)
  }
})

test.each([
  [['nowhere.txt'], 'keyward: nowhere.txt does not exist. Name files or folders that are there.\n'],
  [['--formt', 'json'], 'keyward: There is no flag --formt. Did you mean --format?\n'],
  [['--format', 'jsn'], 'keyward: --format cannot be "jsn". Did you mean json?\n'],
  [
    ['--confidence'],
    'keyward: --confidence lacks its value. Write --confidence possible|likely|certain.\n',
  ],
  [['--help=yes'], 'keyward: --help takes no value. Write --help alone.\n'],
  [['-x'], 'keyward: There is no flag -x. See keyward --help.\n'],
  [
    ['--config', 'none.toml'],
    'keyward: none.toml could not be read (ENOENT). Name a file that is there.\n',
  ],
  [['explain'], 'keyward: explain takes one word. Write keyward explain ID, or PATH:LINE.\n'],
  [
    ['explain', 'slack-bot-tokn'],
    'keyward: There is no kind of secret called slack-bot-tokn. Did you mean slack-bot-token?\n',
  ],
])('keyward %j says what is wrong and what to do', (words, message) => {
  const folder = folderWith({ 'a.txt': 'text' })
  expect(run(words, folder)).toEqual({ code: 2, stdout: '', stderr: message })
})

test('a link that leads nowhere is said to', () => {
  const folder = folderWith()
  symlinkSync('loop', join(folder, 'loop'))
  expect(run(['loop'], folder).stderr).toBe(
    'keyward: loop is a link that leads nowhere. Name files or folders that are there.\n',
  )
})

test('a pipe is a problem, and the rest of the scan goes on', () => {
  const folder = folderWith({ 'a.txt': slack })
  execFileSync('mkfifo', [join(folder, 'pipe')])
  const { code, stdout, stderr } = run([], folder)
  expect(stdout).toContain('slack-bot-token')
  expect(stderr).toContain('keyward: pipe: It is no regular file, and may never end.\n')
  expect(code).toBe(2)
})

test.skipIf(process.getuid?.() === 0)('an unreadable file is a problem', () => {
  const folder = folderWith({ 'a.txt': slack, 'closed.txt': 'text' })
  chmodSync(join(folder, 'closed.txt'), 0)
  const { code, stderr } = run([], folder)
  expect(stderr).toContain('keyward: closed.txt: It may not be read (permission denied).\n')
  expect(code).toBe(2)
})

test('a file that git tracks and the work tree lacks is no problem', () => {
  const folder = repositoryWith({ 'a.txt': 'text', 'b.txt': 'text' })
  rmSync(join(folder, 'a.txt'))
  expect(run([], folder)).toMatchObject({
    code: 0,
    stderr: 'No secrets found. Scanned 1 file, 4 bytes.\n',
  })
})

test('names of every kind are opened and shown without moving a cursor', () => {
  const folder = folderWith({ 'with space.txt': slack, 'quote".txt': slack, 'tab\t.txt': slack })
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/latin`), Buffer.from([0xe9])]), slack)
  git(folder, 'init', '--quiet')
  const { stdout } = run([], folder)
  expect(stdout.match(/slack-bot-token/g)).toHaveLength(4)
  expect(stdout).toContain('tab\ufffd.txt')
})

test('a pattern that no shell expanded is expanded', () => {
  const folder = folderWith({ 'a/b.env': slack, 'a/c.txt': slack })
  const { stdout } = run(['**/*.env'], folder)
  expect(stdout).toContain('a/b.env')
  expect(stdout).not.toContain('a/c.txt')
})

test('a folder outside any repository is walked, without entering .git', () => {
  const folder = folderWith({ 'a/b.txt': slack })
  mkdirSync(join(folder, 'a', '.git'))
  writeFileSync(join(folder, 'a', '.git', 'x'), slack)
  expect(run([], folder).stdout.match(/slack-bot-token/g)).toHaveLength(1)
})

test('an interrupted scan says so and answers with 130', async () => {
  const folder = folderWith()
  for (let index = 0; index < 100; index++) {
    const file = join(folder, `${String(index)}.bin`)
    writeFileSync(file, '')
    truncateSync(file, 30_000_000)
  }
  const child = spawn(process.execPath, [keyward], { cwd: folder })
  let stderr = ''
  child.stderr.on('data', (part) => (stderr += String(part)))
  setTimeout(() => child.kill('SIGINT'), 300)
  const code = await new Promise((done) => child.on('close', done))
  expect(stderr).toContain('keyward: Interrupted, so what is reported is not all. Run it again.\n')
  expect(code).toBe(130)
})
