import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, git, repositoryWith, run, type Outcome } from './command.ts'

// Each runs git many times over.
vi.setConfig({ testTimeout: 60_000 })

const slack = madeUpSecret('slack-bot-token')
const github = madeUpSecret('github-personal-token')
const zeros = '0'.repeat(40)

/** A secret of old on the default branch, and a new one on the branch that is pushed. */
function shop(): { folder: string; base: string } {
  const folder = repositoryWith({ old: slack })
  const base = git(folder, 'rev-parse', 'HEAD')
  git(folder, 'update-ref', 'refs/remotes/origin/main', base)
  git(folder, 'checkout', '--quiet', '-b', 'work')
  writeFileSync(join(folder, 'new'), github)
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--message', 'Change')
  return { folder, base }
}

/** These tests may run on a service themselves. */
const outsideOfCi: NodeJS.ProcessEnv = {
  GITHUB_ACTIONS: undefined,
  GITHUB_BASE_REF: undefined,
  GITHUB_EVENT_PATH: undefined,
}

function scan(folder: string, environment: NodeJS.ProcessEnv): Outcome {
  return run(['history', '--ci'], folder, { ...outsideOfCi, ...environment })
}

function eventFile(event: object): NodeJS.ProcessEnv {
  const folder = folderWith({ 'event.json': JSON.stringify(event) })
  return { GITHUB_ACTIONS: 'true', GITHUB_EVENT_PATH: join(folder, 'event.json') }
}

describe('--ci compares with the default branch', () => {
  const repository = { default_branch: 'main' }

  test.each<[string, () => NodeJS.ProcessEnv]>([
    ['a new branch on GitHub', () => eventFile({ before: zeros, repository })],
    ['what GitHub was forced to', () => eventFile({ before: 'e'.repeat(40), repository })],
    ['a new branch on GitLab', () => ({ CI_COMMIT_BEFORE_SHA: zeros, CI_DEFAULT_BRANCH: 'main' })],
    [
      'a build of Buildkite',
      () => ({ BUILDKITE: 'true', BUILDKITE_PIPELINE_DEFAULT_BRANCH: 'main' }),
    ],
  ])('%s', (_, environment) => {
    const { code, stdout } = scan(shop().folder, environment())
    expect(stdout).toContain('new\n')
    expect(stdout).not.toContain('old\n')
    expect(code).toBe(1)
  })

  test('or with the branch that a clone calls it, where the service says nothing', () => {
    const { folder } = shop()
    git(folder, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main')
    const { stdout } = scan(folder, { CIRCLECI: 'true' })
    expect(stdout).toContain('new\n')
    expect(stdout).not.toContain('old\n')
  })
})

describe('--ci reads everything', () => {
  test.each<[string, () => NodeJS.ProcessEnv]>([
    ['after the first push', () => eventFile({ before: zeros })],
    ['where nothing is known of what was before', () => ({ BITBUCKET_BUILD_NUMBER: '1' })],
    ['in a run by the clock', () => eventFile({ schedule: '0 0 * * *' })],
  ])('%s', (_, environment) => {
    const { folder } = shop()
    const { code, stdout } = scan(folder, environment())
    expect(stdout).toContain('new\n')
    expect(stdout).toContain('old\n')
    expect(code).toBe(1)
  })

  test('rather than nothing, where the branch went back', () => {
    const { folder } = shop()
    const before = git(folder, 'rev-parse', 'HEAD')
    git(folder, 'reset', '--quiet', '--hard', 'HEAD~1')
    expect(scan(folder, eventFile({ before })).stdout).toContain('old\n')
  })
})

describe('--ci is no clean scan', () => {
  test('where the clone lacks what it would be compared with', () => {
    const { folder, base } = shop()
    const clone = join(folderWith(), 'clone')
    git(folder, 'clone', '--quiet', '--depth=1', `file://${folder}`, clone)
    const { code, stderr } = scan(clone, { CI_MERGE_REQUEST_DIFF_BASE_SHA: base })
    expect(stderr).toContain('This clone is shallow')
    expect(code).toBe(2)
  })

  test.each([
    ['is not there', 'nowhere', 'It does not exist.'],
    ['is no JSON', 'event', 'It is no JSON.'],
  ])('where the event %s', (_, name, reason) => {
    const file = join(folderWith({ event: '{' }), name)
    const environment = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_PATH: file }
    expect(scan(shop().folder, environment)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        `keyward: GITHUB_EVENT_PATH names ${file}, which cannot be read. ${reason} ` +
        'Name the range: keyward history main.. for instance.\n',
    })
  })
})
