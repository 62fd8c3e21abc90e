import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { defaultReminders } from '../../policy.ts'
import { actFor, type Env } from '../caller.ts'
import type { HttpParts } from '../parts.ts'
import { present } from '../present.ts'
import { answer, body, failures, needs } from '../responses.ts'
import { createRouter } from '../router.ts'
import { keySchema } from '../schemas/key.ts'
import {
  organisationPath as params,
  policyPatchSchema,
  policySchema,
} from '../schemas/organisation.ts'

/** What an organisation decides of its keys. */
export function policyRoutes(parts: HttpParts): OpenAPIHono<Env> {
  const { service } = parts
  const app = createRouter()

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/organisations/{organisation}/policy',
      summary: 'Read how old keys may grow',
      ...needs(parts, 'keys:read'),
      request: { params },
      responses: { 200: answer(policySchema, 'The policy.'), ...failures() },
    }),
    async (context) => {
      const { organisation } = context.req.valid('param')
      actFor(context.get('caller'), organisation)
      return context.json(await service.policy(organisation), 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'put',
      path: '/v1/organisations/{organisation}/policy',
      summary: 'Decide how old keys may grow, and when their owners are reminded',
      ...needs(parts, 'policy:write'),
      request: { params, body: body(policyPatchSchema) },
      responses: { 200: answer(policySchema, 'The policy.'), ...failures('cannot-be') },
    }),
    async (context) => {
      const caller = context.get('caller')
      const { organisation } = context.req.valid('param')
      actFor(caller, organisation)
      const { reminders = defaultReminders, ...rest } = context.req.valid('json')
      const policy = present({ organisation, reminders, ...rest })
      return context.json(await service.setPolicy(policy, caller.actor), 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/organisations/{organisation}/stale-keys',
      summary: 'List keys that are older than the policy allows, or soon will be',
      ...needs(parts, 'keys:read'),
      request: {
        params,
        query: z.object({ within: z.coerce.number().int().min(0).max(1e12).optional() }),
      },
      responses: {
        200: answer(z.object({ rows: z.array(keySchema).readonly() }), 'The keys.'),
        ...failures(),
      },
    }),
    async (context) => {
      const { organisation } = context.req.valid('param')
      actFor(context.get('caller'), organisation)
      const { within } = context.req.valid('query')
      return context.json({ rows: await service.stale(organisation, within) }, 200)
    },
  )
  return app
}
