import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { actorText } from '../../actor.ts'
import { addressProblem } from '../../events/address.ts'
import { createKeyring } from '../../events/keyring.ts'
import type { Subscriber } from '../../event.ts'
import { identifier as newIdentifier } from '../../identifier.ts'
import {
  addSubscriber,
  changeSubscriber,
  removeSubscriber,
  subscribers,
} from '../../store/subscribers.ts'
import { organisationOf, type Env } from '../caller.ts'
import type { HttpParts } from '../parts.ts'
import { present } from '../present.ts'
import { Problem } from '../problem.ts'
import { answer, body, failures, needs } from '../responses.ts'
import { createRouter } from '../router.ts'
import {
  newSubscriberSchema,
  signingSchema,
  subscriberList,
  subscriberPatchSchema,
  subscriberSchema,
} from '../schemas/subscriber.ts'
import { identifier } from '../schemas/text.ts'
import { shown, subscriberFor } from './subscriber.ts'

/** Who is told of events. */
export function subscriberRoutes(parts: HttpParts): OpenAPIHono<Env> {
  const { service, peppers, random } = parts
  const { store } = service
  const app = createRouter()
  const params = z.object({ id: identifier })

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/subscribers',
      summary: 'Have events sent to an address',
      ...needs(parts, 'subscribers:write'),
      request: { body: body(newSubscriberSchema) },
      responses: {
        201: answer(signingSchema, 'The subscriber, and how its messages are signed.'),
        ...failures('cannot-be'),
      },
    }),
    async (context) => {
      const caller = context.get('caller')
      const { url, events = [], organisation: named } = context.req.valid('json')
      checkAddress(parts, url)
      const organisation = organisationOf(caller, named)
      const { sealed, secret, publicKey } = createKeyring(peppers, random)
      const added = await store.write(async (transaction) => {
        const { now } = transaction
        const id = newIdentifier('sub', now, random)
        const made = { id, url, events, organisation, sealed, enabled: true, createdAt: now }
        const subscriber: Subscriber = present(made)
        await addSubscriber(transaction, subscriber)
        const details = present({ events, organisation })
        const actor = actorText(caller.actor)
        await transaction.audit({ actor, action: 'subscriber.created', subject: id, details })
        return subscriber
      })
      return context.json({ subscriber: shown(added), secret: secret.reveal(), publicKey }, 201)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/subscribers',
      summary: 'List subscribers',
      ...needs(parts, 'subscribers:write'),
      responses: { 200: answer(subscriberList, 'All of them.'), ...failures() },
    }),
    async (context) => {
      const { organisation } = context.get('caller')
      const all = await subscribers(store.reads)
      const rows = all.filter((one) => !organisation || one.organisation === organisation)
      return context.json({ rows: rows.map(shown) }, 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/subscribers/{id}',
      summary: 'Read a subscriber',
      ...needs(parts, 'subscribers:write'),
      request: { params },
      responses: { 200: answer(subscriberSchema, 'It.'), ...failures('not-found') },
    }),
    async (context) => {
      const { id } = context.req.valid('param')
      return context.json(shown(await subscriberFor(parts, context.get('caller'), id)), 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'patch',
      path: '/v1/subscribers/{id}',
      summary: 'Change the address or the events of a subscriber, or disable it',
      ...needs(parts, 'subscribers:write'),
      request: { params, body: body(subscriberPatchSchema) },
      responses: {
        200: answer(subscriberSchema, 'It, as it is now.'),
        ...failures('not-found', 'cannot-be'),
      },
    }),
    async (context) => {
      const caller = context.get('caller')
      const { id } = await subscriberFor(parts, caller, context.req.valid('param').id)
      const patch = present(context.req.valid('json'))
      if (patch.url !== undefined) checkAddress(parts, patch.url)
      const changed = await store.write(async (transaction) => {
        const actor = actorText(caller.actor)
        const details = { changed: Object.keys(patch) }
        await transaction.audit({ actor, action: 'subscriber.changed', subject: id, details })
        return changeSubscriber(transaction, id, patch)
      })
      if (!changed) throw new Problem('not-found')
      return context.json(shown(changed), 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/subscribers/{id}',
      summary: 'Send no more; what still waits for it is dropped',
      ...needs(parts, 'subscribers:write'),
      request: { params },
      responses: { 204: { description: 'It is gone.' }, ...failures('not-found') },
    }),
    async (context) => {
      const caller = context.get('caller')
      const { id } = await subscriberFor(parts, caller, context.req.valid('param').id)
      await store.write(async (transaction) => {
        if (!(await removeSubscriber(transaction, id))) return
        const actor = actorText(caller.actor)
        await transaction.audit({ actor, action: 'subscriber.removed', subject: id })
      })
      return context.body(null, 204)
    },
  )

  return app
}

function checkAddress({ reach }: HttpParts, url: string): void {
  const detail = addressProblem(url, reach)
  if (detail !== undefined) throw new Problem('cannot-be', { detail })
}
