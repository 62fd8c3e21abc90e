// Sends requests over connections that stay open, one at a time on each, and reads the answers.
import { connect, type Socket } from 'node:net'
import { tokenOf } from './token.ts'

export interface Order {
  readonly port: number
  readonly requests: number
  /** How many different keys they carry, and the number of the first. */
  readonly keys: number
  readonly first: number
  /** The status every answer must have. */
  readonly status: number
}

const connections = 32
const open = new Map<number, Socket[]>()
const texts = new Map<number, string>()
let turn = 0

process.on('message', (order: Order) => {
  void send(order).then((wrong) => process.send?.({ wrong }))
})
process.send?.('ready')

async function send({ port, requests, keys, first, status }: Order): Promise<number> {
  for (let index = first; index < first + keys; index++) {
    if (!texts.has(index)) texts.set(index, requestWith(tokenOf(index)))
  }
  const sockets = open.get(port) ?? (await Promise.all(connectionsTo(port)))
  open.set(port, sockets)
  const expected = `HTTP/1.1 ${status}`
  let [sent, done, wrong] = [0, 0, 0]
  await new Promise<void>((finished) => {
    function next(socket: Socket): void {
      if (sent >= requests) return
      sent++
      // A stride that visits all of them in no order that a page would hold.
      turn = (turn + 7919) % keys
      socket.write(texts.get(first + turn)!, 'latin1')
    }
    for (const socket of sockets) {
      socket.removeAllListeners('data')
      // An answer is smaller than what a socket hands out at once.
      socket.on('data', (bytes) => {
        if (!bytes.toString('latin1', 0, expected.length).startsWith(expected)) wrong++
        done++
        if (done === requests) finished()
        else next(socket)
      })
      next(socket)
    }
  })
  return wrong
}

function connectionsTo(port: number): Promise<Socket>[] {
  return Array.from({ length: connections }, () => {
    return new Promise<Socket>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket.setNoDelay(true)))
      socket.once('error', reject)
    })
  })
}

function requestWith(token: string): string {
  return `GET /v1/verify HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: ${token}\r\n\r\n`
}
