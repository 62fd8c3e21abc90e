import { describe, expect, test } from 'vitest'
import { lab } from '../../../../../fixtures/key-desk.ts'
import { ann, onEachStore, wanted } from '../../../../../fixtures/key-service.ts'
import { done, join, person, session } from '../../../../../fixtures/people.ts'
import type { KeyService } from '../../service.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour
const organisation = 'acme'

onEachStore((open) => {
  describe('an account', () => {
    test('is one for an address, however that is written', async () => {
      const { service } = await open()
      const { people } = service
      const account = await people.addAccount({ name: 'Eve', email: 'Eve@Example.com ' }, lab)
      expect(account).toMatchObject({ name: 'Eve', email: 'eve@example.com', twoFactor: false })
      expect(account.verifiedAt).toBeUndefined()
      expect(await people.accountOf('EVE@example.com')).toEqual(account)
      const again = people.addAccount({ name: 'Eve', email: 'eve@EXAMPLE.com' }, lab)
      await expect(again).rejects.toMatchObject({ state: 'conflict' })
      const wrong = people.addAccount({ name: 'Eve', email: 'nowhere' }, lab)
      await expect(wrong).rejects.toMatchObject({ state: 'invalid' })
      done(await people.closeAccount(account.id, lab))
      const next = await people.addAccount({ name: 'Eve', email: 'eve@example.com' }, lab)
      expect(next.id).not.toBe(account.id)
    })

    test('proves its address once, in time, by what was mailed last', async () => {
      const { service, clock } = await open()
      const { people } = service
      const { id } = await person(service, 'eve')
      const first = done(await people.startVerification(id, lab)).token.reveal()
      const second = done(await people.startVerification(id, lab)).token.reveal()
      const refused = { state: 'refused', reason: 'It is wrong, used or too old.' }
      expect(await people.verifyAddress(first, lab)).toEqual(refused)
      clock.now += day
      expect(await people.verifyAddress(second, lab)).toEqual(refused)
      const third = done(await people.startVerification(id, lab)).token.reveal()
      const { account } = done(await people.verifyAddress(third, lab))
      expect(account).toMatchObject({ id, verifiedAt: clock.now })
      expect(await people.verifyAddress(third, lab)).toEqual(refused)
      expect(await people.startVerification(id, lab)).toMatchObject({ state: 'refused' })
      const kept = JSON.stringify(await everything(service))
      for (const token of [first, second, third]) expect(kept).not.toContain(token)
    })

    test('that is closed belongs nowhere, and its keys are revoked everywhere', async () => {
      const { service } = await open()
      const { people } = service
      const { account } = await join(service, 'eve', 'editor', 'acme')
      await join(service, 'eve', 'admin', 'beta')
      const tokens = []
      for (const organisation of ['acme', 'beta']) {
        const minted = await service.mint({ ...wanted, organisation, creator: account }, lab)
        tokens.push(minted.token.reveal())
      }
      done(await people.closeAccount(account, lab))
      expect(await people.memberships(account)).toEqual([])
      for (const token of tokens) {
        expect(await service.verify(token)).toMatchObject({ state: 'revoked' })
      }
      expect(await people.closeAccount(account, lab)).toMatchObject({ state: 'unknown' })
      const invited = await people.invite(
        { organisation, email: 'eve@example.com', role: 'viewer' },
        lab,
      )
      const { token } = done(invited)
      expect(await people.accept(token.reveal(), account, lab)).toMatchObject({ state: 'unknown' })
    })
  })

  describe('an invitation', () => {
    const email = 'eve@example.com'

    test('is accepted once, by the account of its address, which it proves', async () => {
      const { service, clock } = await open()
      const { people } = service
      const eve = await person(service, 'eve')
      const mallory = await person(service, 'mallory')
      const request = { organisation, email: 'EVE@example.com', role: 'editor' } as const
      const { invitation, token } = done(await people.invite(request, lab))
      expect(await people.invitations(organisation)).toEqual([invitation])
      expect(await people.accept(token.reveal(), mallory.id, lab)).toMatchObject({
        state: 'refused',
      })
      const { member } = done(await people.accept(token.reveal(), eve.id, lab))
      expect(member).toEqual({
        ...{ organisation, account: eve.id, name: 'eve', email, role: 'editor' },
        ...{ twoFactor: false, since: clock.now },
      })
      expect(await people.account(eve.id)).toMatchObject({ verifiedAt: clock.now })
      expect(await people.accept(token.reveal(), eve.id, lab)).toMatchObject({ state: 'refused' })
      expect(await people.invitations(organisation)).toEqual([])
      expect(JSON.stringify(await everything(service))).not.toContain(token.reveal())
    })

    test('that is too old, withdrawn or followed by another is worth nothing', async () => {
      const { service, clock } = await open()
      const { people } = service
      const { id } = await person(service, 'eve')
      const request = { organisation, email, role: 'viewer' } as const
      async function accepted(token: string): Promise<string> {
        return (await people.accept(token, id, lab)).state
      }

      const first = done(await people.invite(request, lab))
      const second = done(await people.invite({ ...request, lasts: hour }, lab))
      expect(await accepted(first.token.reveal())).toBe('refused')
      clock.now += hour
      expect(await accepted(second.token.reveal())).toBe('refused')
      expect(await people.invitations(organisation)).toEqual([])
      const third = done(await people.invite(request, lab))
      const elsewhere = await people.withdraw('beta', third.invitation.id, lab)
      expect(elsewhere).toMatchObject({ state: 'unknown' })
      done(await people.withdraw(organisation, third.invitation.id, lab))
      expect(await accepted(third.token.reveal())).toBe('refused')
      expect(await accepted('nonsense')).toBe('refused')
      const last = done(await people.invite(request, lab))
      expect(await accepted(last.token.reveal())).toBe('done')
      expect(await people.invite(request, lab)).toMatchObject({ state: 'refused' })
      for (const lasts of [0, 31 * day, 0.5]) {
        const never = people.invite({ ...request, lasts }, lab)
        await expect(never).rejects.toMatchObject({ state: 'invalid' })
      }
    })

    test('lets one in, however many accept it at the same time', async () => {
      const { service, another } = await open()
      const other = await another()
      const { id } = await person(service, 'eve')
      const request = { organisation, email, role: 'viewer' } as const
      const { token } = done(await service.people.invite(request, lab))
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          (index % 2 === 0 ? service : other).people.accept(token.reveal(), id, lab),
        ),
      )
      expect(answers.filter(({ state }) => state === 'done')).toHaveLength(1)
      expect((await service.audit({ action: 'member.added' })).rows).toHaveLength(1)
    })

    test('of somebody who may no longer invite does not let in', async () => {
      const { service } = await open()
      const { people } = service
      await join(service, 'olga', 'owner')
      const ada = await join(service, 'ada', 'admin')
      const { id } = await person(service, 'eve')
      const request = { organisation, email, role: 'viewer' } as const
      const { token } = done(await people.invite(request, lab, ada))
      expect((await people.invitations(organisation))[0]).toMatchObject({ invitedBy: ada.account })
      done(await people.changeMember({ ...ada, role: 'editor' }, lab))
      expect(await people.accept(token.reveal(), id, lab)).toMatchObject({ state: 'refused' })
    })
  })

  describe('a member', () => {
    test('gives keys what their role allows, and nobody does in the name of who is none', async () => {
      const { service } = await open()
      const eve = await join(service, 'eve', 'viewer')
      const request = { ...wanted, creator: eve.account }
      const { key } = await service.mint(request, lab)
      const write = service.mint({ ...request, scopes: ['read', 'write'] }, lab)
      await expect(write).rejects.toThrow('The role viewer may not give keys the scope "write".')
      const more = service.change(key.id, { scopes: ['admin'] }, lab)
      await expect(more).rejects.toMatchObject({ state: 'invalid' })
      const elsewhere = service.mint({ ...request, organisation: 'beta' }, lab)
      await expect(elsewhere).rejects.toThrow('no member')
      done(await service.people.changeMember({ ...eve, role: 'editor' }, lab))
      await service.mint({ ...request, scopes: ['read', 'write', 'delete'] }, lab)
      done(await service.people.removeMember(eve, lab))
      await expect(service.mint(request, lab)).rejects.toThrow('no member')
      await join(service, 'eve', 'viewer')
      await service.mint(request, lab)
    })

    test('who loses a role loses with it what keys had by it', async () => {
      const { service, another } = await open()
      const other = await another()
      await join(service, 'olga', 'owner')
      const ada = await join(service, 'ada', 'admin')
      const bob = await join(service, 'bob', 'admin')
      const request = { ...wanted, scopes: ['admin'] }
      const minted = await service.mint({ ...request, creator: ada.account }, lab)
      const quarantined = await service.mint({ ...request, creator: ada.account }, lab)
      await service.quarantine(quarantined.key.id, { reason: 'seen' }, ann)
      const theirs = await service.mint({ ...request, creator: bob.account }, lab)
      const token = minted.token.reveal()
      async function opens(scope: string): Promise<string> {
        return (await other.verify(token, { scope })).state
      }

      expect(await opens('admin')).toBe('valid')
      const changed = await service.people.changeMember({ ...ada, role: 'editor' }, lab)
      expect(changed).toMatchObject({ state: 'done', member: { role: 'editor' }, keys: 2 })
      await expect.poll(() => opens('admin')).toBe('forbidden')
      expect([await opens('read'), await opens('delete')]).toEqual(['valid', 'valid'])
      done(await service.people.changeMember({ ...ada, role: 'viewer' }, lab))
      await expect.poll(() => opens('delete')).toBe('forbidden')
      expect(await opens('read')).toBe('valid')
      expect(await service.key(quarantined.key.id)).toMatchObject({ scopes: ['read'] })
      expect(await service.key(theirs.key.id)).toMatchObject({ scopes: ['admin'] })
      // It comes back to the member, and to no key by itself.
      done(await service.people.changeMember({ ...ada, role: 'owner' }, lab))
      expect(await service.key(minted.key.id)).toMatchObject({ scopes: ['read'] })
      expect(await service.verifyAudit()).toMatchObject({ state: 'whole' })
    })

    test('who leaves takes along what was granted, and their keys are revoked', async () => {
      const { service, another } = await open()
      const other = await another()
      const { people } = service
      const eve = await join(service, 'eve', 'editor')
      const bob = await join(service, 'bob', 'editor')
      const product = { organisation, product: 'manage', enabled: true }
      await service.setProduct(product, ann)
      await service.setProduct({ ...product, member: eve.account }, ann)
      await people.setGroup(
        { organisation, group: 'chemists', account: eve.account, enabled: true },
        ann,
      )
      const request = { ...wanted, api: 'laboratory', products: ['manage'], creator: eve.account }
      const { key, token } = await service.mint(request, lab)
      const theirs = await service.mint({ ...wanted, creator: bob.account }, lab)
      expect(await other.verify(token.reveal(), { product: 'manage' })).toMatchObject({
        state: 'valid',
      })
      expect(await people.removeMember(eve, lab)).toMatchObject({ state: 'done', keys: 1 })
      await expect.poll(async () => (await other.verify(token.reveal())).state).toBe('revoked')
      expect((await service.key(key.id))?.revoked?.reason).toBe(
        'Whoever made it left the organisation.',
      )
      expect(await service.verify(theirs.token.reveal())).toMatchObject({ state: 'valid' })
      expect(await people.members(organisation)).toEqual([bob])
      expect(await service.products(organisation)).toMatchObject({ grants: [] })
      expect(await people.groups(organisation)).toEqual({})
      expect(await people.removeMember(eve, lab)).toMatchObject({ state: 'unknown' })
      const again = service.setProduct({ ...product, member: eve.account }, ann)
      await expect(again).rejects.toMatchObject({ state: 'invalid' })
    })

    test('makes, changes and removes nobody above themselves, and somebody always owns', async () => {
      const { service } = await open()
      const { people } = service
      const olga = await join(service, 'olga', 'owner')
      const ada = await join(service, 'ada', 'admin')
      const bob = await join(service, 'bob', 'viewer')
      const refused = { state: 'refused', reason: 'Your role, admin, is below that.' }
      expect(await people.changeMember({ ...bob, role: 'owner' }, lab, ada)).toEqual(refused)
      expect(await people.changeMember({ ...olga, role: 'viewer' }, lab, ada)).toEqual(refused)
      expect(await people.removeMember(olga, lab, ada)).toEqual(refused)
      const invitation = { organisation, email: 'new@example.com', role: 'owner' } as const
      expect(await people.invite(invitation, lab, ada)).toEqual(refused)
      const last = {
        state: 'refused',
        reason: 'It is the last owner: make somebody else one before.',
      }
      expect(await people.removeMember(olga, lab, olga)).toEqual(last)
      expect(await people.changeMember({ ...olga, role: 'admin' }, lab, olga)).toEqual(last)
      done(await people.changeMember({ ...ada, role: 'owner' }, lab, olga))
      done(await people.removeMember(olga, lab, olga))
      const left = (await people.members(organisation)).map(({ role }) => role)
      expect(left.sort()).toEqual(['owner', 'viewer'])
    })
  })

  describe('a session', () => {
    test('is a key of one organisation with the scopes of the role, and ends', async () => {
      const { service, clock } = await open()
      const eve = await join(service, 'eve', 'editor')
      const { key, token, withheld, advice } = await session(service, eve)
      expect(key).toMatchObject({
        ...{ api: 'keyward', organisation, creator: eve.account },
        ...{ scopes: ['keys:read', 'keys:write'], expiresAt: clock.now + 12 * hour },
      })
      expect({ withheld, advice }).toEqual({ withheld: [], advice: undefined })
      clock.now += 12 * hour
      expect(await service.verify(token.reveal())).toMatchObject({ state: 'expired' })
      for (const lasts of [0, 25 * hour]) {
        const never = service.people.signIn(eve.account, { organisation, lasts }, lab)
        await expect(never).rejects.toMatchObject({ state: 'invalid' })
      }
    })

    test('is opened for members whose address was proved alone', async () => {
      const { service } = await open()
      const { people } = service
      const { id } = await person(service, 'eve')
      async function signedIn(account: string): Promise<unknown> {
        return people.signIn(account, { organisation }, lab)
      }
      expect(await signedIn(id)).toMatchObject({
        reason: 'The address of the account was not verified.',
      })
      const { token } = done(await people.startVerification(id, lab))
      done(await people.verifyAddress(token.reveal(), lab))
      const stranger = { state: 'refused', reason: 'The account is no member of the organisation.' }
      expect(await signedIn(id)).toEqual(stranger)
      const eve = await join(service, 'eve', 'viewer')
      expect(await signedIn(id)).toMatchObject({ state: 'done' })
      done(await people.removeMember(eve, lab))
      expect(await signedIn(id)).toEqual(stranger)
      expect(await signedIn('acc_none')).toMatchObject({ state: 'unknown' })
    })

    test('needs the second factor of an account that has one, and to administer where that is required', async () => {
      const { service } = await open()
      const { people } = service
      const ada = await join(service, 'ada', 'admin')
      const advised = await session(service, ada)
      expect(advised).toMatchObject({
        withheld: [],
        advice: expect.stringContaining('two-factor') as string,
      })
      await service.setPolicy({ organisation, reminders: [], twoFactor: 'required' }, ann)
      const cut = await session(service, ada)
      expect(cut.key.scopes).toEqual(['keys:read', 'keys:write'])
      expect(cut.withheld).toContain('members:write')
      const whole = await session(service, ada, { twoFactor: true })
      expect(whole.key.scopes).toEqual(advised.key.scopes)
      done(await people.changeAccount(ada.account, { twoFactor: true }, lab))
      expect(await people.signIn(ada.account, { organisation }, lab)).toEqual({
        state: 'refused',
        reason: 'The account is not opened without a second factor.',
      })
      const last = await session(service, ada, { twoFactor: true })
      expect({ withheld: last.withheld, advice: last.advice }).toEqual({ withheld: [] })
    })
  })

  describe('a product', () => {
    const product = { organisation, product: 'manage', enabled: true }

    async function keyOf(service: KeyService, creator: string): Promise<string> {
      const request = { ...wanted, api: 'laboratory', products: ['manage'], creator }
      const { token } = await service.mint({ ...request, scopes: ['read', 'write'] }, lab)
      return token.reveal()
    }

    test('opens to a key as far as both roles of its creator go', async () => {
      const { service, another } = await open()
      const other = await another()
      const eve = await join(service, 'eve', 'editor')
      await service.setProduct(product, ann)
      const token = await keyOf(service, eve.account)
      async function opens(scope: string): Promise<string> {
        return (await other.verify(token, { product: 'manage', scope })).state
      }
      expect(await opens('read')).toBe('forbidden')
      await service.setProduct({ ...product, member: eve.account, role: 'viewer' }, ann)
      await expect.poll(() => opens('read')).toBe('valid')
      expect(await opens('write')).toBe('forbidden')
      await service.setProduct({ ...product, member: eve.account, role: 'admin' }, ann)
      await expect.poll(() => opens('write')).toBe('valid')
      done(await service.people.changeMember({ ...eve, role: 'viewer' }, lab))
      await expect.poll(() => opens('write')).toBe('forbidden')
      expect(await opens('read')).toBe('valid')
    })

    test('that is granted to a group opens to whoever is in it', async () => {
      const { service, another } = await open()
      const other = await another()
      const { people } = service
      const eve = await join(service, 'eve', 'editor')
      const chemists = { organisation, group: 'chemists', account: eve.account }
      await service.setProduct(product, ann)
      await service.setProduct({ ...product, group: 'chemists', role: 'editor' }, ann)
      await service.setProduct({ ...product, member: eve.account, role: 'viewer' }, ann)
      const token = await keyOf(service, eve.account)
      async function writes(): Promise<string> {
        return (await other.verify(token, { product: 'manage', scope: 'write' })).state
      }
      expect(await writes()).toBe('forbidden')
      expect(await people.setGroup({ ...chemists, enabled: true }, ann)).toEqual({
        chemists: [eve.account],
      })
      await expect.poll(writes).toBe('valid')
      await people.setGroup({ ...chemists, enabled: false }, ann)
      await expect.poll(writes).toBe('forbidden')
      const stranger = people.setGroup({ ...chemists, account: 'acc_none', enabled: true }, ann)
      await expect(stranger).rejects.toMatchObject({ state: 'invalid' })
      const both = service.setProduct({ ...product, member: 'a', group: 'b' }, ann)
      await expect(both).rejects.toMatchObject({ state: 'invalid' })
    })
  })
})

/** What the service keeps of people and of what was done. */
async function everything(service: KeyService): Promise<unknown> {
  const tables = ['accounts', 'invitations', 'events', 'members'] as const
  const found = tables.map((table) => service.store.reads.selectFrom(table).selectAll().execute())
  return [await Promise.all(found), (await service.audit({}, { limit: 500 })).rows]
}
