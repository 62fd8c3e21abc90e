import { z } from '@hono/zod-openapi'
import { duration, text } from './text.ts'
import { roles } from '../../role.ts'

export const organisationPath = z.object({
  organisation: text(200).openapi({ param: { name: 'organisation', in: 'path' } }),
})

export const policySchema = z
  .object({
    organisation: z.string(),
    maximumAge: duration.optional(),
    reminders: z.array(duration).readonly(),
    twoFactor: z.literal('required').optional(),
  })
  .openapi('Policy')

export const policyPatchSchema = z
  .strictObject({
    maximumAge: duration.min(1).optional(),
    reminders: z.array(duration.min(1)).max(20).readonly().optional(),
    twoFactor: z.literal('required').optional(),
  })
  .openapi('PolicyRequest')

export const productsSchema = z
  .object({
    active: z.array(z.string()).readonly(),
    granted: z.record(z.string(), z.array(z.string()).readonly()).readonly(),
    grants: z
      .array(
        z.object({
          product: z.string(),
          member: z.string().optional(),
          group: z.string().optional(),
          role: z.enum(roles),
        }),
      )
      .readonly(),
  })
  .openapi('Products', { description: 'Active for the organisation, and granted by member.' })

export const productChangeSchema = z
  .strictObject({
    product: text(100),
    member: text(200).optional(),
    group: text(200).optional(),
    role: z.enum(roles).optional(),
    enabled: z.boolean(),
  })
  .openapi('ProductChange')

const amount = z.int().min(1).max(1_000_000_000_000)
const idempotencyKey = z.string().regex(/^[!-~]{1,200}$/)

export const creditSchema = z.strictObject({ amount, idempotencyKey }).openapi('CreditRequest')

export const balanceSchema = z.object({ balance: z.int() }).openapi('Balance')

export const debitSchema = z
  .object({
    state: z.enum(['debited', 'repeated', 'exhausted', 'unknown']),
    amount: z.int().optional(),
    balance: z.int().optional(),
    reason: z.string().optional(),
  })
  .openapi('Debit')
