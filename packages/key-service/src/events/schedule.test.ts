import { describe, expect, it } from 'vitest'
import { nextAttempt, retryAfterOf } from './schedule.ts'

const hour = 3_600_000

describe('the schedule', () => {
  it('is that of Standard Webhooks, ten attempts in all', () => {
    const waits = Array.from({ length: 10 }, (_, index) =>
      nextAttempt({ attempts: index + 1, now: 0 }, 0),
    )
    const [minute, second] = [60_000, 1000]
    expect(waits).toEqual([
      5 * second,
      5 * minute,
      30 * minute,
      2 * hour,
      5 * hour,
      10 * hour,
      14 * hour,
      20 * hour,
      24 * hour,
      undefined,
    ])
  })

  it('is put off by chance, by a tenth at most', () => {
    expect(nextAttempt({ attempts: 4, now: 0 }, 1)).toBe(2 * hour + hour / 5)
  })

  it('waits as long as a receiver asks, and never less than it would', () => {
    expect(nextAttempt({ attempts: 1, now: 7, retryAfter: hour }, 0)).toBe(7 + hour)
    expect(nextAttempt({ attempts: 4, now: 0, retryAfter: 1000 }, 0)).toBe(2 * hour)
  })

  it('is not put off for more than a day', () => {
    expect(nextAttempt({ attempts: 1, now: 0, retryAfter: 900 * hour }, 0)).toBe(24 * hour)
  })
})

describe('Retry-After', () => {
  it('is a number of seconds or a date', () => {
    expect(retryAfterOf('120', 0)).toBe(120_000)
    expect(retryAfterOf('Thu, 01 Jan 1970 00:01:00 GMT', 10_000)).toBe(50_000)
    expect(retryAfterOf('Thu, 01 Jan 1970 00:01:00 GMT', 90_000)).toBe(0)
  })

  it('is nothing when it is neither', () => {
    expect(retryAfterOf('soon', 0)).toBeUndefined()
    expect(retryAfterOf(undefined, 0)).toBeUndefined()
  })
})
