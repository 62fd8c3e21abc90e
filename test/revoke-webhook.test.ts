import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  hashOf,
  onEachRevokeStore,
  openRevokeDesk,
  reporterKey,
  webhookSecret,
  type DeskSettings,
  type RevokeDesk,
} from '../fixtures/revoke-desk.ts'

const url = 'https://github.com/o/r/blob/main/x'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

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

  describe('the feed of GitHub', () => {
    it('has a key revoked that stands in public, and the people told whom it concerns', async () => {
      const { mint, partner, keys, incident, quiet, mails, events } = await open()
      const { token, sha256 } = await mint()
      const response = await partner([{ token, type: 'x', url, source: 'content' }])
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual([
        { token_hash: sha256, token_type: 'x', label: 'true_positive' },
      ])
      expect((await keys.verify(token)).state).toBe('revoked')
      await quiet()
      const record = await incident(sha256)
      expect(record).toMatchObject({ state: 'revoked', effect: 'revoke', exposure: 'public' })
      expect(record?.timeline.map(({ what }) => what).slice(0, 3)).toEqual([
        'reported',
        'decided',
        'revoked',
      ])
      expect(mails.flatMap(({ to }) => to).sort()).toEqual([
        'admin@example.com',
        'ann@example.com',
        'operator@example.com',
      ])
      const told = mails.find(({ to }) => to.includes('ann@example.com'))
      expect(told?.subject).toContain('nightly export')
      expect(told?.text).toContain(url)
      expect(events.map(({ body }) => typeOf(body)).sort()).toEqual([
        'key.revoked',
        'leak.detected',
        'room',
      ])
    })

    it('is told which of its texts are keys of ours, revoked or not, and which are none', async () => {
      const { mint, partner, keys } = await open()
      const [live, dead] = [await mint(), await mint()]
      await keys.revoke(dead.id, { reason: 'unused' }, { kind: 'operator', id: 'lab' })
      const madeUp = `${live.token.slice(0, -1)}${live.token.endsWith('x') ? 'y' : 'x'}`
      const response = await partner([
        { token: live.token, type: 'a', url },
        { token: 'YOUR_API_KEY', type: 'b', url },
        { token: dead.token, type: 'c', url },
        { token: madeUp, type: 'd', url },
        { type: 'nothing' },
      ])
      expect(await response.json()).toEqual([
        { token_hash: live.sha256, token_type: 'a', label: 'true_positive' },
        { token_hash: hashOf('YOUR_API_KEY'), token_type: 'b', label: 'false_positive' },
        { token_hash: dead.sha256, token_type: 'c', label: 'true_positive' },
        { token_hash: hashOf(madeUp), token_type: 'd', label: 'false_positive' },
      ])
    })
  })

  describe('the alerts of GitHub', () => {
    async function alert(desk: RevokeDesk, change: object = {}) {
      const body = JSON.stringify({
        action: 'created',
        alert: { number: 7, html_url: 'https://github.com/o/r/security/secret-scanning/7' },
        repository: { full_name: 'o/r', private: true },
        ...change,
      })
      return fetch(`${desk.server.url}/v1/integrations/github/webhook`, {
        method: 'POST',
        headers: {
          'x-github-event': 'secret_scanning_alert',
          'x-github-delivery': 'a-b-c',
          'x-hub-signature-256': `sha256=${createHmac('sha256', webhookSecret).update(body).digest('hex')}`,
        },
        body,
      })
    }

    it('are acknowledged, looked into, acted upon, and resolved when the key is dead', async () => {
      const desk = await open()
      const { mint, keys, github, incident, quiet } = desk
      const { token, sha256 } = await mint()
      github.alerts.set('o/r#7', { secret: token, state: 'open', publicly_leaked: false })
      expect((await alert(desk)).status).toBe(204)
      await quiet()
      expect((await keys.verify(token)).state).toBe('quarantined')
      expect(github.patches).toEqual([])

      const publicly = { number: 7, publicly_leaked: true }
      await alert(desk, { action: 'publicly_leaked', alert: publicly })
      await quiet()
      expect((await keys.verify(token)).state).toBe('revoked')
      expect(github.alerts.get('o/r#7')).toMatchObject({ state: 'resolved', resolution: 'revoked' })
      const record = await incident(sha256)
      expect(
        record?.timeline.map(({ what }) => what).filter((what) => what !== 'notified'),
      ).toEqual([
        'reported',
        'decided',
        'quarantined',
        'reported',
        'decided',
        'revoked',
        'resolved',
      ])
    })

    it('are found although GitHub sent none, and only once', async () => {
      const desk = await open()
      const { mint, keys, github, quiet, server } = desk
      const { token } = await mint()
      github.alerts.set('o/r#7', { secret: token, state: 'open', publicly_leaked: true })
      const { reconcile } = await import('@keyward/revoke')
      expect(await reconcile(server.parts, ['o'])).toBe(1)
      expect(await reconcile(server.parts, ['o', 'o/r'])).toBe(0)
      await quiet()
      expect((await keys.verify(token)).state).toBe('revoked')
      expect(github.alerts.get('o/r#7')?.state).toBe('resolved')
    })

    it('change nothing when they are gone by the time they are looked into', async () => {
      const desk = await open()
      await alert(desk)
      await desk.quiet()
      expect(await desk.incidents()).toEqual([])
    })
  })

  it('tells GitLab which types it revokes, and has its tokens revoked', async () => {
    const { server, mint, keys, quiet } = await open()
    const authorization = 'Bearer agreed-upon-with-the-others'
    const types = await fetch(`${server.url}/v1/revocable_token_types`, {
      headers: { authorization },
    })
    expect(await types.json()).toEqual({ types: ['gitleaks_rule_id_documents'] })
    expect((await fetch(`${server.url}/v1/revocable_token_types`)).status).toBe(401)

    const { token } = await mint()
    function post(type: string) {
      return fetch(`${server.url}/v1/revoke_tokens`, {
        method: 'POST',
        headers: { authorization },
        body: JSON.stringify([{ type, token, location: 'https://gitlab.com/o/r' }]),
      })
    }
    expect((await post('other')).status).toBe(400)
    expect((await keys.verify(token)).state).toBe('valid')
    expect((await post('gitleaks_rule_id_documents')).status).toBe(204)
    await quiet()
    expect((await keys.verify(token)).state).toBe('revoked')
  })

  it('has keys revoked that GitLab.com found', async () => {
    const { server, mint, keys, quiet, github } = await open()
    const { token } = await mint()
    const body = JSON.stringify([{ type: 'x', token, url: 'https://gitlab.com/o/r' }])
    const signed = github.sign(body)
    const headers = {
      'gitlab-public-key-identifier': signed['github-public-key-identifier'] ?? '',
      'gitlab-public-key-signature': signed['github-public-key-signature'] ?? '',
    }
    const response = await fetch(`${server.url}/v1/integrations/gitlab/partner`, {
      method: 'POST',
      headers,
      body,
    })
    expect(response.status).toBe(204)
    await quiet()
    expect((await keys.verify(token)).state).toBe('revoked')
  })

  it('tells people of an incident of GitGuardian, once', async () => {
    const { server, quiet, mails, incidents } = await open()
    for (const action of ['incident_triggered', 'incident_reopened']) {
      const incident = { id: 9, detector: { display_name: 'Autype key' } }
      const body = JSON.stringify({ action, incident })
      const timestamp = String(Math.floor(Date.now() / 1000))
      const key = `${timestamp}agreed-upon-with-the-others`
      const signature = `sha256=${createHmac('sha256', key).update(body).digest('hex')}`
      const headers = { timestamp, 'gitguardian-signature': signature }
      const response = await fetch(`${server.url}/v1/integrations/gitguardian`, {
        method: 'POST',
        headers,
        body,
      })
      expect(response.status).toBe(204)
    }
    await quiet()
    expect(await incidents()).toMatchObject([{ subject: 'gitguardian:9', state: 'recorded' }])
    expect(mails.map(({ to }) => to)).toEqual([['operator@example.com']])
  })

  it('tells TruffleHog whether a key lives, is dead or is none of ours', async () => {
    const { server, mint, keys } = await open()
    async function ask(text: string) {
      const response = await fetch(`${server.url}/v1/integrations/trufflehog/verify`, {
        method: 'POST',
        headers: { authorization: 'agreed-upon-with-the-others' },
        body: JSON.stringify({ Documents: { key: [text] } }),
      })
      expect(await response.text()).toBe('{}')
      return response.status
    }
    const [live, dead] = [await mint(), await mint()]
    await keys.revoke(dead.id, { reason: 'unused' }, { kind: 'operator', id: 'lab' })
    expect(await ask(live.token)).toBe(200)
    expect(await ask('sk_something_else')).toBe(404)
    expect(await ask(dead.token)).toBe(410)
    expect((await keys.verify(live.token)).state).toBe('valid')
  })

  it('takes reports of keyward, and answers each in its place', async () => {
    const { report, mint, keys } = await open()
    const [first, second] = [await mint(), await mint()]
    const response = await report([
      { sha256: first.sha256, exposure: 'public', url, action: 'revoke' },
      { sha256: 'no hash' },
      { sha256: hashOf('unknown'), exposure: 'public', url },
      { sha256: second.sha256, exposure: 'private', repository: 'o/r', path: 'x', line: 1 },
    ])
    expect(await response.json()).toMatchObject({
      outcomes: [
        { state: 'revoked', key: { name: 'nightly export' } },
        { state: 'malformed' },
        { state: 'unknown' },
        { state: 'quarantined' },
      ],
    })
    expect((await keys.verify(first.token)).state).toBe('revoked')
    expect((await keys.verify(second.token)).state).toBe('quarantined')
  })

  it('takes what others send by Standard Webhooks', async () => {
    const desk = await open()
    const { mint, keys, server, quiet, environment } = desk
    const { token, sha256 } = await mint()
    const body = JSON.stringify({ type: 'leak.detected', data: { sha256, exposure: 'public' } })
    const id = 'msg_1'
    const timestamp = String(Math.floor(Date.now() / 1000))
    const key = Buffer.from((environment['SIGNING'] ?? '').slice(6), 'base64')
    const signature = createHmac('sha256', key)
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64')
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    }
    const address = `${server.url}/v1/integrations/webhooks/other`
    expect((await fetch(address, { method: 'POST', headers, body })).status).toBe(204)
    await quiet()
    expect((await keys.verify(token)).state).toBe('revoked')
  })

  it('turns down whoever has no key, and after a while does not listen to them', async () => {
    const { report, server } = await open({ toml: '[limits]\naddress = 3\n' })
    const statuses = []
    for (let index = 0; index < 5; index++) statuses.push((await report([], 'wrong')).status)
    expect(statuses).toEqual([401, 401, 401, 429, 429])
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toContain('requests_turned_away_total{door="reporter",state="limited"} 2')
  })

  it('takes no body longer than any of its kind', async () => {
    const { server } = await open()
    function post(path: string, length: number) {
      return fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${reporterKey}` },
        body: 'x'.repeat(length),
      })
    }
    const refused = await post('/v1/leak-reports', 2 * 1024 * 1024 + 1)
    expect(refused.status).toBe(413)
    expect(refused.headers.get('connection')).toBe('close')
    const feed = '/v1/integrations/github/secret-scanning'
    expect((await post(feed, 5 * 1024 * 1024 + 1)).status).toBe(413)
    expect((await post(feed, 5 * 1024 * 1024)).status).toBe(401)
  })

  it('counts what it did, and how long a key lived after its report', async () => {
    const { mint, partner, server, quiet } = await open()
    const { token } = await mint()
    await partner([{ token, url }])
    await quiet()
    const text = await (await fetch(`${server.url}/metrics`)).text()
    expect(text).toContain('keyward_revoke_reports_total{origin="github"} 1')
    expect(text).toContain('keyward_revoke_transitions_total{state="revoked",origin="github"} 1')
    expect(text).toContain('keyward_revoke_time_to_dead_seconds_count{origin="github"} 1')
    expect(text).toContain('keyward_revoke_incidents{state="revoked"} 1')
  })
})

function typeOf(body: string): string {
  return (JSON.parse(body) as { type?: string }).type ?? 'room'
}
