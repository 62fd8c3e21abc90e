import type { Request, RequestHandler, Response } from 'express'
import type { Key } from '../key.ts'
import { authenticate, type Door, wantedBy, type WantedOf } from './authenticate.ts'

/** What `response.locals` holds behind the door. */
export interface KeyLocals extends Record<string, unknown> {
  key: Key
  /** Those that are open to the key. */
  products: readonly string[]
}

/** Middleware that lets a request pass when its key opens the door. */
export function requireKey(door: Door, wanted?: WantedOf<Request>): RequestHandler {
  return async (request, response: Response<unknown, Partial<KeyLocals>>, next) => {
    const needs = wantedBy(request.method, request, wanted)
    const authentication = await authenticate(door, (name) => request.headers[name], needs)
    if (authentication.state === 'refused') {
      const { status, headers, body } = authentication
      response.writeHead(status, headers).end(body)
      return
    }
    response.locals.key = authentication.key
    response.locals.products = authentication.products
    next()
  }
}
