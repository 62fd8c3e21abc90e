import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import type { AuditRow } from '../../audit.ts'
import { actForAll, type Env } from '../caller.ts'
import type { HttpParts } from '../parts.ts'
import { present } from '../present.ts'
import { answer, failures, needs } from '../responses.ts'
import { createRouter } from '../router.ts'
import { auditCheckSchema, auditFilter, auditPage } from '../schemas/audit.ts'

/** What was done, by whom. It is of all organisations, so only the operators read it. */
export function auditRoutes(parts: HttpParts): OpenAPIHono<Env> {
  const { service } = parts
  const app = createRouter()

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/audit',
      summary: 'Read the audit, the newest rows first',
      ...needs(parts, 'audit:read'),
      request: { query: auditFilter },
      responses: { 200: answer(auditPage, 'A page of it.'), ...failures() },
    }),
    async (context) => {
      actForAll(context.get('caller'))
      const { after, limit, ...filter } = context.req.valid('query')
      const page = await service.audit(present(filter), present({ after, limit }))
      return context.json(page, 200)
    },
  )

  const { security, middleware } = needs(parts, 'audit:read')
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/audit/export',
    summary: 'Read all of the audit, a row a line, the oldest first',
    security,
    responses: {
      200: {
        description: 'Lines of JSON.',
        content: { 'application/x-ndjson': { schema: z.string() } },
      },
      ...failures(),
    },
  })
  app.get('/v1/audit/export', ...middleware, (context) => {
    actForAll(context.get('caller'))
    return context.body(linesOf(service.auditRows()), 200, {
      'content-type': 'application/x-ndjson',
    })
  })

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/audit/verification',
      summary: 'Check that nothing in the audit was changed',
      ...needs(parts, 'audit:read'),
      responses: { 200: answer(auditCheckSchema, 'Whether it is whole.'), ...failures() },
    }),
    async (context) => {
      actForAll(context.get('caller'))
      return context.json(await service.verifyAudit(), 200)
    },
  )
  return app
}

const longestPart = 16_384

/** A row is read when somebody takes it, so an audit of any length fits. */
function linesOf(rows: AsyncIterable<AuditRow>): ReadableStream<Uint8Array> {
  const iterator = rows[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      let lines = ''
      while (lines.length < longestPart) {
        const row = await iterator.next()
        if (row.done === true) break
        lines += `${JSON.stringify(row.value)}\n`
      }
      if (lines === '') controller.close()
      else controller.enqueue(encoder.encode(lines))
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}
