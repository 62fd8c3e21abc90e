import type { OpenAPIHono } from '@hono/zod-openapi'
import { z } from '@hono/zod-openapi'
import { Secret } from '@keyward/core'
import { bodyLimit } from 'hono/body-limit'
import type { Proof } from '../../service.ts'
import type { Env } from '../caller.ts'
import { countedAs } from '../limits.ts'
import type { HttpParts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { answer, failures } from '../responses.ts'
import { createRouter } from '../router.ts'
import { sha256 } from '../schemas/leak-report.ts'

const longest = 512

const proofSchema = z
  .union([z.object({ token: z.string().min(1) }), z.object({ token_sha256: sha256 })])
  .openapi('Possession')

/**
 * Whoever holds a key may end it. The answer is the same, and takes as long, for a key that was
 * ended, one that had been ended before, and none at all.
 */
export function revokeRoutes(parts: HttpParts): OpenAPIHono<Env> {
  const app = createRouter()
  const content = { schema: proofSchema }
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/revoke',
    summary: 'End the key that is shown; no other key is needed',
    security: [],
    request: {
      body: {
        required: true,
        content: { 'application/json': content, 'application/x-www-form-urlencoded': content },
      },
    },
    responses: {
      202: answer(z.object({}), 'If there was such a key, it opens nothing any more.'),
      ...failures(),
    },
  })

  const limit = bodyLimit({
    maxSize: longest,
    onError: () => {
      throw new Problem('too-large')
    },
  })
  app.post('/v1/revoke', limit, async (context) => {
    await parts.limits.revocations.take(countedAs(parts.addressOf(context)))
    await parts.limits.allRevocations.take('all')
    const proof = proofOf(context.req.header('content-type'), await context.req.text())
    await Promise.all([parts.service.revokeByPossession(proof), pause(parts.uniformTime)])
    return context.json({}, 202)
  })
  return app
}

function proofOf(contentType: string | undefined, text: string): Proof {
  const { success, data } = proofSchema.safeParse(membersOf(contentType, text))
  if (!success) {
    throw new Problem('invalid-request', { detail: 'Send one of token and token_sha256.' })
  }
  return 'token' in data ? { token: new Secret(data.token) } : { sha256: data.token_sha256 }
}

function membersOf(contentType = '', text: string): unknown {
  const [type] = contentType.toLowerCase().split(';', 1)
  switch (type?.trim()) {
    case 'application/x-www-form-urlencoded':
      return Object.fromEntries(new URLSearchParams(text))
    case 'application/json':
      try {
        return JSON.parse(text)
      } catch {
        return undefined
      }
    default:
      throw new Problem('wrong-content-type')
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
