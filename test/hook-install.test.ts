import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, git, keyward, repositoryWith, run, type Outcome } from './command.ts'

// Each runs git many times over.
vi.setConfig({ testTimeout: 60_000 })

const slack = madeUpSecret('slack-bot-token')
const noConfig = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }

function install(folder: string, ...words: string[]): Outcome {
  return run(['hook', 'install', '--yes', ...words], folder, noConfig)
}

function uninstall(folder: string, ...words: string[]): Outcome {
  return run(['hook', 'uninstall', '--yes', ...words], folder, noConfig)
}

/** Git as a person runs it, whatever comes of it. */
function attempt(folder: string, words: string[], environment: NodeJS.ProcessEnv = {}): Outcome {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com']
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...noConfig, NO_COLOR: '1', ...environment },
  })
  return { code: status, stdout, stderr }
}

const commit = ['commit', '--message', 'Change']

function leak(folder: string, path = 'leak'): void {
  writeFileSync(join(folder, path), `token = ${slack}\n`)
  git(folder, 'add', path)
}

function expectToRefuse(folder: string, environment: NodeJS.ProcessEnv = {}): void {
  const { code, stderr } = attempt(folder, commit, environment)
  expect(stderr).toContain('slack-bot-token')
  expect(stderr).toContain('1 secret in 1 file.')
  expect(code).not.toBe(0)
}

function hookIn(folder: string, name = 'pre-commit'): string {
  return join(folder, '.git', 'hooks', name)
}

function writeHook(path: string, body: string, mode = 0o755): void {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, `#!/bin/sh\n${body}\n`)
  chmodSync(path, mode)
}

/** Everything in a folder, with what it holds. */
function pictureOf(folder: string): Record<string, string> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => !/sample/.test(name)) : []
  return Object.fromEntries(
    names.map((name) => {
      const path = join(folder, name)
      const link = lstatSync(path).isSymbolicLink() ? `-> ${readlinkSync(path)}` : ''
      return [
        name,
        `${(lstatSync(path).mode & 0o7777).toString(8)} ${link || readFileSync(path, 'latin1')}`,
      ]
    }),
  )
}

describe('keyward hook install', () => {
  test('has git refuse a commit that leaks, and let others pass', () => {
    const folder = repositoryWith({ a: 'a\n', 'x/b': 'b\n' })
    expect(install(folder)).toMatchObject({ code: 0, stderr: '' })
    leak(folder)
    expectToRefuse(folder)
    expectToRefuse(join(folder, 'x'))
    expect(git(folder, 'rev-list', '--count', 'HEAD')).toBe('1')
    git(folder, 'rm', '--quiet', '--force', 'leak')
    writeFileSync(join(folder, 'a'), 'changed\n')
    expect(attempt(folder, ['commit', '--all', '--message', 'Change']).code).toBe(0)
    leak(folder)
    expect(attempt(folder, [...commit, '--no-verify']).code).toBe(0)
  })

  test('shows the change and makes none, where that is asked, or nobody can be asked', () => {
    const folder = repositoryWith({ a: 'a\n' })
    const shown = run(['hook', 'install', '--dry-run'], folder, noConfig)
    expect(shown).toMatchObject({ code: 0, stderr: '' })
    expect(shown.stdout).toMatch(/^Keyward will\n\n {2}write \.git\/hooks\/pre-commit:\n {4}#!/)
    expect(shown.stdout).toMatch(/\n\nNothing was changed\.\n$/)
    const asked = run(['hook', 'install'], folder, noConfig)
    expect(asked.code).toBe(2)
    expect(asked.stderr).toBe(
      'keyward: There is no terminal to ask on, so nothing was changed. ' +
        'Give --yes to agree, or --dry-run to see it only.\n',
    )
    expect(existsSync(hookIn(folder))).toBe(false)
  })

  test('shows what it then does', () => {
    const folder = repositoryWith({ a: 'a\n' })
    const shown = run(['hook', 'install', '--dry-run'], folder, noConfig).stdout
    install(folder)
    const written = readFileSync(hookIn(folder), 'utf8')
    expect(shown).toContain(written.replace(/^(?=.)/gm, '    '))
  })

  test('changes nothing the second time', () => {
    const folder = repositoryWith({ a: 'a\n' })
    writeHook(hookIn(folder), 'exit 0')
    install(folder)
    const before = pictureOf(join(folder, '.git', 'hooks'))
    expect(install(folder)).toEqual({
      code: 0,
      stdout: "Keyward's pre-commit already stands in .git/hooks.\n",
      stderr: '',
    })
    expect(pictureOf(join(folder, '.git', 'hooks'))).toEqual(before)
  })

  test('renews a hook of its own that knows another place, or may not be run', () => {
    const folder = repositoryWith({ a: 'a\n' })
    install(folder)
    const right = readFileSync(hookIn(folder), 'utf8')
    writeFileSync(hookIn(folder), right.replace(keyward, '/nowhere/keyward.js'))
    install(folder)
    expect(readFileSync(hookIn(folder), 'utf8')).toBe(right)
    chmodSync(hookIn(folder), 0o644)
    install(folder)
    expect(statSync(hookIn(folder)).mode & 0o111).toBe(0o111)
    expect(existsSync(`${hookIn(folder)}.before-keyward`)).toBe(false)
  })

  test('takes other hooks by name, and says which there are', () => {
    const folder = repositoryWith({ a: 'a\n' })
    install(folder, 'commit-msg', 'pre-push')
    expect(Object.keys(pictureOf(join(folder, '.git', 'hooks')))).toEqual([
      'commit-msg',
      'pre-push',
    ])
    const { code } = attempt(folder, ['commit', '--allow-empty', '--message', `Use ${slack}`])
    expect(code).not.toBe(0)
    expect(install(folder, 'post-commit')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        "keyward: Git's hook post-commit is not known here. " +
        'Name some of pre-commit, commit-msg, pre-push, pre-receive, update.\n',
    })
  })

  test('outside of a repository says so', () => {
    expect(install(folderWith())).toMatchObject({ code: 2, stdout: '' })
  })
})

describe('the hook is put where git looks for it:', () => {
  test('a relative core.hooksPath', () => {
    const folder = repositoryWith({ 'x/a': 'a\n' })
    git(folder, 'config', 'core.hooksPath', '.githooks')
    expect(install(join(folder, 'x')).stdout).toContain(
      '\n\nIt is part of the work tree: others get it once it is committed.\n\n',
    )
    expect(existsSync(join(folder, '.githooks', 'pre-commit'))).toBe(true)
    leak(folder)
    expectToRefuse(join(folder, 'x'))
  })

  test('an absolute one', () => {
    const folder = repositoryWith({ a: 'a\n' })
    const hooks = join(folderWith(), 'hooks of mine')
    git(folder, 'config', 'core.hooksPath', hooks)
    expect(install(folder).stdout).not.toContain('core.hooksPath')
    expect(existsSync(join(hooks, 'pre-commit'))).toBe(true)
    leak(folder)
    expectToRefuse(folder)
  })

  test('one for all repositories of a person, which is said before', () => {
    const folder = repositoryWith({ a: 'a\n' })
    const hooks = folderWith()
    const config = join(folderWith({ config: `[core]\n\thooksPath = ${hooks}\n` }), 'config')
    const environment = { ...noConfig, GIT_CONFIG_GLOBAL: config }
    const { code, stdout } = run(['hook', 'install', '--yes'], folder, environment)
    expect(code).toBe(0)
    expect(stdout).toContain(
      `\n\nOther repositories look there, too: core.hooksPath comes from ${config}.\n\n`,
    )
    leak(folder)
    expectToRefuse(folder, environment)
  })

  test('a linked work tree', () => {
    const folder = repositoryWith({ a: 'a\n' })
    const linked = join(folderWith(), 'linked')
    git(folder, 'worktree', 'add', '--quiet', linked)
    install(linked)
    expect(existsSync(hookIn(folder))).toBe(true)
    for (const tree of [linked, folder]) {
      leak(tree)
      expectToRefuse(tree)
    }
  })

  test('a submodule', () => {
    const inner = repositoryWith({ a: 'a\n' })
    const folder = repositoryWith({ b: 'b\n' })
    git(folder, '-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', inner, 'sub')
    install(join(folder, 'sub'))
    expect(existsSync(join(folder, '.git', 'modules', 'sub', 'hooks', 'pre-commit'))).toBe(true)
    leak(join(folder, 'sub'))
    expectToRefuse(join(folder, 'sub'))
    leak(folder)
    expect(attempt(folder, commit).code).toBe(0)
  })

  test('a bare repository, where nobody commits and many push', () => {
    const folder = repositoryWith({ a: 'a\n' })
    const other = join(folderWith(), 'other.git')
    git(folder, 'init', '--quiet', '--bare', other)
    install(other)
    expect(attempt(folder, ['push', other, 'main']).code).toBe(0)
    leak(folder)
    git(folder, 'commit', '--quiet', '--message', 'Leak')
    const { code, stderr } = attempt(folder, ['push', other, 'main'])
    expect(stderr).toContain('remote: leak')
    expect(code).not.toBe(0)
  })

  test('a folder that is not there yet', () => {
    const folder = repositoryWith({ a: 'a\n' })
    rmSync(join(folder, '.git', 'hooks'), { recursive: true })
    install(folder)
    leak(folder)
    expectToRefuse(folder)
  })

  test('not where hooks are turned off', () => {
    const folder = repositoryWith({ a: 'a\n' })
    git(folder, 'config', 'core.hooksPath', '/dev/null')
    expect(install(folder)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        "keyward: Git's hooks are turned off here: core.hooksPath is /dev/null, which is no " +
        'folder. Unset it first: git config --unset core.hooksPath.\n',
    })
  })
})

describe('a hook that was there before', () => {
  test('is run first, and what it says counts', () => {
    const folder = repositoryWith({ a: 'a\n' })
    writeHook(hookIn(folder), 'echo before; test ! -e stop || exit 42')
    install(folder)
    leak(folder)
    expect(attempt(folder, commit).stderr).toMatch(/^before\nleak\n/)
    writeFileSync(join(folder, 'stop'), '')
    expect(attempt(folder, commit).stderr).toBe('before\n')
    expect(spawnSync(hookIn(folder), { cwd: folder }).status).toBe(42)
  })

  test('is given its arguments and its standard input as git gives them', () => {
    const other = join(folderWith(), 'other.git')
    const folder = repositoryWith({ a: 'a\n' })
    git(folder, 'init', '--quiet', '--bare', other)
    const seen = join(folder, '.git', 'seen')
    writeHook(hookIn(folder, 'pre-push'), `printf '%s|' "$@" > '${seen}'; cat >> '${seen}'`)
    install(folder, 'pre-push')
    const id = git(folder, 'rev-parse', 'HEAD')
    expect(attempt(folder, ['push', other, 'main']).code).toBe(0)
    const told = `refs/heads/main ${id} refs/heads/main ${'0'.repeat(40)}\n`
    expect(readFileSync(seen, 'utf8')).toBe(`${other}|${other}|${told}`)
    leak(folder)
    git(folder, 'commit', '--quiet', '--message', 'Leak')
    expect(attempt(folder, ['push', other, 'main']).code).not.toBe(0)
    // Without anything to push, git runs it with nothing to read.
    spawnSync(hookIn(folder, 'pre-push'), ['a b', 'c'], { cwd: folder, input: '' })
    expect(readFileSync(seen, 'utf8')).toBe('a b|c|')
  })

  test('need not read what it is given', () => {
    const folder = repositoryWith({ a: 'a\n' })
    writeHook(hookIn(folder, 'pre-push'), 'exit 0')
    install(folder, 'pre-push')
    const zeros = '0'.repeat(40)
    const input = `(delete) ${zeros} refs/heads/x ${zeros}\n`.repeat(20_000)
    const { status, stderr } = spawnSync(hookIn(folder, 'pre-push'), ['x', 'x'], {
      cwd: folder,
      encoding: 'utf8',
      input,
    })
    expect(stderr).toBe('No secrets found. Scanned nothing.\n')
    expect(status).toBe(0)
  })

  test('is left alone where git would not run it', () => {
    const folder = repositoryWith({ a: 'a\n' })
    writeHook(hookIn(folder), 'exit 42', 0o644)
    install(folder)
    writeFileSync(join(folder, 'a'), 'changed\n')
    expect(attempt(folder, ['commit', '--all', '--message', 'Change']).code).toBe(0)
  })

  test.each<[string, (hook: string) => void]>([
    [
      'of any mode',
      (hook) => {
        writeHook(hook, 'exit 0 # \u00ff', 0o700)
      },
    ],
    [
      'that may not be run',
      (hook) => {
        writeHook(hook, 'exit 0', 0o640)
      },
    ],
    [
      'without an interpreter',
      (hook) => {
        writeFileSync(hook, 'echo\0\r\n', { mode: 0o755 })
      },
    ],
    [
      'that is a link',
      (hook) => {
        writeHook(join(hook, '..', '..', 'mine'), 'exit 0')
        symlinkSync('../mine', hook)
      },
    ],
    [
      'that is a link to nowhere',
      (hook) => {
        symlinkSync('../nowhere', hook)
      },
    ],
    ['that is none', () => undefined],
  ])('%s is given back as it was', (_, write) => {
    const folder = repositoryWith({ a: 'a\n' })
    const hooks = join(folder, '.git', 'hooks')
    write(hookIn(folder))
    const before = pictureOf(hooks)
    expect(install(folder).code).toBe(0)
    expect(readFileSync(hookIn(folder), 'utf8')).toContain('keyward')
    expect(uninstall(folder)).toMatchObject({ code: 0, stderr: '' })
    expect(pictureOf(hooks)).toEqual(before)
  })
})

describe('keyward hook uninstall', () => {
  test('takes back all of them, or those that are named', () => {
    const folder = repositoryWith({ a: 'a\n' })
    install(folder, 'pre-commit', 'commit-msg', 'pre-push')
    uninstall(folder, 'commit-msg')
    const hooks = join(folder, '.git', 'hooks')
    expect(Object.keys(pictureOf(hooks))).toEqual(['pre-commit', 'pre-push'])
    uninstall(folder)
    expect(pictureOf(hooks)).toEqual({})
  })

  test('leaves what is not ours, and says so', () => {
    const folder = repositoryWith({ a: 'a\n' })
    writeHook(hookIn(folder), 'exit 0')
    const before = pictureOf(join(folder, '.git', 'hooks'))
    expect(uninstall(folder)).toEqual({
      code: 0,
      stdout: "There is no such hook of Keyward's in .git/hooks.\n",
      stderr: '',
    })
    expect(pictureOf(join(folder, '.git', 'hooks'))).toEqual(before)
  })

  test('shows the change first, too', () => {
    const folder = repositoryWith({ a: 'a\n' })
    writeHook(hookIn(folder), 'exit 0')
    install(folder)
    expect(run(['hook', 'uninstall', '--dry-run'], folder, noConfig)).toEqual({
      code: 0,
      stdout:
        'Keyward will\n\n' +
        '  put the hook back that was kept as .git/hooks/pre-commit.before-keyward: ' +
        '.git/hooks/pre-commit\n\nNothing was changed.\n',
      stderr: '',
    })
    expect(run(['hook', 'uninstall'], folder, noConfig).code).toBe(2)
    expect(existsSync(`${hookIn(folder)}.before-keyward`)).toBe(true)
  })
})

describe('whoever is stopped halfway', () => {
  const body = 'echo before'

  /** What a kill leaves, at each step of the way. */
  const states: Readonly<Record<string, (hook: string, kept: string) => void>> = {
    'while the hook has both names': (hook, kept) => {
      linkSync(hook, kept)
    },
    'while it has the other one': (hook, kept) => {
      renameSync(hook, kept)
    },
    'while a draft stands there': (hook, kept) => {
      linkSync(hook, kept)
      writeFileSync(`${hook}.keyward-12345`, '#!/bin/sh\n')
    },
  }

  test.each(Object.entries(states))('%s, installs again', (_, stop) => {
    const folder = repositoryWith({ a: 'a\n' })
    const hook = hookIn(folder)
    writeHook(hook, body)
    stop(hook, `${hook}.before-keyward`)
    expect(install(folder).code).toBe(0)
    leak(folder)
    expect(attempt(folder, commit).stderr).toMatch(/^before\nleak\n/)
  })

  test.each(Object.entries(states))('%s, has it all undone', (_, stop) => {
    const folder = repositoryWith({ a: 'a\n' })
    const hook = hookIn(folder)
    writeHook(hook, body)
    const before = pictureOf(join(folder, '.git', 'hooks'))
    stop(hook, `${hook}.before-keyward`)
    expect(uninstall(folder).code).toBe(0)
    expect(pictureOf(join(folder, '.git', 'hooks'))).toEqual(before)
  })
})

describe('what somebody else looks after', () => {
  test('is not overwritten', () => {
    const folder = repositoryWith({ a: 'a\n' })
    writeHook(hookIn(folder), 'echo one')
    install(folder)
    rmSync(hookIn(folder))
    writeHook(hookIn(folder), 'echo two')
    const before = pictureOf(join(folder, '.git', 'hooks'))
    for (const { code, stderr } of [install(folder), uninstall(folder)]) {
      expect(stderr).toContain(
        ".git/hooks/pre-commit is not Keyward's, and .git/hooks/pre-commit.before-keyward is kept",
      )
      expect(code).toBe(2)
    }
    expect(pictureOf(join(folder, '.git', 'hooks'))).toEqual(before)
  })

  test.each<[string, string, string]>([
    [
      'husky',
      '.husky/_',
      'Add this line to .husky/pre-commit:\n\n  npx keyward hook pre-commit "$@"\n',
    ],
    [
      'husky',
      '.husky',
      'Add this line to .husky/pre-commit:\n\n  npx keyward hook pre-commit "$@"\n',
    ],
    [
      'A package',
      'node_modules/hooks/git',
      'Have it run this line:\n\n  npx keyward hook pre-commit',
    ],
  ])('is told by its folder: %s, %s', (name, hooks, remedy) => {
    const folder = repositoryWith({ a: 'a\n' })
    git(folder, 'config', 'core.hooksPath', hooks)
    const { code, stdout, stderr } = install(folder)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(`keyward: ${name} looks after the hooks of this repository (`)
    expect(stderr).toContain(remedy)
    expect(existsSync(join(folder, hooks))).toBe(false)
  })

  test.each<[string, string, string]>([
    ['husky', '. "$(dirname "$0")/husky.sh"', '.husky/pre-commit'],
    ['Lefthook', 'call_lefthook run "pre-commit" "$@"', 'run: npx keyward hook pre-commit {0}'],
    [
      'pre-commit',
      '# File generated by pre-commit: https://pre-commit.com',
      'entry: npx keyward staged',
    ],
    ['prek', '# File generated by prek: https://github.com/j178/prek', '.pre-commit-config.yaml'],
    ['simple-git-hooks', 'if [ "$SKIP_SIMPLE_GIT_HOOKS" = "1" ]; then exit 0; fi', 'package.json'],
    ['Overcommit', 'if [ "$OVERCOMMIT_DISABLE" ]; then exit 0; fi', '.overcommit.yml'],
  ])('is told by a hook that it wrote: %s', (name, body, remedy) => {
    const folder = repositoryWith({ a: 'a\n' })
    writeHook(hookIn(folder, 'post-merge'), body)
    const before = pictureOf(join(folder, '.git', 'hooks'))
    const { code, stderr } = install(folder)
    expect(stderr).toContain(`keyward: ${name} looks after the hooks of this repository (`)
    expect(stderr).toContain(remedy)
    expect(code).toBe(2)
    expect(pictureOf(join(folder, '.git', 'hooks'))).toEqual(before)
  })

  test('is said to be a folder, or not to be writable', () => {
    const folder = repositoryWith({ a: 'a\n' })
    mkdirSync(hookIn(folder))
    expect(install(folder).stderr).toContain('is a folder, where git looks for a hook. Move it')
    git(folder, 'config', 'core.hooksPath', join(folder, 'a', 'hooks'))
    expect(install(folder)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('keyward: The hook could not be written (ENOTDIR') as string,
    })
  })
})

describe('the hook finds Keyward', () => {
  /** A PATH with what a hook needs and git, and without node. */
  function barePath(): string {
    const folder = folderWith()
    for (const name of ['git', 'sh', 'cat']) {
      symlinkSync(onThePath(name), join(folder, name))
    }
    return folder
  }

  function onThePath(name: string): string {
    return spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim()
  }

  test('on the bare PATH of a program with windows', () => {
    const folder = repositoryWith({ a: 'a\n' })
    install(folder)
    leak(folder)
    expectToRefuse(folder, { PATH: barePath() })
  })

  test('by a name with spaces and quotes', () => {
    const folder = repositoryWith({ a: 'a\n' })
    const program = join(folderWith(), "it's here.js")
    symlinkSync(keyward, program)
    const words = [program, 'hook', 'install', '--yes']
    expect(spawnSync(process.execPath, words, { cwd: folder }).status).toBe(0)
    leak(folder)
    expectToRefuse(folder, { PATH: barePath() })
  })

  test('on the PATH, when it has moved', () => {
    const folder = repositoryWith({ a: 'a\n' })
    install(folder)
    writeFileSync(
      hookIn(folder),
      readFileSync(hookIn(folder), 'utf8').replace(keyward, '/nowhere/keyward.js'),
    )
    leak(folder)
    const path = barePath()
    const lost = attempt(folder, commit, { PATH: path })
    expect(lost.stderr).toBe(
      'keyward: This hook finds Keyward no more, so nothing was scanned. ' +
        'Run keyward hook install again, or git with --no-verify.\n',
    )
    expect(lost.code).not.toBe(0)
    writeHook(join(path, 'keyward'), `exec '${process.execPath}' '${keyward}' "$@"`)
    expectToRefuse(folder, { PATH: path })
  })

  test('with the node on the PATH, when its own is gone', () => {
    const folder = repositoryWith({ a: 'a\n' })
    install(folder)
    writeFileSync(
      hookIn(folder),
      readFileSync(hookIn(folder), 'utf8').replace(`'${process.execPath}'`, "'/nowhere/node'"),
    )
    leak(folder)
    const path = barePath()
    symlinkSync(process.execPath, join(path, 'node'))
    expectToRefuse(folder, { PATH: path })
  })

  test('by npx, in the packages of the project', () => {
    const folder = repositoryWith({ a: 'a\n', '.gitignore': 'node_modules\n' })
    install(folder)
    writeFileSync(
      hookIn(folder),
      readFileSync(hookIn(folder), 'utf8').replace(keyward, '/nowhere/keyward.js'),
    )
    const programs = join(folder, 'node_modules', '.bin')
    mkdirSync(programs, { recursive: true })
    symlinkSync(keyward, join(programs, 'keyward'))
    leak(folder)
    const path = barePath()
    symlinkSync(process.execPath, join(path, 'node'))
    symlinkSync(onThePath('npx'), join(path, 'npx'))
    expectToRefuse(folder, { PATH: path })
  })
})
