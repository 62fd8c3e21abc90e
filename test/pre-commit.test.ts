import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, git, keyward, repositoryWith, type Outcome } from './command.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const slack = madeUpSecret('slack-bot-token')

const isThere = spawnSync('pre-commit', ['--version']).status === 0
if (!isThere) console.warn('pre-commit is not on the PATH, so the hooks for it are not tried.')
const mustRun = process.env['CI'] === 'true'

/** This repository as it would be committed now, for pre-commit to clone. */
function cloneable(): string {
  const folder = folderWith()
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']
  const deleted = new Set(git(root, 'ls-files', '-z', '--deleted').split('\0'))
  for (const path of git(root, ...list).split('\0')) {
    if (path === '' || deleted.has(path)) continue
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(join(root, path), join(folder, path), { verbatimSymlinks: true })
  }
  git(folder, 'init', '--quiet')
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--message', 'All')
  return folder
}

interface Shop {
  /** Stages a file of this content, and commits. */
  readonly commit: (path: string, content: string) => Outcome
}

/** A repository whose commits run this hook through the real pre-commit. */
function shopWith(hook: string, path: string): Shop {
  const hooks = cloneable()
  const folder = repositoryWith({
    '.pre-commit-config.yaml': `repos:
  - repo: ${hooks}
    rev: ${git(hooks, 'rev-parse', 'HEAD')}
    hooks:
      - id: ${hook}
`,
  })
  const environment = {
    ...process.env,
    PATH: path,
    PRE_COMMIT_HOME: folderWith(),
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  }
  function program(name: string, ...words: readonly string[]): Outcome {
    const ended = spawnSync(name, words, { cwd: folder, encoding: 'utf8', env: environment })
    return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr }
  }
  expect(program('pre-commit', 'install')).toMatchObject({ code: 0 })
  return {
    commit(path, content) {
      writeFileSync(join(folder, path), content)
      git(folder, 'add', '--all')
      return program('git', 'commit', '--message', `Change ${path}`)
    },
  }
}

function expectToGuard({ commit }: Shop): void {
  const clean = commit('a.ts', 'nothing here\n')
  expect(clean.stderr).toMatch(/keyward\.+Passed/)
  expect(clean.code).toBe(0)

  const leaking = commit('b.ts', `const token = '${slack}'\n`)
  expect(leaking.stderr).toMatch(/keyward\.+Failed/)
  expect(leaking.stderr).toMatch(/b\.ts\n +1:16 +slack-bot-token/)
  expect(leaking.stderr).not.toContain(slack)
  expect(leaking.code).toBe(1)
}

describe('the hooks for pre-commit', () => {
  it('leave npm nothing to prepare in the package at the top, which it cannot', () => {
    const text = readFileSync(join(root, 'package.json'), 'utf8')
    const { scripts } = JSON.parse(text) as { scripts: object }
    const prepared = ['postinstall', 'build', 'preinstall', 'install', 'prepack', 'prepare']
    expect(Object.keys(scripts).filter((name) => prepared.includes(name))).toEqual([])
  })

  it.runIf(isThere || mustRun)('are as it wants them', () => {
    const manifest = join(root, '.pre-commit-hooks.yaml')
    const { status, stdout } = spawnSync('pre-commit', ['validate-manifest', manifest], {
      encoding: 'utf8',
    })
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })

  it.runIf(isThere || mustRun)(
    'stop a commit with a secret, set up from a clone of this repository',
    () => {
      expectToGuard(shopWith('keyward', process.env['PATH'] ?? ''))
    },
    300_000,
  )

  it.runIf(isThere || mustRun)(
    'stop a commit with a secret by the keyward on the PATH',
    () => {
      const programs = folderWith()
      symlinkSync(keyward, join(programs, 'keyward'))
      const path = `${programs}${delimiter}${process.env['PATH'] ?? ''}`
      expectToGuard(shopWith('keyward-system', path))
    },
    60_000,
  )
})
