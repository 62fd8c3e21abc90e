import type { Valid } from '../verification.ts'
import { authenticate, type Door, type Refusal, wantedBy, type WantedOf } from './authenticate.ts'

/** A fetch handler that is only called with a key that opens its door. */
export function requireKey(
  door: Door,
  handler: (request: Request, valid: Valid) => Response | Promise<Response>,
  wanted?: WantedOf<Request>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const needs = wantedBy(request.method, request, wanted)
    const authentication = await authenticate(door, (name) => request.headers.get(name), needs)
    if (authentication.state === 'refused') return responseOf(authentication)
    return handler(request, authentication)
  }
}

export function responseOf({ status, headers, body }: Refusal): Response {
  return new Response(body, { status, headers })
}
