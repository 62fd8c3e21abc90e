import { constants, deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createUnpacker } from './unpacker.ts'

const unpacker = createUnpacker(32 * 1024 * 1024)
unpacker.grow(16 * 1024 * 1024)
const source = 8 * 1024 * 1024
const strategies = [
  constants.Z_DEFAULT_STRATEGY,
  constants.Z_FILTERED,
  constants.Z_HUFFMAN_ONLY,
  constants.Z_RLE,
  constants.Z_FIXED,
]

describe('the unpacker', () => {
  it.each(Object.entries(texts()))('inflates %s, however it was deflated', (_, text) => {
    for (const strategy of strategies) {
      for (const level of [0, 1, 6, 9]) {
        const deflated = deflateSync(text, { strategy, level })
        expect(inflate(deflated, text.length)?.equals(text)).toBe(true)
      }
    }
  })

  it('says so when a stream holds more or less than it should', () => {
    const deflated = deflateSync('twelve bytes')
    expect(inflate(deflated, 12)).toBeDefined()
    expect(inflate(deflated, 11)).toBeUndefined()
    expect(inflate(deflated, 13)).toBeUndefined()
  })

  it('says so wherever a stream is cut or a bit of it is wrong', () => {
    const text = texts()['words']!.subarray(0, 700)
    const deflated = deflateSync(text)
    for (let length = 0; length < deflated.length; length++) {
      expect(inflate(deflated.subarray(0, length), text.length)).toBeUndefined()
    }
    for (let bit = 0; bit < deflated.length * 8; bit++) {
      const wrong = Buffer.from(deflated)
      wrong[bit >> 3]! ^= 1 << (bit & 7)
      // A few bits of the header and behind the last block mean nothing.
      expect(inflate(wrong, text.length)?.equals(text) ?? true).toBe(true)
    }
  })
})

function inflate(deflated: Buffer, size: number): Buffer | undefined {
  unpacker.memory.fill(0xa5, source, source + deflated.length + 64)
  unpacker.memory.set(deflated, source)
  const { bottom } = unpacker
  if (!unpacker.inflate(source, source + deflated.length, bottom, size)) return undefined
  return Buffer.from(unpacker.memory.subarray(bottom, bottom + size))
}

function texts(): Record<string, Buffer> {
  let state = 7
  const words = Array.from({ length: 400 }, () => (random() % 36 ** 5).toString(36))
  const sentence = Array.from({ length: 20_000 }, () => words[(random() % 20) ** 2]).join(' ')
  return {
    nothing: Buffer.alloc(0),
    'one byte': Buffer.from('a'),
    'one byte over and over': Buffer.alloc(100_000, 'a'),
    'two bytes in turn': Buffer.alloc(70_001, 'ab'),
    'short repetitions': Buffer.from(
      Array.from({ length: 60_000 }, (_, at) => at % (2 + (at >> 12))),
    ),
    words: Buffer.from(sentence),
    noise: Buffer.from(Array.from({ length: 80_000 }, () => random() >> 8)),
    'noise, then words, then noise': Buffer.concat([
      Buffer.from(Array.from({ length: 40_000 }, () => random() >> 8)),
      Buffer.from(sentence),
      Buffer.from(Array.from({ length: 333 }, () => random() >> 8)),
    ]),
    'every byte, rarer and rarer': Buffer.from(
      Array.from(
        { length: 90_000 },
        () => Math.clz32(random() & random() & 0xffffff) * 8 + (random() % 8),
      ),
    ),
  }

  function random(): number {
    state = (state * 48271) % 2147483647
    return state
  }
}
