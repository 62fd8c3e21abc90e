import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { DeliveryParts } from '../events/deliver.ts'
import { createPost } from '../events/post.ts'
import { startWorker, type Worker, type WorkerSettings } from '../events/worker.ts'
import { createLimits, usualLimits } from '../http/limits.ts'
import { createListener, repliesOf } from '../http/listener.ts'
import type { HttpParts } from '../http/parts.ts'
import { type Lane, openLane } from '../http/verify-lane.ts'
import { createLog, type Log } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import type { KeyService } from '../service.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { firstRootKey, isPostgres, openService, storeSettings } from './open-service.ts'
import { durationOf, noWords, numberOf, type Request } from './words.ts'

/** Runs until it is told to stop, and then finishes what had begun. */
export async function serve(request: Request): Promise<ExitCode> {
  noWords(request)
  const { values, surroundings } = request
  const port = numberOf(values.port, 'port', 8787, 65_535)
  const proxies = numberOf(values.proxies, 'proxies', 0, 10)
  const keep = durationOf(values['keep-events'] ?? '30d', 'keep-events')
  const { service, peppers, close } = await openService(request, true)
  const stopped = surroundings.untilStopped()
  const level = (values.log ?? 'info') as Parameters<typeof createLog>[0]['level']
  const log = createLog({ apis: service.apis, level, destination: surroundings.stderr })
  const metrics = createMetrics(service.store)
  const reach = values['closed-network'] === undefined ? 'public' : 'any'
  const parts: HttpParts = {
    service,
    peppers,
    random: surroundings.random,
    log,
    metrics,
    limits: createLimits(usualLimits),
    reach,
    addressOf: (context) =>
      clientOf(
        getConnInfo(context).remote.address ?? '',
        context.req.header('x-forwarded-for'),
        proxies,
      ),
    clientOf: (peer, forwarded) => clientOf(peer, forwarded, proxies),
    uniformTime: 50,
  }
  try {
    const { server, lane } = await listen(parts, values.host ?? '127.0.0.1', port)
    try {
      await tellRootKey(request, service)
      await work(request, parts, keep, () => {
        const { database } = service.store
        log.info({ address: addressText(server), database }, 'listening')
        return stopped
      })
    } finally {
      await stopListening(server, lane)
    }
  } finally {
    await close()
  }
  log.info('stopped')
  return exitCode.done
}

async function tellRootKey({ surroundings }: Request, service: KeyService): Promise<void> {
  const root = await firstRootKey(service)
  if (root === undefined) return
  surroundings.stdout.write(`${root}\n`)
  surroundings.stderr.write('keyward-keys: This is the root key. It is shown this once.\n')
}

/** What goes on beside the requests, while `lasts` does. */
async function work(
  request: Request,
  { service, peppers, reach, metrics, log }: HttpParts,
  keep: number,
  lasts: () => Promise<void>,
): Promise<void> {
  const parts: DeliveryParts = {
    store: service.store,
    peppers,
    post: createPost({ reach }),
    clock: () => service.now(),
    chance: () => (request.surroundings.random(1)[0] ?? 0) / 256,
    attempted({ id, event, attempts }, { state, status }) {
      metrics.delivered(state)
      const attempt = { delivery: id, event: event.id, attempt: attempts + 1, state, status }
      log.info(attempt, 'delivery')
    },
  }
  const worker = await startDeliveries(request, parts, keep, log)
  const sweeping = sweepAlways(service, log)
  try {
    await lasts()
    log.info('stopping')
  } finally {
    sweeping.stop()
    await worker.stop()
  }
}

async function startDeliveries(
  request: Request,
  parts: DeliveryParts,
  keep: number,
  log: Log,
): Promise<Worker> {
  const { url } = storeSettings(request)
  const settings: WorkerSettings = {
    pause: 1000,
    limit: 10,
    keep,
    failed: (error) => log.error({ err: error }, 'the outbox failed'),
  }
  if (!isPostgres(url)) return startWorker(parts, settings)
  const { startJobs } = await import('../events/jobs.ts')
  return startJobs(parts, { ...settings, url })
}

const sweepPause = 30_000

function sweepAlways(service: KeyService, log: Log): { stop(): void } {
  async function sweep(): Promise<void> {
    try {
      await service.sweep()
    } catch (error) {
      log.error({ err: error }, 'the sweep failed')
    }
  }
  void sweep()
  const timer = setInterval(() => void sweep(), sweepPause)
  return { stop: () => clearInterval(timer) }
}

interface Listening {
  readonly server: Server
  readonly lane: Lane
}

async function listen(parts: HttpParts, host: string, port: number): Promise<Listening> {
  const replies = repliesOf(parts)
  const server = createServer(createListener(parts, replies))
  const lane = openLane(server, { replies, clock: () => parts.service.now() })
  // Nobody needs longer to send a request than to think of it.
  server.requestTimeout = 30_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return { server, lane }
}

// Whoever has not read an answer by then does not read it.
const patience = 10_000

/** Requests that have begun are answered; their connections are not kept for more. */
async function stopListening(server: Server, lane: Lane): Promise<void> {
  function closeIdle(): void {
    for (const connections of [server, lane]) connections.closeIdleConnections()
  }
  const closing = setInterval(closeIdle, 50)
  const cutting = setTimeout(() => {
    for (const connections of [server, lane]) connections.closeAllConnections()
  }, patience)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    closeIdle()
  })
  clearInterval(closing)
  clearTimeout(cutting)
}

/** The address of the peer, or what the outermost trusted proxy saw. */
function clientOf(peer: string, forwarded: string | undefined, proxies: number): string {
  const seen = (forwarded ?? '').split(',').map((part) => part.trim())
  return (proxies > 0 ? seen.at(-proxies) : undefined) || peer || 'unknown'
}

function addressText(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
