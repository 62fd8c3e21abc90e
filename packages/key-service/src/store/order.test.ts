import { expect, it } from 'vitest'
import { ann, onEachStore, wanted } from '../../../../fixtures/key-service.ts'

onEachStore((open, database) => {
  it('chains the audit of many who write at once', async () => {
    const { service, another } = await open()
    const services = [service, await another()]
    const minted = await Promise.all(
      Array.from({ length: 40 }, (_, number) => services[number % 2]!.mint(wanted, ann)),
    )
    await Promise.all(
      minted.map(({ key }, number) => services[number % 2]!.revoke(key.id, { reason: 'x' }, ann)),
    )
    expect(await service.verifyAudit()).toMatchObject({ state: 'whole', rows: 81 })
  })

  it('lets one of two revocations of a key be the one', async () => {
    const { service, another } = await open()
    const other = await another()
    for (let round = 0; round < 10; round++) {
      const { key } = await service.mint(wanted, ann)
      const outcomes = await Promise.all([
        service.revoke(key.id, { reason: 'one' }, ann),
        other.revoke(key.id, { reason: 'other' }, ann),
      ])
      expect(outcomes.map(({ state }) => state).sort()).toEqual(['done', 'unchanged'])
    }
  })

  it.runIf(database === 'postgres')('lets nobody wait for who is still at work', async () => {
    const { service, store } = await open()
    let finish: () => void = () => undefined
    const slow = store.write(async (transaction) => {
      await transaction.audit({ actor: 'member:ann', action: 'slow', subject: 'a' })
      await new Promise<void>((resolve) => (finish = resolve))
    }, 'together')
    const { key } = await service.mint(wanted, ann)
    finish()
    await slow
    const { rows } = await service.audit()
    expect(rows.slice(0, 2)).toMatchObject([{ action: 'slow' }, { subject: key.id }])
    expect(await service.verifyAudit()).toMatchObject({ state: 'whole' })
  })

  it('lets whoever writes alone be alone', async () => {
    const { service, store } = await open()
    const done: string[] = []
    let finish: () => void = () => undefined
    const alone = store.write(async () => {
      await new Promise<void>((resolve) => (finish = resolve))
      done.push('alone')
    })
    const minted = service.mint(wanted, ann).then(() => done.push('minted'))
    await new Promise((resolve) => setTimeout(resolve, 100))
    finish()
    await Promise.all([alone, minted])
    expect(done).toEqual(['alone', 'minted'])
  })
})
