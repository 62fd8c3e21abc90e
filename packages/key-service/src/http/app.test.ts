import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openDesk, type Answer } from '../../../../fixtures/key-desk.ts'
import { onEachStore } from '../../../../fixtures/key-service.ts'
import type { Key } from '../key.ts'

const request = {
  api: 'documents',
  organisation: 'acme',
  name: 'nightly export',
  creator: 'ann',
  environment: 'production',
  scopes: ['read'],
}

onEachStore((open) => {
  async function desk(options: Parameters<typeof openDesk>[1] = {}) {
    const bench = await open()
    return { ...bench, ...(await openDesk(bench.service, options)) }
  }

  describe('the key routes', { timeout: 60_000 }, () => {
    it('mint a key, tell its token once, and keep it out of caches', async () => {
      const { ask } = await desk()
      const minted = await ask('POST', '/v1/keys', request)
      expect(minted.status).toBe(201)
      expect(minted.headers.get('cache-control')).toBe('no-store')
      const token = String(minted.body['token'])
      const read = await ask('GET', `/v1/keys/${keyOf(minted).id}`)
      expect(read.body).toEqual(minted.body['key'])
      expect(JSON.stringify(read.body)).not.toContain(token.slice(12, -4))
    })

    it('list keys a page at a time, and only those that were asked for', async () => {
      const { ask, clock } = await desk()
      for (const name of ['a', 'b', 'c']) {
        clock.now++
        await ask('POST', '/v1/keys', { ...request, name })
      }
      await ask('POST', '/v1/keys', { ...request, organisation: 'beta' })
      const first = await ask('GET', '/v1/keys?organisation=acme&limit=2')
      expect(names(first)).toEqual(['c', 'b'])
      const next = String(first.body['next'])
      const second = await ask('GET', `/v1/keys?organisation=acme&limit=2&after=${next}`)
      expect(names(second)).toEqual(['a'])
      expect(names(await ask('GET', '/v1/keys?search=b&api=documents'))).toContain('b')
    })

    it('change what may be changed, and nothing else', async () => {
      const { ask } = await desk()
      const { id } = keyOf(await ask('POST', '/v1/keys', request))
      const changed = await ask('PATCH', `/v1/keys/${id}`, { name: 'weekly export' })
      expect(changed).toMatchObject({ status: 200, body: { key: { name: 'weekly export' } } })
      const foreign = await ask('PATCH', `/v1/keys/${id}`, { organisation: 'beta' })
      expect(foreign).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
    })

    it('rotate a key with an overlap, and replace it with none', async () => {
      const { ask, service, clock } = await desk()
      const minted = await ask('POST', '/v1/keys', request)
      const rotated = await ask('POST', `/v1/keys/${keyOf(minted).id}/rotate`, { overlap: 60_000 })
      expect(rotated).toMatchObject({ status: 200, body: { key: { state: 'rotating' } } })
      expect(await service.verify(String(minted.body['token']))).toMatchObject({ state: 'valid' })
      clock.now += 60_001
      expect(await service.verify(String(minted.body['token']))).toMatchObject({ state: 'expired' })
      const { id } = rotated.body['successor'] as Key
      const replaced = await ask('POST', `/v1/keys/${id}/replace`, { reason: 'compromised' })
      expect(replaced).toMatchObject({ status: 200, body: { key: { state: 'revoked' } } })
      const token = String(replaced.body['token'])
      expect(await service.verify(token)).toMatchObject({ state: 'valid' })
    })

    it('revoke a key for ever', async () => {
      const { ask } = await desk()
      const { id } = keyOf(await ask('POST', '/v1/keys', request))
      const reason = { reason: 'compromised' }
      const revoked = await ask('POST', `/v1/keys/${id}/revoke`, reason)
      expect(revoked.body).toMatchObject({ state: 'done', key: { state: 'revoked' } })
      const again = await ask('POST', `/v1/keys/${id}/revoke`, reason)
      expect(again.body).toMatchObject({ state: 'unchanged' })
      const released = await ask('POST', `/v1/keys/${id}/release`, reason)
      expect(released).toMatchObject({ status: 409, body: { code: 'conflict' } })
    })

    it('quarantine a key and release it', async () => {
      const { ask } = await desk()
      const { id } = keyOf(await ask('POST', '/v1/keys', request))
      const reason = { reason: 'seen in a log' }
      const quarantined = await ask('POST', `/v1/keys/${id}/quarantine`, reason)
      expect(quarantined.body).toMatchObject({ state: 'done', key: { state: 'quarantined' } })
      const released = await ask('POST', `/v1/keys/${id}/release`, { reason: 'a false alarm' })
      expect(released.body).toMatchObject({ state: 'done', key: { state: 'active' } })
    })

    it('verify a key on behalf of whoever was shown it', async () => {
      const { ask } = await desk()
      const minted = await ask('POST', '/v1/keys', request)
      const token = String(minted.body['token'])
      const valid = await ask('POST', '/v1/keys/verify', { token, scope: 'read' })
      expect(valid.body).toMatchObject({ state: 'valid', key: { organisation: 'acme' } })
      const forbidden = await ask('POST', '/v1/keys/verify', { token, scope: 'write' })
      expect(forbidden.body).toMatchObject({ state: 'forbidden' })
      const malformed = await ask('POST', '/v1/keys/verify', { token: `${token}x` })
      expect(malformed.body).toMatchObject({ state: 'malformed' })
    })

    it('say what is wrong with a request, and not what it held', async () => {
      const { ask } = await desk()
      const refused = await ask('POST', '/v1/keys', { ...request, scopes: 'sesame', sesame: 1 })
      expect(refused.status).toBe(400)
      expect(refused.headers.get('content-type')).toBe('application/problem+json')
      expect(refused.body).toMatchObject({
        type: 'urn:keyward:invalid-request',
        errors: [{ path: 'scopes' }, { message: 'It has members that are not known.' }],
      })
      expect(JSON.stringify(refused.body)).not.toContain('sesame')
      const cannot = await ask('POST', '/v1/keys', { ...request, api: 'none' })
      expect(cannot).toMatchObject({ status: 422, body: { code: 'cannot-be' } })
      expect(await ask('GET', '/v1/keys/key_none')).toMatchObject({ status: 404 })
      expect(await ask('GET', '/v1/nothing')).toMatchObject({ status: 404 })
    })
  })

  describe('the door', { timeout: 60_000 }, () => {
    it('is closed to whoever has no key, a wrong one, or one of another API', async () => {
      const { ask } = await desk()
      expect(await ask('GET', '/v1/keys', undefined, null)).toMatchObject({
        status: 401,
        body: { code: 'key-required' },
      })
      const foreign = String((await ask('POST', '/v1/keys', request)).body['token'])
      for (const key of ['kw_live_none', foreign, 'Bearer x']) {
        const answer = await ask('GET', '/v1/keys', undefined, key)
        expect(answer).toMatchObject({ status: 401, body: { code: 'key-invalid' } })
      }
    })

    it('opens as far as the scopes of a key', async () => {
      const { ask, staff } = await desk()
      const reporter = await staff(['leaks:report'])
      const reports = { reports: [{ sha256: hash('sha256', 'x'), action: 'record' }] }
      expect(await ask('POST', '/v1/leak-reports', reports, reporter)).toMatchObject({
        status: 200,
      })
      for (const [method, path] of [
        ['GET', '/v1/keys'],
        ['POST', '/v1/keys'],
        ['GET', '/v1/audit'],
        ['GET', '/v1/subscribers'],
        ['POST', '/v1/keys/verify'],
        ['POST', '/v1/keys/key_1/release'],
      ] as const) {
        const body = method === 'POST' ? {} : undefined
        const answer = await ask(method, path, body, reporter)
        expect(answer, path).toMatchObject({ status: 403, body: { code: 'key-forbidden' } })
      }
    })

    it('lets nobody make or get a key that opens more than their own', async () => {
      const { ask, staff, service } = await desk()
      const writer = await staff(['keys:write', 'keys:read'])
      const key = { ...request, api: 'keyward', organisation: 'keyward' }
      function mint(scopes: string[]): Promise<Answer> {
        return ask('POST', '/v1/keys', { ...key, scopes }, writer)
      }
      expect(await mint(['admin'])).toMatchObject({ status: 403 })
      expect(await mint(['audit:read'])).toMatchObject({ status: 403 })
      const minted = await mint(['keys:read'])
      expect(minted).toMatchObject({ status: 201 })
      const raised = { scopes: ['admin'] }
      const change = await ask('PATCH', `/v1/keys/${keyOf(minted).id}`, raised, writer)
      expect(change).toMatchObject({ status: 403 })
      const [root] = (await service.keys({ api: 'keyward', search: 'desk' })).rows.filter(
        ({ scopes }) => scopes.includes('admin'),
      )
      for (const action of ['rotate', 'replace', 'revoke', 'quarantine']) {
        const body = action === 'rotate' ? { overlap: 0 } : { reason: 'mine now' }
        const path = `/v1/keys/${root?.id}/${action}`
        expect(await ask('POST', path, body, writer), action).toMatchObject({ status: 403 })
      }
    })

    it('shows a key of one organisation nothing of another', async () => {
      const { ask, staff } = await desk()
      const beta = await staff(['admin'], 'beta')
      const acme = keyOf(await ask('POST', '/v1/keys', request))
      const own = keyOf(
        await ask('POST', '/v1/keys', { ...request, organisation: undefined }, beta),
      )
      expect(own.organisation).toBe('beta')
      const listed = await ask('GET', '/v1/keys?api=documents', undefined, beta)
      expect(listed.body['rows']).toMatchObject([{ id: own.id }])
      const token = String((await ask('POST', '/v1/keys', request)).body['token'])
      const verified = await ask('POST', '/v1/keys/verify', { token }, beta)
      expect(verified.body).toEqual({ state: 'unknown', reason: 'There is no such key.' })

      const reason = { reason: 'x' }
      for (const [method, path, body, status] of [
        ['GET', `/v1/keys/${acme.id}`, undefined, 404],
        ['POST', `/v1/keys/${acme.id}/revoke`, reason, 404],
        ['POST', `/v1/keys/${acme.id}/rotate`, { overlap: 0 }, 404],
        ['PATCH', `/v1/keys/${acme.id}`, { name: 'x' }, 404],
        ['GET', '/v1/keys?organisation=acme', undefined, 403],
        ['POST', '/v1/keys', request, 403],
        ['POST', '/v1/keys', { ...request, organisation: 'keyward' }, 403],
        ['GET', '/v1/organisations/acme/policy', undefined, 403],
        ['POST', '/v1/organisations/acme/products', { product: 'a', enabled: true }, 403],
        ['POST', '/v1/organisations/beta/credits', { amount: 1, idempotencyKey: 'a' }, 403],
        ['GET', '/v1/audit', undefined, 403],
        ['GET', '/v1/audit/export', undefined, 403],
        ['GET', '/v1/deliveries', undefined, 403],
      ] as const) {
        expect(await ask(method, path, body, beta), `${method} ${path}`).toMatchObject({ status })
      }
    })

    it('counts requests, and says when to come back', async () => {
      const { ask } = await desk({ limits: { keys: 2, failures: 3 } })
      await ask('GET', '/v1/keys')
      await ask('GET', '/v1/keys')
      const limited = await ask('GET', '/v1/keys')
      expect(limited).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
      expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)

      function guess(): Promise<Answer> {
        return ask('GET', '/v1/keys', undefined, 'kw_live_guess')
      }
      const guesses = [await guess(), await guess(), await guess(), await guess()]
      expect(guesses.map(({ status }) => status)).toEqual([401, 401, 401, 429])
    })

    it('answers 503 while the store cannot be used, and says when to come back', async () => {
      const { ask, store } = await desk()
      await store.close()
      const answer = await ask('GET', '/v1/keys')
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } })
      expect(answer.headers.get('retry-after')).toBe('5')
      expect(await ask('GET', '/healthz', undefined, null)).toMatchObject({ status: 503 })
    })
  })

  describe('a leak report', { timeout: 60_000 }, () => {
    it('revokes by hash, item by item, and the same again under the same idempotency key', async () => {
      const { ask, app, root } = await desk()
      const minted = await ask('POST', '/v1/keys', request)
      const sha256 = hash('sha256', String(minted.body['token']))
      const reports = [
        { sha256, action: 'revoke', exposure: 'public', url: 'https://example.com/a', line: 3 },
        { sha256: 'none', action: 'revoke' },
        { sha256: hash('sha256', 'other'), action: 'revoke' },
      ]
      async function send(): Promise<unknown> {
        const response = await app.request('/v1/leak-reports', {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-api-key': root,
            'idempotency-key': 'scan-1',
          },
          body: JSON.stringify({ reports }),
        })
        return response.json()
      }
      const first = await send()
      expect(first).toEqual({
        outcomes: [
          { state: 'revoked', key: expect.objectContaining({ name: 'nightly export' }) as unknown },
          { state: 'malformed' },
          { state: 'unknown' },
        ],
      })
      expect(await send()).toEqual(first)
      expect(await ask('GET', `/v1/keys/${keyOf(minted).id}`)).toMatchObject({
        body: { state: 'revoked' },
      })
    })

    it('holds a thousand items, and no more', async () => {
      const { ask } = await desk()
      const reports = Array.from({ length: 1001 }, (_, index) => ({
        sha256: hash('sha256', `${index}`),
        action: 'record',
      }))
      const all = await ask('POST', '/v1/leak-reports', { reports: reports.slice(1) })
      expect(all.status).toBe(200)
      expect(all.body['outcomes']).toHaveLength(1000)
      expect(await ask('POST', '/v1/leak-reports', { reports })).toMatchObject({ status: 400 })
    })

    it('tells a reporter of another organisation nothing of whose key it is', async () => {
      const { ask, staff } = await desk()
      const sha256 = hash('sha256', String((await ask('POST', '/v1/keys', request)).body['token']))
      const beta = await staff(['leaks:report'], 'beta')
      const reported = await ask(
        'POST',
        '/v1/leak-reports',
        { reports: [{ sha256, action: 'record' }] },
        beta,
      )
      expect(reported.body).toEqual({ outcomes: [{ state: 'recorded' }] })
    })

    it('can be read again, page by page, by those whose keys it is about', async () => {
      const { ask, staff, clock } = await desk()
      const minted = await ask('POST', '/v1/keys', request)
      const sha256 = hash('sha256', String(minted.body['token']))
      for (const line of [1, 2, 3]) {
        clock.now++
        const reports = [{ sha256, action: 'record', origin: 'ci', path: 'a.ts', line }]
        await ask('POST', '/v1/leak-reports', { reports })
      }
      const page = await ask('GET', '/v1/leak-reports?limit=2&outcome=recorded')
      expect(page.body['rows']).toMatchObject([{ line: 3 }, { line: 2, path: 'a.ts' }])
      const last = await ask('GET', `/v1/leak-reports?after=${String(page.body['next'])}`)
      expect(last.body['rows']).toMatchObject([
        { line: 1, origin: 'ci', action: 'record', key: { name: 'nightly export' } },
      ])
      const [{ id } = { id: '' }] = last.body['rows'] as { id: string }[]
      expect((await ask('GET', `/v1/leak-reports/${id}`)).body).toEqual(
        (last.body['rows'] as unknown[])[0],
      )
      expect(JSON.stringify([page, last])).not.toContain(sha256)

      const [own, beta] = [await staff(['keys:read'], 'acme'), await staff(['keys:read'], 'beta')]
      async function rowsFor(key: string, query = ''): Promise<unknown> {
        return (await ask('GET', `/v1/leak-reports${query}`, undefined, key)).body['rows']
      }
      expect(await rowsFor(own, `?key=${keyOf(minted).id}`)).toHaveLength(3)
      expect(await rowsFor(beta)).toEqual([])
      for (const path of [`/v1/leak-reports/${id}`, '/v1/leak-reports/leak_0']) {
        expect(await ask('GET', path, undefined, beta)).toMatchObject({ status: 404 })
      }
      const reporter = await staff(['leaks:report'])
      expect(await ask('GET', '/v1/leak-reports', undefined, reporter)).toMatchObject({
        status: 403,
      })
    })

    it('can be thought over: a lookup tells whose keys they are, and writes nothing', async () => {
      const { ask, staff, service } = await desk()
      const minted = await ask('POST', '/v1/keys', request)
      const sha256 = hash('sha256', String(minted.body['token']))
      const [reporter, beta] = [
        await staff(['leaks:report']),
        await staff(['leaks:report'], 'beta'),
      ]
      const { rows: audit } = await service.audit()
      const hashes = [sha256.toUpperCase(), hash('sha256', 'other'), 7]
      const told = await ask('POST', '/v1/leak-reports/lookup', { hashes }, reporter)
      expect(told).toMatchObject({
        status: 200,
        body: {
          keys: [
            { state: 'known', key: { id: keyOf(minted).id, state: 'active' } },
            { state: 'unknown' },
            { state: 'malformed' },
          ],
        },
      })
      const foreign = await ask('POST', '/v1/leak-reports/lookup', { hashes: [sha256] }, beta)
      expect(foreign.body).toEqual({ keys: [{ state: 'unknown' }] })
      expect((await service.audit()).rows).toEqual(audit)
      expect((await service.leakReports()).rows).toEqual([])
    })
  })

  describe('POST /v1/revoke', { timeout: 60_000 }, () => {
    it('ends a key for whoever holds it or its hash, as JSON or as a form', async () => {
      const { ask, app, service } = await desk()
      for (const proofOf of [
        (token: string) => ({ token }),
        (token: string) => ({ token_sha256: hash('sha256', token) }),
      ]) {
        for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
          const token = String((await ask('POST', '/v1/keys', request)).body['token'])
          const proof = proofOf(token) as Record<string, string>
          const isJson = type === 'application/json'
          const response = await app.request('/v1/revoke', {
            method: 'POST',
            headers: { 'content-type': type },
            body: isJson ? JSON.stringify(proof) : new URLSearchParams(proof).toString(),
          })
          expect(response.status).toBe(202)
          expect(await response.json()).toEqual({})
          expect(await service.verify(token)).toMatchObject({ state: 'revoked' })
        }
      }
    })

    it('answers alike whatever there was', async () => {
      const { ask } = await desk()
      const token = String((await ask('POST', '/v1/keys', request)).body['token'])
      const unknown = { token_sha256: hash('sha256', 'never a key') }
      const proofs = [{ token }, { token }, { token: `${token}x` }, { token: 'x' }, unknown]
      const answers = []
      for (const proof of proofs) {
        const { status, headers, body } = await ask('POST', '/v1/revoke', proof, null)
        answers.push(JSON.stringify([status, [...headers], body]))
      }
      expect(new Set(answers).size).toBe(1)
    })

    it('reads 512 bytes of two types', async () => {
      const { ask, app } = await desk()
      const long = await ask('POST', '/v1/revoke', { token: 'x'.repeat(600) }, null)
      expect(long).toMatchObject({ status: 413 })
      expect(await ask('POST', '/v1/revoke', {}, null)).toMatchObject({ status: 400 })
      const plain = await app.request('/v1/revoke', { method: 'POST', body: 'token=x' })
      expect(plain.status).toBe(415)
    })

    it('may be asked so often from one address, and so often by all', async () => {
      let address = '203.0.113.1'
      const limits = { revocations: 2, allRevocations: 3 }
      const { ask } = await desk({ limits, addressOf: () => address })
      async function send(): Promise<number> {
        return (await ask('POST', '/v1/revoke', { token: 'x' }, null)).status
      }
      expect([await send(), await send(), await send()]).toEqual([202, 202, 429])
      address = '2001:db8::1'
      expect([await send(), await send()]).toEqual([202, 429])
    })
  })

  describe('the audit', { timeout: 60_000 }, () => {
    it('is read, exported and checked', async () => {
      const { ask, app, root } = await desk()
      const { id } = keyOf(await ask('POST', '/v1/keys', request))
      const page = await ask('GET', `/v1/audit?subject=${id}`)
      expect(page.body['rows']).toMatchObject([{ action: 'key.minted', subject: id }])
      const checked = await ask('GET', '/v1/audit/verification')
      expect(checked.body).toMatchObject({ state: 'whole' })
      const exported = await app.request('/v1/audit/export', { headers: { 'x-api-key': root } })
      const lines = (await exported.text()).trimEnd().split('\n')
      expect(lines).toHaveLength(Number(checked.body['rows']))
      expect(JSON.parse(lines[lines.length - 1]!)).toMatchObject({ subject: id })
    })
  })

  describe('an organisation', { timeout: 60_000 }, () => {
    it('decides how old its keys grow', async () => {
      const { ask, clock } = await desk()
      const path = '/v1/organisations/acme/policy'
      const { id } = keyOf(await ask('POST', '/v1/keys', request))
      const policy = { maximumAge: 86_400_000, reminders: [3_600_000] }
      expect(await ask('PUT', path, policy)).toMatchObject({ status: 200, body: policy })
      expect(await ask('GET', path)).toMatchObject({ body: policy })
      clock.now += 86_400_001
      const stale = await ask('GET', '/v1/organisations/acme/stale-keys')
      expect(stale.body['rows']).toMatchObject([{ id }])
    })

    it('activates products and grants them', async () => {
      const { ask } = await desk()
      const path = '/v1/organisations/acme/products'
      await ask('POST', path, { product: 'manage', enabled: true })
      await ask('POST', path, { product: 'manage', member: 'ann', enabled: true })
      expect(await ask('GET', path)).toMatchObject({
        body: { active: ['manage'], granted: { ann: ['manage'] } },
      })
    })

    it('spends credits, once for each idempotency key', async () => {
      const { ask } = await desk()
      const path = '/v1/organisations/acme/credits'
      const { id } = keyOf(await ask('POST', '/v1/keys', request))
      await ask('POST', path, { amount: 5, idempotencyKey: 'top-up' })
      function debit(amount: number, idempotencyKey: string): Promise<Answer> {
        return ask('POST', `/v1/keys/${id}/debits`, { amount, idempotencyKey })
      }
      expect(await debit(3, 'a')).toMatchObject({ body: { state: 'debited', balance: 2 } })
      expect(await debit(3, 'a')).toMatchObject({ body: { state: 'repeated' } })
      expect(await debit(3, 'b')).toMatchObject({ body: { state: 'exhausted', balance: 2 } })
      expect(await ask('GET', path)).toMatchObject({ body: { balance: 2 } })
    })
  })

  describe('a subscriber', { timeout: 60_000 }, () => {
    it('is added, changed and removed, and its secret is told once', async () => {
      const { ask } = await desk()
      const added = await ask('POST', '/v1/subscribers', {
        url: 'https://example.com/hook',
        events: ['key.revoked'],
      })
      expect(added.status).toBe(201)
      expect(String(added.body['secret'])).toMatch(/^whsec_/)
      expect(String(added.body['publicKey'])).toMatch(/^whpk_/)
      const { id } = added.body['subscriber'] as { id: string }
      const read = await ask('GET', `/v1/subscribers/${id}`)
      expect(read.body).toEqual(added.body['subscriber'])
      expect((await ask('GET', '/v1/subscribers')).body['rows']).toEqual([read.body])
      const disabled = await ask('PATCH', `/v1/subscribers/${id}`, { enabled: false })
      expect(disabled.body).toMatchObject({ enabled: false })
      const rekeyed = await ask('POST', `/v1/subscribers/${id}/secret`)
      expect(rekeyed.body['secret']).not.toBe(added.body['secret'])
      expect(await ask('DELETE', `/v1/subscribers/${id}`)).toMatchObject({ status: 204 })
      expect(await ask('GET', `/v1/subscribers/${id}`)).toMatchObject({ status: 404 })
    })

    it('lives on the internet', async () => {
      const { ask } = await desk()
      for (const url of ['https://127.0.0.1/', 'http://example.com/', 'https://[::1]/']) {
        const answer = await ask('POST', '/v1/subscribers', { url })
        expect(answer).toMatchObject({ status: 422, body: { code: 'cannot-be' } })
      }
    })

    it('of an organisation is its own affair', async () => {
      const { ask, staff } = await desk()
      const beta = await staff(['subscribers:write'], 'beta')
      const url = 'https://example.com/hook'
      const { id } = (await ask('POST', '/v1/subscribers', { url })).body['subscriber'] as Key
      const own = await ask('POST', '/v1/subscribers', { url }, beta)
      expect(own.body['subscriber']).toMatchObject({ organisation: 'beta' })
      expect((await ask('GET', '/v1/subscribers', undefined, beta)).body['rows']).toHaveLength(1)
      const read = await ask('GET', `/v1/subscribers/${id}`, undefined, beta)
      expect(read).toMatchObject({ status: 404 })
    })
  })

  describe('who runs it', { timeout: 60_000 }, () => {
    it('sees that it is well, what it counted and what it serves', async () => {
      const { ask } = await desk()
      expect(await ask('GET', '/healthz', undefined, null)).toMatchObject({
        status: 200,
        body: { state: 'well' },
      })
      const { body } = await ask('GET', '/metrics', undefined, null)
      expect(body['text']).toContain('keyward_http_request_seconds_count{route="/healthz"')
      expect(body['text']).toContain('keyward_deliveries{state="waiting"} 0')
      const apis = await ask('GET', '/v1/apis')
      expect(apis.body['rows']).toMatchObject([{ id: 'documents' }, {}, { id: 'keyward' }])
    })

    it('reads the document of the API', async () => {
      const { ask } = await desk()
      const { body } = await ask('GET', '/openapi.json', undefined, null)
      expect(Object.keys(body['paths'] as object)).toContain('/v1/keys/{id}/rotate')
      expect(body).toMatchObject({ openapi: '3.1.0' })
    })
  })
})

function keyOf({ body }: Answer): Key {
  return body['key'] as Key
}

function names({ body }: Answer): string[] {
  return (body['rows'] as Key[]).map(({ name }) => name)
}
