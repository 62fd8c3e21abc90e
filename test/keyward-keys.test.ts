import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createKeyServiceClient } from '@keyward/key-service/client'
import { describe, expect, it, onTestFinished } from 'vitest'
import { postgresIsHere, startPostgres } from '../fixtures/postgres.ts'
import { folderWith } from './command.ts'

const program = fileURLToPath(
  new URL('../packages/key-service/dist/keyward-keys.js', import.meta.url),
)

describe('keyward-keys, as it is installed', { timeout: 120_000 }, () => {
  it('serves, mints, and stops with everything written', async () => {
    const cwd = folderWith()
    const served = await serve(cwd, [])
    expect(served.root).toMatch(/^kw_live_/)
    const minted = run(cwd, ['mint', 'export', '--organisation', 'acme', '--scopes', 'read'])
    const client = createKeyServiceClient({ url: served.url, key: served.root })
    expect(await client.verify(minted.trim(), { scope: 'read' })).toMatchObject({
      state: 'answered',
      verification: { state: 'valid' },
    })
    expect(await client.revokeByPossession({ token: minted.trim() })).toEqual({
      state: 'answered',
    })
    expect(await served.stop()).toBe(0)
    expect(served.log()).not.toContain(minted.trim())
    expect(run(cwd, ['list'])).toContain('revoked')
    expect(run(cwd, ['audit', 'verify'])).toContain('The audit is whole')
  })

  it('says that something else listens there, and ends', async () => {
    const served = await serve(folderWith(), [])
    const { port } = new URL(served.url)
    const second = spawnSync(process.execPath, [program, 'serve', '--port', port], {
      cwd: folderWith(),
      encoding: 'utf8',
      timeout: 60_000,
    })
    expect(second).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'keyward-keys: Something listens there already. Name another --port.\n',
    })
    await served.stop()
  })

  it.skipIf(!postgresIsHere)('serves two processes of one Postgres', async () => {
    const postgres = await startPostgres()
    onTestFinished(() => postgres.stop())
    const args = ['--database', await postgres.freshUrl()]
    const environment = { KEYWARD_PEPPER: `first:${randomBytes(32).toString('base64')}` }
    const first = await serve(folderWith(), args, environment)
    const second = await serve(folderWith(), args, environment)
    expect(second.root).toBe('')
    const minted = run(folderWith(), ['mint', 'a', '--organisation', 'acme', ...args], environment)
    const client = createKeyServiceClient({ url: second.url, key: first.root })
    expect(await client.verify(minted.trim())).toMatchObject({ verification: { state: 'valid' } })
    expect([await first.stop(), await second.stop()]).toEqual([0, 0])
  })
})

function run(cwd: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    timeout: 60_000,
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
}

async function serve(cwd: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', ...args], {
    cwd,
    env: { ...process.env, ...environment },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let stdout = ''
  let log = ''
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()))
  child.stderr.on('data', (part: Buffer) => (log += part.toString()))
  const ended = once(child, 'exit')
  let url: string | undefined
  while (url === undefined) {
    if (child.exitCode !== null) throw new Error(log)
    await new Promise((resolve) => setTimeout(resolve, 20))
    url = /"address":"(http:[^"]+)"/.exec(log)?.[1]
  }
  async function stop(): Promise<unknown> {
    child.kill('SIGTERM')
    const [code] = (await ended) as [unknown]
    return code
  }
  return { url, root: stdout.trim(), log: () => log, stop }
}
