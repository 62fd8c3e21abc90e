import { z } from '@hono/zod-openapi'
import { eventTypes } from '../../event.ts'
import { identifier, pageOf, pageQuery, text, time } from './text.ts'

const events = z.array(z.enum(eventTypes)).max(eventTypes.length).readonly()
const url = z.string().min(1).max(2048)

export const subscriberSchema = z
  .object({
    id: identifier,
    url: z.string(),
    events: events.openapi({ description: 'Empty for all.' }),
    organisation: z.string().optional(),
    enabled: z.boolean(),
    createdAt: time,
  })
  .openapi('Subscriber')

export const subscriberList = z.object({ rows: z.array(subscriberSchema).readonly() })

export const newSubscriberSchema = z
  .strictObject({ url, events: events.optional(), organisation: text(200).optional() })
  .openapi('NewSubscriber')

export const subscriberPatchSchema = z
  .strictObject({ url: url.optional(), events: events.optional(), enabled: z.boolean().optional() })
  .openapi('SubscriberPatch')

export const signingSchema = z
  .object({
    subscriber: subscriberSchema,
    secret: z.string().openapi({ description: 'Checks `v1` signatures; told this once.' }),
    publicKey: z.string().openapi({ description: 'Checks `v1a` signatures.' }),
  })
  .openapi('Signing')

const state = z.enum(['waiting', 'delivered', 'failed'])

export const deliverySchema = z
  .object({
    id: identifier,
    subscriber: identifier,
    event: z
      .object({ id: z.string(), type: z.enum(eventTypes), at: time, organisation: z.string() })
      .readonly(),
    state,
    attempts: z.int(),
    nextAt: time.optional(),
    status: z.int().optional(),
    reason: z.string().optional(),
  })
  .openapi('Delivery')

export const deliveryPage = pageOf(deliverySchema).openapi('Deliveries')

export const deliveryFilter = z.object({
  subscriber: identifier.optional(),
  state: state.optional(),
  ...pageQuery,
})
