import { describe, expect, it } from 'vitest'
import { openDesk, type Answer } from '../../../../fixtures/key-desk.ts'
import { onEachStore, wanted } from '../../../../fixtures/key-service.ts'
import { join, person, session } from '../../../../fixtures/people.ts'
import type { Member } from '../people.ts'
import type { KeyService } from '../service.ts'

const request = { api: 'documents', name: 'export', environment: 'production', scopes: ['read'] }
const forbidden = { status: 403, body: { code: 'key-forbidden' } }

onEachStore((open) => {
  async function desk() {
    const bench = await open()
    return { ...bench, ...(await openDesk(bench.service)) }
  }

  async function enter(service: KeyService, member: Member, twoFactor = false): Promise<string> {
    return (await session(service, member, { twoFactor })).token.reveal()
  }

  describe('accounts', { timeout: 60_000 }, () => {
    it('are for keys of those who run the service alone', async () => {
      const { ask, staff, service } = await desk()
      const eve = await join(service, 'eve', 'owner')
      const foreign = await staff(['admin'], 'acme')
      const provider = await staff(['accounts:write'])
      const requests = [
        ['POST', '/v1/accounts', { name: 'Bob', email: 'bob@example.com' }],
        ['GET', '/v1/accounts?email=eve@example.com', undefined],
        ['GET', `/v1/accounts/${eve.account}`, undefined],
        ['PATCH', `/v1/accounts/${eve.account}`, { twoFactor: false }],
        ['POST', `/v1/accounts/${eve.account}/sessions`, { organisation: 'acme' }],
        ['GET', `/v1/accounts/${eve.account}/memberships`, undefined],
        ['DELETE', `/v1/accounts/${eve.account}`, undefined],
      ] as const
      for (const key of [foreign, await enter(service, eve), await staff(['keys:write'])]) {
        for (const [method, path, body] of requests) {
          expect(await ask(method, path, body, key)).toMatchObject(forbidden)
        }
      }
      for (const [method, path, body] of requests) {
        expect((await ask(method, path, body, provider)).status).toBeLessThan(300)
      }
      const gone = await ask('DELETE', `/v1/accounts/${eve.account}`, undefined, provider)
      expect(gone).toMatchObject({ status: 404 })
    })

    it('are proved, invited and opened by what is told once and kept out of caches', async () => {
      const { ask, service, log } = await desk()
      const { id } = await person(service, 'eve')
      const proof = await ask('POST', `/v1/accounts/${id}/verification`)
      const verified = await ask('POST', '/v1/accounts/verify', { token: proof.body['token'] })
      expect(verified).toMatchObject({ status: 200, body: { id } })
      const path = '/v1/organisations/acme/invitations'
      const invited = await ask('POST', path, { email: 'eve@example.com', role: 'editor' })
      const accepted = await ask('POST', '/v1/invitations/accept', {
        token: invited.body['token'],
        account: id,
      })
      expect(accepted).toMatchObject({ status: 200, body: { account: id, role: 'editor' } })
      const opened = await ask('POST', `/v1/accounts/${id}/sessions`, { organisation: 'acme' })
      const told = [proof, invited, opened]
      expect(told.map(({ status }) => status)).toEqual([201, 201, 201])
      const kept = JSON.stringify([
        (await ask('GET', path)).body,
        (await ask('GET', '/v1/audit?limit=500')).body,
        await service.store.reads.selectFrom('events').selectAll().execute(),
        log,
      ])
      for (const { headers, body } of told) {
        expect(headers.get('cache-control')).toBe('no-store')
        expect(kept).not.toContain(String(body['token']))
      }
    })
  })

  describe('a member', { timeout: 60_000 }, () => {
    it('who does not administer manages the keys that they made, and no others', async () => {
      const { ask, service } = await desk()
      const eve = await join(service, 'eve', 'editor')
      const bob = await join(service, 'bob', 'editor')
      const key = await enter(service, eve)
      const own = idOf(await ask('POST', '/v1/keys', request, key))
      const theirs = (
        await service.mint({ ...wanted, creator: bob.account }, { kind: 'member', id: 'bob' })
      ).key.id
      const changes = [
        ['PATCH', '', { name: 'mine' }],
        ['POST', '/rotate', { overlap: 1000 }],
        ['POST', '/quarantine', { reason: 'seen' }],
        ['POST', '/revoke', { reason: 'unused' }],
      ] as const
      for (const [method, action, body] of [
        ...changes,
        ['POST', '/replace', { reason: 'spite' }] as const,
      ]) {
        const path = `/v1/keys/${theirs}${action}`
        expect(await ask(method, path, body, key)).toMatchObject(forbidden)
      }
      for (const [method, action, body] of changes) {
        const path = `/v1/keys/${own}${action}`
        expect(await ask(method, path, body, key)).toMatchObject({ status: 200 })
      }
      const inTheirName = { ...request, creator: bob.account }
      expect(await ask('POST', '/v1/keys', inTheirName, key)).toMatchObject(forbidden)
      const toTheService = { ...request, api: 'keyward', scopes: ['keys:read'] }
      expect(await ask('POST', '/v1/keys', toTheService, key)).toMatchObject(forbidden)
    })

    it('who only looks makes nothing', async () => {
      const { ask, service } = await desk()
      const key = await enter(service, await join(service, 'eve', 'viewer'))
      expect(await ask('GET', '/v1/keys', undefined, key)).toMatchObject({ status: 200 })
      expect(await ask('POST', '/v1/keys', request, key)).toMatchObject(forbidden)
      const invitation = { email: 'new@example.com', role: 'viewer' }
      const path = '/v1/organisations/acme/invitations'
      expect(await ask('POST', path, invitation, key)).toMatchObject(forbidden)
    })

    it('who administers does so for members of the organisation, and for nobody else', async () => {
      const { ask, service } = await desk()
      await join(service, 'olga', 'owner')
      const eve = await join(service, 'eve', 'editor')
      const stranger = await join(service, 'mallory', 'editor', 'beta')
      const key = await enter(service, await join(service, 'ada', 'admin'))
      const minted = await ask('POST', '/v1/keys', { ...request, creator: eve.account }, key)
      expect(minted).toMatchObject({ status: 201, body: { key: { creator: eve.account } } })
      for (const creator of [stranger.account, 'somebody']) {
        const foreign = await ask('POST', '/v1/keys', { ...request, creator }, key)
        expect(foreign).toMatchObject({ status: 422 })
      }
      const revoked = await ask(
        'POST',
        `/v1/keys/${idOf(minted)}/revoke`,
        { reason: 'unused' },
        key,
      )
      expect(revoked).toMatchObject({ status: 200 })

      const members = '/v1/organisations/acme/members'
      expect(await ask('GET', '/v1/organisations/beta/members', undefined, key)).toMatchObject(
        forbidden,
      )
      const change = await ask('PATCH', `${members}/${eve.account}`, { role: 'viewer' }, key)
      expect(change.body).toEqual({ member: { ...eve, role: 'viewer' }, keys: 0 })
      const above = await ask('PATCH', `${members}/${eve.account}`, { role: 'owner' }, key)
      expect(above).toMatchObject({ status: 409 })
      expect(await ask('DELETE', `${members}/${eve.account}`, undefined, key)).toMatchObject({
        status: 200,
      })
      const toTheService = { ...request, api: 'keyward', scopes: ['audit:read'] }
      expect(await ask('POST', '/v1/keys', toTheService, key)).toMatchObject({ status: 201 })
      const beyond = { ...toTheService, scopes: ['admin'] }
      expect(await ask('POST', '/v1/keys', beyond, key)).toMatchObject(forbidden)
    })
  })

  describe('a session without a second factor where one is required', { timeout: 60_000 }, () => {
    it('gives no key, old or new, what only administrators may', async () => {
      const { ask, service } = await desk()
      const ada = await join(service, 'ada', 'owner')
      const before = await enter(service, ada)
      const strong = { ...request, scopes: ['admin'] }
      const id = idOf(await ask('POST', '/v1/keys', strong, before))
      const weak = idOf(await ask('POST', '/v1/keys', request, before))
      await ask('PUT', '/v1/organisations/acme/policy', { twoFactor: 'required' })
      const cut = await enter(service, ada)
      expect(await ask('POST', '/v1/keys', strong, cut)).toMatchObject(forbidden)
      for (const action of ['rotate', 'replace']) {
        const body = action === 'rotate' ? { overlap: 0 } : { reason: 'lost' }
        expect(await ask('POST', `/v1/keys/${id}/${action}`, body, cut)).toMatchObject(forbidden)
      }
      const more = await ask('PATCH', `/v1/keys/${weak}`, { scopes: ['admin'] }, cut)
      expect(more).toMatchObject(forbidden)
      expect(await ask('POST', `/v1/keys/${id}/revoke`, { reason: 'lost' }, cut)).toMatchObject({
        status: 200,
      })
      expect(await ask('POST', '/v1/keys', strong, await enter(service, ada, true))).toMatchObject({
        status: 201,
      })
    })
  })
})

function idOf({ body }: Answer): string {
  return (body['key'] as { id: string }).id
}
