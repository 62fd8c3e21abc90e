import { expect, test } from 'vitest'
import type { PatternDetector } from '../detector.ts'
import { base62 } from '../sample.ts'
import { createEngine } from './engine.ts'

const words = { why: 'It opens doors.', fix: 'Revoke it.', examples: { leaks: {}, clean: {} } }
const acme: PatternDetector = {
  id: 'acme-key',
  title: 'Acme key',
  anchors: ['acme_'],
  pattern: /(?<secret>acme_[A-Za-z0-9]{24})/,
  ...words,
}
const block: PatternDetector = {
  id: 'acme-block',
  title: 'Acme block',
  anchors: ['<<acme'],
  pattern: /(?<secret><<acme\n(?:[a-z]{1,20}\n){1,9}acme>>)/,
  ...words,
}
const engine = createEngine({ detectors: [acme, block], today: '2026-06-01' })
const key = `acme_${base62(24)}`
/** Put together, so that no scan of this file takes it for a comment of its own. */
const ignore = ['keyward', 'ignore'].join('-')

/** For each finding why it is silenced, or `reported`; then what became of each comment. */
function told(...lines: string[]): string[] {
  const bytes = new TextEncoder().encode(lines.join('\n'))
  const { findings, suppressions } = engine.scan(bytes, { path: 'a.txt' })
  return [
    ...findings.map(({ suppression }) => suppression?.reason ?? 'reported'),
    ...suppressions.map(({ detector, state }) => `${detector} ${state}`),
  ]
}

test.each([
  ['//', `const k = '${key}' // ${ignore} acme-key -- a test key`],
  ['#', `k=${key} # ${ignore} acme-key -- a test key`],
  ['/* */', `k: ${key} /* ${ignore} acme-key -- a test key */`],
  ['<!-- -->', `<a b="${key}"> <!-- ${ignore} acme-key -- a test key -->`],
  [
    'a JSON string',
    `{"//": "${ignore} acme-key -- a test key", "k": "${key}"}`.replace(
      'test key",',
      'test key",\t',
    ),
  ],
])('a comment in the form of %s silences its own line', (_, line) => {
  const [first, second] = told(line)
  expect(first).toMatch(/^a test key/)
  expect(second).toBe('acme-key used')
})

test('a comment silences the detector it names and no other line', () => {
  expect(told(`${key} # ${ignore} acme-block -- why`)).toEqual(['reported', 'acme-block unused'])
  expect(told(`# ${ignore} acme-key -- why`, key)).toEqual(['reported', 'acme-key unused'])
})

test('one comment may name several detectors', () => {
  expect(told(`${key} # ${ignore} acme-key, acme-block -- why`)).toEqual([
    'why',
    'acme-key used',
    'acme-block unused',
  ])
})

test('the next line can be silenced', () => {
  expect(told(`# ${ignore}-next-line acme-key -- why`, key, key)).toEqual([
    'why',
    'reported',
    'acme-key used',
  ])
})

test('a block can be silenced', () => {
  expect(
    told(key, `# ${ignore}-start acme-key -- why`, key, key, `# ${ignore}-end acme-key`, key),
  ).toEqual(['reported', 'why', 'why', 'reported', 'acme-key used'])
})

test('a finding of many lines is silenced as a whole', () => {
  const lines = ['<<acme', 'abc', 'def', 'acme>>']
  expect(told(`# ${ignore}-next-line acme-block -- why`, ...lines)).toEqual([
    'why',
    'acme-block used',
  ])
})

test('half a block silences nothing', () => {
  expect(told(`# ${ignore}-start acme-key -- why`, key)).toEqual(['reported', 'acme-key malformed'])
  expect(told(key, `# ${ignore}-end acme-key`)).toEqual(['reported', 'acme-key malformed'])
})

test.each([
  ['no reason', ''],
  ['an empty reason', ' -- '],
  ['a reason of a comment sign alone', ' -- */'],
  ['a day that does not exist', ' until=2026-13-41 -- why'],
  ['a day that is none', ' until=tomorrow -- why'],
])('a comment with %s silences nothing', (_, rest) => {
  expect(told(`${key} # ${ignore} acme-key${rest}`)).toEqual(['reported', 'acme-key malformed'])
})

test.each(['until=2026-06-01 -- why', '-- why until=2026-06-01'])(
  'a comment holds to the end of its last day: %s',
  (rest) => {
    expect(told(`${key} # ${ignore} acme-key ${rest}`)).toEqual(['why', 'acme-key used'])
  },
)

test('a comment whose last day has passed silences nothing', () => {
  expect(told(`${key} # ${ignore} acme-key until=2026-05-31 -- why`)).toEqual([
    'reported',
    'acme-key expired',
  ])
})

test('a comment that silences nothing is told', () => {
  expect(told(`# ${ignore} acme-key -- why`)).toEqual(['acme-key unused'])
})

test('a text about such comments is no such comment', () => {
  expect(told(`Write ${ignore} <detector-id> -- reason, or ${ignore}-next-line.`)).toEqual([])
})
