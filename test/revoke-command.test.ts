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
  expect(list.stdout).toMatch(
    /\n1 incident: 1 revoked\.\nNext: keyward-revoke incidents inc_\S+\n$/,
  )
  const story = await run('incidents', id)
  expect(story.stdout).toMatch(/ {2}dead {6}after \d+ ms\n/)
  expect(story.stdout).toMatch(/UTC {2}\+0 ms +reported {2}github {3}https:\/\/github.com\/o\/r\n/)
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
  expect(on.stdout).toMatch(
    /^on {3}organisation:acme {2}since \S+ \S+ UTC by operator:eve: A test\.\n/,
  )
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
  const shown = await run('release', id, '--reason', 'It is a test repository.')
  expect(shown.code).toBe(2)
  expect(shown.stderr).toContain(`"nightly export" (${token.slice(0, 12)}...${token.slice(-4)})`)
  expect(shown.stderr).toContain('write --confirm and the last four characters of the key.')
  const wrong = await run('release', id, '--reason', 'x', '--confirm', 'xxxx')
  expect(wrong.code).toBe(1)
  expect(wrong.stderr).toContain('was not released. Its key ends otherwise.')
  expect((await desk.keys.verify(token)).state).toBe('quarantined')
  const last4 = token.slice(-4)
  const released = await run('release', id, '--reason', 'A test repository.', '--confirm', last4)
  expect(released).toMatchObject({ code: 0, stdout: `${id}  released\n` })
  await desk.quiet()
  expect(desk.events.some(({ body }) => body.includes('"key.released"'))).toBe(true)
  expect((await desk.keys.verify(token)).state).toBe('valid')
})

it('lists what was given up, and has it tried again', async () => {
  expect((await run('jobs', 'list')).stdout).toBe(
    '0 jobs were given up. Nothing waits to be done.\n',
  )
  const row = { kind: 'event', name: 'event:x', payload: '{}', reason: 'It was away.', at: 0 }
  await desk.store.database.insertInto('failed_job').values(row).execute()
  await desk.server.stop()
  const { stdout } = await run('jobs', 'list')
  expect(stdout).toBe(
    '1  event  1970-01-01 00:00:00 UTC  It was away.  event:x\n' +
      '1 job was given up. Nothing waits to be done.\nNext: keyward-revoke jobs retry all\n',
  )
  const json = await run('jobs', 'list', '--format', 'json')
  expect(JSON.parse(json.stdout)).toMatchObject({ type: 'failed-job', id: 1, name: 'event:x' })
  expect(await run('jobs', 'retry', '2')).toMatchObject({ code: 1 })
  expect(await run('jobs', 'retry', 'all')).toMatchObject({
    code: 0,
    stdout: '1  is tried again\n',
  })
  expect((await run('jobs', 'list')).stdout).toBe('0 jobs were given up. Waiting: 1 event.\n')
})

it.each([
  [['jobs'], 'jobs lacks what to do. Write jobs list, jobs retry ID… or jobs retry all.'],
  [['jobs', 'retry', 'some'], '"some" is no job. Write numbers as jobs list shows them, or all.'],
  [['incidents', '--format', 'xml'], '--format cannot be "xml". Write one of text, json.'],
  [['incidents', '--trial=yes'], '--trial takes no value. Write --trial alone.'],
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
