import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { madeUpSecret } from '../../../../fixtures/copy-out.ts'
import { main } from '../main.ts'
import { presets } from '../presets/index.ts'

const token = madeUpSecret('gitlab-personal-token')
let folder: string
let server: Server
let at: string
let asked: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keyward-preset-'))
  asked = []
  server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    const isMine = request.headers['private-token'] === token
    response.writeHead(!isMine ? 401 : request.method === 'DELETE' ? 204 : 200)
    response.end(request.method === 'DELETE' ? undefined : '{"active":true}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  at = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
})

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

describe('keyward-revoke preset', () => {
  it('lists every preset, and tells of each what it does', async () => {
    const { code, stdout } = await run(['list'])
    expect(code).toBe(0)
    expect(stdout.split('\n')).toHaveLength(presets.length + 1)
    for (const { id, effect } of presets) {
      const shown = await run(['show', id])
      expect(shown.stdout).toContain(effect)
    }
  })

  it('shows what will happen before it asks for a confirmation', async () => {
    const { code, stderr } = await run(['run', 'gitlab', '--at', at], token)
    expect(code).toBe(2)
    expect(stderr).toBe(
      'keyward-revoke: The token is revoked for good. Nothing takes it back. To go on, write --confirm gitlab; to ask the provider first, write --trial.\n',
    )
    expect(asked).toEqual([])
  })

  it('asks first, then ends the secret, and keeps a receipt without it', async () => {
    const tried = await run(['run', 'gitlab', '--at', at, '--trial'], token)
    expect(tried).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('would end it') as string,
    })
    const ended = await run(['run', 'gitlab', '--at', at, '--confirm', 'gitlab'], token)
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('is dead.') as string })
    const path = '/api/v4/personal_access_tokens/self'
    expect(asked).toEqual([`GET ${path}`, `DELETE ${path}`])
    const receipts = readFileSync(join(folder, 'keyward-receipts.jsonl'), 'utf8')
    expect(receipts.trim().split('\n')).toHaveLength(2)
    for (const text of [receipts, ended.stdout, ended.stderr]) expect(text).not.toContain(token)
  })

  it('does not send one provider the secret of another', async () => {
    const other = madeUpSecret('slack-bot-token')
    const { code, stderr } = await run(['run', 'gitlab', '--at', at, '--confirm', 'gitlab'], other)
    expect(code).toBe(2)
    expect(stderr).toContain('What stdin holds is no GitLab')
    expect(stderr).not.toContain(other)
    expect(asked).toEqual([])
  })

  it('sends no secret in the clear', async () => {
    const words = ['run', 'gitlab', '--at', 'http://gitlab.example', '--confirm', 'gitlab']
    expect(await run(words, token)).toMatchObject({ code: 2 })
  })

  it('says what is not there', async () => {
    expect((await run(['show', 'gitlob'])).stderr).toContain('Did you mean gitlab?')
    expect((await run([])).code).toBe(2)
    expect((await run(['run', 'gitlab', '--confirm', 'gitlab'])).stderr).toContain(
      'stdin held nothing',
    )
  })
})

async function run(words: readonly string[], stdin = '') {
  let stdout = ''
  let stderr = ''
  const code = await main(['preset', ...words], {
    cwd: folder,
    environment: {},
    stdin: (async function* () {
      yield await Promise.resolve(Buffer.from(stdin))
    })(),
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    clock: () => Date.UTC(2026, 10, 21),
    ended: new Promise(() => undefined),
  })
  return { code, stdout, stderr }
}
