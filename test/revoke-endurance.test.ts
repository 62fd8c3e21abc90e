import { spawn, type ChildProcess } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Server } from '@keyward/revoke'
import {
  hashOf,
  onEachRevokeStore,
  openRevokeDesk,
  reporterKey,
  webhookSecret,
  type DeskSettings,
  type RevokeDesk,
} from '../fixtures/revoke-desk.ts'
import { signMessage } from '../packages/revoke/src/standard-webhook.ts'

/** 10,000 when somebody asks for them: `KEYWARD_RUNS=10000`. */
const runs = Number(process.env['KEYWARD_RUNS'] ?? 40)
/** 20,000 when somebody asks for them. */
const bodies = Number(process.env['KEYWARD_BODIES'] ?? 1000)
// Long enough for a machine that does much else.
vi.setConfig({ testTimeout: 600_000 + 600 * Math.max(runs, bodies), hookTimeout: 60_000 })

const wide =
  '[breaker]\nkeys = 1000000\noverall = 1000000\nshare = 1\nshare_from = 1000000\n[limits]\nreporter = 1000000\n'

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

  it(`brings about one transition and one notice each in ${runs} disorderly runs`, async () => {
    // None of them dies, and a machine that does much else is no reason to take one for dead.
    const desk = await open({ toml: wide, leaseSeconds: 60 })
    const { mint, mails, events, keys } = desk
    const servers = [
      desk.server,
      ...(desk.store.engine === 'postgres' ? [await desk.another()] : []),
    ]
    const random = generator(1)
    for (let done = 0; done < runs; done += 50) {
      const minted = await mintSome(mint, Math.min(50, runs - done))
      const told = shuffled(
        minted.flatMap((key) => disorderly(desk, servers, key, random)),
        random,
      )
      // Six at once, in no order, of every key several times.
      const workers = Array.from({ length: 6 }, async () => {
        for (let next = told.pop(); next; next = told.pop())
          expect((await next()).status).toBeLessThan(300)
      })
      await Promise.all(workers)
      await desk.quiet()
      for (const { id, token } of minted) {
        expect((await keys.verify(token)).state).toBe('revoked')
        const audit = await keys.audit({ subject: id })
        const changes = audit.rows.filter(({ action }) => action === 'key.revoked')
        expect(changes.length).toBe(1)
      }
    }
    const notices = mails.map(({ id, to }) => `${id} ${to.join()}`)
    expect(new Set(notices).size).toBe(notices.length)
    const incidents = await desk.store.database.selectFrom('incident').selectAll().execute()
    expect(incidents.length).toBe(runs)
    const revoked = mails.filter(({ subject }) => subject.includes('was revoked'))
    expect(revoked.length).toBe(runs * 3)
    const ids = events.map(({ headers }) => headers.get('webhook-id')).filter((id) => id !== null)
    expect(new Set(ids).size).toBe(ids.length)
  })

  describe('a process that is killed', () => {
    it.each([
      'the report is acknowledged',
      'the key service is asked whose key it is',
      'the key service has told whose key it is',
      'the key service is asked to revoke it',
      'the key service has revoked it',
      'a mail is about to be sent',
      'an event has been told and not yet noted',
    ])('just when %s loses nothing, and does nothing twice', async (step) => {
      const victim: { process?: ChildProcess } = {}
      let kills = 0
      function kill(): void {
        if (kills++ === 0) victim.process?.kill('SIGKILL')
      }
      const desk = await open({
        toml: wide,
        before: async (request) => {
          if (!victim.process || !request.url.includes('leak-reports')) return 'pass'
          const isChange = (await request.clone().text()).includes('"action":"revoke"')
          if (step === 'the key service is asked whose key it is' && !isChange) return dead()
          if (step === 'the key service is asked to revoke it' && isChange) return dead()
          if (step === 'the key service has told whose key it is' && !isChange) setImmediate(kill)
          if (step === 'the key service has revoked it' && isChange) setImmediate(kill)
          return 'pass'
          function dead(): 'pass' | 'hang-up' {
            const isFirst = kills === 0
            kill()
            return isFirst ? 'hang-up' : 'pass'
          }
        },
      })
      // The webhook of the desk itself would do the work.
      await desk.server.stop()
      const minted = await mintSome(desk.mint, 5)
      const folder = mkdtempSync(join(tmpdir(), 'keyward-killed-'))
      try {
        const first = await serve(desk, folder)
        victim.process = first.process
        if (step === 'a mail is about to be sent') desk.beforeMail(kill)
        if (step === 'an event has been told and not yet noted') desk.beforeEvent(kill)
        const body = JSON.stringify({
          reports: minted.map(({ sha256 }) => ({
            sha256,
            exposure: 'public',
            url: 'https://x.example/',
          })),
        })
        const acknowledged = fetch(`${first.url}/v1/leak-reports`, {
          method: 'POST',
          headers: { authorization: `Bearer ${reporterKey}` },
          body,
        }).then(
          ({ status }) => status,
          () => undefined,
        )
        if (step === 'the report is acknowledged') {
          await acknowledged
          kill()
        }
        await ended(first.process)
        const second = await serve(desk, folder)
        // Whoever got no answer asks again.
        await fetch(`${second.url}/v1/leak-reports`, {
          method: 'POST',
          headers: { authorization: `Bearer ${reporterKey}` },
          body,
        })
        await vi.waitFor(
          async () => {
            for (const { token } of minted)
              expect((await desk.keys.verify(token)).state).toBe('revoked')
            const recipients = desk.mails.map(({ id, to }) => `${id} ${to.join()}`)
            expect(new Set(recipients).size).toBe(minted.length * 3)
          },
          { timeout: 60_000, interval: 200 },
        )
        await desk.quiet()
        second.process.kill('SIGTERM')
        await ended(second.process)
        for (const { id } of minted) {
          const audit = await desk.keys.audit({ subject: id })
          expect(audit.rows.filter(({ action }) => action === 'key.revoked').length).toBe(1)
        }
        const notices = desk.mails.map(({ id, to }) => `${id} ${to.join()}`)
        // Nobody can tell whether a mail arrived that was not answered: a copy has the same name.
        if (step !== 'a mail is about to be sent') {
          expect(notices.length).toBe(new Set(notices).size)
        }
        const told = desk.events
          .filter(({ body }) => body.includes('"key.revoked"'))
          .map(({ headers }) => headers.get('webhook-id'))
        expect(new Set(told).size).toBe(minted.length)
        // The same holds for an event: a copy has the id by which a subscriber knows it.
        if (step !== 'an event has been told and not yet noted') {
          expect(told.length).toBe(minted.length)
        }
        expect(kills).toBeGreaterThan(0)
      } finally {
        victim.process?.kill('SIGKILL')
        rmSync(folder, { recursive: true, force: true })
      }
    })
  })

  describe('a process that is killed over an alert of GitHub', () => {
    it.each([
      ['is asked for the secret', 'GET'],
      ['has resolved it and that is not yet noted', 'PATCH'],
    ])(
      'just when GitHub %s has the key revoked once, and the alert resolved',
      async (_, method) => {
        const desk = await open({ toml: wide })
        const { github, keys } = desk
        await desk.server.stop()
        const { id, token } = await desk.mint()
        github.alerts.set('o/r#7', { secret: token, state: 'open', publicly_leaked: true })
        const folder = mkdtempSync(join(tmpdir(), 'keyward-killed-'))
        const processes: ChildProcess[] = []
        try {
          const first = await serve(desk, folder)
          processes.push(first.process)
          let kills = 0
          github.beforeAlert((asked) => {
            if (asked === method && kills++ === 0) first.process.kill('SIGKILL')
          })
          const alert = {
            number: 7,
            html_url: 'https://github.com/o/r/security/secret-scanning/7',
            publicly_leaked: true,
          }
          const body = JSON.stringify({
            action: 'created',
            alert,
            repository: { full_name: 'o/r', private: true },
          })
          const signature = createHmac('sha256', webhookSecret).update(body).digest('hex')
          const answer = await fetch(`${first.url}/v1/integrations/github/webhook`, {
            method: 'POST',
            headers: {
              'x-github-event': 'secret_scanning_alert',
              'x-github-delivery': 'a-b-c',
              'x-hub-signature-256': `sha256=${signature}`,
            },
            body,
          })
          expect(answer.status).toBe(204)
          await ended(first.process)
          const second = await serve(desk, folder)
          processes.push(second.process)
          await vi.waitFor(
            async () => {
              expect((await keys.verify(token)).state).toBe('revoked')
              expect(github.alerts.get('o/r#7')).toMatchObject({ state: 'resolved' })
            },
            { timeout: 60_000, interval: 200 },
          )
          await desk.quiet()
          second.process.kill('SIGTERM')
          await ended(second.process)
          const audit = await keys.audit({ subject: id })
          expect(audit.rows.filter(({ action }) => action === 'key.revoked').length).toBe(1)
          const notices = desk.mails.map(({ id, to }) => `${id} ${to.join()}`)
          expect(notices.length).toBe(new Set(notices).size)
          expect(kills).toBeGreaterThan(0)
        } finally {
          for (const one of processes) one.kill('SIGKILL')
          rmSync(folder, { recursive: true, force: true })
        }
      },
    )
  })

  it(`answers ${bodies} bodies that mean nothing, and never with 500`, async () => {
    const desk = await open({ toml: '[limits]\naddress = 1000000\nreporter = 1000000\n' })
    const random = generator(7)
    const doors = [
      '/v1/leak-reports',
      '/v1/revoke_tokens',
      '/v1/integrations/trufflehog/verify',
      '/v1/integrations/github/secret-scanning',
      '/v1/integrations/github/webhook',
      '/v1/integrations/gitlab/partner',
      '/v1/integrations/gitguardian',
      '/v1/integrations/webhooks/other',
    ]
    const statuses = new Set<number>()
    const faults: string[] = []
    let begun = 0
    async function send(upTo: number): Promise<void> {
      while (begun < upTo) {
        begun++
        const path = doors[Math.floor(random() * doors.length)] ?? ''
        const request = fuzzed(desk, path, random)
        const response = await fetch(desk.server.url + path, request)
        const text = await response.text()
        statuses.add(response.status)
        if (response.status >= 500) faults.push(`${path} ${response.status} ${text}`)
        if (path === '/v1/leak-reports' && response.status === 200) {
          expect(countOfOutcomes(text)).toBe(countOfReports(request.body))
        }
      }
    }
    // What is made once is made by then.
    await Promise.all(Array.from({ length: 8 }, () => send(bodies / 4)))
    await desk.quiet()
    const before = memory()
    await Promise.all(Array.from({ length: 8 }, () => send(bodies)))
    await desk.quiet()
    expect(faults).toEqual([])
    expect([...statuses]).toEqual(expect.arrayContaining([200, 204, 400, 401]))
    // The lines of the log, which this test keeps, are in it.
    expect(memory() - before).toBeLessThan(8 * 1024 * 1024 + 1024 * bodies)
  })
})

function disorderly(
  { partner, report }: RevokeDesk,
  servers: readonly Server[],
  { token, sha256 }: { token: string; sha256: string },
  random: () => number,
): (() => Promise<Response>)[] {
  const places = ['https://a.example/', 'https://b.example/', 'https://c.example/']
  const count = 2 + Math.floor(random() * 5)
  const told = Array.from({ length: count }, () => {
    const url = places[Math.floor(random() * places.length)] ?? ''
    const at = servers[Math.floor(random() * servers.length)]
    const isPartner = random() < 0.5
    return () =>
      isPartner
        ? partner([{ token, type: 't', url }], at)
        : report(
            [{ sha256, exposure: random() < 0.5 ? 'private' : 'public', url }],
            reporterKey,
            at,
          )
  })
  // Whatever else is said of it, it did leak in public.
  const at = servers[0]
  return [
    ...told,
    () => partner([{ token, type: 't', url: 'https://d.example/' }], at),
    ...told.slice(0, 2),
  ]
}

async function mintSome(mint: RevokeDesk['mint'], count: number) {
  const minted = []
  for (let index = 0; index < count; index++) minted.push(await mint())
  return minted
}

/** The program itself, so that it can be killed. */
async function serve(
  desk: RevokeDesk,
  folder: string,
): Promise<{ process: ChildProcess; url: string }> {
  writeFileSync(join(folder, 'keyward-revoke.toml'), desk.toml)
  const program = fileURLToPath(
    new URL('../packages/revoke/src/keyward-revoke.ts', import.meta.url),
  )
  const process_ = spawn(
    process.execPath,
    ['--conditions=source', '--import', import.meta.resolve('tsx'), program, 'serve'],
    {
      cwd: folder,
      env: { ...process.env, ...desk.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    let faults = ''
    process_.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const found = /Listening on (\S+),/.exec(text)?.[1]
      if (found !== undefined) resolve(found)
    })
    process_.stderr.on('data', (chunk: Buffer) => (faults += chunk.toString()))
    process_.once('exit', () => reject(new Error(`It did not start: ${faults}`)))
  })
  return { process: process_, url }
}

async function ended(process_: ChildProcess): Promise<void> {
  if (process_.exitCode !== null || process_.signalCode !== null) return
  await new Promise((resolve) => process_.once('exit', resolve))
}

/** Nonsense that is mostly genuine: what is forged is turned away before it is read. */
function fuzzed(desk: RevokeDesk, path: string, random: () => number): RequestInit {
  const body = nonsense(random)
  const headers = random() < 0.8 ? signed(desk, path, body) : {}
  return { method: 'POST', body, headers }
}

function signed(
  { github, environment }: RevokeDesk,
  path: string,
  body: string,
): Record<string, string> {
  const agreed = environment['AGREED'] ?? ''
  const seconds = String(Math.floor(Date.now() / 1000))
  if (path.includes('leak')) return { authorization: `Bearer ${reporterKey}` }
  if (path.endsWith('github/webhook')) {
    const signature = `sha256=${hmac(webhookSecret, body)}`
    return { 'x-github-event': 'secret_scanning_alert', 'x-hub-signature-256': signature }
  }
  if (path.endsWith('gitguardian')) {
    return { timestamp: seconds, 'gitguardian-signature': `sha256=${hmac(seconds + agreed, body)}` }
  }
  if (path.endsWith('webhooks/other')) {
    const key = environment['SIGNING'] ?? ''
    const { id, timestamp, signature } = signMessage([key], 'msg_1', Date.now(), body)
    return {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    }
  }
  const feed = github.sign(body)
  if (!path.includes('gitlab')) return { ...feed, authorization: agreed }
  return {
    'gitlab-public-key-identifier': feed['github-public-key-identifier'] ?? '',
    'gitlab-public-key-signature': feed['github-public-key-signature'] ?? '',
  }
}

function hmac(key: string, body: string): string {
  return createHmac('sha256', key).update(body).digest('hex')
}

function nonsense(random: () => number): string {
  if (random() < 0.2) {
    return Array.from({ length: Math.floor(random() * 200) }, () =>
      String.fromCharCode(Math.floor(random() * 0x300)),
    ).join('')
  }
  const items = Array.from({ length: 1 + Math.floor(random() * 4) }, () => anything(random, 1))
  return JSON.stringify(random() < 0.7 ? items : items[0])
}

const oddities = [
  null,
  true,
  -1,
  1e308,
  '',
  'text',
  '\u0000',
  '\ud800',
  'x'.repeat(3000),
  hashOf('x'),
  'created',
  'leak.detected',
  'o/r',
  7,
]
const names =
  'token type url sha256 reports location exposure path line alert number repository full_name action __proto__ incident id data detector'.split(
    ' ',
  )

function anything(random: () => number, level: number): unknown {
  const kind = random()
  if (level > 3 || kind < 0.4) return oddities[Math.floor(random() * oddities.length)]
  if (kind < 0.6) {
    return Array.from({ length: Math.floor(random() * 4) }, () => anything(random, level + 1))
  }
  return Object.fromEntries(
    Array.from({ length: Math.floor(random() * 6) }, () => [
      names[Math.floor(random() * names.length)] ?? '',
      anything(random, level + 1),
    ]),
  )
}

function countOfReports(body: unknown): number {
  const document = JSON.parse(String(body)) as { reports?: unknown }
  const list = Array.isArray(document) ? (document as unknown[]) : document.reports
  return Array.isArray(list) ? list.length : -1
}

function countOfOutcomes(text: string): number {
  return (JSON.parse(text) as { outcomes: unknown[] }).outcomes.length
}

/** What is held once all that is held no more was let go. */
function memory(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item)
}

/** The same numbers for the same seed. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39) | 0
    return ((state >>> 0) % 1_000_003) / 1_000_003
  }
}
