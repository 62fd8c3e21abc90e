import { STATUS_CODES, type Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Asked, Replies, Reply } from './verify-reply.ts'

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
      const asked = bytes.length > longest ? undefined : requestIn(bytes.toString('latin1'), socket)
      if (!asked) {
        leave()
        for (const listener of listeners) Reflect.apply(listener, server, [socket])
        socket.emit('data', bytes)
        return
      }
      const reply = replies(asked)
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

const firstLine = /GET \/v1\/verify(?:\?([!-~]*))? HTTP\/1\.1\r\n/y
const header = /([!#$%&'*+.^_`|~\w-]+): ?([\t -~]*)\r\n/y

/** Framing says that a body follows, or that the connection is to become something else. */
const meanings = new Map<string, 'framing' | 'connection' | 'host'>([
  ['content-length', 'framing'],
  ['transfer-encoding', 'framing'],
  ['upgrade', 'framing'],
  ['expect', 'framing'],
  ['trailer', 'framing'],
  ['connection', 'connection'],
  ['host', 'host'],
])
const lengths = new Set([...meanings.keys()].map(({ length }) => length))

/** Undefined for whatever is not plainly it: one request, and nothing behind it. */
function requestIn(text: string, socket: Socket): Asked | undefined {
  firstLine.lastIndex = 0
  const first = firstLine.exec(text)
  if (!first) return undefined
  const [, query = ''] = first
  const headers: string[] = []
  let hosts = 0
  header.lastIndex = firstLine.lastIndex
  while (header.lastIndex !== text.length - 2) {
    const line = header.exec(text)
    if (!line) return undefined
    const [, name = '', padded = ''] = line
    const value = padded.trim()
    const meaning = lengths.has(name.length) ? meanings.get(name.toLowerCase()) : undefined
    if (meaning === 'framing') return undefined
    if (meaning === 'connection' && value.toLowerCase() !== 'keep-alive') return undefined
    if (meaning === 'host') hosts++
    headers.push(name, value)
  }
  if (hosts !== 1 || !text.endsWith('\r\n')) return undefined
  return { method: 'GET', query, headers, socket }
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
