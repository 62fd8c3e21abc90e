import type { IncomingMessage, ServerResponse } from 'node:http'
import { path, type Replies, type Reply } from './verify-reply.ts'

/**
 * `GET /v1/verify` where it stands before the framework, because a proxy asks it for every request of
 * an API. False when something else was asked for.
 */
export function verifyRoute(
  replies: Replies,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const { url = '', method, rawHeaders: headers, socket } = request
    if (!url.startsWith(path) || (method !== 'GET' && method !== 'HEAD')) return false
    if (url.length > path.length && url.charAt(path.length) !== '?') return false
    const reply = replies({ method, query: url.slice(path.length + 1), headers, socket })
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
