import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { documents, laboratory } from '../../../../fixtures/key-service.ts'
import { join as joinAs } from '../../../../fixtures/people.ts'
import type { Invitation, Member } from '../people.ts'
import type { Role } from '../role.ts'
import { openService } from './open-service.ts'
import { run } from './run.ts'

const acme = ['--organisation', 'acme']

describe('keyward-keys, for those who administer members', { timeout: 60_000 }, () => {
  it('invites an address, whose token alone is on stdout, and takes that back', async () => {
    const { keys } = await begun()
    const invited = await keys('invite', 'Eve@example.com', ...acme, '--role', 'editor')
    expect(invited).toMatchObject({ code: 0 })
    expect(invited.stdout).toMatch(/^[0-9A-Za-z]{43}\n$/)
    expect(invited.stderr).toMatch(
      /^inv_\w+ invites eve@example\.com as editor of acme until [\d: -]+\.\nMail its token to that address: it is shown this once\.\n$/,
    )
    const listed = await keys('invitations', ...acme)
    expect(listed.stdout).toMatch(
      /^ID +ROLE +UNTIL +BY +ADDRESS\ninv_.+operator:ann +eve@example\.com\n$/,
    )
    expect(listed.stdout).not.toContain(invited.stdout.trim())
    const { rows } = JSON.parse((await keys('invitations', ...acme, '--json')).stdout) as {
      rows: Invitation[]
    }
    const id = rows[0]!.id
    expect((await keys('invitations', 'withdraw', id, ...acme)).stdout).toBe(
      `${id} lets nobody in any more.\n`,
    )
    expect((await keys('invitations', 'withdraw', id, ...acme)).code).toBe(1)
  })

  it('lists members, gives them roles and ends them with their keys', async () => {
    const { keys, enter } = await begun()
    const olga = await enter('olga', 'owner')
    const eve = await enter('eve', 'editor')
    const list = await keys('members', ...acme)
    expect(list.stdout).toMatch(/^ACCOUNT +ROLE +SECOND FACTOR +SINCE +WHO\n/)
    expect(list.stdout).toMatch(new RegExp(`${eve.account} +editor +no .+eve <eve@example.com>`))
    const minted = ['mint', 'export', ...acme, '--api', 'documents', '--creator', eve.account]
    expect((await keys(...minted, '--scopes', 'read,write')).code).toBe(0)
    expect((await keys(...minted, '--scopes', 'admin')).stderr).toBe(
      'keyward-keys: The role editor may not give keys the scope "admin". Nothing was changed.\n',
    )
    const changed = await keys('members', 'change', eve.account, ...acme, '--role', 'viewer')
    expect(changed.stdout).toBe('eve is viewer. 1 key lost scopes by it.\n')
    const removed = await keys('members', 'remove', eve.account, ...acme)
    expect(removed.stdout).toBe('eve is no member any more. 1 key revoked by it.\n')
    expect((await keys('list', ...acme, '--state', 'revoked')).stdout).toContain('export')
    const last = await keys('members', 'remove', olga.account, ...acme)
    expect(last).toMatchObject({
      code: 1,
      stderr:
        'keyward-keys: It is the last owner: make somebody else one before. Nothing was changed.\n',
    })
    expect((await keys('members', 'change', eve.account, ...acme, '--role', 'chief')).stderr).toBe(
      'keyward-keys: --role cannot be "chief". Write one of viewer, editor, admin, owner.\n',
    )
  })

  it('opens products and closes them', async () => {
    const { keys } = await begun()
    await keys('products', 'open', 'manage', ...acme)
    const granted = await keys(
      'products',
      'open',
      'manage',
      ...acme,
      '--member',
      'ann',
      '--role',
      'viewer',
    )
    expect(granted.stdout).toBe(
      'PRODUCT  FOR     ROLE\nmanage   active  –\nmanage   ann     viewer\n',
    )
    await keys('products', 'close', 'manage', ...acme)
    expect((await keys('products', ...acme)).stdout).toBe(
      'PRODUCT  FOR  ROLE\nmanage   ann  viewer\n',
    )
    expect((await keys('products', 'open', 'nothing', ...acme)).code).toBe(1)
  })
})

/** A folder with a database, and what a person may type in it. */
async function begun() {
  const cwd = mkdtempSync(join(tmpdir(), 'keyward-keys-'))
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }))
  const apis = [documents, { ...laboratory, environments: { production: 'live' } }]
  writeFileSync(join(cwd, 'keyward-apis.json'), JSON.stringify(apis))
  const request = { words: [], values: {}, usage: '', surroundings: surroundings(cwd).given }
  await (await openService(request, true)).close()

  async function keys(...args: string[]) {
    const world = surroundings(cwd)
    const code = await run(args, world.given)
    return { code, stdout: world.stdout(), stderr: world.stderr() }
  }

  /** What an identity provider does with an invitation. */
  async function enter(name: string, role: Role): Promise<Member> {
    const { service, close } = await openService(request)
    const member = await joinAs(service, name, role)
    await close()
    return member
  }
  return { keys, enter }
}

function surroundings(cwd: string) {
  let stdout = ''
  let stderr = ''
  const given = {
    cwd,
    environment: {},
    user: 'ann',
    stdout: { write: (text: string) => void (stdout += text) },
    stderr: { write: (text: string) => void (stderr += text) },
    clock: Date.now,
    random: randomBytes,
    untilStopped: () => Promise.resolve(),
  }
  return { given, stdout: () => stdout, stderr: () => stderr }
}
