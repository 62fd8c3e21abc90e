import { describe, expect, it } from 'vitest'
import { createPatternMatcher, patternProblem } from './pattern.ts'

describe('a pattern', () => {
  const texts = [
    '',
    'a',
    'ab',
    'abab',
    'aab',
    'b',
    'c1',
    '1c',
    'a b',
    'A',
    'é',
    '😀',
    'a\nb',
    'x.y',
    '-',
    'a-1_c',
  ]
  const sources = [
    'a',
    '^a',
    'a$',
    '^$',
    '^(?:ab)+$',
    '(?<pair>ab|c)\\d?',
    'a{2}b',
    '^a{0,2}$',
    'a{2,}',
    '[^a-c\\s]',
    '[\\]\\-]',
    '\\bb',
    'a\\B',
    '\\d\\w*$',
    '.b',
    '^.$',
    '\\x61\\u0062',
    '\\u{1F600}|\\u00e9',
    '\\ud83d\\ude00',
    '\\p{Lu}',
    '\\.',
    'a*?b',
    '|z',
    '(?:a|ab)(?:b|)$',
  ]

  it.each(sources)('finds in a text what RegExp finds with %s', (source) => {
    const found = texts.filter(createPatternMatcher(source))
    expect(found).toEqual(texts.filter((text) => new RegExp(source, 'u').test(text)))
  })

  it.each([
    ['(a|a)*b', 'a'],
    ['(?:a|b|ab)*c', 'ab'],
    ['.*a.*b.*c', 'a'],
    ['(?:a?){30}a{30}b', 'a'],
    ['(?:a|b)*a(?:a|b){100}c', 'ab'],
  ])('%s comes to an end on a long text', (source, part) => {
    expect(patternProblem(source)).toBeUndefined()
    expect(createPatternMatcher(source)(part.repeat(20_000))).toBe(false)
  })

  it.each([
    ['(', 'is not a regular expression: unterminated group', undefined],
    ['[a', 'is not a regular expression: unterminated character class', undefined],
    ['*a', 'is not a regular expression: nothing to repeat', undefined],
    ['\\-', 'is not a regular expression: invalid escape', undefined],
    [
      '(?i)a',
      'is not a regular expression: invalid group',
      'There are no flags such as (?i): write both cases, as in [Aa].',
    ],
    [
      '(?:x(a+)b)*',
      'repeats without end what already repeats without end',
      'Repeat once: (a+)+ finds nothing that a+ does not.',
    ],
    ['(a)\\1', 'refers back to what it found before', 'Write that part out instead.'],
    ['(?<x>a)\\k<x>', 'refers back to what it found before', 'Write that part out instead.'],
    ['a(?!b)', 'looks ahead or behind', 'Write what the text is, not what surrounds it.'],
    ['(?<=a)b', 'looks ahead or behind', 'Write what the text is, not what surrounds it.'],
    ['(?:a{100}){100}', 'is too large', 'Use smaller numbers in {}.'],
  ])('%s is refused', (source, what, hint) => {
    expect(patternProblem(source)).toEqual(hint === undefined ? { what } : { what, hint })
  })
})
