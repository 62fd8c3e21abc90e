import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import type { LeakReport, ReportOutcome } from '../../leak-report.ts'
import type { Caller, Env } from '../caller.ts'
import type { HttpParts } from '../parts.ts'
import { present } from '../present.ts'
import { answer, body, failures, needs } from '../responses.ts'
import { createRouter } from '../router.ts'
import {
  idempotencyHeader,
  leakReportSchema,
  leakReportsSchema,
  outcomesSchema,
} from '../schemas/leak-report.ts'

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
