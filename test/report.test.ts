import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
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
      if (request.headers['x-api-key'] === 'away') {
        response.writeHead(503).end()
        return
      }
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

  it('guarantee 24: ends as it would without a service, however that is away, and keeps hashes alone', async () => {
    const alone = await run(['history'], leaking(), { CI: 'true' })
    for (const away of ['http://127.0.0.1:1', await silent(), await failing(), 'nowhere']) {
      const folder = leaking()
      const environs = { ...environment(), KEYWARD_SERVICE: away }
      const { code, stdout, stderr } = await run(['history', '--report'], folder, environs)
      expect(code, away).toBe(1)
      expect(withoutCommit(stdout)).toBe(withoutCommit(alone.stdout))
      expect(stderr).toContain('1 leak could not be reported.')
      const spool = join(folder, '.git/keyward/spool')
      const [kept = '', ...more] = readdirSync(spool).map((file) =>
        readFileSync(join(spool, file), 'utf8'),
      )
      expect(more).toEqual([])
      expect(kept).toContain(sha256)
      expect(kept).not.toContain(secret)
      expect(kept).not.toContain('reporter')
    }
    expect(told).toEqual([])
  })

  it('reports with the next ones what a service that was away was not told', async () => {
    const folder = leaking()
    const away = { ...environment(), KEYWARD_SERVICE: service, KEYWARD_REPORTER_KEY: 'away' }
    await run(['history', '--report'], folder, away)
    const spool = join(folder, '.git/keyward/spool')
    expect(readdirSync(spool).length).toBe(1)
    await run(['history', '--report'], folder, environment())
    expect(told.map(({ reports }) => reports[0]?.['sha256'])).toEqual([sha256, sha256])
    expect(readdirSync(spool)).toEqual([])
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

/** Every repository has commits of its own. */
function withoutCommit(text: string): string {
  return text.replace(/\b[0-9a-f]{7,40}\b/g, 'commit')
}

/** One that takes a request and never answers. */
function silent(): Promise<string> {
  return serve(() => undefined)
}

/** A proxy with nothing behind it. */
function failing(): Promise<string> {
  return serve((_, response) => {
    response.writeHead(502).end('<html>')
  })
}

async function serve(listener: RequestListener): Promise<string> {
  const away = createServer(listener)
  await new Promise<void>((resolve) => away.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    away.closeAllConnections()
    away.close()
  })
  return `http://127.0.0.1:${String((away.address() as AddressInfo).port)}`
}
