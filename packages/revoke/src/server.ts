import { serve, type HttpBindings } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { sql } from 'kysely'
import type { AddressInfo } from 'node:net'
import {
  chatsOf,
  doorsOf,
  githubOf,
  recipientsOf,
  secretsOf,
  subscribersOf,
  type World,
} from './assemble.ts'
import type { KeyService } from './key-service.ts'
import { createLimits } from './limits.ts'
import { createLog, createScrubber } from './log.ts'
import { createMetrics } from './metrics.ts'
import { createMailer } from './notices/mail.ts'
import { createOutlet } from './outlet.ts'
import type { Parts } from './parts.ts'
import { followQuarantines } from './quarantines.ts'
import { reconcile } from './reconciler.ts'
import { known } from './record.ts'
import { createBell } from './settled.ts'
import { formatsOf, policyOf, secretOf, type Settings } from './settings.ts'
import type { Database } from './store/tables.ts'
import type { Store } from './store/store.ts'
import { createTokenJudge } from './token-judge.ts'
import { createWebhook } from './webhook.ts'
import { startWork } from './work.ts'

export interface ServerParts extends World {
  readonly settings: Settings
  readonly store: Store
  readonly keyService: KeyService
  readonly output: { write(line: string): unknown }
  readonly random: () => number
  readonly newId: () => string
}

export interface Server {
  readonly url: string
  readonly parts: Parts
  stop: () => Promise<void>
}

const quarter = 15 * 60 * 1000
const hour = 60 * 60 * 1000

/** The webhook and the work behind it, until it is stopped. */
export async function startServer(server: ServerParts): Promise<Server> {
  const { settings, clock } = server
  const formats = formatsOf(settings)
  const today = new Date(clock()).toISOString().slice(0, 10)
  const judge = createTokenJudge(formats, today)
  const bell = createBell()
  const outlet = createOutlet({ allowed: settings.internal })
  const parts = partsOf(server, { today, outlet, changed: () => bell.ring() })
  const doors = doorsOf(settings, server, judge)
  const limits = createLimits(settings.limits, { database: server.store.database, clock })
  const app = createWebhook({
    parts,
    doors,
    limits,
    bell,
    addressOf: (context) => remoteAddress(context, settings.behind_proxy),
  })
  const leaseMs = settings.lease_seconds * 1000
  const runner = await startWork(parts, { outlet, judge, leaseMs })

  const watch = settings.github?.watch ?? []
  const timers = [
    every(quarter, 'open alerts could not be looked through', () => reconcile(parts, watch)),
    every(hour, 'quarantines could not be followed', () => followQuarantines(parts)),
  ]

  const listening = await listen(app.fetch, settings)
  let stopping: Promise<void> | undefined
  return {
    url: listening.url,
    parts,
    stop: () => (stopping ??= stop()),
  }

  async function stop(): Promise<void> {
    for (const timer of timers) clearInterval(timer)
    await listening.close()
    await runner.stop()
    parts.mailer?.close()
  }

  /** At once, and then again and again. */
  function every(ms: number, failed: string, look: () => Promise<unknown>): NodeJS.Timeout {
    run()
    return setInterval(run, ms)

    function run(): void {
      void look().catch(() => {
        parts.log.warn(failed)
      })
    }
  }
}

function partsOf(
  server: ServerParts,
  own: { today: string; outlet: ReturnType<typeof createOutlet>; changed: () => void },
): Parts {
  const { settings, store, environment } = server
  const { breaker } = settings
  const mail = settings.mail
  const scrub = createScrubber({
    formats: formatsOf(settings),
    secrets: secretsOf(settings, environment),
    today: own.today,
  })
  return known<Parts>({
    store,
    keyService: server.keyService,
    policy: policyOf(settings),
    breaker: {
      keys: breaker.keys,
      share: breaker.share,
      shareFrom: breaker.share_from,
      overall: breaker.overall,
      windowMs: breaker.minutes * 60_000,
    },
    recipients: recipientsOf(settings),
    mailer:
      mail && createMailer({ url: secretOf(environment, mail.url_variable), from: mail.from }),
    chats: chatsOf(settings, server, own.outlet),
    subscribers: subscribersOf(settings, server),
    github: githubOf(settings, server),
    organisationOf: new Map(
      settings.reporter.flatMap(({ name, organisation }) =>
        organisation === undefined ? [] : [[`reporter:${name}`, organisation]],
      ),
    ),
    log: createLog({ level: settings.log, destination: server.output, scrub }),
    scrub,
    metrics: createMetrics({
      incidents: () => countIncidents(store.database),
      waiting: () => store.jobs.waiting(),
      givenUp: () => countFailedJobs(store.database),
    }),
    clock: server.clock,
    random: server.random,
    newId: server.newId,
    isStopped: () => (environment['KEYWARD_REVOKE_KILL_SWITCH'] ?? '') !== '',
    changed: own.changed,
  })
}

async function countIncidents(database: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await database
    .selectFrom('incident')
    .select(['state', sql<number>`count(*)`.as('count')])
    .groupBy('state')
    .execute()
  return new Map(rows.map(({ state, count }) => [state, count]))
}

async function countFailedJobs(database: Database): Promise<number> {
  const counted = database.selectFrom('failed_job').select(sql<number>`count(*)`.as('count'))
  return (await counted.executeTakeFirstOrThrow()).count
}

function remoteAddress(context: Context, isBehindProxy: boolean): string {
  const forwarded = isBehindProxy ? context.req.header('x-forwarded-for') : undefined
  // The last entry is the proxy's own word; those before it are whatever the sender wrote.
  const told = forwarded?.split(',').at(-1)?.trim()
  return told ?? getConnInfo(context as Context<{ Bindings: HttpBindings }>).remote.address ?? ''
}

async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { port, hostname }: Settings,
): Promise<{ url: string; close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname }, (address: AddressInfo) => {
      resolve({
        url: `http://${hostname}:${address.port}`,
        close: () => new Promise((closed) => server.close(() => closed())),
      })
    })
    server.once('error', reject)
  })
}
