import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import type { Key } from '../../key.ts'
import type { NotDone, Outcome, Replacement } from '../../outcome.ts'
import { actWith, keyFor, type Caller, type Env, type Scope } from '../caller.ts'
import { actOn } from '../member.ts'
import type { HttpParts } from '../parts.ts'
import { present } from '../present.ts'
import { Problem } from '../problem.ts'
import { answer, body, failures, needs } from '../responses.ts'
import { createRouter } from '../router.ts'
import { outcomeSchema, quarantineSchema, replacementSchema, rotateSchema } from '../schemas/key.ts'
import { identifier, reason } from '../schemas/text.ts'

/** What happens to a key in its life. */
export function keyStateRoutes(parts: HttpParts): OpenAPIHono<Env> {
  const { service } = parts
  const app = createRouter()

  app.openapi(
    createRoute({
      ...replacing(parts, 'rotate', 'Give a key a successor; both open until the overlap ends'),
      request: { params, body: body(rotateSchema) },
    }),
    async (context) => {
      const caller = context.get('caller')
      const key = await governed(parts, caller, context.req.valid('param').id, 'open')
      const replacement = await service.rotate(key.id, context.req.valid('json'), caller.actor)
      return context.json(replaced(replacement), 200)
    },
  )

  app.openapi(
    createRoute({
      ...replacing(parts, 'replace', 'Revoke a key at once and give it a successor'),
      request: { params, body: body(reason) },
    }),
    async (context) => {
      const caller = context.get('caller')
      const key = await governed(parts, caller, context.req.valid('param').id, 'open')
      const options = context.req.valid('json')
      const replacement = await service.revokeAndReplace(key.id, options, caller.actor)
      return context.json(replaced(replacement), 200)
    },
  )

  app.openapi(
    createRoute({
      ...changing(parts, 'revoke', 'Revoke a key; this cannot be undone', 'keys:write'),
      request: { params, body: body(reason) },
    }),
    async (context) => {
      const caller = context.get('caller')
      const key = await governed(parts, caller, context.req.valid('param').id, 'close')
      const outcome = await service.revoke(key.id, context.req.valid('json'), caller.actor)
      return context.json(changed(outcome), 200)
    },
  )

  app.openapi(
    createRoute({
      ...changing(parts, 'quarantine', 'Close a key until somebody has looked', 'keys:write'),
      request: { params, body: body(quarantineSchema) },
    }),
    async (context) => {
      const caller = context.get('caller')
      const key = await governed(parts, caller, context.req.valid('param').id, 'close')
      const options = present(context.req.valid('json'))
      const outcome = await service.quarantine(key.id, options, caller.actor)
      return context.json(changed(outcome), 200)
    },
  )

  app.openapi(
    createRoute({
      ...changing(parts, 'release', 'Open a key again', 'quarantine:release'),
      request: { params, body: body(reason) },
    }),
    async (context) => {
      const caller = context.get('caller')
      const key = await governed(parts, caller, context.req.valid('param').id, 'open')
      const outcome = await service.release(key.id, context.req.valid('json'), caller.actor)
      return context.json(changed(outcome), 200)
    },
  )

  return app
}

/** What is answered to a change; throws the problem when there was none. */
export function changed(outcome: Outcome): { state: 'done' | 'unchanged'; key: Key } {
  if (outcome.state === 'done' || outcome.state === 'unchanged') return outcome
  throw notDone(outcome)
}

const params = z.object({ id: identifier })

function changing<Action extends string>(
  parts: HttpParts,
  action: Action,
  summary: string,
  scope: Scope,
) {
  return {
    method: 'post' as const,
    path: `/v1/keys/{id}/${action}` as const,
    summary,
    ...needs(parts, scope),
    responses: {
      200: answer(outcomeSchema, 'The key as it is now.'),
      ...failures('not-found', 'conflict', 'cannot-be'),
    },
  }
}

function replacing<Action extends string>(parts: HttpParts, action: Action, summary: string) {
  return {
    ...changing(parts, action, summary, 'keys:write'),
    responses: {
      200: answer(replacementSchema, 'Both keys, and the token of the new one.'),
      ...failures('not-found', 'conflict', 'cannot-be'),
    },
  }
}

async function governed(
  parts: HttpParts,
  caller: Caller,
  id: string,
  why: 'open' | 'close',
): Promise<Key> {
  const key = await keyFor(parts, caller, id)
  actWith(caller, key)
  await actOn(parts, caller, key, why)
  return key
}

function replaced(replacement: Replacement): { key: Key; successor: Key; token: string } {
  if (replacement.state !== 'done') throw notDone(replacement)
  const { key, successor, token } = replacement
  return { key, successor, token: token.reveal() }
}

function notDone({ state, reason: detail }: NotDone): Problem {
  return new Problem(state === 'unknown' ? 'not-found' : 'conflict', { detail })
}
