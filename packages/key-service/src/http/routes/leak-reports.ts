import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import type { KnownLeak, LeakReport, ReportOutcome } from '../../leak-report.ts'
import { organisationOf, type Caller, type Env } from '../caller.ts'
import type { HttpParts } from '../parts.ts'
import { present } from '../present.ts'
import { Problem } from '../problem.ts'
import { answer, body, failures, needs } from '../responses.ts'
import { createRouter } from '../router.ts'
import {
  hashesSchema,
  idempotencyHeader,
  knownLeaksSchema,
  leakReportFilter,
  leakReportPage,
  leakReportSchema,
  leakReportsSchema,
  outcomesSchema,
  storedLeakReportSchema,
} from '../schemas/leak-report.ts'
import { identifier } from '../schemas/text.ts'

/** Where somebody says that a key lies where it should not. */
export function leakReportRoutes(parts: HttpParts): OpenAPIHono<Env> {
  const app = createRouter()
  app.openAPIRegistry.register('LeakReport', leakReportSchema)

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/leak-reports',
      summary: 'Report leaked keys by their hashes',
      ...needs(parts, 'leaks:report'),
      request: { headers: idempotencyHeader, body: body(leakReportsSchema) },
      responses: {
        200: answer(outcomesSchema, 'What became of each.'),
        ...failures('conflict', 'cannot-be'),
      },
    }),
    async (context) => {
      const caller = context.get('caller')
      const reports = context.req.valid('json').reports.map(leakReportOf)
      const { 'idempotency-key': idempotencyKey } = context.req.valid('header')
      const settled = await parts.service.report(
        reports.filter((report) => report !== undefined),
        caller.actor,
        idempotencyKey,
      )
      const rest = [...settled]
      const outcomes = reports.map((report) => (report && rest.shift()) ?? malformed)
      for (const { state } of outcomes) parts.metrics.reported(state)
      return context.json({ outcomes: outcomes.map((outcome) => seenBy(caller, outcome)) }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/leak-reports/lookup',
      summary: 'Tell which hashes are of keys; nothing is reported',
      ...needs(parts, 'leaks:report'),
      request: { body: body(hashesSchema) },
      responses: { 200: answer(knownLeaksSchema, 'What is known of each.'), ...failures() },
    }),
    async (context) => {
      const caller = context.get('caller')
      const { hashes } = context.req.valid('json')
      const texts = hashes.map((hash) => (typeof hash === 'string' ? hash : ''))
      const keys = await parts.service.lookUp(texts)
      return context.json({ keys: keys.map((known) => knownTo(caller, known)) }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/leak-reports',
      summary: 'List what was reported, the newest first',
      ...needs(parts, 'keys:read'),
      request: { query: leakReportFilter },
      responses: { 200: answer(leakReportPage, 'A page of them.'), ...failures() },
    }),
    async (context) => {
      const { after, limit, organisation, ...filter } = context.req.valid('query')
      const own = organisationOf(context.get('caller'), organisation)
      const page = await parts.service.leakReports(
        present({ ...filter, organisation: own }),
        present({ after, limit }),
      )
      return context.json(page, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/leak-reports/{id}',
      summary: 'Read one report',
      ...needs(parts, 'keys:read'),
      request: { params: z.object({ id: identifier }) },
      responses: { 200: answer(storedLeakReportSchema, 'It.'), ...failures('not-found') },
    }),
    async (context) => {
      const { organisation } = context.get('caller')
      const report = await parts.service.leakReport(context.req.valid('param').id)
      const isForeign = organisation !== undefined && report?.key.organisation !== organisation
      if (!report || isForeign) {
        throw new Problem('not-found', { detail: 'There is no such report.' })
      }
      return context.json(report, 200)
    },
  )
  return app
}

const malformed: ReportOutcome = { state: 'malformed' }

function leakReportOf(value: unknown): LeakReport | undefined {
  const { success, data } = leakReportSchema.safeParse(value)
  return success ? present(data) : undefined
}

/** Whoever knows a hash may have the key ended; whose it is only its own organisation is told. */
function seenBy({ organisation }: Caller, outcome: ReportOutcome): ReportOutcome {
  const isForeign = organisation !== undefined && outcome.key?.organisation !== organisation
  return isForeign ? { state: outcome.state } : outcome
}

/** To report is to answer for it; to look up is not, and tells nothing of others. */
function knownTo({ organisation }: Caller, known: KnownLeak): KnownLeak {
  const isForeign = organisation !== undefined && known.key?.organisation !== organisation
  return isForeign && known.key ? { state: 'unknown' } : known
}
