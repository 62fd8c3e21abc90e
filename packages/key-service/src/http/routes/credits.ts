import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { actFor, actForAll, keyFor, type Env } from '../caller.ts'
import type { HttpParts } from '../parts.ts'
import { answer, body, failures, needs } from '../responses.ts'
import { createRouter } from '../router.ts'
import {
  balanceSchema,
  creditSchema,
  debitSchema,
  organisationPath as params,
} from '../schemas/organisation.ts'
import { identifier } from '../schemas/text.ts'

/** What an organisation has to spend, and what requests with its keys cost. */
export function creditRoutes(parts: HttpParts): OpenAPIHono<Env> {
  const { service } = parts
  const app = createRouter()

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/organisations/{organisation}/credits',
      summary: 'Read the balance',
      ...needs(parts, 'keys:read'),
      request: { params },
      responses: { 200: answer(balanceSchema, 'The balance.'), ...failures() },
    }),
    async (context) => {
      const { organisation } = context.req.valid('param')
      actFor(context.get('caller'), organisation)
      return context.json({ balance: await service.balance(organisation) }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/organisations/{organisation}/credits',
      summary: 'Add credits, once for each idempotency key',
      ...needs(parts, 'credits:write'),
      request: { params, body: body(creditSchema) },
      responses: {
        200: answer(debitSchema, 'The balance after it.'),
        ...failures('conflict', 'cannot-be'),
      },
    }),
    async (context) => {
      const caller = context.get('caller')
      actForAll(caller)
      const { organisation } = context.req.valid('param')
      const request = { organisation, ...context.req.valid('json') }
      return context.json(await service.credit(request, caller.actor), 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/keys/{id}/debits',
      summary: 'Take credits from the organisation of a key, once for each idempotency key',
      ...needs(parts, 'keys:verify'),
      request: { params: z.object({ id: identifier }), body: body(creditSchema) },
      responses: {
        200: answer(debitSchema, 'What became of it.'),
        ...failures('not-found', 'conflict', 'cannot-be'),
      },
    }),
    async (context) => {
      const key = await keyFor(parts, context.get('caller'), context.req.valid('param').id)
      const { amount, idempotencyKey } = context.req.valid('json')
      return context.json(await service.debit(key.id, amount, idempotencyKey), 200)
    },
  )
  return app
}
