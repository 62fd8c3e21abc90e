import { z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { requireScope, type Env, type Scope } from './caller.ts'
import type { HttpParts } from './parts.ts'
import { problems, type ProblemCode } from './problem.ts'

export const problemSchema = z
  .object({
    type: z.string().openapi({ example: 'urn:keyward:not-found' }),
    code: z.string(),
    status: z.int(),
    title: z.string(),
    detail: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem', { description: 'As RFC 9457 has it.' })

/** What a route answers when all is well. */
export function answer<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

/** What a route reads. */
export function body<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } }
}

/** What it answers otherwise, beside what any route may. */
export function failures(...codes: readonly ProblemCode[]) {
  const all: readonly ProblemCode[] = [...anywhere, ...codes]
  return Object.fromEntries(
    all.map((code) => [
      problems[code].status,
      {
        description: problems[code].title,
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  )
}

const anywhere: readonly ProblemCode[] = [
  'invalid-request',
  'key-required',
  'key-forbidden',
  'too-large',
  'wrong-content-type',
  'too-many-requests',
  'unavailable',
]

/** For whom a route is: in the document, and before its handler. */
export function needs(
  parts: HttpParts,
  scope: Scope,
): { security: Record<string, string[]>[]; middleware: [MiddlewareHandler<Env>] } {
  return { security: [{ key: [scope] }], middleware: [requireScope(parts, scope)] }
}
