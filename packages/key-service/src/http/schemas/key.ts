import { z } from '@hono/zod-openapi'
import { environments } from '../../environment.ts'
import { keyStates } from '../../key.ts'
import { duration, identifier, pageOf, pageQuery, text, time } from './text.ts'

const names = z.array(text(100)).max(100).readonly()

export const keySchema = z
  .object({
    id: identifier,
    api: z.string(),
    organisation: z.string(),
    name: z.string(),
    creator: z.string(),
    environment: z.enum(environments),
    products: z.array(z.string()).readonly(),
    scopes: z.array(z.string()).readonly(),
    state: z.enum(keyStates),
    start: z.string(),
    last4: z.string(),
    family: z.string(),
    predecessor: z.string().optional(),
    successor: z.string().optional(),
    createdAt: time,
    expiresAt: time.optional(),
    lastUsedAt: time.optional(),
    revoked: z.object({ at: time, by: z.string(), reason: z.string() }).readonly().optional(),
    quarantined: z
      .object({ at: time, until: time.optional(), by: z.string(), reason: z.string() })
      .readonly()
      .optional(),
  })
  .openapi('Key')

export const keyPage = pageOf(keySchema).openapi('Keys')

/** The key itself is told this once. */
export const mintedSchema = z
  .object({ key: keySchema, token: z.string() })
  .openapi('Minted', { description: 'The token is told this once, and kept nowhere.' })

export const replacementSchema = z
  .object({ key: keySchema, successor: keySchema, token: z.string() })
  .openapi('Replacement', { description: 'The token is that of the successor, told this once.' })

export const outcomeSchema = z
  .object({ state: z.enum(['done', 'unchanged']), key: keySchema })
  .openapi('Outcome')

export const mintSchema = z
  .strictObject({
    api: text(64),
    organisation: text(200).optional(),
    name: text(200),
    creator: text(200).optional(),
    environment: z.enum(environments),
    scopes: names,
    products: names.optional(),
    expiresAt: time.optional(),
  })
  .openapi('MintRequest')

export const patchSchema = z
  .strictObject({
    name: text(200).optional(),
    scopes: names.optional(),
    products: names.optional(),
    expiresAt: time.nullable().optional(),
  })
  .openapi('KeyPatch')

export const filterSchema = z.object({
  api: text(64).optional(),
  organisation: text(200).optional(),
  environment: z.enum(environments).optional(),
  creator: text(200).optional(),
  family: identifier.optional(),
  state: z.enum(keyStates).optional(),
  search: text(200).optional(),
  ...pageQuery,
})

export const rotateSchema = z.strictObject({ overlap: duration }).openapi('RotateRequest')

export const quarantineSchema = z
  .strictObject({ reason: text(500), until: time.optional() })
  .openapi('QuarantineRequest')

export const wantedSchema = z
  .strictObject({
    token: z.string().max(512),
    api: text(64).optional(),
    environment: z.enum(environments).optional(),
    scope: text(100).optional(),
    product: text(100).optional(),
    organisation: text(200).optional(),
    credits: z.int().min(0).optional(),
  })
  .openapi('VerifyRequest')

export const verificationSchema = z
  .object({
    state: z.enum([
      'valid',
      'missing',
      'malformed',
      'unknown',
      'expired',
      'revoked',
      'quarantined',
      'forbidden',
      'exhausted',
    ]),
    reason: z.string().optional(),
    key: keySchema.optional(),
    products: z.array(z.string()).readonly().optional(),
  })
  .openapi('Verification')

export const apiSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    prefix: z.string(),
    environments: z.array(z.enum(environments)).readonly(),
    scopes: z.array(z.string()).readonly(),
    products: z.array(z.string()).readonly(),
  })
  .openapi('Api')
