import { expect, it } from 'vitest'
import { createPrefilter } from './prefilter.ts'
import { longestAnchor, near } from './stretches.ts'

const anchors = ['key', 'api_key', 'token', 'secret=']
const prefilter = createPrefilter(anchors)
const { memory, free } = prefilter.home
memory.grow(8)

it('what is new is looked at with all around it, and nothing else', () => {
  for (let round = 0; round < 200; round++) {
    const text = place(Array.from({ length: 400 }, () => words[below(words.length)]!).join(''))
    const fresh = ranges(text.length)
    const seen = prefilter.survey(text, atHome(fresh), [])
    const stretches = pairs(seen?.stretches ?? [])
    const found = pairs(seen?.anchors ?? [])
    const all = pairs(prefilter.anchors(text.slice()))
    const inside = all.filter(([offset, anchor]) =>
      stretches.some(([from, to]) => offset >= from && offset + anchors[anchor]!.length <= to),
    )
    expect(found).toEqual(inside)
    for (const [start, end] of pairs(fresh)) {
      const from = Math.max(0, start - near.ahead)
      const to = Math.min(text.length, end + near.back + longestAnchor)
      const isNear = all.filter(
        ([offset, anchor]) => offset >= from && offset + anchors[anchor]!.length <= to,
      )
      if (isNear.length > 0)
        expect(stretches.some((one) => one[0] <= from && one[1] >= to)).toBe(true)
    }
  }
})

it('a word is followed to its ends, and wrapped base64 to its last line', () => {
  const word = 'x'.repeat(5000)
  const middle = 3000
  const text = place(`token ${word}${' '.repeat(30)}token`)
  expect(prefilter.survey(text, atHome([middle, middle]), [])?.stretches).toEqual(
    Uint32Array.of(5, 6 + word.length),
  )
  const line = `${'QUJD'.repeat(19)}\n`
  const wrapped = place(`token${' '.repeat(1000)}\n\n${line.repeat(40)}\n token`)
  const start = 1007
  expect(prefilter.survey(wrapped, atHome([2000, 2000]), [])?.stretches[0]).toBe(start - 1)
})

it('of a text without anchors or runs nothing is told', () => {
  const text = place('nothing is here. '.repeat(300))
  expect(prefilter.survey(text, undefined, [])).toBeUndefined()
  expect(prefilter.survey(text, atHome([40, 50]), [])).toBeUndefined()
})

it('an anchor that is named is looked at, too', () => {
  const text = place(`token${' .'.repeat(2000)}`)
  expect(prefilter.survey(text, atHome([3900, 3900]), [])).toBeUndefined()
  const seen = prefilter.survey(text, atHome([3900, 3900]), [0])
  expect(seen?.anchors).toEqual(Uint32Array.of(0, 2))
})

it('of a text that stands elsewhere all is to be looked at', () => {
  const text = new TextEncoder().encode('nothing is here')
  const seen = prefilter.survey(text, undefined, [])
  expect(seen).toEqual({
    stretches: Uint32Array.of(0, text.length),
    anchors: undefined,
    hasRuns: true,
  })
})

const words = [
  'key',
  'API_KEY',
  ' token',
  'secret=',
  'some words ',
  '\n',
  '  ',
  '"',
  'function(',
  '\t',
]

let seed = 1

function below(limit: number): number {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
  return (seed >>> 8) % limit
}

function place(text: string): Uint8Array {
  const place = new Uint8Array(memory.buffer, free + 65536, text.length)
  place.set(new TextEncoder().encode(text))
  return place
}

function atHome(ranges: readonly number[]): Uint32Array {
  const place = new Uint32Array(memory.buffer, Math.ceil(free / 8) * 8, ranges.length)
  place.set(ranges)
  return place
}

function ranges(length: number): number[] {
  const places = Array.from({ length: 2 * (1 + below(4)) }, () => below(length + 1))
  return places.sort((one, other) => one - other)
}

function pairs(numbers: Iterable<number>): [number, number][] {
  const all = [...numbers]
  return all.flatMap((number, index) => (index % 2 === 0 ? [[number, all[index + 1]!]] : []))
}
