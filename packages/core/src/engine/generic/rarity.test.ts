import { expect, test } from 'vitest'
import { base62, letters } from '../../sample.ts'
import { isOrdinaryWord, rarityOf } from './rarity.ts'

test('words are told from random text', () => {
  const words = rarityOf('response_message')
  const random = rarityOf(letters(16))
  expect(words.worded).toBeGreaterThan(0.8)
  expect(random.worded).toBeLessThan(0.4)
  expect(random.surprise).toBeGreaterThan(words.surprise)
  expect(random.bits).toBeGreaterThan(2 * words.bits)
})

test('a long text is judged by its beginning and weighed by its length', () => {
  expect(rarityOf(base62(200)).bits).toBeGreaterThan(600)
})

test('an ordinary word is known', () => {
  expect(isOrdinaryWord('password')).toBe(true)
  expect(isOrdinaryWord(letters(10))).toBe(false)
})
