import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { routePath } from 'hono/route'
import { createScrubber } from '../log.ts'
import { version } from '../version.ts'
import type { Env } from './caller.ts'
import type { HttpParts } from './parts.ts'
import { Problem, problemOf, respond } from './problem.ts'
import { createRouter } from './router.ts'
import { accountRoutes } from './routes/accounts.ts'
import { auditRoutes } from './routes/audit.ts'
import { creditRoutes } from './routes/credits.ts'
import { deliveryRoutes } from './routes/deliveries.ts'
import { invitationRoutes } from './routes/invitations.ts'
import { keyRoutes } from './routes/keys.ts'
import { keyStateRoutes } from './routes/key-state.ts'
import { leakReportRoutes } from './routes/leak-reports.ts'
import { memberRoutes } from './routes/members.ts'
import { operationRoutes } from './routes/operations.ts'
import { policyRoutes } from './routes/policies.ts'
import { productRoutes } from './routes/products.ts'
import { revokeRoutes } from './routes/revoke.ts'
import { subscriberRoutes } from './routes/subscribers.ts'
import { verifyRoutes } from './routes/verify.ts'

/** The HTTP API, whole; its document is written from the schemas by which requests are read. */
export function createApp(parts: HttpParts): OpenAPIHono<Env> {
  const app = createRouter()
  app.use(async (context, next) => {
    const started = performance.now()
    await next()
    context.header('cache-control', 'no-store')
    context.header('x-content-type-options', 'nosniff')
    const seconds = (performance.now() - started) / 1000
    parts.metrics.requested(routeOf(context), context.req.method, context.res.status, seconds)
  })
  app.use(bodyLimit({ maxSize: largest, onError: tooLarge }))

  // What is not validated by the router comes first: `verify` is no id of a key.
  for (const routes of [verifyRoutes, revokeRoutes, ...validated]) app.route('/', routes(parts))

  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'A key to this service. Each operation names the scope that it needs.',
  })
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Keyward key service', version },
  })

  app.notFound((context) => respond(context, new Problem('not-found')))
  const scrub = createScrubber(parts.service.apis)
  app.onError((error, context) => {
    const problem = problemOf(error)
    if (!problem) parts.log.error({ err: error, route: routeOf(context) }, 'a request failed')
    return respond(context, problem ?? new Problem('failed'), scrub)
  })
  return app
}

const validated = [
  keyRoutes,
  keyStateRoutes,
  leakReportRoutes,
  auditRoutes,
  subscriberRoutes,
  deliveryRoutes,
  policyRoutes,
  productRoutes,
  creditRoutes,
  accountRoutes,
  memberRoutes,
  invitationRoutes,
  operationRoutes,
]

// A thousand reports, each with an address and a path.
const largest = 4 * 1024 * 1024

function tooLarge(): never {
  throw new Problem('too-large')
}

/** As it is declared: what was asked for could hold anything. */
function routeOf(context: Context): string {
  const route = routePath(context, -1)
  return route === '' || route === '*' || route === '/*' ? 'none' : route
}
