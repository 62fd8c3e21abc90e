import { expect, it } from 'vitest'
import { ann, onEachStore, wanted } from '../../../../fixtures/key-service.ts'

onEachStore((open) => {
  it('writes when keys were last used, many at once, and never an earlier time', async () => {
    const { service, clock } = await open()
    const ids: string[] = []
    for (let count = 0; count < 20; count++) ids.push((await service.mint(wanted, ann)).key.id)
    const { now } = clock
    await service.recordUse(ids.slice(1).map((key, index) => ({ key, at: now + index })))
    await service.recordUse([
      { key: ids[1]!, at: now - 1 },
      { key: ids[2]!, at: now + 50 },
      { key: 'key_of_nobody', at: now },
    ])
    const keys = await Promise.all(ids.map((id) => service.key(id)))
    expect(keys.map((key) => key?.lastUsedAt)).toEqual([
      undefined,
      now,
      now + 50,
      ...Array.from({ length: 17 }, (_, index) => now + index + 2),
    ])
  })

  it('is one statement for all, beside another process that writes the same ones', async () => {
    const { service, another, clock } = await open()
    const other = await another()
    const ids: string[] = []
    for (let count = 0; count < 50; count++) ids.push((await service.mint(wanted, ann)).key.id)
    const there = ids.map((key) => ({ key, at: clock.now + 1 }))
    const back = [...ids].reverse().map((key) => ({ key, at: clock.now + 2 }))
    for (let round = 0; round < 5; round++) {
      await Promise.all([service.recordUse(there), other.recordUse(back)])
    }
    const { rows } = await service.keys({}, { limit: 100 })
    expect(new Set(rows.map(({ lastUsedAt }) => lastUsedAt))).toEqual(new Set([clock.now + 2]))
  })
})
