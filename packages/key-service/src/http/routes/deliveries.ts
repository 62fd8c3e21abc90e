import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { actorText } from '../../actor.ts'
import { createKeyring, openKeyring } from '../../events/keyring.ts'
import { deliveriesOf, replayDelivery } from '../../store/deliveries.ts'
import { changeSubscriber } from '../../store/subscribers.ts'
import { actForAll, type Env } from '../caller.ts'
import type { HttpParts } from '../parts.ts'
import { present } from '../present.ts'
import { Problem } from '../problem.ts'
import { answer, failures, needs } from '../responses.ts'
import { createRouter } from '../router.ts'
import { deliveryFilter, deliveryPage, signingSchema } from '../schemas/subscriber.ts'
import { identifier } from '../schemas/text.ts'
import { shown, shownDelivery, subscriberFor } from './subscriber.ts'

// Long enough for a subscriber to change its side without losing a message.
const overlap = 24 * 60 * 60 * 1000

/** What was sent, what waits, what was given up, and how it is signed. */
export function deliveryRoutes(parts: HttpParts): OpenAPIHono<Env> {
  const { service, peppers, random } = parts
  const { store } = service
  const app = createRouter()
  const params = z.object({ id: identifier })

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/deliveries',
      summary: 'List deliveries, the newest first; failed ones were given up',
      ...needs(parts, 'subscribers:write'),
      request: { query: deliveryFilter },
      responses: { 200: answer(deliveryPage, 'A page of them.'), ...failures('not-found') },
    }),
    async (context) => {
      const { after, limit, subscriber, state } = context.req.valid('query')
      const caller = context.get('caller')
      if (subscriber === undefined) actForAll(caller)
      else await subscriberFor(parts, caller, subscriber)
      const filter = present({ subscriber, state })
      const { rows, next } = await deliveriesOf(store, filter, present({ after, limit }))
      return context.json(present({ rows: rows.map(shownDelivery), next }), 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/subscribers/{id}/deliveries/{delivery}/replay',
      summary: 'Send once more, under the id it had',
      ...needs(parts, 'subscribers:write'),
      request: { params: params.extend({ delivery: identifier }) },
      responses: {
        202: answer(z.object({}), 'It waits to be sent.'),
        ...failures('not-found', 'conflict'),
      },
    }),
    async (context) => {
      const caller = context.get('caller')
      const { id, delivery } = context.req.valid('param')
      const { enabled } = await subscriberFor(parts, caller, id)
      if (!enabled) throw new Problem('conflict', { detail: 'The subscriber is disabled.' })
      const isReplayed = await store.write(async (transaction) => {
        const row = await transaction.rows
          .selectFrom('deliveries')
          .select('id')
          .where('id', '=', delivery)
          .where('subscriber', '=', id)
          .executeTakeFirst()
        if (!row) return false
        const actor = actorText(caller.actor)
        const details = { delivery }
        await transaction.audit({ actor, action: 'delivery.replayed', subject: id, details })
        return replayDelivery(transaction, delivery)
      })
      if (!isReplayed) throw new Problem('not-found', { detail: 'There is no such delivery.' })
      return context.json({}, 202)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/subscribers/{id}/secret',
      summary: 'Sign with new keys, and for a day with the old ones as well',
      ...needs(parts, 'subscribers:write'),
      request: { params },
      responses: { 200: answer(signingSchema, 'The new keys.'), ...failures('not-found') },
    }),
    async (context) => {
      const caller = context.get('caller')
      const { id, sealed } = await subscriberFor(parts, caller, context.req.valid('param').id)
      const previous = {
        keys: openKeyring(peppers, sealed).current,
        until: service.now() + overlap,
      }
      const keyring = createKeyring(peppers, random, previous)
      const changed = await store.write(async (transaction) => {
        const actor = actorText(caller.actor)
        await transaction.audit({ actor, action: 'subscriber.rekeyed', subject: id })
        return changeSubscriber(transaction, id, { sealed: keyring.sealed })
      })
      if (!changed) throw new Problem('not-found')
      const { secret, publicKey } = keyring
      return context.json({ subscriber: shown(changed), secret: secret.reveal(), publicKey }, 200)
    },
  )
  return app
}
