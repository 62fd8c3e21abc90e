// One server of the benchmark, in a process of its own: tells its port, and its CPU time when asked.
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomBytes } from 'node:crypto'
import { Secret } from '@keyward/core'
import {
  type Api,
  createKeyService,
  createPeppers,
  type KeyService,
  openStore,
} from '@keyward/key-service'
import { createLimits, noLimits } from '../../../packages/key-service/src/http/limits.ts'
import { openLane } from '../../../packages/key-service/src/http/verify-lane.ts'
import { verifyReplies } from '../../../packages/key-service/src/http/verify-reply.ts'
import { verifyRoute } from '../../../packages/key-service/src/http/verify-route.ts'
import { createMetrics } from '../../../packages/key-service/src/metrics.ts'
import { tokenOf } from './token.ts'

const [kind = 'bare', url = '', count = '0'] = process.argv.slice(2)

const api: Api = {
  id: 'documents',
  title: 'Documents',
  prefix: 'ak_',
  environments: { production: 'live' },
  dialect: 'autype',
  scopes: ['read', 'write'],
  products: [],
}

const bare: Record<string, RequestListener> = {
  bare: (_, response) => response.end(),
  'bare JSON': (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
  },
}

const listener = bare[kind]
const server = listener ? createServer(listener) : await keyServer()
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port })
})
process.on('message', () => process.send?.(process.cpuUsage()))
process.on('disconnect', () => {
  server.close().closeAllConnections()
})

/** As `keyward-keys serve` makes it, without the routes that nobody asks here. */
async function keyServer(): Promise<Server> {
  const parts = { clock: Date.now, random: randomBytes }
  const store = await openStore({ url, ...parts })
  const peppers = createPeppers(
    [{ id: 'bench', secret: new Secret('pepper '.repeat(9)) }],
    randomBytes,
  )
  const service = await createKeyService({ store, peppers, apis: [api], ...parts })
  await fill(service)
  const replies = verifyReplies({
    service,
    limits: createLimits(noLimits),
    metrics: createMetrics(service.store),
    timer: () => performance.now(),
    clientOf: (peer) => peer,
    failed: console.error,
  })
  const verify = verifyRoute(replies)
  const server = createServer((request, response) => {
    if (!verify(request, response)) response.writeHead(404).end()
  })
  openLane(server, { replies, clock: () => service.now() })
  return server
}

/** Writes the rows themselves: a mint is a transaction of its own, and there are many. */
async function fill(service: KeyService): Promise<void> {
  const size = 250
  const createdAt = service.now()
  for (let first = 0; first < Number(count); first += size) {
    await service.store.write(({ rows }) => {
      const keys = Array.from({ length: size }, (_, offset) => {
        const id = `key_${String(first + offset).padStart(20, '0')}`
        const token = tokenOf(first + offset)
        // The last of them open nothing any more.
        const left = Number(count) - first - offset
        const isRevoked = left <= 2000 && left > 1000
        return {
          id,
          api: api.id,
          organisation: `organisation_${(first + offset) % 1000}`,
          name: 'nightly export',
          creator: 'ann',
          environment: 'production' as const,
          products: '[]',
          scopes: '["read","write"]',
          state: isRevoked ? ('revoked' as const) : ('active' as const),
          start: token.slice(0, 12),
          last4: token.slice(-4),
          family: id,
          predecessor: null,
          successor: null,
          created_at: createdAt,
          expires_at: left <= 1000 ? createdAt - 1 : null,
          last_used_at: null,
          revoked_at: isRevoked ? createdAt : null,
          revoked_by: isRevoked ? 'member:ann' : null,
          revoked_reason: isRevoked ? 'unused' : null,
          quarantined_at: null,
          quarantined_until: null,
          quarantined_by: null,
          quarantined_reason: null,
          digest: service.recognise(token)!.digests[0]!,
          pepper: 'bench',
        }
      })
      return rows.insertInto('keys').values(keys).execute()
    })
  }
}
