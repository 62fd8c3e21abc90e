import type { Context, MiddlewareHandler } from 'hono'
import type { Key } from '../key.ts'
import { authenticate, type Door, wantedBy, type WantedOf } from './authenticate.ts'
import { responseOf } from './fetch.ts'

/** What `context.get` tells behind the door. */
export interface KeyVariables {
  readonly key: Key
  /** Those that are open to the key. */
  readonly products: readonly string[]
}

interface Env {
  Variables: KeyVariables
}

/** Middleware that lets a request pass when its key opens the door. */
export function requireKey(door: Door, wanted?: WantedOf<Context>): MiddlewareHandler<Env> {
  return async (context, next) => {
    const { req } = context
    const needs = wantedBy(req.method, context, wanted)
    const authentication = await authenticate(door, (name) => req.header(name), needs)
    if (authentication.state === 'refused') return responseOf(authentication)
    context.set('key', authentication.key)
    context.set('products', authentication.products)
    return next()
  }
}
