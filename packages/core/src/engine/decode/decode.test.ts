import { expect, test } from 'vitest'
import type { PatternDetector } from '../../detector.ts'
import { base62 } from '../../sample.ts'
import { createEngine } from '../engine.ts'

const acme: PatternDetector = {
  id: 'acme-key',
  title: 'Acme key',
  anchors: ['acme_'],
  pattern: /(?<![A-Za-z0-9_])(?<secret>acme_[A-Za-z0-9]{24})(?![A-Za-z0-9])/,
  why: 'It opens doors.',
  fix: 'Revoke it.',
  examples: { leaks: {}, clean: {} },
}
const engine = createEngine({ detectors: [acme], today: '2026-06-01' })
const key = `acme_${base62(24)}`

/** What is found: how it was wrapped, and the text that its span covers. */
function found(text: string | Uint8Array): string[] {
  const bytes = Buffer.from(typeof text === 'string' ? Buffer.from(text) : text)
  return engine.scan(bytes, { path: 'a.txt' }).findings.map((finding) => {
    expect(finding.secret.reveal()).toBe(key)
    return `${finding.encodings.join('/')} ${bytes.toString('latin1', finding.start, finding.end)}`
  })
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

function percent(text: string): string {
  return text.replace(/./g, (character) => `%${character.charCodeAt(0).toString(16)}`)
}

test('base64 is decoded, and the finding covers the characters that hold the secret', () => {
  const wrapped = base64(`user ${key} end`)
  const [told] = found(`data: ${wrapped}`)
  const covered = told?.replace('base64 ', '') ?? ''
  expect(wrapped).toContain(covered)
  expect(covered.length).toBeLessThanOrEqual(Math.ceil((key.length * 4) / 3) + 4)
})

test.each([0, 1, 2, 3, 4, 5, 6, 7])('base64 is decoded behind %i other characters', (length) => {
  expect(found(`"${'/'.repeat(length)}${base64(`the key is ${key}, keep it`)}"`)).toHaveLength(1)
})

test('base64 in lines is decoded as one text', () => {
  const text = base64(`${'padding '.repeat(12)}${key} ${'more '.repeat(20)}`)
  const lines = text.match(/.{1,64}/g)?.join('\n    ') ?? ''
  expect(found(`body:\n    ${lines}\n`)).toHaveLength(1)
})

test('base64url is decoded', () => {
  expect(found(Buffer.from(`???>>>${key}~~~`).toString('base64url'))).toHaveLength(1)
})

test('hexadecimal is decoded', () => {
  const text = Buffer.from(key).toString('hex')
  expect(found(`0x${text};`)).toEqual([`hex ${text}`])
  expect(found(text.toUpperCase())).toEqual([`hex ${text.toUpperCase()}`])
})

test('percent-encoding is decoded, of every character or of one', () => {
  expect(found(`?k=${percent(key)}&x`)).toEqual([`percent ${percent(key)}`])
  const one = key.replace('_', '%5F')
  expect(found(`?k%3D${one}&x`)).toEqual([`percent ${one}`])
})

test.each([
  ['\\u and four digits', (code: number) => `\\u${code.toString(16).padStart(4, '0')}`],
  ['\\u and braces', (code: number) => `\\u{${code.toString(16)}}`],
  ['\\x and two digits', (code: number) => `\\x${code.toString(16)}`],
])('escapes with %s are decoded', (_, escape) => {
  const text = Array.from(key, (character) => escape(character.charCodeAt(0))).join('')
  expect(found(`s = "${text}"`)).toEqual([`escapes ${text}`])
})

test('encodings within encodings are decoded, outermost first', () => {
  const twice = base64(`again: ${base64(`key: ${key}`)}`)
  expect(found(twice).map((told) => told.split(' ')[0])).toEqual(['base64/base64'])
  const hexInside = base64(`hex ${Buffer.from(`key ${key}`).toString('hex')} end`)
  expect(found(hexInside).map((told) => told.split(' ')[0])).toEqual(['base64/hex'])
})

test('deeper encodings than the budget allows are left alone', () => {
  let text = `key: ${key}`
  for (let depth = 0; depth < 6; depth++) text = base64(`deeper: ${text}`)
  expect(found(text)).toEqual([])
})

test.each([
  ['UTF-16 LE', (text: string) => Buffer.from(text, 'utf16le'), 'utf-16'],
  ['UTF-16 BE', (text: string) => Buffer.from(text, 'utf16le').swap16(), 'utf-16'],
  ['UTF-32 LE', (text: string) => utf32(text, true), 'utf-32'],
  ['UTF-32 BE', (text: string) => utf32(text, false), 'utf-32'],
])('%s is decoded with and without a mark', (_, encode, name) => {
  for (const mark of ['\ufeff', '']) {
    const text = `${mark}naïve: 😀 = ${key};\n`
    const bytes = encode(text)
    const { findings } = engine.scan(bytes, { path: 'a.txt' })
    const before = encode(text.slice(0, text.indexOf('acme_'))).length
    expect(findings.map(({ start, end, encodings }) => [start, end, encodings])).toEqual([
      [before, before + encode(key).length, [name]],
    ])
  }
})

test('hashes, images and paths are not taken for encoded text', () => {
  const noise = Uint8Array.from({ length: 3000 }, (_, index) => (index * index * 31) & 0xff)
  expect(found(Buffer.from(noise).toString('base64'))).toEqual([])
  expect(found(Buffer.from(noise).toString('hex'))).toEqual([])
  expect(found('node_modules/component/source/index/button/'.repeat(50))).toEqual([])
})

function utf32(text: string, little: boolean): Buffer {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0)
  const bytes = Buffer.alloc(points.length * 4)
  points.forEach((point, index) => {
    if (little) bytes.writeUInt32LE(point, index * 4)
    else bytes.writeUInt32BE(point, index * 4)
  })
  return bytes
}
