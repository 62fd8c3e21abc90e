import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createApp } from './app.ts'
import type { HttpParts } from './parts.ts'
import { type Replies, verifyReplies } from './verify-reply.ts'
import { verifyRoute } from './verify-route.ts'

/** All of the API for a server of Node: what is asked for every request of others comes first. */
export function createListener(parts: HttpParts, replies = repliesOf(parts)): RequestListener {
  const verify = verifyRoute(replies)
  const others = getRequestListener(createApp(parts).fetch)
  return (request, response) => {
    if (!verify(request, response)) void others(request, response)
  }
}

export function repliesOf({ service, log, limits, metrics, clientOf }: HttpParts): Replies {
  return verifyReplies({
    service,
    limits,
    metrics,
    timer: () => performance.now(),
    clientOf,
    failed: (error) => log.error({ err: error }, 'a verification failed'),
  })
}
