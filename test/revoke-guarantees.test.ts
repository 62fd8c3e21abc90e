import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  approve,
  connectReleaser,
  failedJobs,
  followQuarantines,
  parseSettings,
  release,
  retryJobs,
} from '@keyward/revoke'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import {
  hashOf,
  onEachRevokeStore,
  openRevokeDesk,
  reporterKey,
  type DeskSettings,
  type RevokeDesk,
} from '../fixtures/revoke-desk.ts'

const url = 'https://github.com/o/r/blob/main/x'
const lab = { kind: 'operator', id: 'lab' } as const
const own = { share: 'share = 1\nshare_from = 1000' }

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

// What the twenty-five guarantees ask of those who act on reports; the key service holds the rest.
onEachRevokeStore((freshUrl) => {
  const desks: RevokeDesk[] = []
  afterEach(async () => {
    for (const desk of desks.splice(0)) await desk.stop()
  })

  async function open(options: Partial<DeskSettings> = {}): Promise<RevokeDesk> {
    const desk = await openRevokeDesk({ storeUrl: await freshUrl(), ...options })
    desks.push(desk)
    return desk
  }

  async function stateOf({ keys }: RevokeDesk, token: string): Promise<string> {
    return (await keys.verify(token)).state
  }

  it('guarantee 1: only our keys are revoked, and a made-up one does not reach the key service', async () => {
    const desk = await open()
    const { token } = await desk.mint()
    // A Stripe key has the prefix of other systems' keys, and is none of ours.
    const foreign = [madeUpSecret('stripe-secret-key'), 'ak_your_api_key_here', 'YOUR_API_KEY']
    const forged = `${token.slice(0, -6)}${'0'.repeat(6)}`
    await desk.partner([{ token: forged, url }])
    expect(desk.calls.filter((call) => call.includes('leak-reports'))).toEqual([])
    const response = await desk.partner(foreign.map((token) => ({ token, url })))
    const labels = (await response.json()) as { label: string }[]
    expect(labels.map(({ label }) => label)).toEqual(Array(3).fill('false_positive'))
    expect(await stateOf(desk, token)).toBe('valid')
  })

  it('guarantee 2: exactly the leaked key is revoked, and none that looks like it', async () => {
    const desk = await open()
    const minted = await Promise.all([desk.mint(), desk.mint(), desk.mint()])
    await desk.partner([{ token: minted[1].token, url }])
    const states = await Promise.all(minted.map(({ token }) => stateOf(desk, token)))
    expect(states).toEqual(['valid', 'revoked', 'valid'])
  })

  it('guarantee 3: whoever knows the name of a key, or cannot sign, revokes nothing', async () => {
    const desk = await open()
    const { token, id, sha256 } = await desk.mint()
    await desk.partner([{ token: id, url }])
    await desk.report([{ sha256: hashOf(id), exposure: 'public', url }])
    const body = JSON.stringify([{ token, url }])
    const { 'github-public-key-signature': signature, ...headers } = desk.github.sign(`${body} `)
    const address = `${desk.server.url}/v1/integrations/github/secret-scanning`
    for (const signed of [
      headers,
      { ...headers, 'github-public-key-signature': signature ?? '' },
    ]) {
      expect((await fetch(address, { method: 'POST', headers: signed, body })).status).toBe(401)
    }
    const report = await desk.report([{ sha256, exposure: 'public', url }], 'not the key')
    expect(report.status).toBe(401)
    await desk.quiet()
    expect(await stateOf(desk, token)).toBe('valid')
  })

  it('guarantee 4: a false positive is labelled and counted, and nobody is told', async () => {
    const desk = await open()
    const response = await desk.partner([{ token: 'ak_live_your_key_here', type: 't', url }])
    const token_hash = hashOf('ak_live_your_key_here')
    expect(await response.json()).toEqual([
      { token_hash, token_type: 't', label: 'false_positive' },
    ])
    await desk.quiet()
    expect(await desk.incident(token_hash)).toMatchObject({ state: 'unknown' })
    expect(desk.mails).toEqual([])
    expect(desk.events).toEqual([])
    const metrics = await (await fetch(`${desk.server.url}/metrics`)).text()
    expect(metrics).toContain('keyward_revoke_incidents{state="unknown"} 1')
  })

  describe('guarantee 5: the mode', () => {
    it.each([
      ['off', 'valid', { state: 'recorded', effect: 'record' }, 0],
      ['dry-run', 'valid', { state: 'recorded', effect: 'revoke', isDryRun: true }, 0],
      ['notify', 'valid', { state: 'recorded', effect: 'notify' }, 3],
      ['quarantine', 'quarantined', { state: 'quarantined', effect: 'quarantine' }, 3],
      ['revoke', 'revoked', { state: 'revoked', effect: 'revoke' }, 3],
    ])('%s leaves a key that stands in public %s', async (mode, state, incident, mails) => {
      const desk = await open({ policy: `mode = "${mode}"` })
      const { token, sha256 } = await desk.mint()
      await desk.partner([{ token, url }])
      await desk.quiet()
      expect(await stateOf(desk, token)).toBe(state)
      expect(await desk.incident(sha256)).toMatchObject({ isDryRun: false, ...incident })
      expect(desk.mails.length).toBe(mails)
    })

    it('is dry-run unless it is said', () => {
      const settings = parseSettings('[key_service]\nurl = "http://127.0.0.1:1"\n', 'x.toml')
      expect(settings.policy.mode).toBe('dry-run')
    })
  })

  describe('guarantee 6: what is done is in proportion', () => {
    it.each([
      ['public', 'production', 'certain', 'revoked'],
      ['private', 'production', 'certain', 'quarantined'],
      ['local', 'production', 'certain', 'valid'],
      ['public', 'development', 'certain', 'quarantined'],
      ['public', 'staging', 'certain', 'revoked'],
      ['public', 'production', 'possible', 'valid'],
    ])('%s, %s, %s: %s', async (exposure, environment, confidence, state) => {
      const desk = await open({
        policy: 'mode = "revoke"\nenvironment = { development = "quarantine" }',
      })
      const { token, sha256 } = await desk.mint({
        environment: environment as 'production' | 'development' | 'staging',
      })
      await desk.report([{ sha256, exposure, confidence, url }])
      expect(await stateOf(desk, token)).toBe(state)
    })
  })

  describe('guarantee 7: a quarantine', () => {
    it('that nobody releases in time ends in revocation, of which its incident and its owner are told once', async () => {
      let ahead = 0
      const desk = await open({ keyClock: () => Date.now() + ahead })
      const { token, sha256 } = await desk.mint()
      await desk.report([{ sha256, exposure: 'private', repository: 'o/r' }])
      await desk.quiet()
      expect(await followQuarantines(desk.server.parts)).toBe(0)
      ahead = 8 * 24 * 60 * 60 * 1000
      await desk.keys.sweep()
      expect(await stateOf(desk, token)).toBe('revoked')
      const other = await desk.another()
      const followed = await Promise.all([
        followQuarantines(desk.server.parts),
        followQuarantines(other.parts),
      ])
      // Whichever came first, or the look that a process has when it starts.
      expect(followed[0] + followed[1]).toBeLessThanOrEqual(1)
      await desk.quiet()
      const record = await desk.incident(sha256)
      expect(record?.state).toBe('revoked')
      const told = record?.timeline.filter(({ what }) => what === 'revoked')
      expect(told).toMatchObject([{ by: 'key-service' }])
      const revoked = desk.mails.filter(({ subject }) => subject.includes('was revoked'))
      expect(revoked.length).toBe(3)
    })

    it('that was ended at the key service itself begins anew with the next place', async () => {
      const desk = await open()
      const { token, sha256, id } = await desk.mint()
      const report = { sha256, exposure: 'private', repository: 'o/r' }
      await desk.report([report])
      await desk.keys.release(id, { reason: 'a test' }, lab)
      await desk.report([{ ...report, path: 'elsewhere' }])
      expect(await stateOf(desk, token)).toBe('quarantined')
      await desk.quiet()
      const quarantined = desk.mails.filter(({ subject }) => subject.includes('quarantined'))
      expect(quarantined.length).toBe(6)
      await desk.keys.release(id, { reason: 'a test' }, lab)
      expect(await followQuarantines(desk.server.parts)).toBe(1)
      expect(await desk.incident(sha256)).toMatchObject({ state: 'released' })
    })

    it('is ended by nobody who reports or takes reports', async () => {
      const desk = await open()
      const { sha256, id } = await desk.mint()
      await desk.report([{ sha256, exposure: 'private', repository: 'o/r' }])
      for (const name of ['REPORTER', 'READER']) {
        const key = desk.environment[name] ?? ''
        const path = `/v1/keys/${id}/release`
        expect((await desk.keyDesk.ask('POST', path, { reason: 'x' }, key)).status).toBe(403)
      }
      const settings = parseSettings(desk.toml, 'x.toml')
      const environment = { ...desk.environment, RELEASER: desk.environment['REPORTER'] }
      expect(() => connectReleaser(settings, { environment, fetch })).toThrow(
        'RELEASER holds the key of the reporter.',
      )
    })
  })

  it('guarantee 7: a quarantine ends by whoever may release it, with a reason, and is not begun anew by a replay', async () => {
    const desk = await open()
    const { token, sha256 } = await desk.mint()
    const reports = [{ sha256, exposure: 'private', repository: 'o/r', path: 'x', line: 3 }]
    await desk.report(reports)
    expect(await stateOf(desk, token)).toBe('quarantined')
    const incident = await desk.incident(sha256)
    const settings = parseSettings(desk.toml, 'x.toml')
    const releaser = connectReleaser(settings, { environment: desk.environment, fetch })
    const subscribers = desk.server.parts.subscribers
    const parts = { store: desk.store, clock: () => Date.now(), releaser, subscribers }
    const last4 = token.slice(-4)
    const request = {
      id: incident?.id ?? '',
      last4,
      by: 'operator:eve',
      reason: 'a test repository',
    }
    expect(await release(parts, { ...request, last4: 'xxxx' })).toMatchObject({ state: 'refused' })
    expect(await stateOf(desk, token)).toBe('quarantined')
    expect(await release(parts, request)).toEqual({ state: 'released' })
    expect(await stateOf(desk, token)).toBe('valid')

    await desk.report(reports)
    await desk.report([...reports, { ...reports[0], detector: 'other' }])
    await desk.quiet()
    expect(await stateOf(desk, token)).toBe('valid')
    expect(await desk.incident(sha256)).toMatchObject({ state: 'released' })

    // Another place is news.
    await desk.report([{ ...reports[0], path: 'y' }])
    await desk.quiet()
    expect(await stateOf(desk, token)).toBe('quarantined')
    expect((await desk.incident(sha256))?.timeline.map(({ what }) => what)).toContain('released')
  })

  it('guarantee 8: nothing leads out of revoked, not even in the database', async () => {
    const desk = await open()
    const { token, sha256 } = await desk.mint()
    await desk.partner([{ token, url }])
    const incident = await desk.incident(sha256)
    expect(incident?.state).toBe('revoked')
    const back = desk.store.database
      .updateTable('incident')
      .set({ state: 'released' })
      .where('id', '=', incident?.id ?? '')
      .execute()
    await expect(back).rejects.toThrow('a revoked key stays revoked')
  })

  it('guarantee 9: the next verification after the answer is refused', async () => {
    const desk = await open({ toml: `[breaker]\n${own.share}` })
    for (let index = 0; index < 5; index++) {
      const { token } = await desk.mint()
      expect(await stateOf(desk, token)).toBe('valid')
      await desk.partner([{ token, url: `${url}#${index}` }])
      expect(await stateOf(desk, token)).toBe('revoked')
    }
  })

  it('guarantee 10: the same leak, told ten times by three, is one transition and one notice each', async () => {
    const desk = await open()
    const { token, sha256, id } = await desk.mint()
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        index % 2 === 0
          ? desk.partner([{ token, url: `${url}#${index}` }])
          : desk.report([{ sha256, exposure: 'public', url: `${url}#${index % 4}` }]),
      ),
    )
    await desk.quiet()
    const audit = await desk.keys.audit({ subject: id, action: 'key.revoked' })
    expect(audit.rows.length).toBe(1)
    expect(desk.mails.flatMap(({ to }) => to).sort()).toEqual([
      'admin@example.com',
      'ann@example.com',
      'operator@example.com',
    ])
    expect(
      desk.events.map(({ body }) => body).filter((body) => body.includes('key.revoked')).length,
    ).toBe(1)
  })

  it('guarantee 11: a request that is sent again is answered and does nothing', async () => {
    const desk = await open({ policy: 'mode = "quarantine"' })
    const { token, sha256 } = await desk.mint()
    const items = [{ token, type: 't', url }]
    const first: unknown = await (await desk.partner(items)).json()
    await desk.quiet()
    const before = await desk.incident(sha256)
    await desk.keys.release(before?.key?.id ?? '', { reason: 'a test' }, lab)
    const told = desk.mails.length
    expect(await (await desk.partner(items)).json()).toEqual(first)
    // The same place in another body, too.
    await desk.partner([...items, { token: 'other', url }])
    await desk.quiet()
    expect(await stateOf(desk, token)).toBe('valid')
    expect(await desk.incident(sha256)).toEqual(before)
    expect(desk.mails.length).toBe(told)
  })

  it('guarantee 12: what cannot be done now is done later', async () => {
    let isAway = true
    const desk = await open({
      before: ({ url }) => (isAway && url.includes('leak-reports') ? 'hang-up' : 'pass'),
    })
    const { token, sha256 } = await desk.mint()
    const response = await desk.report([{ sha256, exposure: 'public', url }])
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ outcomes: [{ state: 'received' }] })
    expect(await stateOf(desk, token)).toBe('valid')
    isAway = false
    await expect.poll(() => stateOf(desk, token), { timeout: 15_000 }).toBe('revoked')
  })

  it('guarantee 12: what was given up is shown, and done when somebody has it tried again', async () => {
    const desk = await open()
    const { store } = desk
    const { sha256, token } = await desk.mint()
    await desk.server.stop()
    const failed = { kind: 'decide', reason: 'It was away for days.', at: 0 }
    // As it is left by a service that was away for days.
    await insertIncident(desk, sha256)
    const payload = JSON.stringify({ incidents: ['inc_1'] })
    const row = { ...failed, name: 'decide:1', payload }
    await store.database.insertInto('failed_job').values(row).execute()
    const [job] = await failedJobs(store.database)
    expect(job).toMatchObject({ ...failed, name: 'decide:1' })
    const parts = { store, clock: () => Date.now() }
    expect(await retryJobs(parts, [job?.id ?? 0, 77])).toEqual([job?.id])
    expect(await retryJobs(parts)).toEqual([])
    expect(await store.jobs.waiting()).toEqual(new Map([['decide', 1]]))
    await desk.another()
    await expect.poll(() => stateOf(desk, token), { timeout: 15_000 }).toBe('revoked')
    expect(await failedJobs(store.database)).toEqual([])
  })

  it('guarantee 13: each comes as often as it may, and is told when to come again', async () => {
    const desk = await open({ toml: '[limits]\nreporter = 2\n' })
    const answers = await Promise.all([1, 2, 3].map(() => desk.report([])))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBe(1)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    const many = Array.from({ length: 1001 }, () => ({ sha256: 'a'.repeat(64) }))
    const other = await open()
    expect((await other.report(many)).status).toBe(413)
  })

  it('guarantee 13: two processes of one store count together', async () => {
    let now = Date.now()
    const desk = await open({ toml: '[limits]\nreporter = 6\n', clock: () => now })
    const servers = [desk.server, await desk.another()]
    async function send(): Promise<readonly number[]> {
      const told = [0, 1, 2, 3, 4, 5, 6, 7].map((index) =>
        desk.report([], reporterKey, servers[index % 2]),
      )
      return (await Promise.all(told)).map(({ status }) => status)
    }
    expect((await send()).filter((status) => status === 200).length).toBe(6)
    now += 59_000
    expect((await send()).filter((status) => status === 200).length).toBe(0)
    now += 1000
    expect((await send()).filter((status) => status === 200).length).toBe(6)
  })

  describe('guarantee 14: the breaker', () => {
    it('lets ten keys of an organisation go, and holds the eleventh until it is approved', async () => {
      const desk = await open({ toml: `[breaker]\n${own.share}` })
      const minted = []
      for (let index = 0; index < 11; index++) minted.push(await desk.mint())
      await desk.partner(minted.map(({ token }, index) => ({ token, url: `${url}#${index}` })))
      await desk.quiet()
      const states = await Promise.all(minted.map(({ token }) => stateOf(desk, token)))
      expect(states.filter((state) => state === 'revoked').length).toBe(10)
      expect(states.filter((state) => state === 'valid').length).toBe(1)
      const [pending] = (await desk.incidents()).filter(({ state }) => state === 'pending')
      expect(pending?.reason).toBe('More than 10 keys of the organisation within 10 minutes.')
      const paged = desk.mails.filter(({ subject }) => subject.includes('approval'))
      expect(paged.map(({ to }) => to)).toEqual([['operator@example.com']])
      expect(desk.events.some(({ body }) => body.includes('breaker.tripped'))).toBe(true)

      const parts = { store: desk.store, clock: () => Date.now(), newId: () => 'approval' }
      const request = { ids: [pending?.id ?? ''], by: 'operator:eve', reason: 'They did leak.' }
      expect(await approve(parts, request)).toEqual([pending?.id])
      expect(await approve(parts, request)).toEqual([])
      await desk.quiet()
      const after = await Promise.all(minted.map(({ token }) => stateOf(desk, token)))
      expect(new Set(after)).toEqual(new Set(['revoked']))
    })

    it('holds more than a fifth of the keys of an organisation', async () => {
      const desk = await open()
      const minted = []
      for (let index = 0; index < 20; index++) minted.push(await desk.mint())
      for (const [index, { token }] of minted.slice(0, 6).entries()) {
        await desk.partner([{ token, url: `${url}#${index}` }])
      }
      const states = (await desk.incidents()).map(({ state }) => state)
      expect(states.filter((state) => state === 'revoked').length).toBe(4)
      expect(states.filter((state) => state === 'pending').length).toBe(2)
    })

    it('holds the fifty-first key of all organisations together', async () => {
      const desk = await open({ toml: `[breaker]\n${own.share}` })
      const items = []
      for (let index = 0; index < 51; index++) {
        const { token } = await desk.mint({ organisation: `org-${index % 9}` })
        items.push({ token, url: `${url}#${index}` })
      }
      await desk.partner(items)
      await desk.quiet()
      const states = (await desk.incidents()).map(({ state }) => state)
      expect(states.filter((state) => state === 'revoked').length).toBe(50)
      expect(states.filter((state) => state === 'pending').length).toBe(1)
    })

    it('does not count keys that were dead before', async () => {
      const desk = await open({ toml: `[breaker]\n${own.share}` })
      const dead = []
      for (let index = 0; index < 12; index++) dead.push(await desk.mint())
      for (const { id } of dead) await desk.keys.revoke(id, { reason: 'unused' }, lab)
      await desk.partner(dead.map(({ token }, index) => ({ token, url: `${url}#${index}` })))
      const { token } = await desk.mint()
      await desk.partner([{ token, url }])
      expect(await stateOf(desk, token)).toBe('revoked')
    })
  })

  describe('guarantee 15: the kill switch', () => {
    it('keeps every report and changes nothing, wherever it is turned on', async () => {
      const { stop } = await import('../packages/revoke/src/kill-switch.ts')
      for (const scope of ['all', 'origin:github', 'organisation:acme']) {
        const desk = await open()
        await desk.store.transaction((transaction) =>
          stop(transaction, { scope, at: 0, by: 'eve', reason: 'wait' }),
        )
        const { token, sha256 } = await desk.mint()
        await desk.partner([{ token, url }])
        await desk.quiet()
        expect(await stateOf(desk, token)).toBe('valid')
        const reason = `The kill switch (${scope}) is on: wait`
        expect(await desk.incident(sha256)).toMatchObject({ state: 'pending', reason })
      }
    })

    it('may be set in the environment', async () => {
      const desk = await open({ environment: { KEYWARD_REVOKE_KILL_SWITCH: '1' } })
      const { token, sha256 } = await desk.mint()
      await desk.partner([{ token, url }])
      expect(await stateOf(desk, token)).toBe('valid')
      expect(await desk.incident(sha256)).toMatchObject({ state: 'pending' })
    })

    it('stops a batch in the middle', async () => {
      const { stop } = await import('../packages/revoke/src/kill-switch.ts')
      let changes = 0
      const desk = await open({
        toml: '[breaker]\nkeys = 1000\noverall = 1000\nshare = 1\n',
        through: (door) => ({
          ...door,
          async report(told, name) {
            const answers = await door.report(told, name)
            const isChange = told.some(({ action }) => action !== 'record')
            // Turned on once the first fifty are done, while the others still wait.
            if (isChange && ++changes === 1) {
              await desk.store.transaction((transaction) =>
                stop(transaction, { scope: 'all', at: 0, by: 'eve', reason: 'too many' }),
              )
            }
            return answers
          },
        }),
      })
      const items = []
      for (let index = 0; index < 120; index++) {
        items.push({ token: (await desk.mint()).token, url: `${url}#${index}` })
      }
      await desk.partner(items)
      await desk.quiet()
      const states = (await desk.incidents()).map(({ state }) => state)
      const revoked = states.filter((state) => state === 'revoked').length
      expect(revoked).toBe(50)
      expect(states.filter((state) => state === 'pending').length).toBe(70)
    })
  })

  it('guarantee 16: owner, administrators and operators learn where it was and what to do, not the key', async () => {
    const desk = await open()
    const { token, sha256 } = await desk.mint()
    await desk.partner([{ token, url }])
    await desk.quiet()
    expect(desk.mails.length).toBe(3)
    for (const { subject, text } of desk.mails) {
      const plain = text.replaceAll('=\r\n', '')
      expect(subject).toBe('[keyward] nightly export leaked and was revoked')
      expect(plain).toContain(url)
      expect(plain).toContain(`"nightly export" (${token.slice(0, 12)}...${token.slice(-4)})`)
      expect(plain).toContain('make a new key')
      expect(plain).toContain('Others may have copied it before')
      expect(plain).not.toContain(token.slice(14, -4))
      expect(plain).not.toContain(sha256)
    }
    const [room] = desk.events.filter(({ body }) => body.includes('"text"'))
    expect(room?.body).toContain('leaked and was revoked')
  })

  it('guarantee 17: the timeline says who, what and why, and cannot be rewritten', async () => {
    const desk = await open()
    const { token, sha256 } = await desk.mint()
    await desk.partner([{ token, url }])
    await desk.quiet()
    const record = await desk.incident(sha256)
    expect(record?.timeline.slice(0, 3)).toMatchObject([
      { what: 'reported', by: 'github', place: { url } },
      {
        what: 'decided',
        by: 'keyward',
        reason: 'It is public exposure, so the key is revoked (policy default-1).',
      },
      { what: 'revoked', by: 'keyward' },
    ])
    const { database } = desk.store
    await expect(database.updateTable('moment').set({ by_whom: 'eve' }).execute()).rejects.toThrow(
      'only grows',
    )
    await expect(database.deleteFrom('moment').execute()).rejects.toThrow('only grows')
    const [row] = (await desk.keys.audit({ subject: record?.key?.id ?? '', action: 'key.revoked' }))
      .rows
    expect(row?.actor).toMatch(/^reporter:/)
  })

  // Guarantee 18 has a file of its own: revoke-secrecy.test.ts.

  it('guarantee 19: what is compared with a secret is compared in constant time', async () => {
    const { readFile } = await import('node:fs/promises')
    const files = ['signature.ts', '../standard-webhook.ts']
    const folder = new URL('../packages/revoke/src/receivers/', import.meta.url)
    const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')))
    for (const text of texts) expect(text).toContain('timingSafeEqual')
    for (const file of ['keyward.ts', 'gitlab-revocation.ts', 'trufflehog.ts']) {
      const text = await readFile(new URL(file, folder), 'utf8')
      expect(text).toContain('isSameSecret')
    }
    const desk = await open()
    for (const key of ['', 'a', 'reporter-key-of-ci-0123456788', 'x'.repeat(4000)]) {
      expect((await desk.report([], key)).status).toBe(401)
    }
  })

  it('guarantee 20: whoever is turned away learns nothing of keys', async () => {
    const desk = await open()
    const { token, sha256 } = await desk.mint()
    const answers = await Promise.all(
      [sha256, hashOf('none'), 'x'].map(async (sha256) => {
        const answer = await desk.report([{ sha256, exposure: 'public' }], 'wrong')
        return `${answer.status} ${await answer.text()}`
      }),
    )
    expect(new Set(answers).size).toBe(1)
    expect(await stateOf(desk, token)).toBe('valid')
  })

  // Guarantee 21 is held by packages/revoke/src/outlet.test.ts.

  it('guarantee 22: a predecessor that still opens during a planned rotation is cut by its leak alone', async () => {
    const desk = await open()
    const { token, id } = await desk.mint()
    const rotated = await desk.keys.rotate(id, { overlap: 60_000 }, lab)
    if (rotated.state !== 'done') throw new Error('It was not rotated.')
    expect(await stateOf(desk, token)).toBe('valid')
    await desk.partner([{ token, url }])
    expect(await stateOf(desk, token)).toBe('revoked')
    expect(await stateOf(desk, rotated.token.reveal())).toBe('valid')
  })

  it('guarantee 23: exposure beats overlap: the leaked key is cut before anybody is told', async () => {
    const order: string[] = []
    const desk = await open({
      through: (door) => ({
        ...door,
        async report(told, name) {
          const answers = await door.report(told, name)
          order.push(...told.map(({ action }) => action))
          order.push(`mails ${desk.mails.length}`)
          return answers
        },
      }),
    })
    const { token, id } = await desk.mint()
    await desk.keys.rotate(id, { overlap: 30 * 24 * 60 * 60 * 1000 }, lab)
    await desk.partner([{ token, url }])
    await desk.quiet()
    expect(order).toEqual(['record', 'mails 0', 'revoke', 'mails 0'])
    expect(desk.mails.length).toBe(3)
  })

  // Guarantee 24 is about the one who sends: it is held by report.test.ts.

  it('guarantee 25: a reporter reports, for its organisation alone, and may do nothing else', async () => {
    const organisation =
      '[[reporter]]\nname = "beta"\nkey_variable = "BETA"\norganisation = "beta"\n'
    const desk = await open({ toml: organisation, environment: { BETA: 'key-of-beta-0123456789' } })
    const [ours, theirs] = [await desk.mint(), await desk.mint({ organisation: 'beta' })]
    const response = await desk.report(
      [ours, theirs].map(({ sha256 }) => ({ sha256, exposure: 'public', url })),
      'key-of-beta-0123456789',
    )
    expect(await response.json()).toMatchObject({
      outcomes: [{ state: 'unknown' }, { state: 'revoked' }],
    })
    expect(await stateOf(desk, ours.token)).toBe('valid')
    expect(await stateOf(desk, theirs.token)).toBe('revoked')
    const reporter = desk.environment['REPORTER'] ?? ''
    for (const [method, path] of [
      ['GET', '/v1/keys'],
      ['GET', `/v1/keys/${ours.id}`],
      ['POST', `/v1/keys/${ours.id}/release`],
      ['POST', `/v1/keys/${ours.id}/revoke`],
    ] as const) {
      const body = method === 'POST' ? { reason: 'x' } : undefined
      expect((await desk.keyDesk.ask(method, path, body, reporter)).status).toBe(403)
    }
  })
})

async function insertIncident({ store: { database } }: RevokeDesk, sha256: string): Promise<void> {
  const nothing = { effect: null, exposure: null, key: null, organisation: null, origin: null }
  const incident = {
    id: 'inc_1',
    subject: `sha256:${sha256}`,
    state: 'received' as const,
    cycle: 0,
  }
  const times = { reported_at: 0, decided_at: null, dead_at: null }
  const row = { ...incident, ...nothing, ...times, is_dry_run: 0, reason: 'It was not looked at.' }
  await database.insertInto('incident').values(row).execute()
  const report = { incident: 'inc_1', origin: 'github', place_text: url, place: `{"url":"${url}"}` }
  const sure = { exposure: 'public', confidence: 'certain', checksum: 'none' } as const
  const rest = { detector: null, most: null, received_at: 0, is_considered: 0 }
  await database
    .insertInto('report')
    .values({ ...report, ...sure, ...rest })
    .execute()
}
