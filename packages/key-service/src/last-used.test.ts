import { expect, test } from 'vitest'
import { createLastUsed, type Used } from './last-used.ts'
import type { Use } from './service.ts'

const minute = 60_000

function key(id: string): Used {
  return { key: { id }, usedAt: undefined }
}

function recorder() {
  const writes: (readonly Use[])[] = []
  let broken = false
  const lastUsed = createLastUsed((uses) => {
    if (broken) return Promise.reject(new Error('The disk is full.'))
    writes.push(uses)
    return Promise.resolve()
  })
  return { writes, lastUsed, breaks: (now: boolean) => (broken = now) }
}

test('a request writes nothing', () => {
  const one = key('key_1')
  const { writes, lastUsed } = recorder()
  for (let at = 0; at < 5 * minute; at += 1000) lastUsed.used(one, at)
  expect(writes).toEqual([])
})

test('a key is written at most once a minute, with the time of its last use', async () => {
  const one = key('key_1')
  const { writes, lastUsed } = recorder()
  for (let at = 1000; at <= 5 * minute; at += 1000) {
    lastUsed.used(one, at)
    await lastUsed.flush(at)
  }
  expect(writes.map(([use]) => use?.at)).toEqual([
    1000,
    1000 + minute,
    1000 + 2 * minute,
    1000 + 3 * minute,
    1000 + 4 * minute,
  ])
})

test('many keys are one write', async () => {
  const { writes, lastUsed } = recorder()
  for (let number = 0; number < 1000; number++) lastUsed.used(key(`key_${number}`), number)
  await lastUsed.flush(minute)
  expect(writes).toHaveLength(1)
  expect(writes[0]).toHaveLength(1000)
})

test('nothing is written when nothing was used', async () => {
  const { writes, lastUsed } = recorder()
  await lastUsed.flush(minute)
  await lastUsed.close()
  expect(writes).toEqual([])
})

test('what is noted is written on shutdown, however short ago the last write was', async () => {
  const one = key('key_1')
  const { writes, lastUsed } = recorder()
  lastUsed.used(one, minute)
  await lastUsed.flush(minute)
  lastUsed.used(one, minute + 5)
  await lastUsed.flush(minute + 6)
  await lastUsed.close()
  expect(writes).toEqual([[{ key: 'key_1', at: minute }], [{ key: 'key_1', at: minute + 5 }]])
})

test('a write that fails is told, and made up for by the next', async () => {
  const [one, two] = [key('key_1'), key('key_2')]
  const { writes, lastUsed, breaks } = recorder()
  lastUsed.used(one, 1)
  lastUsed.used(two, 2)
  breaks(true)
  await expect(lastUsed.flush(minute)).rejects.toThrow('The disk is full.')
  lastUsed.used(two, 3)
  breaks(false)
  await lastUsed.flush(2 * minute)
  expect(writes).toEqual([
    [
      { key: 'key_1', at: 1 },
      { key: 'key_2', at: 3 },
    ],
  ])
})

test('a key that was read twice is written once, with its last use', async () => {
  const { writes, lastUsed } = recorder()
  lastUsed.used(key('key_1'), 7)
  lastUsed.used(key('key_1'), 5)
  await lastUsed.flush(minute)
  expect(writes).toEqual([[{ key: 'key_1', at: 7 }]])
})
