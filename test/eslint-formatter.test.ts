import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { ESLint, type Linter } from 'eslint'
import format from 'eslint-formatter-keyward'
import keyward from 'eslint-plugin-keyward'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { repositoryWith } from './command.ts'

const secret = madeUpSecret('slack-bot-token')

describe('the formatter', () => {
  it('prints what stylish prints', async () => {
    const folder = repositoryWith({
      'a.js': 'var a = 1;\nlet b = (2)\nif (a == b) {}\nconsole.log(a);;\n',
      'clean.js': '\n',
      'broken.js': 'let = (\n',
    })
    const rules: Linter.RulesRecord = {
      'no-var': 'error',
      eqeqeq: 'warn',
      'no-empty': 'error',
      'no-extra-semi': 'error',
    }
    const { eslint, results } = await lint(folder, [{ rules }])
    const stylish = await eslint.loadFormatter('stylish')
    const expected = stripVTControlCharacters(await stylish.format(results))
    expect(expected).toContain('problems')
    expect(await formatted(results, folder)).toBe(expected)
  })

  it('prints nothing of nothing', async () => {
    const folder = repositoryWith({ 'a.js': 'export const a = 1\n' })
    const { results } = await lint(folder, [{ rules: { 'no-var': 'error' } }])
    expect(await formatted(results, folder)).toBe('')
  })
})

describe('leaks', () => {
  interface Told {
    readonly reports: readonly Record<string, unknown>[]
  }
  const told: Told[] = []
  let server: Server
  let service: string

  beforeAll(async () => {
    server = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(parts).toString()) as Told
        told.push(body)
        response.end(JSON.stringify({ outcomes: body.reports.map(() => ({ state: 'revoked' })) }))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    service = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  })
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve))
  })
  afterEach(() => {
    told.length = 0
    vi.unstubAllEnvs()
  })

  it('are reported by hash where keyward.toml names a service', async () => {
    const folder = leaking(
      `[revoke]\nservice = "${service}"\nmode = "revoke"\nconfidence = "likely"\n`,
    )
    inCi()
    const { results } = await lint(folder, keyward.configs.recommended)
    const printed = await formatted(results, folder)
    const sha256 = createHash('sha256').update(secret).digest('hex')
    expect(told).toMatchObject([
      {
        reports: [{ sha256, detector: 'slack-bot-token', action: 'revoke', path: 'a.js', line: 1 }],
      },
    ])
    expect(printed).toContain('as public: 1 revoked.\n')
    for (const text of [printed, JSON.stringify(told)]) expect(text).not.toContain(secret)
    expect(printed).not.toContain(sha256)
  })

  it('are told nobody without one', async () => {
    const folder = leaking('')
    inCi()
    const { results } = await lint(folder, keyward.configs.recommended)
    expect(await formatted(results, folder)).toContain('1 problem (1 error, 0 warnings)')
    expect(told).toEqual([])
  })

  it('are told nobody while keyward.toml cannot be read, which is said', async () => {
    const folder = leaking('[revoke]\nmode = "destroy"\n')
    const { results } = await lint(folder, keyward.configs.recommended)
    expect(await formatted(results, folder)).toContain('keyward.toml:2: ')
  })

  function leaking(settings: string): string {
    const folder = repositoryWith({ 'keyward.toml': settings })
    writeFileSync(join(folder, 'a.js'), `export const token = '${secret}'\n`)
    return folder
  }

  function inCi(): void {
    vi.stubEnv('CI', 'true')
    vi.stubEnv('CI_PROJECT_VISIBILITY', 'public')
    vi.stubEnv('KEYWARD_REPORTER_KEY', 'reporter')
  }
})

async function lint(cwd: string, config: Linter.Config[]) {
  const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig: config })
  return { eslint, results: await eslint.lintFiles(['*.js']) }
}

async function formatted(results: ESLint.LintResult[], cwd: string): Promise<string> {
  return stripVTControlCharacters(await format(results, { cwd, rulesMeta: {} }))
}
