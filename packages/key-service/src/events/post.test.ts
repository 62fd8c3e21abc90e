import { createServer, Server as HttpServer, type RequestListener } from 'node:http'
import { createServer as createNetServer, type AddressInfo, type Server } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createPost, type PostSettings } from './post.ts'

const message = { headers: { 'webhook-id': 'evt_1' }, body: '{"a":1}' }

describe('a message', () => {
  it('is posted with its headers, as JSON', async () => {
    const seen: unknown[] = []
    const url = await listen((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const { method, headers } = request
        seen.push(method, headers['webhook-id'], headers['content-type'])
        seen.push(Buffer.concat(parts).toString())
        response.writeHead(204).end()
      })
    })
    const post = createPost({ reach: 'any' })
    expect(await post(url, message)).toEqual({ state: 'answered', status: 204 })
    expect(seen).toEqual(['POST', 'evt_1', 'application/json', '{"a":1}'])
  })

  it('tells how long to wait', async () => {
    const url = await listen((_, response) => {
      response.writeHead(429, { 'retry-after': '7' }).end()
    })
    const posted = await createPost({ reach: 'any' })(url, message)
    expect(posted).toEqual({ state: 'answered', status: 429, retryAfter: '7' })
  })

  it('does not follow a redirect', async () => {
    let followed = false
    const inside = await listen((_, response) => {
      followed = true
      response.end()
    })
    const url = await listen((_, response) => {
      response.writeHead(307, { location: inside }).end()
    })
    const posted = await createPost({ reach: 'any' })(url, message)
    expect(posted).toEqual({ state: 'answered', status: 307 })
    expect(followed).toBe(false)
  })

  it('needs no more of an answer than its beginning', async () => {
    const url = await listen((_, response) => {
      response.writeHead(200)
      function more(): void {
        while (!response.destroyed && response.write('a'.repeat(65_536)));
      }
      response.on('drain', more)
      more()
    })
    const posted = await createPost({ reach: 'any' })(url, message)
    expect(posted).toEqual({ state: 'answered', status: 200 })
  })

  it('is given up when nobody answers in time', async () => {
    const url = await listen(() => undefined)
    const posted = await createPost({ reach: 'any', timeout: 50 })(url, message)
    expect(posted).toEqual({ state: 'unanswered', reason: 'No answer in 0.05 s.' })
  })

  it('is not answered where nobody listens, or by what is no HTTP', async () => {
    const closed = createServer()
    const address = await listening(closed)
    await new Promise((resolve) => closed.close(resolve))
    const post = createPost({ reach: 'any' })
    expect(await post(address, message)).toEqual({
      state: 'unanswered',
      reason: 'The receiver could not be reached (ECONNREFUSED).',
    })

    const other = createNetServer((socket) => socket.end('220 mail.example.com\r\n'))
    const posted = await post(await listening(other), message)
    expect(posted.state).toBe('unanswered')
  })

  it('goes nowhere inside, however the address is written', async () => {
    let connections = 0
    const inside = createNetServer((socket) => {
      connections++
      socket.destroy()
    })
    const { port } = new URL(await listening(inside))
    const post = createPost({ reach: 'public' })
    for (const host of ['127.0.0.1', '2130706433', '[::ffff:127.0.0.1]', '0.0.0.0', 'localhost']) {
      expect((await post(`https://${host}:${port}/`, message)).state, host).toBe('refused')
    }
    expect(connections).toBe(0)
  })

  it('goes nowhere inside by a name that leads there, then or a moment later', async () => {
    let connections = 0
    const inside = createNetServer((socket) => {
      connections++
      socket.destroy()
    })
    const { port } = new URL(await listening(inside))
    const post = createPost({ reach: 'public', lookup: rebinding(['127.0.0.1', '93.184.216.34']) })
    const first = await post(`https://rebinding.example.com:${port}/`, message)
    expect(first).toEqual({
      state: 'unanswered',
      reason: 'The name leads to an internal network.',
    })
    const mixed = createPost({ reach: 'public', lookup: answering(['93.184.216.34', '127.0.0.1']) })
    expect(await mixed(`https://rebinding.example.com:${port}/`, message)).toEqual({
      state: 'unanswered',
      reason: 'The name leads to an internal network.',
    })
    expect(connections).toBe(0)
  })
})

type Lookup = NonNullable<PostSettings['lookup']>

/** A name server that answers otherwise each time it is asked. */
function rebinding(addresses: readonly string[]): Lookup {
  let asked = 0
  return (_, options, callback) => {
    answer(options, callback, [addresses[asked++ % addresses.length] ?? ''])
  }
}

/** One that answers with all of them. */
function answering(addresses: readonly string[]): Lookup {
  return (_, options, callback) => answer(options, callback, addresses)
}

function answer(
  options: object,
  callback: Parameters<Lookup>[2],
  addresses: readonly string[],
): void {
  const all = addresses.map((address) => ({ address, family: 4 }))
  if ('all' in options && options.all === true) callback(null, all)
  else callback(null, addresses[0] ?? '', 4)
}

async function listen(listener: RequestListener): Promise<string> {
  return listening(createServer(listener))
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    if (server instanceof HttpServer) server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}/`
}
