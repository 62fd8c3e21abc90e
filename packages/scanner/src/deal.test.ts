import { expect, it } from 'vitest'
import { dealOut, endDeal, hasBegun, takeTurn } from './deal.ts'

it('deals out every part once', () => {
  const deals = dealOut(1000, 16, 3)
  const taken: number[] = []
  while (deals.some((deal) => takeTurn(deal, (from, to) => taken.push(...range(from, to)))));
  expect(taken.sort((a, b) => a - b)).toEqual(range(0, 1000))
})

it('says who has begun before the work begins, and of nobody else', () => {
  const [, first, second] = dealOut(40, 16, 2)
  expect(hasBegun(first!)).toBe(false)
  const seen: boolean[] = []
  takeTurn(first!, () => seen.push(hasBegun(first!), hasBegun(second!)))
  expect(seen).toEqual([true, false, true, false, true, false])
})

it('deals out no more once it is ended', () => {
  const [own, other] = dealOut(1000, 16, 1)
  let count = 0
  takeTurn(own, () => {
    count++
    endDeal(own)
  })
  expect(takeTurn(other!, () => count++)).toBe(false)
  expect(count).toBe(1)
})

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}
