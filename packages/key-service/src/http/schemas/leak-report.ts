import { z } from '@hono/zod-openapi'
import { environments } from '../../environment.ts'
import { keyStates } from '../../key.ts'
import { longestBatch } from '../../leak-report.ts'
import { identifier, pageOf, pageQuery, text, time } from './text.ts'

export const sha256 = z.string().regex(/^[0-9a-fA-F]{64}$/)

export const leakReportSchema = z
  .object({
    sha256: sha256.openapi({ description: 'Of the whole token, in hexadecimal.' }),
    action: z.enum(['record', 'quarantine', 'revoke']),
    detector: text(100).optional(),
    checksum: z.enum(['passed', 'failed', 'none']).optional(),
    exposure: z.enum(['local', 'private', 'public']).optional(),
    origin: text(100).optional(),
    repository: text(500).optional(),
    commit: text(100).optional(),
    path: text(2000).optional(),
    line: z
      .int()
      .min(0)
      .max(2 ** 31)
      .optional(),
    url: text(2000).optional(),
  })
  .openapi('LeakReport')

export const leakReportsSchema = z
  .strictObject({
    // Each is read for itself: one that is malformed spoils none of the others.
    reports: z
      .array(z.unknown())
      .min(1)
      .max(longestBatch)
      .openapi({
        type: 'array',
        items: { $ref: '#/components/schemas/LeakReport' },
      }),
  })
  .openapi('LeakReports')

const outcome = z.enum([
  'unknown',
  'recorded',
  'quarantined',
  'revoked',
  'already-quarantined',
  'already-revoked',
  'expired',
  'duplicate',
  'malformed',
])

const reportedKey = z
  .object({
    id: z.string(),
    name: z.string(),
    organisation: z.string(),
    creator: z.string(),
    start: z.string(),
    last4: z.string(),
    environment: z.enum(environments),
    state: z.enum(keyStates),
  })
  .readonly()

export const outcomesSchema = z
  .object({
    outcomes: z.array(z.object({ state: outcome, key: reportedKey.optional() })).readonly(),
  })
  .openapi('ReportOutcomes', { description: 'In the order of the reports.' })

/** Read one by one, as reports are. */
export const hashesSchema = z
  .strictObject({
    hashes: z
      .array(z.unknown())
      .min(1)
      .max(longestBatch)
      .openapi({ type: 'array', items: { type: 'string' } }),
  })
  .openapi('Hashes')

export const knownLeaksSchema = z
  .object({
    keys: z
      .array(
        z.object({ state: z.enum(['known', 'unknown', 'malformed']), key: reportedKey.optional() }),
      )
      .readonly(),
  })
  .openapi('KnownLeaks', { description: 'In the order of the hashes.' })

export const storedLeakReportSchema = leakReportSchema
  .omit({ sha256: true })
  .extend({
    id: z.string(),
    at: time,
    reporter: z.string(),
    outcome,
    key: reportedKey,
  })
  .openapi('StoredLeakReport')

export const leakReportPage = pageOf(storedLeakReportSchema).openapi('LeakReportPage')

export const leakReportFilter = z.object({
  key: identifier.optional(),
  organisation: text(200).optional(),
  reporter: text(200).optional(),
  outcome: outcome.optional(),
  ...pageQuery,
})

export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[!-~]{1,200}$/)
    .optional(),
})
