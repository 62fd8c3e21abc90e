import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { actFor, type Env } from '../caller.ts'
import type { HttpParts } from '../parts.ts'
import { present } from '../present.ts'
import { answer, body, failures, needs } from '../responses.ts'
import { createRouter } from '../router.ts'
import {
  organisationPath as params,
  productChangeSchema,
  productsSchema,
} from '../schemas/organisation.ts'

/** Which products are open to an organisation, and to whom in it. */
export function productRoutes(parts: HttpParts): OpenAPIHono<Env> {
  const { service } = parts
  const app = createRouter()

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/organisations/{organisation}/products',
      summary: 'Read which products are active, and granted to whom',
      ...needs(parts, 'keys:read'),
      request: { params },
      responses: { 200: answer(productsSchema, 'The products.'), ...failures() },
    }),
    async (context) => {
      const { organisation } = context.req.valid('param')
      actFor(context.get('caller'), organisation)
      return context.json(await service.products(organisation), 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/organisations/{organisation}/products',
      summary: 'Activate a product, or grant it to a member or a group, or take that back',
      ...needs(parts, 'products:write'),
      request: { params, body: body(productChangeSchema) },
      responses: { 200: answer(productsSchema, 'The products.'), ...failures('cannot-be') },
    }),
    async (context) => {
      const caller = context.get('caller')
      const { organisation } = context.req.valid('param')
      actFor(caller, organisation)
      const change = present({ organisation, ...context.req.valid('json') })
      return context.json(await service.setProduct(change, caller.actor), 200)
    },
  )
  return app
}
