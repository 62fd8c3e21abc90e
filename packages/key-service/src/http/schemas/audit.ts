import { z } from '@hono/zod-openapi'
import { pageOf, pageQuery, text, time } from './text.ts'

export const auditRowSchema = z
  .object({
    number: z.int(),
    at: time,
    actor: z.string(),
    action: z.string(),
    subject: z.string(),
    details: z.record(z.string(), z.unknown()).readonly(),
    previous: z.string(),
    hash: z.string(),
  })
  .openapi('AuditRow')

export const auditPage = pageOf(auditRowSchema).openapi('Audit')

export const auditFilter = z.object({
  subject: text(200).optional(),
  actor: text(200).optional(),
  action: text(100).optional(),
  ...pageQuery,
})

export const auditCheckSchema = z
  .object({
    state: z.enum(['whole', 'broken']),
    rows: z.int().optional(),
    head: z.string().optional(),
    number: z.int().optional(),
    reason: z.string().optional(),
  })
  .openapi('AuditCheck')
