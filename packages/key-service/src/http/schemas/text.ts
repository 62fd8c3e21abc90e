import { z } from '@hono/zod-openapi'

/** Text that a database can keep and a terminal can show. */
export function text(longest: number): z.ZodString {
  return z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)
}

/** Milliseconds since 1970. */
export const time = z.int().min(0).max(8_640_000_000_000_000)

/** Milliseconds. */
export const duration = z
  .int()
  .min(0)
  .max(10 * 365 * 24 * 60 * 60 * 1000)

export const identifier = z.string().regex(/^[A-Za-z0-9_]{1,64}$/)

export const reason = z.object({
  reason: text(500).openapi({ example: 'compromised' }),
})

export const pageQuery = {
  after: identifier.optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
}

/** A page, and where the next one begins. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row).readonly(), next: z.string().optional() })
}
