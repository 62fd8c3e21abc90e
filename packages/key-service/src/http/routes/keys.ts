import { createRoute, z } from '@hono/zod-openapi'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { actFor, actWith, keyFor, organisationOf, type Env } from '../caller.ts'
import { actOn, creatorFor } from '../member.ts'
import { present } from '../present.ts'
import type { HttpParts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { answer, body, failures, needs } from '../responses.ts'
import { createRouter } from '../router.ts'
import {
  filterSchema,
  keyPage,
  keySchema,
  mintedSchema,
  mintSchema,
  outcomeSchema,
  patchSchema,
} from '../schemas/key.ts'
import { identifier } from '../schemas/text.ts'
import { changed } from './key-state.ts'

/** Keys as things: made, listed, read and renamed. */
export function keyRoutes(parts: HttpParts): OpenAPIHono<Env> {
  const { service } = parts
  const app = createRouter()
  const params = z.object({ id: identifier })

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/keys',
      summary: 'Mint a key',
      ...needs(parts, 'keys:write'),
      request: { body: body(mintSchema) },
      responses: { 201: answer(mintedSchema, 'The key.'), ...failures('cannot-be') },
    }),
    async (context) => {
      const caller = context.get('caller')
      const { organisation: named, creator, ...request } = context.req.valid('json')
      const organisation = organisationOf(caller, named)
      if (organisation === undefined) {
        throw new Problem('invalid-request', { detail: 'An organisation is needed.' })
      }
      actWith(caller, request)
      const wanted = { ...request, organisation, creator: await creatorFor(parts, caller, creator) }
      await actOn(parts, caller, wanted, 'open')
      const { key, token } = await service.mint(present(wanted), caller.actor)
      return context.json({ key, token: token.reveal() }, 201)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/keys',
      summary: 'List keys, the newest first',
      ...needs(parts, 'keys:read'),
      request: { query: filterSchema },
      responses: { 200: answer(keyPage, 'A page of them.'), ...failures() },
    }),
    async (context) => {
      const { after, limit, organisation: named, ...filter } = context.req.valid('query')
      const organisation = organisationOf(context.get('caller'), named)
      const page = await service.keys(
        present({ ...filter, organisation }),
        present({ after, limit }),
      )
      return context.json(page, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/keys/{id}',
      summary: 'Read what is known of a key',
      ...needs(parts, 'keys:read'),
      request: { params },
      responses: { 200: answer(keySchema, 'The key.'), ...failures('not-found') },
    }),
    async (context) => {
      const { id } = context.req.valid('param')
      return context.json(await keyFor(parts, context.get('caller'), id), 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'patch',
      path: '/v1/keys/{id}',
      summary: 'Change the name, scopes, products or expiry of a key',
      ...needs(parts, 'keys:write'),
      request: { params, body: body(patchSchema) },
      responses: {
        200: answer(outcomeSchema, 'The key as it is now.'),
        ...failures('not-found', 'conflict', 'cannot-be'),
      },
    }),
    async (context) => {
      const caller = context.get('caller')
      const key = await keyFor(parts, caller, context.req.valid('param').id)
      const patch = context.req.valid('json')
      actFor(caller, key.organisation)
      actWith(caller, key)
      actWith(caller, { api: key.api, scopes: patch.scopes ?? [] })
      await actOn(parts, caller, { ...key, scopes: patch.scopes ?? key.scopes }, 'open')
      const outcome = await service.change(key.id, present(patch), caller.actor)
      return context.json(changed(outcome), 200)
    },
  )

  return app
}
