import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLane, type Lane } from './verify-lane.ts'
import type { Replies, Reply } from './verify-reply.ts'
import { verifyRoute } from './verify-route.ts'

const asked: [method: string, query: string, key: string | undefined][] = []
const waiting: (() => void)[] = []
let plain: Server
let fast: Server
let lane: Lane
let entered = 0

/** Tells what it was asked, so that two readings of one request can be compared. */
const replies: Replies = ({ method, query, headers, socket }) => {
  const index = headers.findIndex((name) => name.toLowerCase() === 'x-api-key')
  const key = index < 0 ? undefined : headers[index + 1]
  asked.push([method, query, key])
  const from = socket.remoteAddress
  const reply = replyOf(key === undefined ? 401 : 200, JSON.stringify({ query, key, from }))
  if (query !== 'late') return reply
  return new Promise((resolve) => waiting.push(() => resolve(reply)))
}

function replyOf(status: number, body: string): Reply {
  return { status, text: `content-length: ${body.length}\r\n\r\n${body}` }
}

beforeAll(async () => {
  const verify = verifyRoute(replies)
  const [one, other] = [1, 2].map(() =>
    createServer((request, response) => {
      if (!verify(request, response)) response.writeHead(418).end()
    }),
  )
  ;[plain, fast] = [one!, other!]
  lane = openLane(fast, {
    clock: () => 0,
    replies(request) {
      entered++
      return replies(request)
    },
  })
  for (const server of [plain, fast]) {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  }
})
afterAll(() => {
  lane.closeAllConnections()
  for (const server of [plain, fast]) server.close().closeAllConnections()
})

function open(server: Server): Socket {
  return connect({ port: (server.address() as AddressInfo).port, allowHalfOpen: true })
}

/** All that is answered to these pieces, each sent a moment after those before or their answer. */
async function told(server: Server, pieces: readonly string[], pause = 20): Promise<string> {
  const socket = open(server).setNoDelay(true)
  let text = ''
  socket.setEncoding('latin1').on('data', (part: string) => (text += part))
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', () => undefined)
  for (const piece of pieces) {
    socket.write(piece, 'latin1')
    await new Promise((resolve) => {
      setTimeout(resolve, pause)
      // Some are not answered before more of them came.
      if (pause > 20) socket.once('data', resolve)
    })
  }
  socket.end()
  await closed
  // What Node says of the connection is left out: the lane keeps connections without a word.
  return text.replace(/^(?:date|connection|keep-alive): .*\r\n/gim, '')
}

function get(more = '', url = '/v1/verify?scope=read'): string {
  return `GET ${url} HTTP/1.1\r\nHost: a\r\nX-API-Key: some-key\r\n${more}\r\n`
}

test('a plain request is answered as Node would, and does without it', async () => {
  const requests = [
    get(),
    get('User-Agent: a b\r\nConnection: keep-alive\r\n'),
    get('', '/v1/verify'),
    get('X-Empty:\r\nX-Spaces: \t a \t \r\nX-Near:b\r\n'),
  ]
  const before = entered
  expect(await told(fast, requests, 5000)).toBe(await told(plain, requests, 5000))
  expect(entered).toBe(before + 4)
})

const odd: readonly [what: string, pieces: readonly string[]][] = [
  ['another path', [get('', '/v1/verifyx')]],
  ['another method', [get().replace('GET', 'POST')]],
  ['a HEAD', [get().replace('GET', 'HEAD')]],
  ['an older HTTP', [get().replace('1.1', '1.0')]],
  ['a body', [`${get('Content-Length: 5\r\n')}hello`]],
  ['a body that comes later', [get('Content-Length: 5\r\n'), 'hello', get()]],
  ['a body that is a request', [get('Content-Length: 60\r\n'), get('', '/v1/verify?inner')]],
  ['a body in chunks', [`${get('Transfer-Encoding: chunked\r\n')}0\r\n\r\n`, get()]],
  ['two lengths', [get('Content-Length: 0\r\nContent-Length: 5\r\n')]],
  ['a space before a colon', [get('Content-Length : 5\r\n'), 'hello']],
  ['a folded line', [get('X-A: b\r\n c\r\n')]],
  ['a line feed alone', [get().replaceAll('\r\n', '\n')]],
  ['a carriage return in a value', [get('X-A: b\rContent-Length: 5\r\n')]],
  ['a zero in a value', [get('X-A: \0\r\n')]],
  ['letters that are not ASCII', [get('X-A: \xe9\r\n')]],
  ['no host', [get().replace('Host: a\r\n', '')]],
  ['two hosts', [get('Host: b\r\n')]],
  ['an end of the connection', [get('Connection: close\r\n')]],
  ['an upgrade', [get('Connection: Upgrade\r\nUpgrade: websocket\r\n')]],
  ['an expectation', [get('Expect: 100-continue\r\n')]],
  ['two requests in one piece', [get() + get('', '/v1/verify?second')]],
  ['a request and a half', [get() + get().slice(0, 30), get().slice(30)]],
  ['halves', [get().slice(0, 9), get().slice(9), get()]],
  ['a byte before it', [` ${get()}`]],
  ['nonsense', ['nonsense\r\n\r\n']],
  ['a long header', [get(`X-A: ${'a'.repeat(9000)}\r\n`)]],
  ['no header at all', ['GET /v1/verify HTTP/1.1\r\n\r\n']],
  ['a header without a name', [get(': b\r\n')]],
  ['a header without a colon', [get('X-A\r\n')]],
  ['a name that is not one', [get('X A: b\r\n')]],
  ['an end without an empty line', [get().slice(0, -2), '\r\n']],
  ['a length that is not framed', [get('content-LENGTH:5\r\n'), 'hello']],
  ['many spaces', [get(`X-A:${' '.repeat(3000)}\r\n`).slice(0, -4), '\r\n\r\n']],
  ['a plain request and then an odd one', [get(), get('Content-Length: 5\r\n'), 'hello', get()]],
]

test.each(odd)('%s is left to Node', async (_, pieces) => {
  asked.length = 0
  const byNode = await told(plain, pieces)
  const askedByNode = asked.splice(0)
  expect(await told(fast, pieces)).toBe(byNode)
  expect(asked).toEqual(askedByNode)
})

test('answers keep the order of their requests, however long one takes', async () => {
  const socket = open(fast).setEncoding('latin1')
  let text = ''
  socket.on('data', (part: string) => (text += part))
  socket.write(get('', '/v1/verify?late'))
  await expect.poll(() => waiting.length).toBe(1)
  socket.write(get('', '/v1/verify?next'))
  lane.closeIdleConnections()
  waiting.shift()?.()
  await expect
    .poll(() => text.match(/"query":"\w+"/g))
    .toEqual(['"query":"late"', '"query":"next"'])
  const closed = new Promise((resolve) => socket.once('end', resolve))
  lane.closeIdleConnections()
  await closed
  socket.destroy()
})
