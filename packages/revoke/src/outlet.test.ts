import type { lookup } from 'node:dns'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOutlet, refusalOf } from './outlet.ts'

let port = 0
let reached: string[] = []
const server = createServer((request, response) => {
  reached.push(request.url ?? '')
  if (request.url === '/redirect') response.writeHead(302, { location: '/inside' })
  if (request.url === '/endless') {
    response.write('x'.repeat(10_000_000))
    return
  }
  response.end()
})
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '::', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe('guarantee 21: an address that somebody else chose', () => {
  const inside = [
    '127.0.0.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '0.0.0.0',
    '0',
    'localhost',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '[fe80::1]',
    '[fd00::1]',
    '255.255.255.255',
    '224.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '[100::1]',
    '127。0。0。1',
    'localhost.',
    'ip6-localhost',
  ]

  it.each(inside)('leads nowhere when it is %s', async (host) => {
    reached = []
    const outlet = createOutlet({ timeoutMs: 2000 })
    for (const protocol of ['http', 'https']) {
      const posted = await outlet.post(`${protocol}://${host}:${port}/inside`, {}, '{}')
      expect(posted.state).not.toBe('answered')
    }
    expect(reached).toEqual([])
  })

  it.each([
    'file:///etc/passwd',
    'ftp://example.com',
    'gopher://127.0.0.1:25/',
    'data:,x',
    'example.com',
    'https://name:password@example.com/',
    '',
    'http://example.com/',
  ])('is refused when it is %s', async (address) => {
    expect((await createOutlet().post(address, {}, '')).state).toBe('refused')
  })

  it('is looked up once: a name that leads elsewhere the second time is not followed', async () => {
    reached = []
    let asked = 0
    const rebinding = ((...parameters: unknown[]) => {
      const answer = parameters.at(-1) as (error: null, addresses: unknown, family?: number) => void
      asked++
      const options = parameters[1] as { all?: boolean }
      if (options.all) answer(null, [{ address: '127.0.0.1', family: 4 }])
      else answer(null, '127.0.0.1', 4)
    }) as unknown as typeof lookup
    const outlet = createOutlet({ lookup: rebinding, timeoutMs: 2000 })
    const posted = await outlet.post(`https://rebinding.example:${port}/inside`, {}, '{}')
    expect(posted).toEqual({ state: 'failed', reason: 'It could not be reached.' })
    expect(asked).toBe(1)
    expect(reached).toEqual([])
  })

  it('is reached when it is allowed, and then not left for another', async () => {
    reached = []
    const outlet = createOutlet({ allowed: ['127.0.0.1'] })
    const posted = await outlet.post(`http://127.0.0.1:${port}/redirect`, {}, '{}')
    expect(posted).toEqual({ state: 'answered', status: 302 })
    expect(reached).toEqual(['/redirect'])
    expect(refusalOf('http://10.1.2.3/', ['10.1.0.0/16'])).toBeUndefined()
    expect(refusalOf('http://10.2.2.3/', ['10.1.0.0/16'])).toBeDefined()
  })

  it('may answer as much as it likes: no more than a little is read', async () => {
    const outlet = createOutlet({ allowed: ['127.0.0.1'] })
    const posted = await outlet.post(`http://127.0.0.1:${port}/endless`, {}, '{}')
    expect(posted).toEqual({ state: 'answered', status: 200 })
  })
})
