import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { folderWith, git, keyward, repositoryWith, run, type Outcome } from './command.ts'

/** Put together, so that no scan of this file takes it for a comment of its own. */
const ignore = ['keyward', 'ignore'].join('-')

interface Action {
  readonly inputs: Readonly<Record<string, unknown>>
  readonly outputs: Readonly<Record<string, { readonly value: string }>>
  readonly runs: { readonly steps: readonly Step[] }
}

interface Step {
  readonly id?: string
  readonly name: string
  readonly shell?: string
  readonly run?: string
  readonly uses?: string
  readonly env?: Readonly<Record<string, string>>
}

interface Ended extends Outcome {
  readonly outputs: Readonly<Record<string, string>>
}

const text = readFileSync(new URL('../action.yml', import.meta.url), 'utf8')
const action = parse(text) as Action
const { steps } = action.runs

const slack = madeUpSecret('slack-bot-token')
const line = `const token = '${slack}'\n`
const allowed = `const token = '${slack}' // ${ignore} slack-bot-token -- Revoked in May.\n`
const zeros = '0'.repeat(40)

/** Runs a step as GitHub does, with what its expressions come to. */
function runStep(id: string, cwd: string, environment: Readonly<Record<string, string>>): Ended {
  const step = steps.find((step) => step.id === id)
  const folder = folderWith({ 'step.sh': step?.run ?? '', output: '' })
  const given = Object.fromEntries(Object.keys(step?.env ?? {}).map((name) => [name, '']))
  const file = join(folder, 'step.sh')
  const ended = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', file], {
    cwd,
    encoding: 'utf8',
    env: {
      ...process.env,
      NO_COLOR: '1',
      RUNNER_TEMP: folder,
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_REF_NAME: 'main',
      ...given,
      ...environment,
    },
  })
  const written = readFileSync(join(folder, 'output'), 'utf8').matchAll(/^(\w+)=(.*)$/gm)
  const outputs = Object.fromEntries([...written].map(([, name = '', value = '']) => [name, value]))
  return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr, outputs }
}

function findRange(cwd: string, environment: Readonly<Record<string, string>>): Ended {
  return runStep('range', cwd, { HEAD: 'HEAD', DEFAULT_BRANCH: 'main', ...environment })
}

function scan(cwd: string, environment: Readonly<Record<string, string>>): Ended {
  return runStep('scan', cwd, {
    PROGRAM: keyward,
    COMMAND: 'files',
    FORMAT: 'github',
    UPLOAD: 'false',
    ...environment,
  })
}

function commit(folder: string, path: string, content: string): string {
  writeFileSync(join(folder, path), content)
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--message', `Change ${path}`)
  return git(folder, 'rev-parse', 'HEAD')
}

describe('the action', () => {
  it('has nothing but shell that Bash can read, and expressions only outside of it', () => {
    const scripts = steps.flatMap(({ run, shell }) => (run === undefined ? [] : [{ run, shell }]))
    expect(scripts).toHaveLength(3)
    for (const { run, shell } of scripts) {
      expect(shell).toBe('bash')
      expect(run).not.toContain('${{')
      expect(spawnSync('bash', ['-n'], { input: run, encoding: 'utf8' }).stderr).toBe('')
    }
  })

  it('names no input and no output that is not there', () => {
    const inputs = [...text.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name)
    expect([...new Set(inputs)].sort()).toEqual(Object.keys(action.inputs).sort())
    for (const [, id, name] of text.matchAll(/steps\.(\w+)\.outputs\.(\w+)/g)) {
      expect(steps.find((step) => step.id === id)?.run).toContain(`echo "${name ?? ''}=`)
    }
  })

  it('asks for no licence key, and leans on one other action, by its major', () => {
    expect(text).not.toMatch(/licen[cs]e|secrets\./i)
    expect(steps.flatMap(({ uses }) => uses ?? [])).toEqual([
      'github/codeql-action/upload-sarif@v4',
    ])
  })
})

describe('what the action scans', () => {
  it.each(['a push', 'a pull request'])('on %s is what came after its base', () => {
    const folder = repositoryWith({ 'a.ts': 'x\n' })
    const base = git(folder, 'rev-parse', 'HEAD')
    commit(folder, 'b.ts', line)
    const { code, outputs } = findRange(folder, { BASE: base })
    expect(outputs).toEqual({ command: 'history', range: `${base}..HEAD` })
    expect(code).toBe(0)
  })

  it.each([
    ['on the first push of a branch', zeros],
    ['on a forced push', 'f'.repeat(40)],
  ])('%s is what the default branch lacks', (_, before) => {
    const origin = repositoryWith({ 'a.ts': 'x\n' })
    const folder = join(folderWith(), 'clone')
    git(origin, 'clone', '--quiet', origin, folder)
    git(folder, 'switch', '--quiet', '--create', 'topic')
    const environment = { BASE: before, GITHUB_REF_NAME: 'topic' }
    expect(findRange(folder, environment).outputs).toEqual({ command: 'files', range: '' })
    commit(folder, 'b.ts', line)
    expect(findRange(folder, environment).outputs).toEqual({
      command: 'history',
      range: 'origin/main..HEAD',
    })
  })

  it('on the first push of the default branch is all of history', () => {
    const { outputs } = findRange(repositoryWith({ 'a.ts': line }), { BASE: zeros })
    expect(outputs).toEqual({ command: 'history', range: '' })
  })

  it('on any other event is the files', () => {
    const { outputs } = findRange(repositoryWith({ 'a.ts': line }), {})
    expect(outputs).toEqual({ command: 'files', range: '' })
  })

  it('is the range that is asked for', () => {
    const { outputs } = findRange(repositoryWith({ 'a.ts': line }), {
      RANGE: 'v1..v2',
      BASE: zeros,
    })
    expect(outputs).toEqual({ command: 'history', range: 'v1..v2' })
  })

  it('is never guessed in a shallow checkout, which is told how to be whole', () => {
    const origin = repositoryWith({ 'a.ts': 'x\n' })
    const base = git(origin, 'rev-parse', 'HEAD')
    commit(origin, 'b.ts', line)
    const folder = join(folderWith(), 'clone')
    git(origin, 'clone', '--quiet', '--depth=1', `file://${origin}`, folder)
    const { code, stdout, outputs } = findRange(folder, { BASE: base })
    expect(stdout).toContain('Give actions/checkout fetch-depth: 0.')
    expect(outputs).not.toHaveProperty('range')
    expect(code).toBe(2)
    expect(findRange(folder, {}).outputs).toEqual({ command: 'files', range: '' })
  })
})

describe('the scan of the action', () => {
  const knowsHistory = run(['--help'], '.').stdout.includes('keyward history')

  it('tells what it found, and fails', () => {
    const page = join(folderWith(), 'summary.md')
    const { code, stdout, stderr, outputs } = scan(repositoryWith({ 'src/a.ts': line }), {
      GITHUB_STEP_SUMMARY: page,
    })
    expect(stdout).toMatch(/^::error file=src\/a\.ts,line=1,/)
    expect(stderr).toContain('1 secret in 1 file. Scanned 1 file, ')
    expect(readFileSync(page, 'utf8')).toContain('### Keyward: 1 secret in 1 file\n')
    expect(stdout + stderr).not.toContain(slack)
    expect(outputs).not.toHaveProperty('sarif')
    expect(code).toBe(1)
  })

  it('hands over to code scanning what it found, without what may stay', () => {
    const page = join(folderWith(), 'summary.md')
    const folder = repositoryWith({ 'a.ts': line, 'b.ts': allowed })
    const { code, outputs } = scan(folder, { UPLOAD: 'true', GITHUB_STEP_SUMMARY: page })
    const sarif = readFileSync(outputs['sarif'] ?? '', 'utf8')
    expect(sarif).toContain('"uri":"a.ts"')
    expect(sarif).not.toContain('"uri":"b.ts"')
    expect(sarif).not.toContain(slack)
    expect(readFileSync(page, 'utf8').match(/###/g)).toHaveLength(1)
    expect(code).toBe(1)
  })

  it('hands over all files each time, for what is missing counts as mended', () => {
    const folder = repositoryWith({ 'a.ts': line })
    const { outputs } = scan(folder, { COMMAND: 'files', RANGE: 'b.ts', UPLOAD: 'true' })
    expect(readFileSync(outputs['sarif'] ?? '', 'utf8')).toContain('"uri":"a.ts"')
  })

  it('passes when there is nothing, and still hands that over, so that alerts are closed', () => {
    const { code, stdout, outputs } = scan(repositoryWith({ 'a.ts': allowed }), { UPLOAD: 'true' })
    expect(stdout).toBe('')
    expect(readFileSync(outputs['sarif'] ?? '', 'utf8')).toContain('"results":[]')
    expect(code).toBe(0)
  })

  it('fails without handing anything over when it could not begin', () => {
    const { code, stderr, outputs } = scan(repositoryWith({ 'a.ts': line }), {
      UPLOAD: 'true',
      CONFIDENCE: 'sure',
    })
    expect(stderr).toContain('keyward: --confidence cannot be "sure".')
    expect(outputs).not.toHaveProperty('sarif')
    expect(code).toBe(2)
  })

  it.skipIf(!knowsHistory)('of a range finds what was added and removed within it', () => {
    const folder = repositoryWith({ 'a.ts': 'x\n' })
    const base = git(folder, 'rev-parse', 'HEAD')
    commit(folder, 'a.ts', line)
    commit(folder, 'a.ts', 'x\n')
    const { outputs } = findRange(folder, { BASE: base })
    const { code, stdout } = scan(folder, {
      COMMAND: outputs['command'] ?? '',
      RANGE: outputs['range'] ?? '',
    })
    expect(stdout).toMatch(/^::error file=a\.ts,line=1,/)
    expect(code).toBe(1)
  })
})
