import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { environmentsOf } from '../../api.ts'
import type { Env } from '../caller.ts'
import type { HttpParts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { answer, failures, needs } from '../responses.ts'
import { createRouter } from '../router.ts'
import { apiSchema } from '../schemas/key.ts'

/** What those who run the service ask, and what it can mint keys for. */
export function operationRoutes(parts: HttpParts): OpenAPIHono<Env> {
  const { service, metrics } = parts
  const app = createRouter()

  app.openapi(
    createRoute({
      method: 'get',
      path: '/healthz',
      summary: 'Tell whether the service can do its work',
      security: [],
      responses: {
        200: answer(z.object({ state: z.literal('well') }), 'It can.'),
        ...failures(),
      },
    }),
    async (context) => {
      await service.store.probe().catch(() => {
        // Whatever is in its way, it is not well.
        throw new Problem('unavailable', {}, 5)
      })
      return context.json({ state: 'well' as const }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/metrics',
      summary: 'Count what was done, in the words of Prometheus',
      security: [],
      responses: {
        200: { description: 'Counts.', content: { 'text/plain': { schema: z.string() } } },
        ...failures(),
      },
    }),
    async (context) =>
      context.text(await metrics.text(), 200, { 'content-type': metrics.contentType }),
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/apis',
      summary: 'List what keys can be minted for',
      ...needs(parts, 'keys:read'),
      responses: {
        200: answer(z.object({ rows: z.array(apiSchema).readonly() }), 'The APIs.'),
        ...failures(),
      },
    }),
    (context) => {
      const rows = service.apis.map((api) => {
        const { id, title, prefix, scopes, products } = api
        return { id, title, prefix, environments: environmentsOf(api), scopes, products }
      })
      return context.json({ rows }, 200)
    },
  )
  return app
}
