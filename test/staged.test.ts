import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, git, repositoryWith, run, type Outcome } from './command.ts'

const slack = madeUpSecret('slack-bot-token')
const github = madeUpSecret('github-personal-token')
const lines = Array.from({ length: 60 }, (_, index) => `line ${String(index)}\n`).join('')

function staged(folder: string, environment: NodeJS.ProcessEnv = {}): Outcome {
  return run(['staged'], folder, environment)
}

/** The places that are told. */
function told(folder: string, environment: NodeJS.ProcessEnv = {}): string[] {
  const { stdout } = run(['staged', '--format', 'json'], folder, environment)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ type }) => type === 'finding')
    .map(({ path, line }) => `${String(path)}:${String(line)}`)
}

test('nothing staged is clean', () => {
  expect(staged(repositoryWith({ a: slack }))).toEqual({
    code: 0,
    stdout: '',
    stderr: 'No secrets found. Scanned nothing.\n',
  })
})

test('a staged secret is found, an unstaged one is not', () => {
  const folder = repositoryWith({ a: lines, b: lines })
  appendFileSync(join(folder, 'a'), `${slack}\n`)
  appendFileSync(join(folder, 'b'), `${slack}\n`)
  git(folder, 'add', 'a')
  expect(told(folder)).toEqual(['a:61'])
  expect(staged(folder).code).toBe(1)
})

test('the index counts, not the work tree', () => {
  const folder = repositoryWith({ a: lines })
  appendFileSync(join(folder, 'a'), `${slack}\n`)
  git(folder, 'add', 'a')
  writeFileSync(join(folder, 'a'), lines)
  expect(told(folder)).toEqual(['a:61'])
})

test('a secret that already stood there is no news, wherever it moves', () => {
  const folder = repositoryWith({ a: `${slack}\n${lines}` })
  writeFileSync(join(folder, 'a'), `${lines}${slack}\n`)
  git(folder, 'add', 'a')
  expect(told(folder)).toEqual([])
  appendFileSync(join(folder, 'a'), `${github}\n`)
  git(folder, 'add', 'a')
  expect(told(folder)).toEqual(['a:62'])
})

test('a file that is renamed and edited keeps what it had', () => {
  const folder = repositoryWith({ a: `${slack}\n${lines}` })
  renameSync(join(folder, 'a'), join(folder, 'b'))
  appendFileSync(join(folder, 'b'), `${github}\n`)
  git(folder, 'add', '--all')
  expect(told(folder)).toEqual(['b:62'])
})

test('a repository without a commit is read', () => {
  const folder = folderWith({ a: slack })
  git(folder, 'init', '--quiet')
  git(folder, 'add', '--all')
  expect(told(folder)).toEqual(['a:1'])
})

test('a repository of SHA-256 is read, with and without a commit', () => {
  const folder = folderWith({ a: slack })
  git(folder, 'init', '--quiet', '--object-format=sha256')
  git(folder, 'add', '--all')
  expect(told(folder)).toEqual(['a:1'])
  git(folder, 'commit', '--quiet', '--message', 'First')
  writeFileSync(join(folder, 'b'), slack)
  git(folder, 'add', '--all')
  expect(told(folder)).toEqual(['b:1'])
})

test('a link that becomes a file is read', () => {
  const folder = repositoryWith({ a: lines })
  symlinkSync('a', join(folder, 'b'))
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--message', 'Link')
  rmSync(join(folder, 'b'))
  writeFileSync(join(folder, 'b'), slack)
  git(folder, 'add', '--all')
  expect(told(folder)).toEqual(['b:1'])
})

test('an intent to add is no text yet', () => {
  const folder = repositoryWith()
  writeFileSync(join(folder, 'a'), slack)
  git(folder, 'add', '--intent-to-add', 'a')
  expect(told(folder)).toEqual([])
})

test('another index may be named, as git does for commit -a and commit -- path', () => {
  const folder = repositoryWith({ a: lines })
  appendFileSync(join(folder, 'a'), slack)
  const other = join(folder, '.git', 'other-index')
  const environment = { GIT_INDEX_FILE: other }
  git(folder, 'read-tree', `--index-output=${other}`, 'HEAD')
  expect(told(folder, environment)).toEqual([])
  const blob = git(folder, 'hash-object', '-w', 'a')
  run(['--version'], folder)
  execGit(folder, environment, 'update-index', '--cacheinfo', `100644,${blob},a`)
  expect(told(folder, environment)).toEqual(['a:61'])
  expect(told(folder)).toEqual([])
})

test('while merging, what either side brings is no news, and what the merge adds is', () => {
  const folder = repositoryWith({ a: lines })
  git(folder, 'checkout', '--quiet', '-b', 'side')
  writeFileSync(join(folder, 'side'), `${slack}\n`)
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--message', 'Side')
  git(folder, 'checkout', '--quiet', 'main')
  writeFileSync(join(folder, 'main'), 'main\n')
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--message', 'Main')
  git(folder, 'merge', '--quiet', '--no-commit', '--no-ff', 'side')
  expect(told(folder)).toEqual([])
  appendFileSync(join(folder, 'side'), `${github}\n`)
  git(folder, 'add', '--all')
  expect(told(folder)).toEqual(['side:2'])
})

test('linked work trees and folders below the root are fine', () => {
  const folder = repositoryWith({ 'x/a': lines })
  const linked = join(folderWith(), 'linked')
  git(folder, 'worktree', 'add', '--quiet', linked)
  mkdirSync(join(linked, 'y'))
  writeFileSync(join(linked, 'y', 'b'), slack)
  git(linked, 'add', '--all')
  expect(told(linked)).toEqual(['y/b:1'])
  expect(told(join(linked, 'y'))).toEqual(['b:1'])
  expect(told(join(linked, 'x'))).toEqual(['../y/b:1'])
  expect(told(folder)).toEqual([])
})

test('settings of git that change what diff prints change nothing', () => {
  const folder = repositoryWith({ a: lines })
  for (const [name, value] of [
    ['diff.noprefix', 'true'],
    ['diff.external', 'false'],
    ['diff.renames', 'false'],
    ['core.quotePath', 'true'],
    ['diff.x.textconv', 'false'],
  ] as const) {
    git(folder, 'config', name, value)
  }
  writeFileSync(join(folder, '.gitattributes'), '*.pem -diff\n*.bin binary\n*.x diff=x\n')
  for (const name of ['k.pem', 'k.bin', 'k.x', 'ö "quoted" name', 'tab\tand\nline']) {
    writeFileSync(join(folder, name), `${slack}\n`)
  }
  git(folder, 'add', '--all')
  expect(told(folder)).toHaveLength(5)
})

test('what keyward.toml leaves out is left out', () => {
  const folder = repositoryWith({ 'keyward.toml': '[paths]\nexclude = ["x/"]\n' })
  mkdirSync(join(folder, 'x'))
  writeFileSync(join(folder, 'x', 'a'), slack)
  git(folder, 'add', '--all')
  expect(staged(folder)).toMatchObject({ code: 0 })
  expect(staged(folder).stderr).toContain('1 file excluded by keyward.toml')
})

test('outside a repository there is nothing to read', () => {
  expect(staged(folderWith())).toEqual({
    code: 2,
    stdout: '',
    stderr: 'keyward: There is no git repository here. Run it inside one.\n',
  })
})

test('a git that fails is never a clean scan', () => {
  const folder = repositoryWith({ a: lines })
  writeFileSync(join(folder, '.git', 'index'), 'broken')
  const { code, stderr } = staged(folder)
  expect(code).toBe(2)
  expect(stderr).toContain('index')
})

function execGit(folder: string, environment: NodeJS.ProcessEnv, ...words: string[]): void {
  const before = { ...process.env }
  Object.assign(process.env, environment)
  try {
    git(folder, ...words)
  } finally {
    process.env = before
  }
}
