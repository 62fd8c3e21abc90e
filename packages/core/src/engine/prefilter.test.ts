import { describe, expect, it } from 'vitest'
import { blockSize, createPrefilter, minimum, type Prefilter } from './prefilter.ts'

describe('anchors', () => {
  it('are found in order, each where it stands', () => {
    const prefilter = createPrefilter(['key', 'api_key', 'token', 'ke'.padEnd(3, 'y')])
    expect(pairs(prefilter.anchors(latin1('my API_KEY, my Token')))).toEqual([
      [3, 1],
      [7, 0],
      [7, 3],
      [15, 2],
    ])
  })

  it('of one literal are all named, in the order of their numbers', () => {
    const prefilter = createPrefilter(['abc', 'ABCD', 'aBc', 'abcd', 'Abc'])
    expect(pairs(prefilter.anchors(latin1('.abcd')))).toEqual([
      [1, 0],
      [1, 1],
      [1, 2],
      [1, 3],
      [1, 4],
    ])
  })

  it('are compared exactly but for the case of letters', () => {
    const prefilter = createPrefilter(['@[\\]^_x', 'k_y', '0-9'])
    const others = ['`{|}~\x7fx', 'k\x7fy', 'k?y', '\x10-9', '0\r9', '\xcb_y', 'k_\xf9']
    for (const text of others) expect(prefilter.anchors(latin1(text))).toHaveLength(0)
    expect(pairs(prefilter.anchors(latin1('@[\\]^_XK_Y0-9')))).toEqual([
      [0, 0],
      [7, 1],
      [10, 2],
    ])
  })

  it('are found whatever stands before and after them', () => {
    const prefilter = createPrefilter(['key', 'ghp_', 'token'])
    for (const [anchor, text] of ['key', 'ghp_', 'token'].entries()) {
      for (let byte = 0; byte < 256; byte++) {
        const around = String.fromCharCode(byte)
        for (const before of [around, around + around]) {
          const bytes = latin1(before + text + around)
          const found = pairs(prefilter.anchors(bytes))
          expect(found).toContainEqual([before.length, anchor])
        }
      }
    }
  })

  it('are found at the very start and the very end', () => {
    const prefilter = createPrefilter(['key', 'ghp_', 'x'.repeat(64)])
    for (const text of ['key', 'ghp_', 'x'.repeat(64), 'ghp_key']) {
      expectNaive(prefilter, ['key', 'ghp_', 'x'.repeat(64)], latin1(text))
      expectNaive(prefilter, ['key', 'ghp_', 'x'.repeat(64)], latin1(text.slice(0, -1)))
    }
  })

  it('of an earlier text are forgotten, beyond the end too', () => {
    const prefilter = createPrefilter(['secret', 'tail'])
    prefilter.room(64).set(latin1('secret tail'.padEnd(64)))
    expect(prefilter.anchors(prefilter.room(8))).toEqual(Uint32Array.of(0, 0))
    prefilter.anchors(latin1('secret tail'))
    expect(prefilter.anchors(latin1('secre'))).toHaveLength(0)
    expect(prefilter.anchors(new Uint8Array(0))).toHaveLength(0)
  })

  it('are the same as by plain search in random texts', () => {
    const random = randomFrom(1)
    for (let round = 0; round < 60; round++) {
      const alphabet = sampleOf(random, ['ab', 'abAB', 'ab_-', 'abcdefgh', 'aA@`[{', '0123 xyz'])
      const most = sampleOf(random, [4, 8, 64])
      const anchors = Array.from({ length: 1 + random(40) }, () =>
        randomText(random, alphabet, 3 + random(most - 2)),
      )
      const text = randomText(random, `${alphabet}${sampleOf(random, ['', ' ', '\n\0\xff'])}`, 3000)
      const planted = anchors.map((anchor) => anchor.toUpperCase() + text.slice(0, random(9)))
      expectNaive(createPrefilter(anchors), anchors, latin1(planted.join('') + text))
    }
  })

  it('are the same as by plain search among all 256 byte values', () => {
    const random = randomFrom(2)
    const bytes = Uint8Array.from({ length: 100_000 }, () => random(256))
    const anchors: string[] = []
    while (anchors.length < 200) {
      const start = random(bytes.length - 8)
      const text = String.fromCharCode(...bytes.subarray(start, start + 3 + random(3)))
      // eslint-disable-next-line no-control-regex
      if (/^[\x00-\x7f]+$/.test(text)) anchors.push(text)
    }
    expectNaive(createPrefilter(anchors), anchors, bytes)
  })

  it('may be thousands', () => {
    const random = randomFrom(3)
    const anchors = Array.from({ length: 3000 }, () =>
      randomText(random, 'abcdefghijklmnop0123_-', 3 + random(12)),
    )
    const text = Array.from({ length: 2000 }, () => sampleOf(random, anchors)).join('')
    expectNaive(createPrefilter(anchors), anchors, latin1(text))
  })

  it('that nest in each other at every byte are found once each', () => {
    const anchors = Array.from({ length: 62 }, (_, index) => 'a'.repeat(index + 3))
    expectNaive(createPrefilter(anchors), anchors, latin1('a'.repeat(5000)))
    const woven = anchors.map(({ length }) =>
      'ab'
        .repeat(33)
        .slice(length % 2)
        .slice(0, length),
    )
    expectNaive(createPrefilter(woven), woven, latin1('ab'.repeat(2500)))
  })

  it('are found once where long texts are cut into blocks', () => {
    const anchors = ['key', 'ghp_', 'token', 'ab'.repeat(32), 'b'.repeat(63)]
    const prefilter = createPrefilter(anchors)
    const random = randomFrom(4)
    const bytes = new Uint8Array(3 * blockSize + 12_345).fill(0x2e)
    // Blocks may be cut anywhere: something stands within reach of every byte.
    for (let at = 0; at < bytes.length - 64;) {
      const anchor = sampleOf(random, anchors)
      bytes.set(latin1(anchor), at)
      at += anchor.length + random(40)
    }
    expect(same(prefilter.anchors(bytes), naiveAnchors(anchors, bytes))).toBe(true)
  })

  it('that are noticed by their end are in order, and not lost at a seam', () => {
    const anchors = ['the', `${'the'.repeat(20)}zq9x`]
    const prefilter = createPrefilter(anchors)
    expectNaive(prefilter, anchors, latin1(anchors[1]!.repeat(8000)))
    const bytes = new Uint8Array(blockSize / 4 + 200)
    for (let start = blockSize / 4 - 200; start <= blockSize / 4; start++) {
      bytes.fill(0).set(latin1(anchors[1]!), start)
      expect(same(prefilter.anchors(bytes), naiveAnchors(anchors, bytes))).toBe(true)
    }
  })

  it.each([
    ['two characters', 'ab'],
    ['65 characters', 'a'.repeat(65)],
    ['a letter that is not ASCII', 'käy'],
  ])('of %s are refused by number, and not repeated', (_, anchor) => {
    const anchors = ['fine', anchor]
    expect(() => createPrefilter(anchors)).toThrow(TypeError)
    expect(() => createPrefilter(anchors)).toThrow(/^Anchor 1 must be 3 to 64 ASCII characters/)
    expect(() => createPrefilter(anchors)).not.toThrow(anchor)
  })

  it('may be none', () => {
    expect(createPrefilter([]).anchors(latin1('anything'))).toHaveLength(0)
  })
})

describe('runs', () => {
  const prefilter = createPrefilter([])

  it('are long enough, and whole', () => {
    const long = Buffer.from('text that is encoded').toString('base64url')
    expect(pairs(prefilter.runs(latin1(`"${long}==" ${long.slice(0, minimum - 1)}.`)))).toEqual([
      [1, 1 + long.length],
    ])
    expect(pairs(prefilter.runs(latin1(long)))).toEqual([[0, long.length]])
    expect(pairs(prefilter.runs(latin1(long.slice(0, minimum))))).toEqual([[0, minimum]])
    expect(prefilter.runs(latin1(long.slice(0, minimum - 1)))).toHaveLength(0)
    expect(prefilter.runs(new Uint8Array(0))).toHaveLength(0)
  })

  it('that hold no text are left out', () => {
    const paths = 'source/component/button/index/of/everything; aVeryLongIdentifierOfACamel '
    expect(prefilter.runs(latin1(paths))).toHaveLength(0)
    expect(prefilter.runs(latin1('da39a3ee5e6b4b0d3255bfef95601890afd80709 '))).toHaveLength(0)
  })

  it('know every byte', () => {
    for (let byte = 0; byte < 256; byte++) {
      expectNaive(prefilter, [], new Uint8Array(100).fill(byte))
      expectNaive(prefilter, [], encodedText(100).fill(byte, 50, 51))
    }
  })

  it('are among those of a plain search in random texts, and all that hold text are', () => {
    const random = randomFrom(5)
    for (let round = 0; round < 300; round++) {
      let text = ''
      while (text.length < 1500) {
        const plain = randomText(random, 'the text = 12\n', random(60))
        const encoded = Buffer.from(plain).toString(sampleOf(random, ['base64url', 'hex']))
        const noise = randomText(random, 'azAZ09+/-_', random(90))
        text += sampleOf(random, [noise, encoded]) + randomText(random, ' .=\xe4', 1 + random(3))
      }
      expectNaive(prefilter, [], latin1(text.slice(0, 1400 + random(100))))
    }
  })

  it('may be longer than a block, and lie across any seam', () => {
    const random = randomFrom(6)
    const bytes = encodedText(3 * blockSize + 777)
    expect(pairs(prefilter.runs(bytes))).toEqual([[0, bytes.length]])
    for (let at = 5; at < bytes.length; at += 1 + random(60)) bytes[at] = 0x20
    expectRuns(prefilter, bytes)
    bytes.set(encodedText(1.5 * blockSize + 20), blockSize / 2 - 10)
    expectRuns(prefilter, bytes)
    for (const end of [blockSize / 4, blockSize / 2, blockSize]) {
      for (let shift = -30; shift <= 30; shift++) {
        const seam = new Uint8Array(end + 100).fill(0x2e)
        seam.set(encodedText(32), end + shift)
        expect(pairs(prefilter.runs(seam))).toEqual([[end + shift, end + shift + 32]])
      }
    }
  })
})

describe('the room', () => {
  it('keeps its text while others are looked at', () => {
    const prefilter = createPrefilter(['token'])
    const room = prefilter.room(blockSize)
    room.fill(0x2e).set(latin1('token'), blockSize - 5)
    prefilter.anchors(new Uint8Array(2 * blockSize).fill(0x61))
    prefilter.runs(new Uint8Array(2 * blockSize).fill(0x61))
    expect(pairs(prefilter.anchors(room))).toEqual([[blockSize - 5, 0]])
    expect(pairs(prefilter.anchors(room.subarray(blockSize - 6)))).toEqual([[1, 0]])
  })

  it('belongs to one prefilter', () => {
    const [one, other] = [createPrefilter(['token']), createPrefilter(['secret', 'token'])]
    const room = one.room(5)
    room.set(latin1('token'))
    other.room(5).set(latin1('other'))
    expect(pairs(other.anchors(room))).toEqual([[0, 1]])
    expect(pairs(one.anchors(room))).toEqual([[0, 0]])
  })

  it('has an end', () => {
    expect(() => createPrefilter([]).room(blockSize + 1)).toThrow(RangeError)
  })
})

/** Asks with a copy, with the room and with a part of the room that starts at an odd address. */
function expectNaive(prefilter: Prefilter, anchors: readonly string[], bytes: Uint8Array): void {
  const hits = naiveAnchors(anchors, bytes)
  const room = prefilter.room(bytes.length)
  room.set(bytes)
  const odd = prefilter.room(bytes.length + 1).subarray(1)
  for (const place of [bytes, room, odd]) {
    if (place === odd) odd.set(bytes)
    expect(same(prefilter.anchors(place), hits)).toBe(true)
    expectRuns(prefilter, place)
  }
}

/** Runs of the right bytes alone, and all of those that hold text. */
function expectRuns(prefilter: Prefilter, bytes: Uint8Array): void {
  const answered = pairs(prefilter.runs(bytes)).map(String)
  const plain = pairs(naiveRuns(bytes))
  const known = new Set(plain.map(String))
  expect(answered.filter((run) => !known.has(run))).toEqual([])
  const answeredOnce = new Set(answered)
  expect(answeredOnce.size).toBe(answered.length)
  const text = Buffer.from(bytes).toString('latin1')
  const telling = plain.filter(([start, end]) => holdsText(text.slice(start, end)))
  expect(telling.filter((run) => !answeredOnce.has(String(run)))).toEqual([])
}

function holdsText(run: string): boolean {
  const printable = /^[ -~\n]*$/
  const isHex = /^(?:[0-9a-f]{2})+$/.test(run) && printable.test(Buffer.from(run, 'hex').toString())
  return isHex || printable.test(Buffer.from(run, 'base64').toString('latin1'))
}

/** Base64 of `ABCABC…`. */
function encodedText(length: number): Uint8Array {
  return latin1('QUJD'.repeat(Math.ceil(length / 4)).slice(0, length))
}

function naiveAnchors(anchors: readonly string[], bytes: Uint8Array): Uint32Array {
  const text = lowerCase(Buffer.from(bytes).toString('latin1'))
  const found: [number, number][] = []
  for (const [number, anchor] of anchors.entries()) {
    const literal = lowerCase(anchor)
    for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1)) {
      found.push([at, number])
    }
  }
  return Uint32Array.from(found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).flat())
}

function naiveRuns(bytes: Uint8Array): Uint32Array {
  const text = Buffer.from(bytes).toString('latin1')
  const runs = text.matchAll(/[A-Za-z0-9+/_-]{24,}/g)
  return Uint32Array.from([...runs].flatMap((run) => [run.index, run.index + run[0].length]))
}

/** Of ASCII alone, as `toLowerCase` has more letters. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** `toEqual` is slow over millions of numbers. */
function same(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}

function pairs(words: Uint32Array): [number, number][] {
  return Array.from({ length: words.length / 2 }, (_, at) => [words[2 * at]!, words[2 * at + 1]!])
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}

function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function sampleOf<Item>(random: (below: number) => number, items: readonly Item[]): Item {
  return items[random(items.length)]!
}

function randomText(random: (below: number) => number, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(random(alphabet.length))).join('')
}
