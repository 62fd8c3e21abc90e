import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Replies, Reply } from './verify-reply.ts'

const path = '/v1/verify'

/**
 * `GET /v1/verify` where it stands before the framework, because a proxy asks it for every request of
 * an API. False when something else was asked for.
 */
export function verifyRoute(
  replies: Replies,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const { url = '', method } = request
    if (!url.startsWith(path) || (method !== 'GET' && method !== 'HEAD')) return false
    if (url.length > path.length && url.charAt(path.length) !== '?') return false
    const reply = replies(url.slice(path.length + 1), request.rawHeaders)
    if (!(reply instanceof Promise)) send(response, reply)
    else void reply.then((reply) => send(response, reply))
    return true
  }
}

function send(response: ServerResponse, { status, text }: Reply): void {
  const end = text.indexOf('\r\n\r\n')
  for (const line of text.slice(0, end).split('\r\n')) {
    const colon = line.indexOf(': ')
    response.setHeader(line.slice(0, colon), line.slice(colon + 2))
  }
  response.writeHead(status).end(text.slice(end + 4), 'latin1')
}
