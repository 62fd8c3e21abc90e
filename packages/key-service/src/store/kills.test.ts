import { spawn } from 'node:child_process'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { builtProgram, type BuiltProgram } from '../../../../fixtures/built-program.ts'
import {
  ann,
  documents,
  onEachStore,
  serviceOn,
  type Bench,
} from '../../../../fixtures/key-service.ts'
import { addSubscriber } from './subscribers.ts'

interface Line {
  readonly done: 'opened' | 'mint' | 'debit' | 'revoke'
  readonly key?: string
  readonly token?: string
  readonly id?: string
  readonly amount?: number
}

const credits = 1_000_000
// A service that never gets to revoke anything is not killed forever.
const most = 4
let writer: BuiltProgram

beforeAll(async () => {
  const entry = new URL('../../../../fixtures/key-service-writer.ts', import.meta.url)
  writer = await builtProgram(entry, ['better-sqlite3', 'pg', 'graphile-worker'])
})
afterAll(() => writer.remove())

onEachStore((open) => {
  test(
    'nothing that was acknowledged is lost, however often the service is killed',
    { timeout: 400_000 },
    async () => {
      const bench = await open()
      bench.clock.now = Date.now()
      await prepare(bench)
      const kills = bench.store.database === 'sqlite' ? 200 : 30
      const lines: Line[] = []
      let killed = 0
      const changes = ['mint', 'debit', 'revoke'] as const
      // However busy the machine is: as many kills as are promised, and more until much was done.
      function isEnough(): boolean {
        return killed >= kills && changes.every((what) => linesOf(lines, what).length > kills / 5)
      }
      async function lane(name: string): Promise<void> {
        while (!isEnough() && killed < most * kills)
          lines.push(...(await killedAtRandom(bench.url, `${name}${killed++}`)))
      }
      // Two at a time, so that a file is also left in the midst of another's work.
      await Promise.all([lane('a'), lane('b')])

      expect(killed).toBeGreaterThanOrEqual(kills)
      for (const what of changes) {
        expect(linesOf(lines, what).length, what).toBeGreaterThan(kills / 5)
      }
      await checkKeys(bench, lines)
      await checkDebits(bench, linesOf(lines, 'debit'))
      await checkEffects(bench)
    },
  )
})

function linesOf(lines: readonly Line[], what: Line['done']): Line[] {
  return lines.filter(({ done }) => done === what)
}

async function prepare({ store, service, clock }: Bench): Promise<void> {
  await service.credit({ organisation: 'acme', amount: credits, idempotencyKey: 'first' }, ann)
  await store.write((transaction) =>
    addSubscriber(transaction, {
      ...{ id: 'sub_a', url: 'https://example.com', events: [], sealed: 'first.a.b.c' },
      ...{ enabled: true, createdAt: clock.now },
    }),
  )
}

async function killedAtRandom(url: string, name: string): Promise<Line[]> {
  const child = spawn(process.execPath, [writer.path, url, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  // Some while after some answers: a busy machine must not mean that nothing was done.
  let answers = Math.floor(Math.random() * 16)
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part
    answers -= part.split('\n').length - 1
    if (answers < 0) setTimeout(() => child.kill('SIGKILL'), Math.random() * 10)
  })
  const signal = await new Promise((resolve) => child.once('close', (_, signal) => resolve(signal)))
  expect(signal, `${name} ended by itself`).toBe('SIGKILL')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
}

async function checkKeys({ store, clock }: Bench, lines: readonly Line[]): Promise<void> {
  clock.now = Date.now()
  const service = await serviceOn(store, () => clock.now, { apis: [documents] })
  const revoked = new Set(lines.filter(({ done }) => done === 'revoke').map(({ key }) => key))
  for (const { done, key, token } of lines) {
    if (done !== 'mint') continue
    const verification = await service.verify(token)
    expect(verification).toMatchObject({ key: { id: key } })
    if (revoked.has(key)) expect(verification.state).toBe('revoked')
    // A revocation may have been done and not acknowledged, never the other way round.
    else expect(['valid', 'revoked']).toContain(verification.state)
  }
  expect(await service.verifyAudit()).toMatchObject({ state: 'whole' })
  expect(
    await count(
      store,
      sql`SELECT count(*) AS found FROM keys k WHERE NOT EXISTS
    (SELECT 1 FROM audit a WHERE a.subject = k.id AND a.action = 'key.minted')`,
    ),
  ).toBe(0)
  expect(
    await count(
      store,
      sql`SELECT count(*) AS found FROM keys k WHERE (state = 'revoked') <> EXISTS
    (SELECT 1 FROM audit a WHERE a.subject = k.id AND a.action = 'key.revoked')`,
    ),
  ).toBe(0)
}

async function checkDebits(
  { store, service }: Bench,
  acknowledged: readonly Line[],
): Promise<void> {
  for (const { id, amount } of acknowledged) {
    const found = await store.reads
      .selectFrom('debits')
      .select('amount')
      .where('id', '=', `debit acme ${id}`)
      .execute()
    expect(found).toEqual([{ amount }])
  }
  const taken = await count(store, sql`SELECT sum(amount) AS found FROM debits WHERE amount > 0`)
  expect(await service.balance('acme')).toBe(credits - taken)
}

/** Every change has its event, every event its one delivery, and on Postgres each of those a job. */
async function checkEffects({ store }: Bench): Promise<void> {
  const audited = await count(
    store,
    sql`SELECT count(*) AS found FROM audit
    WHERE action IN ('key.minted', 'key.revoked')`,
  )
  const { events, ids } = (
    await sql<{ events: number; ids: number }>`SELECT count(*) AS events, count(DISTINCT id) AS ids
      FROM events WHERE type IN ('key.minted', 'key.revoked')`.execute(store.reads)
  ).rows[0]!
  expect(events).toBe(audited)
  expect(ids).toBe(events)
  expect(await count(store, sql`SELECT count(*) AS found FROM deliveries`)).toBe(events)
  expect(await count(store, sql`SELECT count(DISTINCT event) AS found FROM deliveries`)).toBe(
    events,
  )
  if (store.database === 'sqlite') return
  expect(
    await count(
      store,
      sql`SELECT count(*) AS found FROM graphile_worker.jobs j
    JOIN deliveries d ON d.id = j.key`,
    ),
  ).toBe(events)
}

async function count(store: Bench['store'], query: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await (query as ReturnType<typeof sql<{ found: number | null }>>).execute(
    store.reads,
  )
  return rows[0]?.found ?? 0
}
