import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createEngine, houseKeyDetectors, providers } from '@keyward/core'
import { houseKeyOf } from '@keyward/key-service'
import { documents } from '../fixtures/key-service.ts'
import { madeUpSecret } from '../fixtures/copy-out.ts'
import {
  onEachRevokeStore,
  openRevokeDesk,
  reporterKey,
  webhookSecret,
  type RevokeDesk,
} from '../fixtures/revoke-desk.ts'
import { storeContent } from '../fixtures/store-content.ts'
import { folderWith, run } from './command.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const detectors = [
  ...providers.flatMap((provider) => provider.detectors),
  ...houseKeyDetectors(houseKeyOf(documents)),
]
const engine = createEngine({ detectors, confidence: 'likely', today: '2026-01-01' })

onEachRevokeStore((freshUrl) => {
  let desk: RevokeDesk | undefined
  afterEach(async () => {
    await desk?.stop()
    desk = undefined
  })

  describe('guarantee 18: a secret', () => {
    it('that is planted anywhere in a request is found nowhere afterwards', async () => {
      let isAway = false
      desk = await openRevokeDesk({
        storeUrl: await freshUrl(),
        before: () => (isAway ? 'hang-up' : 'pass'),
      })
      const { server, mint, github, partner, report, quiet, environment } = desk
      const minted = await Promise.all(Array.from({ length: 8 }, () => mint()))
      const [token = ''] = minted.map(({ token }) => token)
      const slack = madeUpSecret('slack-bot-token')
      const url = `https://example.com/x?key=${token}&slack=${slack}`
      const base = server.url

      // In bodies that are genuine, where a token may stand and where none should.
      await partner(minted.map(({ token }) => ({ token, type: token, url, source: token })))
      await partner([{ token: slack, url: `https://user:${slack}@example.com/` }])
      const place = { url, repository: token, path: `${token}/x`, commit: token, detector: token }
      await report([{ sha256: minted[1]?.sha256, exposure: 'public', ...place }, { token }])
      await gitguardian(desk, { incident: { id: 1, detector: { name: token }, url } })
      github.alerts.set('o/r#1', { secret: token, state: 'open', publicly_leaked: true })
      await githubAlert(desk, url)

      // In what is turned away: bodies, headers, addresses.
      const forged = { ...github.sign('x'), 'x-other': token }
      const feed = '/v1/integrations/github/secret-scanning'
      await post(base + feed, JSON.stringify([{ token }]), forged)
      await post(
        `${base}${feed}?token=${token}`,
        `[{"token":"${token}"`,
        github.sign(`[{"token":"${token}"`),
      )
      await post(base + feed, token, { ...forged, 'github-public-key-identifier': token })
      await post(`${base}/${token}`, token, { authorization: `Bearer ${token}` })
      await post(`${base}/v1/leak-reports`, token, { authorization: `Bearer ${token}` })
      await post(`${base}/v1/leak-reports`, `{"${token}":`, {
        authorization: `Bearer ${reporterKey}`,
      })
      await post(`${base}/v1/revoke_tokens`, token, { authorization: token })

      // While something fails.
      isAway = true
      const late = await mint()
      const answer = report([{ sha256: late.sha256, exposure: 'public', url }])
      await vi.waitFor(() => expect(desk?.log.join('')).toContain('a job failed'), 20_000)
      const queue = await storeContent(desk.store, desk.storeUrl)
      isAway = false
      await answer
      await quiet()

      const texts = {
        log: desk.log.join('\n'),
        queue,
        store: await storeContent(desk.store, desk.storeUrl),
        mails: JSON.stringify(desk.mails),
        events: JSON.stringify(desk.events.map(({ body }) => body)),
        metrics: await (await fetch(`${base}/metrics`)).text(),
      }
      const planted = [...minted.map(({ token }) => token), late.token, slack]
      const secrets = [...planted, reporterKey, webhookSecret, environment['REPORTER'] ?? '']
      for (const [where, text] of Object.entries(texts)) {
        expect(text.length, where).toBeGreaterThan(0)
        for (const secret of secrets) expect(text.includes(secret), where).toBe(false)
        const found = engine.scan(Buffer.from(text), { path: where }).findings
        expect(
          found.map(({ detector, secret }) => `${where}: ${detector.id} ${secret.preview}`),
        ).toEqual([])
      }
      expect(texts.queue).toContain('decide')
      expect(scanned(texts)).toEqual([])
      expect(scanned({ ...texts, spoiled: `\0${token}\0` })).toEqual(['spoiled'])
      // The hash can end a key: it is kept, and told to nobody.
      for (const { sha256 } of minted) {
        expect(texts.store).toContain(sha256)
        for (const where of ['log', 'mails', 'events', 'metrics'] as const) {
          expect(texts[where]).not.toContain(sha256)
        }
      }
    })
  })
})

async function post(url: string, body: string, headers: Record<string, string>): Promise<void> {
  const response = await fetch(url, { method: 'POST', body, headers })
  expect(response.status).toBeGreaterThanOrEqual(400)
  expect(response.status).toBeLessThan(500)
  expect(await response.text()).not.toContain('ak_live_')
}

async function githubAlert({ server }: RevokeDesk, url: string): Promise<void> {
  const body = JSON.stringify({
    action: 'created',
    alert: { number: 1, html_url: url },
    repository: { full_name: 'o/r' },
  })
  const signature = `sha256=${createHmac('sha256', webhookSecret).update(body).digest('hex')}`
  const headers = { 'x-github-event': 'secret_scanning_alert', 'x-hub-signature-256': signature }
  await fetch(`${server.url}/v1/integrations/github/webhook`, { method: 'POST', body, headers })
}

async function gitguardian({ server }: RevokeDesk, document: object): Promise<void> {
  const body = JSON.stringify(document)
  const timestamp = String(Math.floor(Date.now() / 1000))
  const key = `${timestamp}agreed-upon-with-the-others`
  const signature = `sha256=${createHmac('sha256', key).update(body).digest('hex')}`
  const headers = { timestamp, 'gitguardian-signature': signature }
  await fetch(`${server.url}/v1/integrations/gitguardian`, { method: 'POST', body, headers })
}

/** What the command line says of these texts, each in a file of its own. */
function scanned(texts: Readonly<Record<string, string>>): readonly string[] {
  const { alphabet, environments, id, length, prefix } = houseKeyOf(documents)
  const files = Object.entries(texts).map(([name, text]): [string, Uint8Array] => [
    name,
    Buffer.from(text, 'latin1'),
  ])
  const settings = `[[key]]
id = "${id}"
prefix = "${prefix}"
environments = ${JSON.stringify(environments)}
alphabet = "${alphabet}"
length = ${JSON.stringify(length)}
checksum = "crc32-base62"
`
  const folder = folderWith({ ...Object.fromEntries(files), 'keyward.toml': settings })
  const { code, stdout, stderr } = run(['--format', 'json'], folder)
  expect([0, 1], stderr).toContain(code)
  const lines = stdout.trim().split('\n')
  return lines.flatMap((line) => {
    const told = JSON.parse(line) as { type: string; path: string }
    return told.type === 'finding' ? [told.path] : []
  })
}
