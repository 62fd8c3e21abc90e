import { spawnSync } from 'node:child_process'
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, git, keyward, repositoryWith, run } from './command.ts'

// Each runs git many times over.
vi.setConfig({ testTimeout: 60_000 })

const slack = madeUpSecret('slack-bot-token')
const github = madeUpSecret('github-personal-token')

/** A work tree without a repository, which is kept elsewhere. */
function apart(): { home: string; directory: string } {
  const home = repositoryWith({ 'src/a': `${slack}\n` })
  const directory = join(folderWith(), 'apart.git')
  renameSync(join(home, '.git'), directory)
  return { home, directory }
}

describe('GIT_DIR names the repository', () => {
  test.each([[['history']], [['history', 'HEAD']], [['files']], [['src']]])('of %j', (words) => {
    const { home, directory } = apart()
    const { code, stdout } = run(words, home, { GIT_DIR: directory })
    expect(stdout).toContain('src/a\n')
    expect(code).toBe(1)
  })

  test('whose index is read, relative as hooks are told it', () => {
    const folder = repositoryWith({ a: 'a\n' })
    writeFileSync(join(folder, 'b'), slack)
    git(folder, 'add', 'b')
    expect(run(['staged'], folder, { GIT_DIR: '.git' }).stdout).toContain('b\n')
  })

  test('rather than the one around the folder', () => {
    const { directory } = apart()
    const other = repositoryWith({ b: `${github}\n` })
    const { stdout } = run(['history'], other, { GIT_DIR: directory })
    expect(stdout).toContain('slack-bot-token')
    expect(stdout).not.toContain('github')
  })

  test('and GIT_WORK_TREE its files, from any folder', () => {
    const { home, directory } = apart()
    const environment = { GIT_DIR: directory, GIT_WORK_TREE: home }
    const { stdout } = run(['files'], join(home, 'src'), environment)
    expect(stdout).toContain('slack-bot-token')
    const elsewhere = run(['history'], folderWith(), environment)
    expect(elsewhere.stdout).toContain('src/a\n')
  })

  test('and its settings may name the work tree', () => {
    const { home, directory } = apart()
    git(directory, `--git-dir=${directory}`, 'config', 'core.worktree', home)
    const { stdout } = run(['files'], join(home, 'src'), { GIT_DIR: directory })
    expect(stdout).toContain('slack-bot-token')
  })

  test('of a linked work tree', () => {
    const folder = repositoryWith({ a: 'a\n' })
    const linked = join(folderWith(), 'linked')
    git(folder, 'worktree', 'add', '--quiet', linked)
    writeFileSync(join(linked, 'b'), slack)
    git(linked, 'add', 'b')
    const directory = git(linked, 'rev-parse', '--absolute-git-dir')
    expect(run(['staged'], linked, { GIT_DIR: directory }).stdout).toContain('b\n')
    expect(run(['staged'], folder).code).toBe(0)
  })

  test('and not those of submodules, which have their own', () => {
    const inner = repositoryWith({ key: `${slack}\n` })
    const folder = repositoryWith({ a: 'a\n' })
    const allow = ['-c', 'protocol.file.allow=always']
    git(folder, ...allow, 'submodule', 'add', '--quiet', inner, 'lib')
    git(folder, 'commit', '--quiet', '--message', 'Lib')
    const environment = { GIT_DIR: '.git', GIT_INDEX_FILE: join(folder, '.git', 'index') }
    for (const command of ['files', 'history']) {
      const { stdout } = run([command, '--submodules'], folder, environment)
      expect(stdout).toContain('lib/key\n')
    }
    writeFileSync(join(folder, 'lib', 'new'), `${github}\n`)
    git(join(folder, 'lib'), 'add', 'new')
    const { stdout } = run(['staged', '--submodules'], folder, environment)
    expect(stdout).toContain('lib/new\n')
  })

  test('and must be there', () => {
    const folder = repositoryWith({ a: 'a\n' })
    expect(run(['history'], folder, { GIT_DIR: 'nowhere' })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'keyward: GIT_DIR names nowhere, which is no git repository. Unset or mend it.\n',
    })
  })
})

test('an alias of git runs it in the repository that git was told', () => {
  const { home, directory } = apart()
  const alias = `alias.scan=!"${process.execPath}" "${keyward}" history`
  const words = [`--git-dir=${directory}`, `--work-tree=${home}`, '-c', alias, 'scan']
  const { stdout } = spawnSync('git', words, { cwd: folderWith(), encoding: 'utf8' })
  expect(stdout).toContain('slack-bot-token')
})

test.each([[['history', 'HEAD']], [['staged']], [['files']], [['hook', 'pre-commit']]])(
  '%j without git on the PATH says so',
  (words) => {
    const folder = repositoryWith({ a: 'a\n' })
    expect(run(words, folder, { PATH: folderWith() })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'keyward: There is no git on the PATH. Install it, or put it there.\n',
    })
  },
)

test('what git says ends with one full stop', () => {
  const folder = repositoryWith({ a: 'a\n' })
  const { code, stderr } = run(['history', '--since-last-tag'], folder)
  expect(stderr).toBe(
    'keyward: git describe failed: fatal: No names found, cannot describe anything. ' +
      'Nothing was scanned.\n',
  )
  expect(code).toBe(2)
})
