import { STATUS_CODES, type Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Replies, Reply } from './verify-reply.ts'

/** Connections that are answered without Node's own HTTP, and are not among those of the server. */
export interface Lane {
  closeIdleConnections(): void
  closeAllConnections(): void
}

export interface LaneParts {
  readonly replies: Replies
  readonly clock: () => number
}

/**
 * Most of what an answer of `GET /v1/verify` costs is HTTP itself. Where all that came in is one
 * request of that kind, whole, plain and without a body, nothing of HTTP is needed to read it; anything
 * else, and all that follows it on its connection, goes to the server as if it had come there.
 */
export function openLane(server: Server, { replies, clock }: LaneParts): Lane {
  const listeners = server.listeners('connection')
  server.removeAllListeners('connection')
  const open = new Map<Socket, 'idle' | 'busy'>()
  const start = dated(clock)

  function send(socket: Socket, reply: Reply): void {
    if (socket.write(start(reply.status) + reply.text, 'latin1')) return
    // Whoever does not read the answers is not asked for more requests.
    socket.pause()
    socket.once('drain', () => socket.resume())
  }

  async function sendLater(socket: Socket, coming: Promise<Reply>): Promise<void> {
    socket.pause()
    open.set(socket, 'busy')
    const reply = await coming
    if (!open.has(socket)) return
    open.set(socket, 'idle')
    socket.resume()
    send(socket, reply)
  }

  function enter(socket: Socket): void {
    function read(bytes: Buffer): void {
      const asked = bytes.length > longest ? undefined : requestIn(bytes.toString('latin1'))
      if (!asked) {
        leave()
        for (const listener of listeners) Reflect.apply(listener, server, [socket])
        socket.emit('data', bytes)
        return
      }
      const reply = replies(asked.query, asked.headers)
      if (reply instanceof Promise) void sendLater(socket, reply)
      else send(socket, reply)
    }
    function leave(): void {
      open.delete(socket)
      socket.off('data', read).off('end', end).off('error', ignore).off('timeout', cut)
      socket.off('close', leave).setTimeout(0)
    }
    function end(): void {
      socket.end()
    }
    function cut(): void {
      if (open.get(socket) === 'idle') socket.destroy()
    }
    open.set(socket, 'idle')
    socket.setTimeout(server.keepAliveTimeout, cut)
    socket.on('data', read).on('end', end).on('error', ignore).on('close', leave)
  }

  server.on('connection', enter)
  return {
    closeIdleConnections() {
      for (const [socket, state] of open) if (state === 'idle') socket.destroySoon()
    },
    closeAllConnections() {
      for (const socket of open.keys()) socket.destroy()
    },
  }
}

// What is longer may be half of a request as well as a whole one.
const longest = 8192

// One request and nothing behind it: its end is the end of what came.
const whole =
  /^GET \/v1\/verify(?:\?([!-~]*))? HTTP\/1\.1\r\n((?:[!#$%&'*+.^_`|~\w-]+:[\t -~]*\r\n)+)\r\n$/

// They say that a body follows, or that the connection is to become something else.
const framing = new Set(['content-length', 'transfer-encoding', 'upgrade', 'expect', 'trailer'])

interface Asked {
  readonly query: string
  readonly headers: readonly string[]
}

/** Undefined for whatever is not plainly it. */
function requestIn(text: string): Asked | undefined {
  const [, query = '', lines = ''] = whole.exec(text) ?? []
  const headers: string[] = []
  let hosts = 0
  for (let start = 0; start < lines.length;) {
    const colon = lines.indexOf(':', start)
    const end = lines.indexOf('\r\n', colon)
    const name = lines.slice(start, colon).toLowerCase()
    const value = lines.slice(colon + 1, end).trim()
    if (framing.has(name)) return undefined
    if (name === 'connection' && value.toLowerCase() !== 'keep-alive') return undefined
    if (name === 'host') hosts++
    headers.push(name, value)
    start = end + 2
  }
  return hosts === 1 ? { query, headers } : undefined
}

/** The first lines of an answer, written once for all answers of one second. */
function dated(clock: () => number): (status: number) => string {
  let second = -1
  let written = new Map<number, string>()
  return (status) => {
    const now = Math.floor(clock() / 1000)
    if (now !== second) {
      second = now
      written = new Map()
    }
    let lines = written.get(status)
    if (lines === undefined) {
      const date = new Date(now * 1000).toUTCString()
      lines = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ndate: ${date}\r\n`
      written.set(status, lines)
    }
    return lines
  }
}

function ignore(): void {
  // The connection is closed after it, and nobody is left to be told.
}
