import { spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, git, keyward, repositoryWith, run, type Outcome } from './command.ts'

// Each runs git many times over.
vi.setConfig({ testTimeout: 60_000 })

const slack = madeUpSecret('slack-bot-token')

/** Puts a hook into a repository that runs the built command line. */
function install(folder: string, hook: string, words = `hook ${hook} "$@"`): void {
  const path = git(folder, 'rev-parse', '--path-format=absolute', '--git-path', `hooks/${hook}`)
  writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${keyward}" ${words}\n`)
  chmodSync(path, 0o755)
}

function attempt(folder: string, ...words: string[]): Outcome {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com']
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', NO_COLOR: '1' }
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: environment,
  })
  return { code: status, stdout, stderr }
}

function change(folder: string, path: string, text: string): void {
  writeFileSync(join(folder, path), text)
  git(folder, 'add', '--all')
}

test.each([
  ['commit', ['commit', '--message', 'Change']],
  ['commit --all', ['commit', '--all', '--message', 'Change']],
  ['commit -- path', ['commit', '--message', 'Change', '--', 'b']],
])('pre-commit refuses a secret in git %s', (_, words) => {
  const folder = repositoryWith({ a: 'a\n', b: 'b\n' })
  install(folder, 'pre-commit')
  writeFileSync(join(folder, 'b'), `${slack}\n`)
  if (words.length === 3) git(folder, 'add', 'b')
  const { code, stdout, stderr } = attempt(folder, ...words)
  expect(stdout + stderr).toContain('slack-bot-token')
  expect(code).not.toBe(0)
  expect(git(folder, 'rev-list', '--count', 'HEAD')).toBe('1')
})

test('pre-commit lets through what holds none, and what is asked to stay out', () => {
  const folder = repositoryWith({ a: 'a\n' })
  install(folder, 'pre-commit')
  change(folder, 'b', 'text\n')
  expect(attempt(folder, 'commit', '--message', 'Change').code).toBe(0)
  expect(attempt(folder, 'commit', '--allow-empty', '--message', 'Empty').code).toBe(0)
})

test('commit-msg refuses a secret in the message', () => {
  const folder = repositoryWith({ a: 'a\n' })
  install(folder, 'commit-msg')
  const { code } = attempt(folder, 'commit', '--allow-empty', '--message', `Use ${slack}`)
  expect(code).not.toBe(0)
  expect(attempt(folder, 'commit', '--allow-empty', '--message', 'Use it').code).toBe(0)
})

test('pre-push refuses what the other side does not have yet', () => {
  const other = join(folderWith(), 'other.git')
  const folder = repositoryWith({ a: `${slack}\n` })
  git(folder, 'init', '--quiet', '--bare', other)
  git(folder, 'remote', 'add', 'origin', other)
  git(folder, 'push', '--quiet', 'origin', 'main')
  install(folder, 'pre-push')
  change(folder, 'b', 'text\n')
  git(folder, 'commit', '--quiet', '--message', 'Clean')
  expect(attempt(folder, 'push', 'origin', 'main').code).toBe(0)
  change(folder, 'c', `x ${slack}\n`)
  git(folder, 'commit', '--quiet', '--message', 'Leak')
  change(folder, 'c', 'removed again\n')
  git(folder, 'commit', '--quiet', '--message', 'Remove it')
  expect(attempt(folder, 'push', 'origin', 'main').code).not.toBe(0)
  expect(attempt(folder, 'push', 'origin', 'main:other').code).not.toBe(0)
  expect(attempt(folder, 'push', 'origin', ':main').code).toBe(0)
})

test.each(['pre-receive', 'update'])('%s refuses a push, in the quarantine', (hook) => {
  const other = join(folderWith(), 'other.git')
  const folder = repositoryWith({ a: 'a\n' })
  git(folder, 'init', '--quiet', '--bare', other)
  git(folder, 'remote', 'add', 'origin', other)
  install(other, hook)
  expect(attempt(folder, 'push', 'origin', 'main').code).toBe(0)
  change(folder, 'b', `${slack}\n`)
  git(folder, 'commit', '--quiet', '--message', 'Leak')
  const { code, stderr } = attempt(folder, 'push', 'origin', 'main')
  expect(stderr).toContain('remote: b')
  expect(stderr).toContain('slack-bot-token')
  expect(code).not.toBe(0)
  expect(git(other, 'rev-list', '--count', 'main')).toBe('1')
})

/** A repository that others push to, which runs this hook. */
function guarded(hook: string): { folder: string; other: string } {
  const other = join(folderWith(), 'other.git')
  const folder = repositoryWith({ a: 'a\n' })
  git(folder, 'init', '--quiet', '--bare', other)
  git(folder, 'remote', 'add', 'origin', other)
  install(hook === 'pre-push' ? folder : other, hook)
  expect(attempt(folder, 'push', 'origin', 'main').code).toBe(0)
  return { folder, other }
}

describe.each(['pre-push', 'pre-receive', 'update'])('%s refuses a secret in', (hook) => {
  test.each<[string, (folder: string) => string]>([
    ['the message of a tag', (folder) => tag(folder, 'v1', `Key ${slack}`, 'HEAD')],
    [
      'a tag of a tag',
      (folder) => tag(folder, 'v2', 'Outer', tag(folder, 'v1', `Key ${slack}`, 'HEAD')),
    ],
    ['a tag of a text', (folder) => tag(folder, 'v1', 'Text', textIn(folder))],
    [
      'a tag of a folder',
      (folder) => {
        textIn(folder)
        git(folder, 'add', 'text')
        return tag(folder, 'v1', 'Folder', git(folder, 'write-tree'))
      },
    ],
    [
      'the name of a branch',
      (folder) => {
        git(folder, 'branch', `try/${slack}`)
        return `try/${slack}`
      },
    ],
    [
      'the message of a commit',
      (folder) => {
        git(folder, 'commit', '--quiet', '--allow-empty', '--message', `Use ${slack}`)
        return 'main'
      },
    ],
    [
      'a note',
      (folder) => {
        git(folder, 'notes', 'add', '--message', slack)
        return 'refs/notes/commits'
      },
    ],
  ])('%s', (_, hide) => {
    const { folder } = guarded(hook)
    const { code, stdout, stderr } = attempt(folder, 'push', 'origin', hide(folder))
    expect(stdout + stderr).toContain('slack-bot-token')
    expect(code).not.toBe(0)
  })
})

function tag(folder: string, name: string, message: string, object: string): string {
  git(folder, 'tag', '--annotate', name, '--message', message, object)
  return name
}

function textIn(folder: string): string {
  writeFileSync(join(folder, 'text'), slack)
  return git(folder, 'hash-object', '-w', 'text')
}

test('pre-receive tells what two names bring together once', () => {
  const { folder } = guarded('pre-receive')
  change(folder, 'b', `${slack}\n`)
  git(folder, 'commit', '--quiet', '--message', 'Leak')
  git(folder, 'branch', 'other')
  const { stderr } = attempt(folder, 'push', 'origin', 'main', 'other')
  expect(stderr).toContain('1 secret in 1 file. Scanned 1 commit, 1 blob, ')
})

test('a name that goes, or goes back, brings nothing', () => {
  const { folder } = guarded('pre-receive')
  expect(attempt(folder, 'push', 'origin', 'main:old').code).toBe(0)
  change(folder, 'b', 'b\n')
  git(folder, 'commit', '--quiet', '--message', 'More')
  expect(attempt(folder, 'push', 'origin', 'main').code).toBe(0)
  expect(attempt(folder, 'push', '--force', 'origin', 'main~1:main').code).toBe(0)
  expect(attempt(folder, 'push', 'origin', ':old').code).toBe(0)
})

test('commit-msg reads no diff that is shown below the message', () => {
  const folder = repositoryWith({ a: `${slack}\n` })
  install(folder, 'commit-msg')
  writeFileSync(join(folder, 'a'), 'gone\n')
  const editor = ['-c', 'core.editor=sed -i 1s/^/Change/']
  expect(attempt(folder, ...editor, 'commit', '--all', '--verbose').code).toBe(0)
  expect(git(folder, 'log', '--format=%B', '--max-count=1')).toBe('Change')
})

test.each([
  ['pre-push', 'refs/heads/main abc\n'],
  ['pre-receive', 'what is this\n'],
])('%s says when it does not understand what it is given', (hook, input) => {
  const words = [keyward, 'hook', hook, 'origin', 'x']
  const cwd = repositoryWith({ a: 'a' })
  const { status, stderr } = spawnSync(process.execPath, words, { cwd, encoding: 'utf8', input })
  expect(stderr).toContain('What the hook was given is not what git gives it.')
  expect(status).toBe(2)
})

test('an unknown hook is said to be', () => {
  expect(run(['hook', 'post-commit'], repositoryWith({ a: 'a' }))).toEqual({
    code: 2,
    stdout: '',
    stderr:
      "keyward: Git's hook post-commit is not known here. " +
      'Write keyward hook pre-commit|commit-msg|pre-push|pre-receive|update.\n',
  })
})
