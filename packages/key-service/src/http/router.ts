import { OpenAPIHono, type z } from '@hono/zod-openapi'
import type { Env } from './caller.ts'
import { Problem, respond } from './problem.ts'

/** An app that says what is wrong with a request, and never what was in it. */
export function createRouter(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({
    defaultHook: (result, context) => {
      if (result.success) return undefined
      return respond(context, new Problem('invalid-request', { errors: errorsOf(result.error) }))
    },
  })
}

/** Names of members that are not known could hold anything, so they are not repeated. */
export function errorsOf({
  issues,
}: Pick<z.ZodError, 'issues'>): { path: string; message: string }[] {
  return issues.slice(0, 20).map(({ code, message, path }) => ({
    path: path.map(String).join('.').slice(0, 100),
    message: code === 'unrecognized_keys' ? 'It has members that are not known.' : message,
  }))
}
