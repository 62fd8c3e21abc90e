import { RegExpParser, type AST } from '@eslint-community/regexpp'
import { describe, expect, test } from 'vitest'
import { createEngine } from '../engine/engine.ts'
import { providers } from './index.ts'

const detectors = providers.flatMap((provider) => provider.detectors)
const engine = createEngine({ detectors, confidence: 'possible', today: '2026-01-01' })
const encoder = new TextEncoder()

function idsIn(text: string): string[] {
  const { findings } = engine.scan(encoder.encode(text), { path: 'settings.conf' })
  return findings.map(({ detector }) => detector.id)
}

test('no two detectors share an id', () => {
  const ids = detectors.map(({ id }) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

test('what looks alike names a detector that exists, which names it back', () => {
  for (const { id, looksLike = [] } of detectors) {
    for (const other of looksLike) {
      const twin = detectors.find((detector) => detector.id === other)
      expect(twin?.looksLike, `${id} → ${other}`).toContain(id)
    }
  }
})

describe.each(detectors.map((detector) => [detector.id, detector] as const))(
  '%s',
  (id, detector) => {
    test('is named, explained and exemplified as every other', () => {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/)
      expect(detector.why).toMatch(/^[A-Z].*\.$/)
      expect(detector.fix).toMatch(/^[A-Z].*\.$/)
      expect(detector.title).toMatch(/^\S.*[^.]$/)
      expect(Object.keys(detector.examples.leaks)).not.toEqual([])
      expect(Object.keys(detector.examples.clean)).not.toEqual([])
    })

    test('has a pattern that ends within its window', () => {
      if (!('pattern' in detector)) return
      expect(detector.pattern.flags.replace('i', '')).toBe('')
      expect(detector.pattern.source).toContain('(?<secret>')
      expect(longestMatch(detector.pattern)).toBeLessThanOrEqual(
        (detector.window ?? 512) + (detector.back ?? 0),
      )
    })

    test.each(Object.entries(detector.examples.leaks))('finds a %s', (_, text) => {
      expect(idsIn(text)).toEqual([id])
    })

    test.each(Object.entries(detector.examples.clean))('stays silent at a %s', (_, text) => {
      expect(idsIn(text)).toEqual([])
    })
  },
)

/** How many characters a pattern can match at most; Infinity for one without a bound. */
function longestMatch(pattern: RegExp): number {
  return longestOf(new RegExpParser({ ecmaVersion: 2024 }).parsePattern(pattern.source))
}

function longestOf(node: AST.Pattern | AST.Element): number {
  switch (node.type) {
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup':
      return Math.max(...node.alternatives.map(({ elements }) => sum(elements)))
    case 'Quantifier':
      return node.max === 0 ? 0 : node.max * longestOf(node.element)
    case 'Assertion':
      return 0
    case 'Backreference':
      return Infinity
    default:
      return 1
  }
}

function sum(elements: readonly AST.Element[]): number {
  return elements.reduce((total, element) => total + longestOf(element), 0)
}
