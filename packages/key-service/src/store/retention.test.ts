import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { ann, onEachStore, pepper, wanted, type Bench } from '../../../../fixtures/key-service.ts'
import { createKeyring } from '../events/keyring.ts'
import { startWorker } from '../events/worker.ts'
import { createPeppers } from '../pepper.ts'
import { claimDeliveries, deliveriesOf, settleDelivery } from './deliveries.ts'
import { removeEvents } from './retention.ts'
import { addSubscriber } from './subscribers.ts'

const day = 24 * 60 * 60 * 1000
const peppers = createPeppers([pepper('first')], randomBytes)

async function subscribe({ store }: Bench): Promise<void> {
  const { sealed } = createKeyring(peppers, randomBytes)
  const address = { url: 'https://example.com/', events: [], sealed, enabled: true, createdAt: 0 }
  await store.write((transaction) => addSubscriber(transaction, { id: 'sub_1', ...address }))
}

async function eventsIn({ store }: Bench): Promise<number> {
  const rows = await store.reads.selectFrom('events').select('id').execute()
  return rows.length
}

onEachStore((open) => {
  it('removes what is old and delivered, some at once, and no row of the audit', async () => {
    const bench = await open()
    const { service, store, clock } = bench
    const rows = Array.from({ length: 700 }, (_, number) => ({
      id: `evt_${number}`,
      type: 'key.minted',
      organisation: 'acme',
      data: '{}',
      at: clock.now,
    }))
    await store.tally((all) => all.insertInto('events').values(rows).execute())
    clock.now += 2 * day
    await service.mint(wanted, ann)
    const audit = (await service.audit()).rows
    expect(await removeEvents(store, clock.now - day)).toBe(500)
    expect(await removeEvents(store, clock.now - day)).toBe(200)
    expect(await removeEvents(store, clock.now - day)).toBe(0)
    expect(await eventsIn(bench)).toBe(1)
    expect((await service.audit()).rows).toEqual(audit)
    expect(await service.verifyAudit()).toMatchObject({ state: 'whole' })
  })

  it('keeps what waits to be delivered, however old it is', async () => {
    const bench = await open()
    const { service, store, clock } = bench
    await subscribe(bench)
    for (let count = 0; count < 3; count++) await service.mint(wanted, ann)
    const [sent, failed] = await claimDeliveries(store, 1000, 2)
    await settleDelivery(store, sent!.id, { state: 'delivered', status: 204 })
    await settleDelivery(store, failed!.id, { state: 'failed', reason: 'It is gone.' })
    expect(await removeEvents(store, clock.now)).toBe(0)
    expect(await removeEvents(store, clock.now + 1)).toBe(2)
    expect((await deliveriesOf(store, {})).rows).toMatchObject([{ state: 'waiting' }])
    expect(await eventsIn(bench)).toBe(1)
  })

  it('is done by whoever delivers', async () => {
    const bench = await open()
    const { service, store, clock } = bench
    await service.mint(wanted, ann)
    clock.now += 31 * day
    await service.mint(wanted, ann)
    const failures: unknown[] = []
    const worker = startWorker(
      {
        store,
        peppers,
        post: () => Promise.reject(new Error('There is nobody to be told.')),
        clock: () => clock.now,
        chance: () => 0,
        attempted: () => undefined,
      },
      { pause: 10, limit: 5, keep: 30 * day, failed: (error) => failures.push(error) },
    )
    await expect.poll(() => eventsIn(bench)).toBe(1)
    await worker.stop()
    expect(failures).toEqual([])
  })
})
