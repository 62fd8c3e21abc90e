import { Hono, type Context } from 'hono'
import { routePath } from 'hono/route'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { githubLabels, reportOutcomes, trufflehogStatus } from './answers.ts'
import type { Doors } from './doors.ts'
import { takeIn, type Taken } from './intake.ts'
import type { Limits } from './limits.ts'
import type { Parts } from './parts.ts'
import { isGitlab, receiveGitlabRevocation } from './receivers/gitlab-revocation.ts'
import { receiveReports, reporterOf } from './receivers/keyward.ts'
import type { Delivery, Receiver, TurnedAway } from './receivers/reception.ts'
import { receiveTrufflehog } from './receivers/trufflehog.ts'
import { bodyOf } from './request-body.ts'
import { settled, type Bell } from './settled.ts'
import type { IncidentRow } from './store/tables.ts'

export interface WebhookParts {
  readonly parts: Parts
  readonly doors: Doors
  readonly limits: Limits
  readonly bell: Bell
  /** Who is at the other end of a connection. */
  readonly addressOf: (context: Context) => string
}

const mebibyte = 1024 * 1024
/** A feed cannot be told to send less; a reporter of ours sends a thousand hashes at most. */
const longestFeed = 5 * mebibyte
const longestReports = 2 * mebibyte
/** GitHub waits for thirty seconds, and for ten with its own alerts, which are not waited for. */
const patience = 8000

/** Where leaks are reported. An acknowledgement means that all of it is kept. */
export function createWebhook(webhook: WebhookParts): Hono {
  const { parts, doors } = webhook
  const app = new Hono()
  app.get('/healthz', (context) => context.json({ state: 'up' }))
  app.get('/metrics', async (context) => {
    const type = { 'content-type': parts.metrics.contentType }
    return context.body(await parts.metrics.text(), 200, type)
  })

  const { githubPartner, githubAlerts, gitlab, gitlabPartner, gitguardian, trufflehog } = doors
  if (githubPartner) {
    const door = { name: 'github', receiver: githubPartner, answer: labelled }
    app.post('/v1/integrations/github/secret-scanning', listen(webhook, door))
  }
  if (githubAlerts) {
    const door = { name: 'github-alerts', receiver: githubAlerts, answer: accepted }
    app.post('/v1/integrations/github/webhook', listen(webhook, door))
  }
  if (gitlab) {
    app.get('/v1/revocable_token_types', (context) =>
      isGitlab(gitlab, context.req.raw.headers)
        ? context.json({ types: gitlab.types })
        : context.json({ error: 'The token agreed upon is required.' }, 401),
    )
    const receiver: Receiver = (incoming) => receiveGitlabRevocation(gitlab, incoming)
    app.post('/v1/revoke_tokens', listen(webhook, { name: 'gitlab', receiver, answer: accepted }))
  }
  if (gitlabPartner) {
    const door = { name: 'gitlab-partner', receiver: gitlabPartner, answer: accepted }
    app.post('/v1/integrations/gitlab/partner', listen(webhook, door))
  }
  if (gitguardian) {
    const door = { name: 'gitguardian', receiver: gitguardian, answer: accepted }
    app.post('/v1/integrations/gitguardian', listen(webhook, door))
  }
  if (trufflehog) {
    const receiver: Receiver = (incoming) => receiveTrufflehog(trufflehog, incoming)
    const door = { name: 'trufflehog', receiver, answer: verdict }
    app.post('/v1/integrations/trufflehog/verify', listen(webhook, door))
  }
  for (const [name, receiver] of doors.senders) {
    const door = { name: 'standard-webhooks', receiver, answer: accepted }
    app.post(`/v1/integrations/webhooks/${name}`, listen(webhook, door))
  }
  app.post('/v1/leak-reports', (context) => takeReports(webhook, context))

  app.notFound((context) => context.json({ error: 'There is no such door.' }, 404))
  app.onError((error, context) => {
    // What was thrown may hold what was sent. Whoever sent it may send it again.
    parts.log.error({ name: error.name, route: routePath(context, -1) }, 'a request failed')
    return context.json({ error: 'It could not be kept. Send it again.' }, 503, {
      'retry-after': '30',
    })
  })
  return app
}

interface Door {
  readonly name: string
  readonly receiver: Receiver
  readonly answer: (
    context: Context,
    delivery: Delivery,
    taken: Taken,
    rows: () => Promise<readonly IncidentRow[]>,
  ) => Promise<Response>
  readonly most?: number
}

function listen(webhook: WebhookParts, door: Door): (context: Context) => Promise<Response> {
  return async (context) => {
    const { parts, limits, addressOf } = webhook
    const address = addressOf(context)
    const wait = await limits.address(address)
    if (wait !== undefined) return limited(webhook, context, door.name, wait)
    const body = await bodyOf(context.req.raw, door.most ?? longestFeed)
    if (!body) {
      const reception = { state: 'too-large', reason: 'The body is too large.' } as const
      return turnAway(webhook, context, { door: door.name, address, reception })
    }
    const reception = await door.receiver({ body, headers: context.req.raw.headers })
    if (reception.state === 'ignored') return context.json({ ignored: reception.reason }, 202)
    if (reception.state !== 'verified') {
      return turnAway(webhook, context, { door: door.name, address, reception })
    }
    const { delivery } = reception
    const taken = await takeIn(parts, delivery, body)
    parts.metrics.received(delivery.origin, delivery.reports.length, delivery.problems.length)
    const ids = [...new Set(taken.incidents.values())]
    const { database } = parts.store
    return door.answer(context, delivery, taken, () =>
      settled({ database, bell: webhook.bell, clock: parts.clock }, ids, patience),
    )
  }
}

async function takeReports(webhook: WebhookParts, context: Context): Promise<Response> {
  const { doors, limits, addressOf } = webhook
  const reporter = reporterOf(doors.reporters, context.req.raw.headers)
  if (!reporter) {
    const reception = { state: 'forged', reason: 'The key of a reporter is required.' } as const
    const wait = await limits.address(addressOf(context))
    if (wait !== undefined) return limited(webhook, context, 'reporter', wait)
    const address = addressOf(context)
    return turnAway(webhook, context, { door: 'reporter', address, reception })
  }
  const wait = await limits.reporter(reporter.name, reporter.organisation)
  if (wait !== undefined) return limited(webhook, context, 'reporter', wait)
  const receiver: Receiver = (incoming) => receiveReports(reporter, incoming)
  const answer: Door['answer'] = async (context, delivery, taken, rows) =>
    context.json(reportOutcomes(delivery, taken, await rows(), reporter.organisation))
  const door = { name: 'reporter', receiver, answer, most: longestReports }
  return listen(webhook, door)(context)
}

function limited({ parts }: WebhookParts, context: Context, door: string, wait: number): Response {
  parts.metrics.turnedAway(door, 'limited')
  return context.json({ error: 'That was too often.' }, 429, { 'retry-after': String(wait) })
}

const statuses: Readonly<Record<TurnedAway['state'], ContentfulStatusCode>> = {
  unsigned: 401,
  forged: 401,
  stale: 401,
  malformed: 400,
  'too-large': 413,
  // Who signs it could not be asked; a sender that tries again is heard then.
  unavailable: 503,
}

async function turnAway(
  { parts, limits }: WebhookParts,
  context: Context,
  { door, address, reception }: { door: string; address: string; reception: TurnedAway },
): Promise<Response> {
  const { state, reason } = reception
  parts.metrics.turnedAway(door, state)
  parts.log.warn({ door, state, reason }, 'a request was turned away')
  if (statuses[state] === 401) await limits.turnedAway(address)
  return context.json({ error: reason }, statuses[state], more[state] ?? {})
}

const more: Readonly<Partial<Record<TurnedAway['state'], Record<string, string>>>> = {
  unavailable: { 'retry-after': '60' },
  // The rest of it is not read, so nothing more can come this way.
  'too-large': { connection: 'close' },
}

const labelled: Door['answer'] = async (context, delivery, taken, rows) =>
  context.json(githubLabels(delivery, taken, await rows()))

const verdict: Door['answer'] = async (context, _delivery, _taken, rows) =>
  context.json({}, trufflehogStatus(await rows()))

const accepted: Door['answer'] = (context) => Promise.resolve(context.body(null, 204))
