import { randomBytes } from 'node:crypto'
import { createEngine, crc32, houseKeyDetectors, toBase62 } from '@keyward/core'
import { describe, expect, test } from 'vitest'
import { documents, laboratory } from '../../../fixtures/key-service.ts'
import { houseKeyOf, managementApi, type Api } from './api.ts'
import { createTokens } from './token.ts'

const tokens = createTokens([documents, laboratory, managementApi], randomBytes)

describe('the text of a key', () => {
  test('is prefix, environment, thirty random characters and six of a checksum', () => {
    const { token, start, last4 } = tokens.mint(documents, 'staging')
    const text = token.reveal()
    expect(text).toMatch(/^ak_stage_[0-9A-Za-z]{36}$/)
    expect(text.slice(-6)).toBe(toBase62(crc32(text.slice(0, -6)), 6))
    expect(start).toBe(text.slice(0, 'ak_stage_'.length + 4))
    expect(last4).toBe(text.slice(-4))
  })

  test('has no prefix where the API has none', () => {
    expect(tokens.mint(laboratory, 'production').token.reveal()).toMatch(/^[0-9A-Za-z]{36}$/)
  })

  test('is not told by printing what minting answers', () => {
    const minted = tokens.mint(documents, 'production')
    expect(JSON.stringify(minted)).not.toContain(minted.token.reveal())
  })

  test.each([
    ['with a prefix', documents, 'production'],
    ['of the service itself', managementApi, 'production'],
    ['in every environment', documents, 'development'],
  ] as const)('is certain to core %s', (_, api, environment) => {
    const text = tokens.mint(api, environment).token.reveal()
    expect(found(api, `const key = '${text}'`)).toEqual([['certain', text]])
  })

  test('is certain to core by its header where it has no prefix', () => {
    const text = tokens.mint(laboratory, 'production').token.reveal()
    expect(found(laboratory, `curl -H "X-API-KEY: ${text}"`)).toEqual([['certain', text]])
  })

  test('uses each character as often as any other', () => {
    const counts = new Map<string, number>()
    for (let key = 0; key < 2000; key++) {
      const random = tokens.mint(documents, 'production').token.reveal().slice(8, 38)
      for (const character of random) counts.set(character, (counts.get(character) ?? 0) + 1)
    }
    const expected = (2000 * 30) / 62
    const chi = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)
    expect(counts.size).toBe(62)
    // With 61 degrees of freedom a fair source exceeds this once in ten million runs.
    expect(chi).toBeLessThan(136)
  })

  test('throws away bytes that would favour some characters', () => {
    const bytes = [255, 254, 253, 252, 251, 250, 249, 248, 0, 61]
    const biased = createTokens([documents], (count) =>
      Uint8Array.from({ length: count }, (_, index) => bytes[index % bytes.length] ?? 0),
    )
    expect(biased.mint(documents, 'production').token.reveal().slice(8, 38)).toBe('0z'.repeat(15))
  })
})

describe('recognising a key', () => {
  const text = tokens.mint(documents, 'production').token.reveal()

  test('names its API', () => {
    expect(tokens.recognise(text)?.id).toBe('documents')
  })

  test('refuses every change of one character', () => {
    for (let index = 0; index < text.length; index++) {
      const other = text[index] === 'A' ? 'B' : 'A'
      const changed = text.slice(0, index) + other + text.slice(index + 1)
      expect(tokens.recognise(changed), `at ${index}`).toBeUndefined()
    }
  })

  test('refuses a key that was edited into another environment', () => {
    expect(tokens.recognise(text.replace('live', 'dev'))).toBeUndefined()
    expect(tokens.recognise(text.replace('ak_live', 'kw_live'))).toBeUndefined()
  })

  test.each(['', 'ak_', 'ak_live_', 'x'.repeat(44), '🔑'.repeat(22), `${text} `, `${text}0`])(
    'refuses %j',
    (other) => {
      expect(tokens.recognise(other)).toBeUndefined()
    },
  )

  test('accepts none of 200,000 random bodies', () => {
    const other = createTokens([{ ...documents, id: 'other', prefix: 'ok_' }], randomBytes)
    let accepted = 0
    for (let count = 0; count < 200_000; count++) {
      const body = other.mint({ ...documents, prefix: 'ok_' }, 'production').token.reveal()
      if (tokens.recognise(body.replace('ok_', 'ak_'))) accepted++
    }
    expect(accepted).toBe(0)
  })
})

describe('an API is refused when', () => {
  test.each<[string, Partial<Api>, string]>([
    ['its keys could be guessed', { alphabet: 'digits', length: 30 }, /99 random bits/.source],
    ['its prefix holds a space', { prefix: 'a k' }, /prefix must be/.source],
    ['its alphabet is short', { alphabet: 'abc' }, /alphabet must/.source],
  ])('%s', (_, change, message) => {
    expect(() => createTokens([{ ...documents, ...change }], randomBytes)).toThrow(
      new RegExp(message),
    )
  })
})

function found(api: Api, text: string): [string, string][] {
  const engine = createEngine({
    detectors: houseKeyDetectors(houseKeyOf(api)),
    confidence: 'possible',
    today: '2026-01-01',
  })
  const { findings } = engine.scan(new TextEncoder().encode(text), { path: 'client.ts' })
  return findings.map(({ confidence, secret }) => [confidence, secret.reveal()])
}
