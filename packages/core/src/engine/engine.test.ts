import { expect, test } from 'vitest'
import type { Detector, PatternDetector } from '../detector.ts'
import { rejected } from '../rejection.ts'
import { base62, digits } from '../sample.ts'
import { createEngine, type EngineSettings, type Scan } from './engine.ts'

const words = { why: 'It opens doors.', fix: 'Revoke it.', examples: { leaks: {}, clean: {} } }
const acme: PatternDetector = {
  id: 'acme-key',
  title: 'Acme key',
  anchors: ['acme_'],
  pattern: /(?<![A-Za-z0-9_])(?<secret>acme_[A-Za-z0-9]{24})(?![A-Za-z0-9])/,
  ...words,
}
const key = `acme_${base62(24)}`

function scan(text: string | Uint8Array, settings: Partial<EngineSettings> = {}): Scan {
  const engine = createEngine({ detectors: [acme], today: '2026-06-01', ...settings })
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return engine.scan(bytes, { path: 'a.txt' })
}

function spans(result: Scan): string[] {
  return result.findings.map(({ detector, start, end }) => `${detector.id} ${start}-${end}`)
}

test('a secret is found with the bytes it stands at', () => {
  const result = scan(`né ${key};`)
  expect(spans(result)).toEqual([`acme-key 4-${4 + key.length}`])
  expect(result.findings[0]?.secret.reveal()).toBe(key)
})

test.each([
  ['at the very start', key, 0],
  ['at the very end', `x ${key}`, 2],
  ['far into a text', ' '.repeat(3_000_000) + key, 3_000_000],
  ['in a long line', 'z-'.repeat(600_000) + key, 1_200_000],
])('a secret %s is found', (_, text, start) => {
  expect(scan(text).findings.map((finding) => finding.start)).toEqual([start])
})

test('bytes that are no text are no hindrance', () => {
  const noise = Uint8Array.from({ length: 2000 }, (_, index) => (index * 7919) & 0xff)
  const bytes = Buffer.concat([noise, Buffer.from(` ${key} `), noise])
  expect(spans(scan(bytes))).toEqual([`acme-key 2001-${2001 + key.length}`])
})

test('the same bytes as a Buffer and as a plain array give the same findings', () => {
  const text = Buffer.from(`${key}\n`.repeat(300))
  expect(spans(scan(Uint8Array.from(text)))).toEqual(spans(scan(text)))
})

test('findings come in the order of the text, the same every time', () => {
  const text = `${key} ${key}\n${Buffer.from(key).toString('base64')} ${key}`
  const starts = scan(text).findings.map(({ start }) => start)
  expect(starts).toEqual(starts.toSorted((a, b) => a - b))
  expect(starts).toHaveLength(4)
  expect(spans(scan(text))).toEqual(spans(scan(text)))
})

test('a match may begin before its anchor, as far back as its detector says', () => {
  const bot: Detector = {
    ...acme,
    id: 'bot-token',
    anchors: [':BOT'],
    pattern: /(?<!\d)(?<secret>\d{6,9}:BOT[a-z]{4})/,
    back: 9,
  }
  const result = scan(`id ${digits(8)}:BOTabcd`, { detectors: [bot] })
  expect(spans(result)).toEqual(['bot-token 3-19'])
})

test('a check may refuse, and its reason is kept for who asks', () => {
  const checked: Detector = { ...acme, check: () => rejected('checksum') }
  const result = scan(`a ${key}`, { detectors: [checked], explain: true })
  expect(result.findings).toEqual([])
  expect(result.rejections.map(({ reason, start }) => [reason, start])).toEqual([['checksum', 2]])
})

test('a word nearby is required where a detector says so', () => {
  const near: Detector = { ...acme, nearby: { words: ['acmecorp'], within: 40, required: true } }
  expect(spans(scan(`AcmeCorp = ${key}`, { detectors: [near] }))).toHaveLength(1)
  expect(spans(scan(`${key} # acmecorp`, { detectors: [near] }))).toHaveLength(1)
  expect(spans(scan(`acmecorp${' '.repeat(60)}${key}`, { detectors: [near] }))).toEqual([])
})

test('two kinds that look alike are both named, until a word tells them apart', () => {
  const other: Detector = {
    ...acme,
    id: 'other-key',
    looksLike: ['acme-key'],
    nearby: { words: ['othercorp'], required: false },
  }
  const detectors = [{ ...acme, looksLike: ['other-key'] }, other]
  function told(text: string): string[][] {
    return scan(text, { detectors }).findings.map(({ detector, alternatives }) => [
      detector.id,
      ...alternatives.map(({ id }) => id),
    ])
  }
  expect(told(key)).toEqual([['acme-key', 'other-key']])
  expect(told(`othercorp: ${key}`)).toEqual([['other-key']])
})

test('of two detectors for the same bytes the surer one speaks', () => {
  const sure: Detector = { ...acme, id: 'sure-key', confidence: 'certain' }
  const result = scan(key, { detectors: [acme, sure], explain: true })
  expect(spans(result)).toEqual([`sure-key 0-${key.length}`])
  expect(result.rejections.map(({ reason }) => reason)).toEqual(['specific'])
})

test('what is less certain than asked for is left out, and told to who asks', () => {
  const doubtful: Detector = { ...acme, confidence: 'possible' }
  expect(scan(key, { detectors: [doubtful] }).findings).toEqual([])
  expect(scan(key, { detectors: [doubtful], confidence: 'possible' }).findings).toHaveLength(1)
  const told = scan(key, { detectors: [doubtful], explain: true }).rejections
  expect(told.map(({ reason }) => reason)).toEqual(['confidence'])
})

test('what is meant to be public is possible at most', () => {
  const open: Detector = { ...acme, publishable: true, confidence: 'certain' }
  const [finding] = scan(key, { detectors: [open], confidence: 'possible' }).findings
  expect(finding?.confidence).toBe('possible')
})

test('values to weigh run out, and shapes are still found', () => {
  const finder: Detector = {
    ...words,
    id: 'any-value',
    title: 'Any value',
    anchors: ['key='],
    finder: () => ({ at: (offset) => ({ start: offset, end: offset + 9, confidence: 'likely' }) }),
  }
  const text = `${'key=value '.repeat(50)}${key}`
  const result = scan(text, { detectors: [acme, finder], budget: { leastWeighed: 20 } })
  expect(result.findings.map(({ detector }) => detector.id)).toEqual([
    ...Array.from({ length: 20 }, () => 'any-value'),
    'acme-key',
  ])
  expect(result.problems[0]?.reason).toBe('Too much of it looks like credentials to weigh it all.')
})

test('work that runs away becomes a problem', () => {
  const text = 'acme_ '.repeat(1000)
  const { problems } = scan(text, { budget: { triesPerByte: 0, leastTries: 10 } })
  expect(problems).toEqual([{ path: 'a.txt', reason: 'Too many places begin like a secret.' }])
  const many = scan(`${key} `.repeat(50), { budget: { candidates: 20 } })
  expect(many.problems[0]?.reason).toBe('It holds too many secrets.')
  expect(many.findings.length).toBeGreaterThanOrEqual(20)
})
