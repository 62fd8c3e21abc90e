import type { OpenAPIHono } from '@hono/zod-openapi'
import { managementApi } from '../../api.ts'
import type { Verification } from '../../verification.ts'
import type { Caller, Env } from '../caller.ts'
import type { HttpParts } from '../parts.ts'
import { present } from '../present.ts'
import { Problem } from '../problem.ts'
import { answer, body, failures, needs } from '../responses.ts'
import { createRouter, errorsOf } from '../router.ts'
import { verificationSchema, wantedSchema } from '../schemas/key.ts'

/** For programs that ask on behalf of others; a proxy in front of an API asks `GET /v1/verify`. */
export function verifyRoutes(parts: HttpParts): OpenAPIHono<Env> {
  const app = createRouter()
  const { security, middleware } = needs(parts, 'keys:verify')
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/keys/verify',
    summary: 'Tell whether a key opens a door, and whose it is',
    security,
    request: { body: body(wantedSchema) },
    responses: { 200: answer(verificationSchema, 'What is known of it.'), ...failures() },
  })

  // Answered before the framework is asked, by ../verify-route.ts.
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/verify',
    summary: 'Tell a proxy whether the key of a request opens a door',
    security: [{ key: [] }],
    request: { query: wantedSchema.omit({ token: true, credits: true }) },
    responses: {
      200: answer(verificationSchema, 'It does.'),
      ...failures(),
    },
  })

  app.post('/v1/keys/verify', ...middleware, async (context) => {
    const { success, data, error } = wantedSchema.safeParse(await jsonOf(context.req.raw))
    if (!success) throw new Problem('invalid-request', { errors: errorsOf(error) })
    const { token, ...wanted } = data
    const verification = await parts.service.verify(token, present(wanted))
    return context.json(seenBy(context.get('caller'), verification), 200)
  })
  return app
}

async function jsonOf(request: Request): Promise<unknown> {
  try {
    return await request.json()
  } catch {
    throw new Problem('invalid-request', { detail: 'The body is no JSON.' })
  }
}

/** A key of another organisation is one that nobody ever heard of; so is one to this service. */
function seenBy({ organisation }: Caller, verification: Verification): Verification {
  const { key } = verification
  if (organisation === undefined || key === undefined) return verification
  if (key.organisation === organisation && key.api !== managementApi.id) return verification
  return { state: 'unknown', reason: 'There is no such key.' }
}
