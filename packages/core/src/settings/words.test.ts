import { describe, expect, it } from 'vitest'
import { base62, hex } from '../sample.ts'
import { isWord, nearest } from './words.ts'

describe('the nearest word', () => {
  const words = ['include', 'exclude', 'confidence', 'id']

  it.each([
    ['excludes', 'exclude'],
    ['inclued', 'include'],
    ['Confidence', 'confidence'],
    ['confidnce', 'confidence'],
    ['ids', 'id'],
  ])('of %s is %s', (word, near) => {
    expect(nearest(word, words)).toBe(near)
  })

  it.each(['revoke', 'x', 'entropy', ''])('of %s is none', (word) => {
    expect(nearest(word, words)).toBeUndefined()
  })
})

describe('a word that a message may repeat', () => {
  it.each(['exclude', 'allow_list', 'slack-bot-tokn', 'oauth2', 'perDetector'])('is %s', (text) => {
    expect(isWord(text)).toBe(true)
  })

  it.each([
    ['a token', `ghp_${base62(36)}`],
    ['hexadecimal digits', hex(32)],
    ['a UUID', '01234567-89ab-cdef-0123-456789abcdef'],
    ['a sentence', 'open sesame'],
    ['too long for one', 'a'.repeat(41)],
    ['empty', ''],
  ])('is not what is %s', (_, text) => {
    expect(isWord(text)).toBe(false)
  })
})
