import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Valid } from '../verification.ts'
import { authenticate, type Door, wantedBy, type WantedOf } from './authenticate.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Behind the door: the key, and the products that are open to it. */
    verified?: Valid
  }
}

/** An `onRequest` hook that lets a request pass when its key opens the door. */
export function requireKey(
  door: Door,
  wanted?: WantedOf<FastifyRequest>,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  return async (request, reply) => {
    const needs = wantedBy(request.method, request, wanted)
    const authentication = await authenticate(door, (name) => request.headers[name], needs)
    if (authentication.state === 'refused') {
      const { status, headers, body } = authentication
      return reply.code(status).headers(headers).send(body)
    }
    request.verified = authentication
    return undefined
  }
}
