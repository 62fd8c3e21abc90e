import { describe, expect, it } from 'vitest'
import { anywhere, type Place } from '../place.ts'
import { credentialAnchors } from './generic/anchors.ts'
import { createBounds } from './generic/anywhere.ts'
import { candidateAt, nameAround } from './generic/candidate-at.ts'
import { createText } from './generic/text.ts'
import { createPrefilter } from './prefilter.ts'
import { syntaxOf, type Syntax } from './syntax.ts'

const names = createPrefilter(credentialAnchors.map((text) => ({ text, isName: true })))

/** Pieces that names, ties and values are made of, in every order. */
const pieces = (
  'password PASSWORD api_key apikey token secret my.secret db-password --token auth key jwt nonce ' +
  'identified bearer x pw _pw value val with s string []byte Buffer.from b64decode env set define by ' +
  '= == === => := ::= :::= =~ : :: -> <- .= != || ?? ? ! | > < <entry/ ( ) [ ] { } , ; % %3d %3D %22%3A%22 ' +
  '" " " \' \' ` ``` """ \\" \\\\" &quot; "password" ("token", "value" // # -- /* * ; b" 3 42 0x1f abc123def hunter2 process.env.X ${X} foo(bar) arn:aws:secret:'
)
  .split(' ')
  .concat([' ', ' ', ' ', '  ', '\t', '\n', '\n', '\r\n', ' '.repeat(50), 'x'.repeat(70)])

const extensions = 'ts go py rb r sql tf json conf yml sh xml md toString env'.split(' ')

describe('where a name is given nothing', () => {
  it.each(extensions)('nothing is read: .%s', (extension) => {
    const place = { path: `a.${extension}` }
    expect(sparedIn(place, syntaxOf(place), 3000)).toBeGreaterThan(1000)
  })

  it.each(extensions)('nothing is read by whoever does not know it: .%s', (extension) => {
    expect(sparedIn({ path: `a.${extension}` }, 'any', 3000)).toBeGreaterThan(500)
  })

  it('nothing is held for anything anywhere', () => {
    expect(sparedIn(anywhere, 'any', 3000)).toBeGreaterThan(500)
  })
})

describe('an anchor counts', () => {
  it('only in the case it is spelt in, if it is to be exact', () => {
    const prefilter = createPrefilter([{ text: 'SG.', isExact: true }, 'sg.'])
    expect([...prefilter.anchors(latin1('sg. SG. Sg.'))]).toEqual([0, 1, 4, 0, 4, 1, 8, 1])
  })

  it('only behind what may stand before it, where all of the text is in sight', () => {
    const notBehind = new Uint8Array(256)
    notBehind[0x61] = 1
    const prefilter = createPrefilter([{ text: 'key', notBehind }])
    expect([...prefilter.anchors(latin1('key akey bkey'), 'any')]).toEqual([0, 0, 10, 0])
    expect([...prefilter.anchors(latin1('key akey bkey'))]).toEqual([0, 0, 5, 0, 10, 0])
  })

  it('only where what it needs follows in the same word', () => {
    const prefilter = createPrefilter([{ text: '://', needs: '@' }])
    const texts = ['://a@', '://@', '://a', '://a @', '://a/@', '://"@', '://a:b@c', '://']
    const counted = texts.filter((text) => prefilter.anchors(latin1(text), 'any').length > 0)
    expect(counted).toEqual(['://a@', '://@', '://a:b@c'])
    expect([...prefilter.anchors(latin1('://a ://b@ ://c ://d@'), 'any')]).toEqual([5, 0, 16, 0])
  })

  it('as before, in a text that follows another', () => {
    const prefilter = createPrefilter([{ text: '://', needs: '@' }])
    expect([...prefilter.anchors(latin1('://a@'), 'any')]).toEqual([0, 0])
    expect([...prefilter.anchors(latin1('://ab'), 'any')]).toEqual([])
  })
})

describe('what counts is the same', () => {
  const literals = [
    ...credentialAnchors.map((text) => ({ text, isName: true })),
    { text: '://', needs: '@' },
  ]
  const prefilter = createPrefilter(literals)
  const text = latin1(randomText(150_000, ` ://${'x'.repeat(700)}@ ${'y'.repeat(700)} ://y`))

  it.each<Syntax>(['any', 'code', 'fenced'])('wherever a long text stands: %s', (syntax) => {
    const there = prefilter.anchors(text, syntax).slice()
    const room = prefilter.room(text.length)
    room.set(text)
    expect(prefilter.anchors(room, syntax).slice()).toEqual(there)
    expect(there.length).toBeGreaterThan(5000)
  })

  it.each<Syntax>(['any', 'code'])('in a stretch of a text: %s', (syntax) => {
    const all = [...prefilter.anchors(text, syntax)]
    const room = prefilter.room(text.length)
    room.set(text)
    for (let round = 0; round < 20; round++) {
      const from = below(text.length)
      const to = Math.min(text.length, from + below(300_000))
      const inside = all.filter((_, index) => {
        const offset = all[index - (index % 2)]!
        const { text: anchor } = literals[all[index - (index % 2) + 1]!]!
        return offset >= from && offset + anchor.length <= to
      })
      expect([...prefilter.anchors(text, syntax, from, to)]).toEqual(inside)
      expect([...prefilter.anchors(room, syntax, from, to)]).toEqual(inside)
    }
  })
})

function randomText(count: number, rare: string): string {
  return Array.from({ length: count }, () =>
    below(2000) === 0 ? rare : pieces[below(pieces.length)]!,
  ).join('')
}

/** How many anchors are spared: behind none of them anything is read. */
function sparedIn(place: Place, syntax: Syntax, rounds: number): number {
  let spared = 0
  for (let round = 0; round < rounds; round++) {
    const bytes = latin1(
      Array.from({ length: 1 + below(40) }, () => pieces[below(pieces.length)]!).join(
        below(2) ? ' ' : '',
      ),
    )
    const all = offsets(names.anchors(bytes))
    const counted = new Set(offsets(names.anchors(bytes, syntax)))
    for (const offset of all) {
      if (counted.has(offset)) continue
      spared++
      const name = nameAround(bytes, offset)
      const read =
        name &&
        (place === anywhere
          ? createBounds(bytes)(name)
          : candidateAt(createText(bytes, place), name))
      expect(read, Buffer.from(bytes).toString()).toBeUndefined()
    }
  }
  return spared
}

function offsets(pairs: Uint32Array): number[] {
  return [...pairs].filter((_, index) => index % 2 === 0)
}

function latin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}

let state = 7

function below(limit: number): number {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0
  return (state >>> 8) % limit
}
