import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { main } from '@keyward/revoke'
import { openRevokeDesk, type RevokeDesk } from '../fixtures/revoke-desk.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let folder = ''
let desk: RevokeDesk
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keyward-command-'))
  desk = await openRevokeDesk({ storeUrl: `sqlite:${join(folder, 'revoke.db')}` })
  writeFileSync(join(folder, 'keyward-revoke.toml'), desk.toml)
})
afterEach(async () => {
  await desk.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function run(...args: string[]) {
  let stdout = ''
  let stderr = ''
  const code = await main(args, {
    cwd: folder,
    environment: { ...desk.environment, USER: 'eve' },
    stdin: Readable.from([]),
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    clock: () => Date.now(),
    ended: Promise.resolve(),
  })
  return { code, stdout, stderr }
}

it('lists incidents and tells one with its timeline', async () => {
  const { token, sha256 } = await desk.mint()
  await desk.partner([{ token, url: 'https://github.com/o/r' }])
  await desk.quiet()
  const incident = await desk.incident(sha256)
  const id = incident?.id ?? ''
  const list = await run('incidents')
  expect(list.code).toBe(0)
  expect(list.stdout).toContain(`${id}  revoked  "nightly export"`)
  expect(list.stdout).toMatch(/1 incidents\.\n$/)
  const story = await run('incidents', id)
  expect(story.stdout).toMatch(/ {2}dead {6}after \d+ ms\n/)
  expect(story.stdout).toContain('reported     github  https://github.com/o/r')
  const json = JSON.parse((await run('incidents', id, '--format', 'json')).stdout) as object
  expect(json).toMatchObject({
    type: 'incident',
    id,
    state: 'revoked',
    millisecondsToDead: (incident?.deadAt ?? 0) - (incident?.reportedAt ?? 0),
    timeline: [{ what: 'reported' }, { what: 'decided' }, { what: 'revoked' }, {}, {}, {}, {}],
  })
  expect(JSON.stringify(json)).not.toContain(sha256)
})

it('turns the kill switch on and off, and has approved what it held', async () => {
  const { token, sha256 } = await desk.mint()
  const on = await run('kill-switch', 'on', 'organisation:acme', '--reason', 'A test.')
  expect(on.stdout).toMatch(/^on {3}organisation:acme {2}since \S+ by operator:eve: A test\.\n/)
  await desk.partner([{ token, url: 'https://github.com/o/r' }])
  const id = (await desk.incident(sha256))?.id ?? ''
  expect((await desk.keys.verify(token)).state).toBe('valid')
  const off = await run('kill-switch', 'off', 'organisation:acme')
  expect(off.stdout).toBe('off  nothing keeps keys from being changed\n')
  expect((await desk.keys.verify(token)).state).toBe('valid')
  expect(await run('approve', id)).toMatchObject({ code: 0, stdout: `${id}  approved\n` })
  await expect.poll(async () => (await desk.keys.verify(token)).state).toBe('revoked')
  expect(await run('approve', id)).toMatchObject({ code: 1 })
})

it('opens a quarantined key again', async () => {
  const { token, sha256 } = await desk.mint()
  await desk.report([{ sha256, exposure: 'private', repository: 'o/r' }])
  expect((await desk.keys.verify(token)).state).toBe('quarantined')
  const id = (await desk.incident(sha256))?.id ?? ''
  expect(await run('release', id)).toMatchObject({ code: 2 })
  const released = await run('release', id, '--reason', 'It is a test repository.')
  expect(released).toEqual({ code: 0, stdout: `${id}  released\n`, stderr: '' })
  expect((await desk.keys.verify(token)).state).toBe('valid')
})

it.each([
  [['incidents', 'inc_none'], 'There is no incident inc_none. List them without a name.'],
  [['incidents', '--state', 'dead'], '--state cannot be "dead".'],
  [['approve'], 'Nothing is named. Name incidents, or --organisation NAME.'],
  [['kill-switch', 'on', 'acme'], '"acme" is no scope.'],
  [['kill-switch', 'maybe'], 'The kill switch cannot be "maybe". Write on or off.'],
  [['serv'], 'There is no command "serv". Did you mean serve?'],
  [['serve', '--config', 'none.toml'], 'none.toml cannot be read.'],
])('says what is wrong with %j', async (args, message) => {
  const { code, stderr } = await run(...args)
  expect(code).toBe(2)
  expect(stderr).toContain(`keyward-revoke: ${message}`)
})
