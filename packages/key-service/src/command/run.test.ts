import { hash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Key } from '../key.ts'
import { commands } from './command.ts'
import { flags } from './flags.ts'
import { run } from './run.ts'

describe('keyward-keys', { timeout: 60_000 }, () => {
  it('starts with nothing, prints the root key once, and stops when it is told to', async () => {
    const cwd = folder()
    const first = await serve(cwd)
    const root = first.stdout().trim()
    expect(root).toMatch(/^kw_live_[0-9A-Za-z]{36}$/)
    expect(first.stdout()).toBe(`${root}\n`)
    expect(first.stderr()).not.toContain(root)
    expect(modeOf(join(cwd, 'keyward-keys.db'))).toBe(0o600)
    expect(modeOf(join(cwd, 'keyward-keys.db.pepper'))).toBe(0o600)
    const answer = await fetch(`${first.url}/v1/keys`, { headers: { 'x-api-key': root } })
    expect(answer.status).toBe(200)
    expect(await first.stop()).toBe(0)
    await expect(fetch(first.url)).rejects.toThrow()

    const second = await serve(cwd)
    expect(second.stdout()).toBe('')
    expect(await second.stop()).toBe(0)
  })

  it('mints a key whose token alone is on stdout, and which opens', async () => {
    const cwd = await begun()
    const minted = await keys(cwd, 'mint', 'nightly export', '--organisation', 'acme')
    expect(minted.code).toBe(0)
    expect(minted.stdout).toMatch(/^ak_live_[0-9A-Za-z]{36}\n$/)
    expect(minted.stderr).toMatch(
      /^key_\w+ is nightly export \(ak_live_\w{4}…\w{4}\) of acme, production\. Its token is shown this once\.\n$/,
    )
    const server = await serve(cwd)
    const headers = { 'x-api-key': minted.stdout.trim() }
    const verified = await fetch(`${server.url}/v1/verify`, { headers })
    expect(await verified.json()).toMatchObject({ state: 'valid', key: { creator: 'ann' } })
    await server.stop()
    const list = await keys(cwd, 'list', '--organisation', 'acme')
    expect(list.stdout).toMatch(
      /^ID +STATE +KEY +API +ENVIRONMENT +ORGANISATION +LAST USED +NAME\n/,
    )
    expect(list.stdout).toContain('nightly export')
    // It was used, and stopping wrote so.
    expect(list.stdout).not.toContain('–')
    expect(list.stdout).not.toContain(minted.stdout.trim())
  })

  it('does the same here and on a service that runs', async () => {
    const cwd = folder()
    const server = await serve(cwd)
    const environment = { KEYWARD_ROOT_KEY: server.stdout().trim() }
    function far(...args: string[]) {
      return keysWith(environment, cwd, ...args, '--url', server.url)
    }
    expect((await far('mint', 'a', '--organisation', 'acme', '--scopes', 'read')).code).toBe(0)
    const here = await keys(cwd, 'list')
    expect((await far('list')).stdout).toBe(here.stdout)
    const { rows } = JSON.parse((await far('list', '--json')).stdout) as { rows: Key[] }
    const id = rows[0]!.id
    expect((await far('revoke', id, '--reason', 'compromised')).stdout).toContain('is revoked')
    expect((await keys(cwd, 'show', id)).stdout).toContain('compromised')
    const wrong = await keysWith(
      { KEYWARD_ROOT_KEY: 'kw_live_no' },
      cwd,
      'list',
      '--url',
      server.url,
    )
    expect(wrong).toMatchObject({
      code: 2,
      stderr:
        'keyward-keys: Invalid or expired API key. Set KEYWARD_ROOT_KEY to a key of this service.\n',
    })
    await server.stop()
    expect((await far('list')).code).toBe(2)
  })

  it('takes a key through its life, and keeps the audit of it whole', async () => {
    const cwd = await begun()
    await keys(cwd, 'mint', 'a', '--organisation', 'acme', '--expires', '90d')
    const id = (await newest(cwd)).id
    const rotated = await keys(cwd, 'rotate', id, '--overlap', '7d')
    expect(rotated.stdout).toMatch(/^ak_live_/)
    expect((await keys(cwd, 'show', id)).stdout).toContain('rotating')
    const successor = (await newest(cwd)).id
    const reason = ['--reason', 'seen in a log']
    const quarantined = await keys(cwd, 'quarantine', successor, ...reason)
    expect(quarantined.stdout).toContain('is quarantined')
    expect((await keys(cwd, 'release', successor, ...reason)).stdout).toContain('is active')
    const replaced = await keys(cwd, 'revoke', successor, ...reason, '--replace')
    expect(replaced.stdout).toMatch(/^ak_live_/)
    expect((await newest(cwd)).predecessor).toBe(successor)
    const again = await keys(cwd, 'revoke', successor, ...reason)
    expect(again.stdout).toContain('is already revoked')
    const back = await keys(cwd, 'release', successor, ...reason)
    expect(back.code).toBe(1)
    expect(back.stderr).toMatch(/^keyward-keys: .* Nothing was changed\.\n$/)

    const audit = await keys(cwd, 'audit')
    expect(audit.stdout).toContain('operator:ann')
    const verified = await keys(cwd, 'audit', 'verify')
    expect(verified.code).toBe(0)
    expect(verified.stdout).toMatch(/^The audit is whole: \d+ rows/)
  })

  it('subscribes an address to events', async () => {
    const cwd = await begun()
    const added = await keys(cwd, 'subscribers', 'add', 'https://example.com/hook')
    expect(added.stdout).toMatch(/^whsec_/)
    await keys(cwd, 'mint', 'a', '--organisation', 'acme')
    const deliveries = await keys(cwd, 'deliveries', '--state', 'waiting')
    expect(deliveries.stdout).toContain('key.minted')
    const { rows } = JSON.parse((await keys(cwd, 'subscribers', '--json')).stdout) as {
      rows: { id: string }[]
    }
    expect(await keys(cwd, 'subscribers', 'remove', rows[0]!.id)).toMatchObject({ code: 0 })
    const inside = await keys(cwd, 'subscribers', 'add', 'http://127.0.0.1/')
    expect(inside.code).toBe(1)
  })

  it('copies everything but the pepper, and puts it back elsewhere', async () => {
    const cwd = await begun()
    const minted = await keys(cwd, 'mint', 'a', '--organisation', 'acme')
    const exported = await keys(cwd, 'export', 'copy.jsonl')
    expect(exported.code).toBe(0)
    const copy = readFileSync(join(cwd, 'copy.jsonl'), 'utf8')
    expect(copy).not.toContain(minted.stdout.trim())
    expect(copy).not.toContain(hash('sha256', minted.stdout.trim()))
    expect((await keys(cwd, 'export', 'copy.jsonl')).code).toBe(2)

    const before = await keys(cwd, 'list')
    const elsewhere = ['--database', 'other.db', '--pepper', 'keyward-keys.db.pepper']
    expect((await keys(cwd, 'import', 'copy.jsonl', ...elsewhere)).code).toBe(0)
    expect((await keys(cwd, 'list', ...elsewhere)).stdout).toBe(before.stdout)
    const full = await keys(cwd, 'import', 'copy.jsonl', ...elsewhere)
    expect(full.code).toBe(2)
    expect(full.stderr).toContain('not empty')
  })

  it('serves the APIs that a file declares', async () => {
    const cwd = folder()
    const api = {
      id: 'operate',
      title: 'Operate',
      prefix: 'sk_',
      environments: { production: 'live' },
      dialect: 'operate',
      scopes: ['read'],
    }
    writeFileSync(join(cwd, 'keyward-apis.json'), JSON.stringify([api]))
    await (await serve(cwd)).stop()
    const minted = await keys(cwd, 'mint', 'a', '--organisation', 'acme', '--scopes', 'read')
    expect(minted.stdout).toMatch(/^sk_live_/)
    writeFileSync(join(cwd, 'keyward-apis.json'), JSON.stringify([{ ...api, scopes: 'read' }]))
    const wrong = await keys(cwd, 'list')
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toMatch(/^keyward-keys: keyward-apis\.json is not right at "0\.scopes": /)
  })

  it('refuses to begin without the pepper of its keys, or with another', async () => {
    const cwd = await begun()
    rmSync(join(cwd, 'keyward-keys.db.pepper'))
    const missing = await keys(cwd, 'serve', '--port', '0')
    expect(missing.code).toBe(2)
    expect(missing.stderr).toMatch(/^keyward-keys: The pepper of the keys is missing: /)
    expect(existsSync(join(cwd, 'keyward-keys.db.pepper'))).toBe(false)
    const other = { KEYWARD_PEPPER: `first:${randomBytes(32).toString('base64')}` }
    const wrong = await keysWith(other, cwd, 'list')
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain('is not the one that keys were stored with')
  })

  it('says what was wrong with what was typed, and what to do', async () => {
    const cwd = folder()
    async function said(...args: string[]): Promise<string> {
      const { code, stderr } = await keys(cwd, ...args)
      expect(code).toBe(2)
      return stderr
    }
    expect(await said('mnt')).toBe('keyward-keys: There is no command "mnt". Did you mean mint?\n')
    expect(await said('list', '--stat', 'active')).toBe(
      'keyward-keys: There is no flag --stat. Did you mean --state?\n',
    )
    expect(await said('list', '--state', 'activ')).toBe(
      'keyward-keys: --state cannot be "activ". Did you mean active?\n',
    )
    expect(await said('rotate', 'key_1', '--overlap', 'soon')).toBe(
      'keyward-keys: --overlap cannot be "soon". Write a number and s, m, h, d or w.\n',
    )
    expect(await said('mint', 'a')).toBe(
      'keyward-keys: --organisation is missing. Write keyward-keys mint NAME --organisation NAME [--scopes A,B].\n',
    )
    expect(await said('list')).toBe(
      'keyward-keys: There is no database keyward-keys.db. Start `keyward-keys serve`, which makes it, or name another one with --database.\n',
    )
    expect(await said('list', '--database', 'postgres://127.0.0.1:1/x')).toContain('no pepper')
    expect(existsSync(join(cwd, 'keyward-keys.db'))).toBe(false)
  })

  it('explains every command and every flag', async () => {
    const { code, stdout } = await keys(folder(), '--help')
    expect(code).toBe(0)
    for (const { usage } of commands) expect(stdout).toContain(usage)
    for (const { name } of flags) expect(stdout).toContain(`--${name}`)
    expect((await keys(folder())).code).toBe(2)
  })
})

function keys(cwd: string, ...args: string[]) {
  return keysWith({}, cwd, ...args)
}

async function keysWith(environment: NodeJS.ProcessEnv, cwd: string, ...args: string[]) {
  const world = surroundings(cwd, environment, () => Promise.resolve())
  const code = await run(args, world.given)
  return { code, stdout: world.stdout(), stderr: world.stderr() }
}

async function newest(cwd: string): Promise<Key> {
  const { rows } = JSON.parse((await keys(cwd, 'list', '--json')).stdout) as { rows: Key[] }
  return rows[0]!
}

/** A folder in which a service has been, and has stopped. */
async function begun(): Promise<string> {
  const cwd = folder()
  await (await serve(cwd)).stop()
  return cwd
}

/** Starts it on a port that is free, and tells when it listens. */
async function serve(cwd: string) {
  let tell: (() => void) | undefined
  const told = new Promise<void>((resolve) => (tell = resolve))
  const world = surroundings(cwd, {}, () => told)
  const ended = run(['serve', '--port', '0'], world.given)
  function stop(): Promise<number> {
    tell?.()
    return ended
  }
  onTestFinished(async () => {
    await stop()
  })
  let url: string | undefined
  while (url === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    url = /"address":"(http:[^"]+)"/.exec(world.stderr())?.[1]
  }
  return { url, stop, stdout: world.stdout, stderr: world.stderr }
}

// Later than the test before by a millisecond at least, so that the newest is the newest.
let now = Date.now()

function surroundings(
  cwd: string,
  environment: NodeJS.ProcessEnv,
  untilStopped: () => Promise<void>,
) {
  let stdout = ''
  let stderr = ''
  const given = {
    cwd,
    environment,
    user: 'ann',
    stdout: { write: (text: string) => void (stdout += text) },
    stderr: { write: (text: string) => void (stderr += text) },
    clock: () => (now = Math.max(now + 1, Date.now())),
    random: randomBytes,
    untilStopped,
  }
  return { given, stdout: () => stdout, stderr: () => stderr }
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'keyward-keys-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777
}
