import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import { git, keyward, repositoryWith, type Outcome } from './command.ts'

const secret = madeUpSecret('slack-bot-token')
const sha256 = createHash('sha256').update(secret).digest('hex')

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
      const outcomes = body.reports.map(() => ({ state: 'revoked' }))
      response.end(JSON.stringify({ outcomes }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  service = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
})

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
})

beforeEach(() => {
  told.length = 0
})

describe('keyward --report', () => {
  it('tells the service what CI found, by hash alone', async () => {
    const folder = leaking()
    const found = await run(['history', '--report', '--format', 'json'], folder, environment())
    expect(found.code).toBe(1)
    expect(told).toMatchObject([
      {
        reports: [
          {
            sha256,
            detector: 'slack-bot-token',
            action: 'revoke',
            exposure: 'public',
            path: 'a.js',
          },
        ],
      },
    ])
    expect(found.stderr).toContain(`as public: 1 revoked.\n`)
    expect(JSON.stringify(told)).not.toContain(secret)
    // Whoever has the hash can end the key: it is no part of the report.
    expect(found.stdout + found.stderr).not.toContain(sha256)
  })

  it('tells nothing of what was allowed', async () => {
    const allow = '[[allow]]\ndetector = "slack-bot-token"\nreason = "Made up."\n'
    await run(['history', '--report'], leaking(allow), environment())
    expect(told).toEqual([])
  })

  it('tells nothing of what has not left this machine', async () => {
    const { code, stderr } = await run(['--report'], leaking(), { ...environment(), CI: '' })
    expect(code).toBe(1)
    expect(stderr).toContain('Nothing was reported: what is local is not reported.\n')
    expect(told).toEqual([])
  })

  it('is not needed where CI asks for what its run brings', async () => {
    const folder = leaking()
    const before = git(folder, 'rev-parse', 'HEAD^')
    const gitlab = { CI_COMMIT_BEFORE_SHA: before }
    const { code } = await run(['history', '--ci'], folder, { ...environment(), ...gitlab })
    expect(code).toBe(1)
    expect(told).toHaveLength(1)
  })

  it('keeps what a service that is away is to be told', async () => {
    const folder = leaking()
    const away = { ...environment(), KEYWARD_SERVICE: 'http://127.0.0.1:1' }
    const { code, stderr } = await run(['history', '--report'], folder, away)
    expect(code).toBe(1)
    expect(stderr).toContain('1 leak could not be reported.')
    expect(existsSync(join(folder, '.git/keyward/spool'))).toBe(true)
  })

  it('says what it lacks, and only to those who ask', async () => {
    const folder = repositoryWith({ 'a.js': `const token = '${secret}'\n` })
    const asked = await run(['--report'], folder, { CI: 'true' })
    expect(asked.stderr).toContain(
      'Nothing was reported: keyward.toml names no service to report to.',
    )
    const silent = await run([], folder, { CI: 'true' })
    expect(silent.stderr).not.toContain('reported')
  })
})

function leaking(more = ''): string {
  const settings = `[revoke]\nservice = "${service}"\nmode = "revoke"\nconfidence = "likely"\n${more}`
  const folder = repositoryWith({ 'keyward.toml': settings })
  writeFileSync(join(folder, 'a.js'), `const token = '${secret}'\n`)
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '--message', 'Leak')
  return folder
}

function environment(): Record<string, string> {
  return { CI: 'true', CI_PROJECT_VISIBILITY: 'public', KEYWARD_REPORTER_KEY: 'reporter' }
}

/** The service lives in this process, and has to answer meanwhile. */
function run(
  words: readonly string[],
  cwd: string,
  variables: NodeJS.ProcessEnv,
): Promise<Outcome> {
  const env = { ...process.env, NO_COLOR: '1', ...variables }
  const child = spawn(process.execPath, [keyward, ...words], { cwd, env })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, stdout, stderr })
    })
  })
}
