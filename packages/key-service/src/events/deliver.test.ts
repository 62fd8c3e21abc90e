import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ann, onEachStore, pepper, wanted, type Bench } from '../../../../fixtures/key-service.ts'
import { createPeppers } from '../pepper.ts'
import { claimDeliveries, deliveriesOf, replayDelivery } from '../store/deliveries.ts'
import { addSubscriber, changeSubscriber, subscriber } from '../store/subscribers.ts'
import { deliver, deliveryLease, type DeliveryParts } from './deliver.ts'
import { startJobs } from './jobs.ts'
import { createKeyring, openKeyring } from './keyring.ts'
import { createPost } from './post.ts'
import { startWorker } from './worker.ts'

const peppers = createPeppers([pepper('first')], randomBytes)
const minute = 60_000

onEachStore((open, name) => {
  describe('an event', { timeout: 60_000 }, () => {
    it('is delivered once to each subscriber, thin, signed and without the key', async () => {
      const bench = await open()
      const [first, second] = [await receiver(), await receiver()]
      const subscribed = await subscribe(bench, first.url)
      await subscribe(bench, second.url)
      const { key, token } = await bench.service.mint(wanted, ann)
      expect(await deliverDue(bench)).toBe(2)
      expect(await deliverDue(bench)).toBe(0)

      const [received] = first.received
      expect([first.received.length, second.received.length]).toEqual([1, 1])
      const { body, headers } = received!
      expect(JSON.parse(body)).toMatchObject({
        type: 'key.minted',
        timestamp: new Date(bench.clock.now).toISOString(),
        data: { organisation: 'acme', key: { id: key.id } },
      })
      expect(body.length).toBeLessThan(2000)
      expect(body).not.toContain(token.reveal().slice(12, -4))
      expect(headers['webhook-id']).toBe(second.received[0]?.headers['webhook-id'])
      expect(headers['webhook-id']).toMatch(/^evt_/)
      const signatures = String(headers['webhook-signature']).split(' ')
      expect(signatures.map((signature) => signature.split(',')[0])).toEqual(['v1', 'v1a'])
      const library = new Webhook(subscribed.secret)
      const { timestamp, signature } = signedAt(headers)
      expect(library.sign(String(headers['webhook-id']), timestamp, body)).toBe(signature)
    })

    it('is tried again on the schedule, always under one id, until it is given up', async () => {
      const bench = await open()
      const { url, received } = await receiver((_, response) => response.writeHead(500).end())
      await subscribe(bench, url)
      await bench.service.mint(wanted, ann)
      const waits: number[] = []
      for (let attempt = 0; attempt < 10; attempt++) {
        expect(await deliverDue(bench)).toBe(1)
        expect(await deliverDue(bench)).toBe(0)
        const [delivery] = (await deliveriesOf(bench.store, {})).rows
        waits.push(delivery!.nextAt - bench.clock.now)
        bench.clock.now = delivery!.nextAt
      }
      expect(waits.slice(0, 3)).toEqual([5000, 5 * minute, 30 * minute])
      expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
      expect(received).toHaveLength(10)
      const failed = await deliveriesOf(bench.store, { state: 'failed' })
      expect(failed.rows).toMatchObject([
        { attempts: 10, status: 500, reason: 'The receiver answered 500.' },
      ])

      // And it may be sent once more, under the same id.
      const { id } = failed.rows[0]!
      expect(await bench.store.write((transaction) => replayDelivery(transaction, id))).toBe(true)
      expect(await deliverDue(bench)).toBe(1)
      expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    })

    it('waits as long as its receiver asks', async () => {
      const bench = await open()
      const { url } = await receiver((_, response) => {
        response.writeHead(429, { 'retry-after': '3600' }).end()
      })
      await subscribe(bench, url)
      await bench.service.mint(wanted, ann)
      await deliverDue(bench)
      const [delivery] = (await deliveriesOf(bench.store, {})).rows
      expect(delivery).toMatchObject({ state: 'waiting', nextAt: bench.clock.now + 60 * minute })
    })

    it('is not sent where a redirect leads, and does not end there', async () => {
      const bench = await open()
      const elsewhere = await receiver()
      const { url } = await receiver((_, response) => {
        response.writeHead(302, { location: elsewhere.url }).end()
      })
      await subscribe(bench, url)
      await bench.service.mint(wanted, ann)
      await deliverDue(bench)
      expect(elsewhere.received).toEqual([])
      expect((await deliveriesOf(bench.store, {})).rows).toMatchObject([
        { state: 'waiting', status: 302, reason: 'A redirect is not followed (302).' },
      ])
    })

    it('is not sent any more to whom it may concern no longer (410)', async () => {
      const bench = await open()
      const { url, received } = await receiver((_, response) => response.writeHead(410).end())
      const { id } = await subscribe(bench, url)
      await bench.service.mint(wanted, ann)
      await bench.service.mint(wanted, ann)
      await deliverDue(bench, 1)
      expect(await subscriber(bench.store.reads, id)).toMatchObject({ enabled: false })
      await deliverDue(bench)
      expect(received).toHaveLength(1)
      const { rows } = await deliveriesOf(bench.store, { state: 'failed' })
      expect(rows.map(({ reason }) => reason).sort()).toEqual([
        'The receiver is gone (410).',
        'The subscriber is disabled.',
      ])
      const audit = await bench.service.audit({ subject: id })
      expect(audit.rows).toMatchObject([{ action: 'subscriber.disabled', actor: 'system:keyward' }])
    })

    it('is left to one process, and to another when that one does not finish', async () => {
      const bench = await open()
      const { url } = await receiver()
      await subscribe(bench, url)
      await bench.service.mint(wanted, ann)
      const { store } = await bench.another()
      expect(await claimDeliveries(bench.store, deliveryLease, 10)).toHaveLength(1)
      expect(await claimDeliveries(store, deliveryLease, 10)).toEqual([])
      bench.clock.now += deliveryLease
      expect(await claimDeliveries(store, deliveryLease, 10)).toHaveLength(1)
    })

    it('is signed with the old keys as well, for a day', async () => {
      const bench = await open()
      const { url, received } = await receiver()
      const { id, secret } = await subscribe(bench, url)
      const { sealed } = (await subscriber(bench.store.reads, id))!
      const keys = openKeyring(peppers, sealed).current
      const until = bench.clock.now + 1000
      const renewed = createKeyring(peppers, randomBytes, { keys, until })
      await bench.store.write((transaction) =>
        changeSubscriber(transaction, id, { sealed: renewed.sealed }),
      )
      await bench.service.mint(wanted, ann)
      await deliverDue(bench)
      bench.clock.now = until
      await bench.service.mint(wanted, ann)
      await deliverDue(bench)

      const signers = [renewed.secret.reveal(), secret]
      const signed = received.map(({ headers, body }) => {
        const { timestamp } = signedAt(headers)
        const all = String(headers['webhook-signature']).split(' ')
        return signers.map((signer) =>
          all.includes(new Webhook(signer).sign(String(headers['webhook-id']), timestamp, body)),
        )
      })
      expect(signed).toEqual([
        [true, true],
        [true, false],
      ])
    })
  })

  describe('the worker', { timeout: 60_000 }, () => {
    it('delivers what is written while it runs, and finishes what it began', async () => {
      const bench = await open()
      const { url, received } = await receiver()
      await subscribe(bench, url)
      const parts = partsOf(bench)
      const failures: unknown[] = []
      const settings = {
        pause: 20,
        limit: 5,
        keep: Infinity,
        failed: (error: unknown) => void failures.push(error),
        url: bench.url,
      }
      const workers =
        name === 'postgres'
          ? [await startJobs(parts, settings), await startJobs(parts, settings)]
          : [startWorker(parts, settings), startWorker(parts, settings)]
      for (let count = 0; count < 10; count++) await bench.service.mint(wanted, ann)
      await until(() => received.length >= 10)
      for (const worker of workers) await worker.stop()
      expect(received).toHaveLength(10)
      expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(10)
      expect((await deliveriesOf(bench.store, { state: 'waiting' })).rows).toEqual([])
      expect(failures).toEqual([])
    })
  })
})

function signedAt(headers: IncomingMessage['headers']) {
  const [signature = ''] = String(headers['webhook-signature']).split(' ')
  return { signature, timestamp: new Date(Number(headers['webhook-timestamp']) * 1000) }
}

function partsOf(bench: Bench): DeliveryParts {
  return {
    store: bench.store,
    peppers,
    post: createPost({ reach: 'any' }),
    clock: () => bench.clock.now,
    chance: () => 0,
    attempted: () => undefined,
  }
}

async function deliverDue(bench: Bench, limit = 100): Promise<number> {
  const due = await claimDeliveries(bench.store, deliveryLease, limit)
  await Promise.all(due.map((delivery) => deliver(partsOf(bench), delivery)))
  return due.length
}

async function subscribe({ store }: Bench, url: string): Promise<{ id: string; secret: string }> {
  const { sealed, secret } = createKeyring(peppers, randomBytes)
  const id = `sub_${randomBytes(8).toString('hex')}`
  await store.write((transaction) =>
    addSubscriber(transaction, { id, url, events: [], sealed, enabled: true, createdAt: 0 }),
  )
  return { id, secret: secret.reveal() }
}

interface Received {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

async function receiver(
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) =>
    response.writeHead(204).end(),
): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(parts).toString() })
      answer(request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10))
}
