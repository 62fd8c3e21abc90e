import { createServer } from 'node:http'
import { isIP, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOutlet, refusalOf, type Lookup } from './outlet.ts'

let port = 0
let reached: string[] = []
/** What speaks TLS is never read here, so it is what knocks that counts. */
let knocked = 0
const server = createServer((request, response) => {
  reached.push(request.url ?? '')
  if (request.url === '/redirect') response.writeHead(302, { location: '/inside' })
  if (request.url === '/endless') {
    response.write('x'.repeat(10_000_000))
    return
  }
  response.end()
})
server.on('connection', () => knocked++)
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
    '①②⑦.⓪.⓪.①',
    '127.0.0.1.',
    '017700000001',
    '0x7f.0.0.1',
    '127.0.1',
    '127.255.255.254',
    '240.0.0.1',
    '192.88.99.1',
    '[::127.0.0.1]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:169.254.169.254]',
    '[::ffff:0:127.0.0.1]',
    '[64:ff9b::169.254.169.254]',
    '[64:ff9b:1::7f00:1]',
    '[2001::1]',
    '[2001:db8::1]',
    '[2002:a9fe:a9fe::1]',
    '[fd00:ec2::254]',
    '[fec0::1]',
    '[ff02::1]',
    'localhost.',
    'ip6-localhost',
  ]

  const resolved = [
    '127.0.0.1',
    '0.0.0.0',
    '10.0.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:0:127.0.0.1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
    '2002:7f00:1::',
    'fe80::1',
    'fd00::1',
    'fec0::1',
  ]

  it.each(inside)('leads nowhere when it is %s', async (host) => {
    knocked = 0
    const outlet = createOutlet({ timeoutMs: 2000 })
    for (const protocol of ['http', 'https']) {
      const posted = await outlet.post(`${protocol}://${host}:${port}/inside`, {}, '{}')
      expect(posted.state).not.toBe('answered')
    }
    expect(knocked).toBe(0)
    const literal = new URL(`https://${host}/`).hostname.replace(/^\[|\]$/g, '')
    if (isIP(literal)) expect(refusalOf(`https://${host}/`, [])).toContain('none of the public')
  })

  it.each(resolved)('leads nowhere when its name turns out to be %s', async (address) => {
    knocked = 0
    const outlet = createOutlet({ lookup: answering([address]), timeoutMs: 2000 })
    const posted = await outlet.post(`https://name.example:${port}/inside`, {}, '{}')
    expect(posted).toEqual({ state: 'failed', reason: 'It could not be reached.' })
    expect(knocked).toBe(0)
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
    knocked = 0
    let asked = 0
    // In public when it is looked at, and inside when it is looked at again.
    const rebinding = answering(() => (asked++ === 0 ? ['192.0.2.7'] : ['127.0.0.1']))
    const outlet = createOutlet({ lookup: rebinding, allowed: ['192.0.2.7'], timeoutMs: 500 })
    const posted = await outlet.post(`https://rebinding.example:${port}/inside`, {}, '{}')
    expect(posted).toEqual({ state: 'failed', reason: 'It could not be reached.' })
    expect(asked).toBe(1)
    expect(knocked).toBe(0)
  })

  it('leads nowhere when one of the addresses of its name is inside', async () => {
    knocked = 0
    const both = answering(['192.0.2.7', '127.0.0.1'])
    const outlet = createOutlet({ lookup: both, allowed: ['192.0.2.7'], timeoutMs: 500 })
    const posted = await outlet.post(`https://both.example:${port}/inside`, {}, '{}')
    expect(posted.state).toBe('failed')
    expect(knocked).toBe(0)
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

/** A name server of one's own. */
function answering(addresses: readonly string[] | (() => readonly string[])): Lookup {
  return (_name, _options, tell) => {
    const told = typeof addresses === 'function' ? addresses() : addresses
    tell(
      null,
      told.map((address) => ({ address, family: isIP(address) })),
    )
  }
}
