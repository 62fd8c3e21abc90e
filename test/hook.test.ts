import { spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, git, keyward, repositoryWith, run, type Outcome } from './command.ts'

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

test('an unknown hook is said to be', () => {
  expect(run(['hook', 'post-commit'], repositoryWith({ a: 'a' }))).toEqual({
    code: 2,
    stdout: '',
    stderr:
      "keyward: Git's hook post-commit is not known here. " +
      'Write keyward hook pre-commit|commit-msg|pre-push|pre-receive|update.\n',
  })
})
