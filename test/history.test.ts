import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, git, repositoryWith, run } from './command.ts'

const slack = madeUpSecret('slack-bot-token')
const github = madeUpSecret('github-personal-token')
const lines = Array.from({ length: 60 }, (_, index) => `line ${String(index)}\n`).join('')

interface Found {
  readonly path: string
  readonly line: number
  readonly commit?: string
  readonly author?: string
  readonly date?: string
  readonly where?: string
  readonly reachable?: readonly string[]
  readonly inHead?: boolean
  readonly paths?: readonly string[]
}

function found(folder: string, ...words: string[]): Found[] {
  const { stdout, stderr } = run(['history', '--format', 'json', ...words], folder)
  if (stdout === '') throw new Error(stderr)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Found & { type: string })
    .filter(({ type }) => type === 'finding')
}

function places(folder: string, ...words: string[]): string[] {
  return found(folder, ...words).map(({ path, line }) => `${path}:${String(line)}`)
}

function commit(folder: string, path: string, content: string | Uint8Array): string {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), content)
  return commitAll(folder)
}

function commitAll(folder: string, message = 'Change'): string {
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', message)
  return git(folder, 'rev-parse', 'HEAD')
}

/** Where a secret hides, and how it got there. */
const hidingPlaces: Readonly<Record<string, (folder: string) => void>> = {
  'an ordinary commit': (folder) => void commit(folder, 'a', slack),
  'a file that was removed again': (folder) => {
    commit(folder, 'a', slack)
    rmSync(join(folder, 'a'))
    commitAll(folder)
  },
  'a line that was removed again': (folder) => {
    commit(folder, 'a', `${lines}${slack}\n`)
    commit(folder, 'a', lines)
  },
  'a merge that adds what neither side had': (folder) => {
    git(folder, 'checkout', '--quiet', '-b', 'side')
    commit(folder, 'side', 'side')
    git(folder, 'checkout', '--quiet', 'main')
    commit(folder, 'a', 'main')
    git(folder, 'merge', '--quiet', '--no-commit', '--no-ff', 'side')
    appendFileSync(join(folder, 'a'), `\n${slack}`)
    commitAll(folder, 'Merge')
  },
  'a merge of three': (folder) => {
    for (const name of ['one', 'two']) {
      git(folder, 'checkout', '--quiet', '-b', name, 'main')
      commit(folder, name, name)
    }
    git(folder, 'checkout', '--quiet', 'main')
    commit(folder, 'main', 'main')
    git(folder, 'merge', '--quiet', '--no-commit', 'one', 'two')
    writeFileSync(join(folder, 'evil'), slack)
    commitAll(folder, 'Octopus')
  },
  'UTF-16 with a mark': (folder) =>
    void commit(folder, 'a', Buffer.from(`\ufefftoken ${slack}\n`, 'utf16le')),
  'UTF-16 without a mark': (folder) =>
    void commit(folder, 'a', Buffer.from(`token ${slack}\n`, 'utf16le')),
  'a file that .gitattributes calls binary': (folder) => {
    writeFileSync(join(folder, '.gitattributes'), '*.pem -diff\n*.bin binary\n')
    commit(folder, 'a.pem', slack)
  },
  'a link that became a file': (folder) => {
    symlinkSync('nowhere', join(folder, 'a'))
    commitAll(folder)
    rmSync(join(folder, 'a'))
    commit(folder, 'a', slack)
  },
  'a rename with an edit': (folder) => {
    commit(folder, 'a', lines)
    renameSync(join(folder, 'a'), join(folder, 'b'))
    appendFileSync(join(folder, 'b'), `${slack}\n`)
    commitAll(folder)
  },
  'a stash of the work tree': (folder) => {
    commit(folder, 'a', lines)
    appendFileSync(join(folder, 'a'), slack)
    git(folder, 'stash', '--quiet')
  },
  'a stash of the index': (folder) => {
    commit(folder, 'a', lines)
    appendFileSync(join(folder, 'a'), slack)
    git(folder, 'add', '--all')
    writeFileSync(join(folder, 'a'), lines)
    git(folder, 'stash', '--quiet')
  },
  'an untracked file in a stash': (folder) => {
    writeFileSync(join(folder, 'a'), slack)
    git(folder, 'stash', '--quiet', '--include-untracked')
  },
  'a commit that was amended': (folder) => {
    commit(folder, 'a', slack)
    writeFileSync(join(folder, 'a'), lines)
    git(folder, 'commit', '--quiet', '--all', '--amend', '--message', 'Amended')
  },
  'a commit that only the reflog knows': (folder) => {
    commit(folder, 'a', slack)
    git(folder, 'reset', '--quiet', '--hard', 'HEAD~1')
  },
  'a commit that nothing leads to': (folder) => {
    commit(folder, 'a', slack)
    git(folder, 'reset', '--quiet', '--hard', 'HEAD~1')
    git(folder, 'reflog', 'expire', '--expire=now', '--all')
  },
  'a text that was added and never committed': (folder) => {
    writeFileSync(join(folder, 'a'), slack)
    git(folder, 'add', '--all')
    git(folder, 'reset', '--quiet', '--hard')
  },
  'a note': (folder) => void git(folder, 'notes', 'add', '--message', slack),
  'the message of a tag': (folder) =>
    void git(folder, 'tag', '--annotate', 'v1', '--message', `Key ${slack}`),
  'the message of a commit': (folder) => void commitAll(folder, `Use ${slack}`),
  'the name of a branch': (folder) => void git(folder, 'branch', `try/${slack}`),
  'a pack beside loose objects': (folder) => {
    commit(folder, 'a', slack)
    git(folder, 'gc', '--quiet')
    commit(folder, 'b', lines)
  },
  'the first of two packs': (folder) => {
    commit(folder, 'a', slack)
    git(folder, 'repack', '--quiet', '-d')
    commit(folder, 'b', lines)
    git(folder, 'repack', '--quiet', '-d')
  },
  'a pack with an index over many': (folder) => {
    commit(folder, 'a', slack)
    git(folder, 'repack', '--quiet', '-d')
    git(folder, 'multi-pack-index', 'write')
  },
  'a name with spaces, quotes and newlines': (folder) => void commit(folder, 'a "b"\tc\nd', slack),
  'a line beyond 100 KB': (folder) =>
    void commit(folder, 'a', `${'x'.repeat(102_390)} ${slack} ${'y'.repeat(50_000)}`),
}

describe('a secret is found in', () => {
  test.each(Object.entries(hidingPlaces))('%s', (_, hide) => {
    const folder = repositoryWith({ first: 'first\n' })
    hide(folder)
    expect(places(folder)).not.toEqual([])
    expect(run(['history'], folder).code).toBe(1)
  })

  test('a repository of SHA-256', () => {
    const folder = folderWith({ a: slack })
    git(folder, 'init', '--quiet', '--object-format=sha256')
    commitAll(folder)
    expect(places(folder)).toEqual(['a:1'])
  })

  test('a store of objects that is borrowed', () => {
    const lender = repositoryWith({ a: slack })
    const folder = join(folderWith(), 'clone')
    git(lender, 'clone', '--quiet', '--shared', lender, folder)
    expect(places(folder)).toEqual(['a:1'])
  })

  test('a linked work tree', () => {
    const folder = repositoryWith({ a: slack })
    const linked = join(folderWith(), 'linked')
    git(folder, 'worktree', 'add', '--quiet', linked)
    expect(places(linked)).toEqual(['a:1'])
  })
})

test('a finding tells the commit that brought it, once, however long it stayed', () => {
  const folder = repositoryWith({ first: 'first\n' })
  const brought = commit(folder, 'src/a', `${slack}\n`)
  for (let turn = 0; turn < 5; turn++)
    commit(folder, 'src/a', `${lines}${String(turn)}\n${slack}\n`)
  const all = found(folder)
  expect(all).toHaveLength(1)
  expect(all[0]).toMatchObject({
    path: 'src/a',
    line: 1,
    commit: brought,
    author: 'A <a@example.com>',
    date: '2026-01-01T00:00:00Z',
  })
})

describe('a finding tells what leads to it, and whether HEAD still holds it:', () => {
  test.each<[string, string, Partial<Found>]>([
    ['a branch', 'an ordinary commit', { reachable: ['main'], inHead: true }],
    ['a line that is gone', 'a line that was removed again', { inHead: false }],
    ['the stash', 'a stash of the work tree', { reachable: ['stash'], inHead: false }],
    ['the reflog', 'a commit that only the reflog knows', { reachable: ['reflog'], inHead: false }],
    ['nothing', 'a commit that nothing leads to', { reachable: [], inHead: false }],
    ['a note', 'a note', { where: 'note', inHead: false }],
    ['a tag', 'the message of a tag', { where: 'tag', reachable: ['v1'] }],
    ['a message', 'the message of a commit', { where: 'commit message', reachable: ['main'] }],
  ])('%s', (_, place, expected) => {
    const folder = repositoryWith({ first: 'first\n' })
    hidingPlaces[place]?.(folder)
    expect(found(folder)).toMatchObject([expected])
  })

  test('an older stash', () => {
    const folder = repositoryWith({ a: 'a\n' })
    for (const text of [slack, 'other\n']) {
      writeFileSync(join(folder, 'a'), text)
      git(folder, 'stash', '--quiet')
    }
    expect(found(folder)).toMatchObject([{ reachable: ['stash'] }])
  })
})

test('a text that has had several names is told once, with all of them', () => {
  const folder = repositoryWith({ 'b/old': `${slack}\n` })
  mkdirSync(join(folder, 'a'))
  renameSync(join(folder, 'b/old'), join(folder, 'a/new'))
  commitAll(folder)
  expect(found(folder)).toMatchObject([{ path: 'b/old', paths: ['b/old', 'a/new'], inHead: true }])
  expect(run(['history'], folder).stdout).toMatch(
    /, under 1 other name, of [0-9a-f]{12}, 2026-01-01/,
  )
})

test('a partial clone is no clean scan', () => {
  const origin = repositoryWith({ a: 'first\n' })
  git(origin, 'config', 'uploadpack.allowFilter', 'true')
  commit(origin, 'a', lines)
  const folder = join(folderWith(), 'clone')
  git(origin, 'clone', '--quiet', '--filter=blob:none', `file://${origin}`, folder)
  const { code, stderr } = run(['history'], folder)
  expect(stderr).toContain('This clone is partial and lacks this object')
  expect(code).toBe(2)
})

test('what no name leads to can be left out', () => {
  const folder = repositoryWith({ first: 'first\n' })
  hidingPlaces['a commit that only the reflog knows']?.(folder)
  expect(places(folder)).toEqual(['a:1'])
  expect(places(folder, '--reachable')).toEqual([])
})

test('a clean history says how much was read', () => {
  const folder = repositoryWith({ a: 'text\n' })
  commit(folder, 'b', 'more\n')
  expect(run(['history'], folder).stderr).toMatch(
    /^No secrets found\. Scanned 2 commits, 2 blobs, 1 name, \d+ bytes\.$/m,
  )
})

describe('a range', () => {
  test('tells what it brings, and not what stood there before', () => {
    const folder = repositoryWith({ a: `${slack}\n` })
    git(folder, 'branch', 'base')
    commit(folder, 'a', `${lines}${slack}\n`)
    expect(places(folder, 'base..')).toEqual([])
    commit(folder, 'b', `${github}\n`)
    expect(places(folder, 'base..')).toEqual(['b:1'])
    expect(places(folder, 'base...HEAD')).toEqual(['b:1'])
    expect(places(folder, 'HEAD~1..HEAD')).toEqual(['b:1'])
  })

  test('is compared with all parents of a merge', () => {
    const folder = repositoryWith({ a: 'a\n' })
    git(folder, 'checkout', '--quiet', '-b', 'side')
    commit(folder, 'side', 'side\n')
    git(folder, 'checkout', '--quiet', 'main')
    commit(folder, 'old', `${slack}\n`)
    const base = git(folder, 'rev-parse', 'HEAD')
    git(folder, 'merge', '--quiet', '--no-commit', '--no-ff', 'side')
    appendFileSync(join(folder, 'side'), `${github}\n`)
    commitAll(folder, 'Merge')
    expect(places(folder, `${base}..`)).toEqual(['side:2'])
  })

  test('tells what leads to a commit, and whether HEAD still holds what it brings', () => {
    const folder = repositoryWith({ a: 'a\n' })
    commit(folder, 'b', `${slack}\n`)
    commit(folder, 'b', `${lines}${slack}\n`)
    const [staying] = found(folder, 'HEAD~2..HEAD~1')
    expect(staying).toMatchObject({ reachable: ['main'], inHead: true })
    commit(folder, 'b', lines)
    commit(folder, 'c', `${github}\n`)
    git(folder, 'reset', '--quiet', '--hard', 'HEAD~1')
    const [gone] = found(folder, 'HEAD~3..HEAD')
    expect(gone).toMatchObject({ reachable: ['main'], inHead: false })
    expect(found(folder, 'HEAD..HEAD@{1}')).toMatchObject([{ reachable: [], inHead: false }])
  })

  test('tells what leads to a commit with a secret in its message', () => {
    const folder = repositoryWith({ a: 'a\n' })
    commitAll(folder, `Use ${slack}`)
    expect(found(folder, 'HEAD~1..')).toMatchObject([
      { where: 'commit message', reachable: ['main'] },
    ])
  })

  test('counts a submodule once, however often it is set to another commit', () => {
    const folder = repositoryWith({ a: 'a\n' })
    const base = git(folder, 'rev-parse', 'HEAD')
    for (const digit of ['1', '2', '3']) {
      const entry = `160000,${digit.repeat(40)},lib`
      git(folder, 'update-index', '--add', '--cacheinfo', entry)
      git(folder, 'commit', '--quiet', '--message', 'Bump')
    }
    const { stderr } = run(['history', `${base}..`], folder)
    expect(stderr).toContain('(1 submodule not entered.)')
  })

  test.each([
    [['HEAD~1..', '--ci'], 'HEAD~1.. and --ci'],
    [['HEAD~1..', '--since-last-tag'], 'HEAD~1.. and --since-last-tag'],
    [['--ci', '--since-last-tag'], '--since-last-tag and --ci'],
  ])('is named in one way, not as %j', (words, told) => {
    expect(run(['history', ...words], repositoryWith({ a: 'a' }))).toEqual({
      code: 2,
      stdout: '',
      stderr: `keyward: history takes one range, not ${told}. Leave one out.\n`,
    })
  })

  test('may begin at the last tag', () => {
    const folder = repositoryWith({ a: slack })
    git(folder, 'tag', 'v1')
    commit(folder, 'b', github)
    expect(places(folder, '--since-last-tag')).toEqual(['b:1'])
  })

  test.each([
    ['nowhere..HEAD', 'Git does not know the range nowhere..HEAD. Name commits that are here'],
    ['HEAD..HEAD', 'The range HEAD..HEAD holds no commits. Check its ends'],
    ['--output=x..HEAD', 'There is no flag --output'],
  ])('that is %s is no clean scan', (range, message) => {
    const { code, stdout, stderr } = run(['history', range], repositoryWith({ a: 'a' }))
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
  })

  test('that reaches the end of a shallow clone is no clean scan', () => {
    const origin = repositoryWith({ a: slack })
    for (let turn = 0; turn < 3; turn++) commit(origin, 'b', String(turn))
    const folder = join(folderWith(), 'clone')
    git(origin, 'clone', '--quiet', '--depth', '2', `file://${origin}`, folder)
    for (const words of [[], ['HEAD']]) {
      const { code, stderr } = run(['history', ...words], folder)
      expect(code).toBe(2)
      expect(stderr).toContain('This clone is shallow')
      expect(stderr).toContain('fetch-depth: 0')
    }
    expect(run(['history', 'HEAD~1..HEAD'], folder).code).toBe(0)
  })
})

describe('a CI service tells the range:', () => {
  function shop(): { folder: string; base: string } {
    const folder = repositoryWith({ a: slack })
    const base = git(folder, 'rev-parse', 'HEAD')
    git(folder, 'update-ref', 'refs/remotes/origin/main', base)
    commit(folder, 'b', github)
    return { folder, base }
  }

  test.each<[string, (base: string, event: string) => NodeJS.ProcessEnv]>([
    ['GitHub Actions', (_, event) => ({ GITHUB_EVENT_PATH: event })],
    ['GitLab, merge request', (base) => ({ CI_MERGE_REQUEST_DIFF_BASE_SHA: base })],
    ['GitLab, push', (base) => ({ CI_COMMIT_BEFORE_SHA: base })],
    ['Bitbucket', (base) => ({ BITBUCKET_PR_DESTINATION_COMMIT: base })],
    ['Azure', () => ({ SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main' })],
    ['Jenkins', () => ({ CHANGE_TARGET: 'main' })],
    ['CircleCI', (base) => ({ CIRCLE_BASE_REVISION: base })],
    ['Buildkite', () => ({ BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main' })],
  ])('%s', (_, environment) => {
    const { folder, base } = shop()
    const event = join(folder, '.git', 'event.json')
    writeFileSync(event, JSON.stringify({ pull_request: { base: { sha: base } } }))
    const { stdout } = run(['history', '--ci'], folder, environment(base, event))
    expect(stdout).toContain('b\n')
    expect(stdout).not.toContain('slack')
  })

  test('none does', () => {
    const { stderr, code } = run(['history', '--ci'], repositoryWith({ a: 'a' }))
    expect(stderr).toContain('No CI service tells what this run brings.')
    expect(code).toBe(2)
  })
})

describe('what only older commits name is missed, too:', () => {
  test.each(['HEAD~1:a', 'HEAD~1:d', 'HEAD~1^{tree}', 'HEAD~1'])('%s', (name) => {
    const folder = repositoryWith({ a: 'first\n', 'd/b': 'first\n' })
    for (const text of ['second\n', 'third\n']) {
      writeFileSync(join(folder, 'd', 'b'), text)
      commit(folder, 'a', `a ${text}`)
    }
    expect(run(['history'], folder).code).toBe(0)
    const id = git(folder, 'rev-parse', name)
    rmSync(join(folder, '.git', 'objects', id.slice(0, 2), id.slice(2)))
    const { code, stderr } = run(['history'], folder)
    expect(stderr).toContain(name === 'HEAD~1' ? 'git rev-list failed' : `keyward: ${id}: `)
    expect(code).toBe(2)
    expect(run(['history'], folder).code).toBe(2)
  })

  test('a text that a pack lacks', () => {
    const folder = repositoryWith({ a: 'first\n' })
    for (let turn = 0; turn < 8; turn++) commit(folder, 'a', `${lines}${String(turn)}\n`)
    git(folder, 'rm', '--quiet', 'a')
    commitAll(folder)
    const lost = git(folder, 'rev-parse', 'HEAD~3:a')
    const ids = git(folder, 'rev-list', '--objects', '--all', '--no-object-names').split('\n')
    const objects = join(folder, '.git', 'objects')
    const input = ids.filter((id) => id !== lost).join('\n')
    execFileSync('git', ['pack-objects', '--quiet', join(objects, 'pack', 'pack')], {
      ...{ cwd: folder, input },
    })
    git(folder, 'prune-packed')
    rmSync(join(objects, lost.slice(0, 2)), { recursive: true })
    const { code, stderr } = run(['history'], folder)
    expect(stderr).toContain(`keyward: ${lost}: This object is missing or damaged.`)
    expect(code).toBe(2)
  })

  test('but not what only dangling ones name', () => {
    const folder = repositoryWith({ a: 'first\n' })
    commit(folder, 'a', 'second\n')
    const id = git(folder, 'rev-parse', 'HEAD:a')
    git(folder, 'reset', '--quiet', '--hard', 'HEAD~1')
    git(folder, 'reflog', 'expire', '--expire=now', '--all')
    rmSync(join(folder, '.git', 'objects', id.slice(0, 2), id.slice(2)))
    expect(run(['history'], folder).code).toBe(0)
  })
})

test('a damaged repository is no clean scan', () => {
  const folder = repositoryWith({ a: lines })
  const blob = git(folder, 'rev-parse', 'HEAD:a')
  rmSync(join(folder, '.git', 'objects', blob.slice(0, 2), blob.slice(2)))
  const { code, stderr } = run(['history'], folder)
  expect(stderr).toContain('missing or damaged')
  expect(code).toBe(2)
})
