import { describe, expect, test } from 'vitest'
import { crc32, toBase62 } from './checksum.ts'
import { createEngine } from './engine/engine.ts'
import { houseKeyDetectors, houseKeyProblem, type HouseKey } from './house-key.ts'
import { base62, digits, hex, sample } from './sample.ts'

const acme: HouseKey = {
  id: 'acme-api-key',
  prefix: 'ak_',
  environments: ['live', 'test'],
  alphabet: 'base62',
  length: 30,
  checksum: 'crc32-base62',
}
const unmarked: HouseKey = {
  id: 'acme-partner-key',
  headers: ['X-Acme-Key'],
  variables: ['ACME_PARTNER_KEY'],
}

describe('a house key with a checksum', () => {
  const key = minted('ak_live_')

  test('is certain when the checksum fits', () => {
    expect(found(acme, `key: ${key}`)).toEqual([['acme-api-key', 'certain', key]])
  })

  test('is certain in each of its environments', () => {
    expect(found(acme, minted('ak_test_'))).toHaveLength(1)
  })

  test('is not found when one character differs, and explain says why', () => {
    const changed = key.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    expect(found(acme, changed)).toEqual([])
    expect(refused(acme, changed)).toEqual(['checksum'])
  })

  test('is not found in an environment that was not declared', () => {
    expect(found(acme, minted('ak_stage_'))).toEqual([])
  })

  test('is not found inside a longer word', () => {
    expect(found(acme, `x${key}`)).toEqual([])
    expect(found(acme, `${key}x`)).toEqual([])
  })
})

describe('a house key without a checksum', () => {
  test('is likely, by its prefix', () => {
    const key = `acme-${hex(40)}`
    const kind: HouseKey = { id: 'acme-token', prefix: 'acme-', alphabet: 'hex', length: 40 }
    expect(found(kind, `token = "${key}"`)).toEqual([['acme-token', 'likely', key]])
    expect(found(kind, `token = "${key.toUpperCase()}"`)).toEqual([])
  })

  test('may vary in length', () => {
    const kind: HouseKey = { id: 'acme-pin', prefix: 'pin:', alphabet: 'digits', length: [8, 12] }
    expect(found(kind, `pin:${digits(8)} pin:${digits(12)} pin:${digits(13)}`)).toHaveLength(2)
  })

  test('may list its characters, whatever they mean in a pattern', () => {
    const alphabet = '0123456789^-]\\[.*'
    const key = `(a)+${sample(alphabet, 20)}`
    const kind: HouseKey = { id: 'acme-odd', prefix: '(a)+', alphabet, length: 20 }
    expect(found(kind, `<${key}>`).map(([, , secret]) => secret)).toEqual([key])
  })

  test('of words is a placeholder', () => {
    const kind: HouseKey = {
      id: 'acme-token',
      prefix: 'acme_',
      alphabet: 'base64url',
      length: [8, 64],
    }
    expect(found(kind, 'ACME_TOKEN=acme_your_token_here')).toEqual([])
  })
})

describe('a house key without a prefix', () => {
  const value = base62(32)

  test.each([
    ['a header of a curl command', `curl -H "X-Acme-Key: ${value}" https://acme.dev`],
    ['a header object', `{ headers: { 'x-acme-key': '${value}' } }`],
    ['a header that a call sets', `request.Header.Set("X-Acme-Key", "${value}")`],
    ['a dotenv file', `ACME_PARTNER_KEY=${value}`],
    ['a name in camel case', `const acmePartnerKey = "${value}"`],
    ['a longer name', `export NEXT_PUBLIC_ACME_PARTNER_KEY='${value}'`],
    ['YAML', `acme-partner-key: ${value}`],
    ['JSON inside a string', `"{\\"acmePartnerKey\\":\\"${value}\\"}"`],
    ['the default of a variable', `process.env.ACME_PARTNER_KEY ?? '${value}'`],
  ])('is found by its name in %s', (_, text) => {
    expect(found(unmarked, text)).toEqual([['acme-partner-key', 'likely', value]])
  })

  test.each([
    ['a placeholder', 'ACME_PARTNER_KEY=your_partner_key_here'],
    ['a variable', 'key = os.environ["ACME_PARTNER_KEY"]'],
    ['a setting', 'acme_partner_key = settings.acme.partner_key_v2'],
    ['another name', `OTHER_PARTNER_KEY=${value}`],
  ])('is not found in %s', (_, text) => {
    expect(found(unmarked, text)).toEqual([])
  })
})

test('the examples of a house key are found and left alone as they say', () => {
  for (const key of [acme, unmarked]) {
    for (const detector of houseKeyDetectors(key)) {
      const { leaks, clean } = detector.examples
      for (const text of Object.values(leaks)) expect(found(key, text)).toHaveLength(1)
      for (const text of Object.values(clean)) expect(found(key, text)).toEqual([])
    }
  }
})

test('a house key explains itself unless it is told how', () => {
  const [detector] = houseKeyDetectors(acme)
  expect(detector?.title).toBe('Acme api key')
  expect(detector?.why).toBe('Whoever holds it can call the service as the one it was issued to.')
  const [told] = houseKeyDetectors({
    ...acme,
    title: 'Acme key',
    fix: 'Ask Ann.',
    docs: 'https://acme.dev/keys',
  })
  expect(told?.title).toBe('Acme key')
  expect(told?.fix).toBe('Ask Ann. See https://acme.dev/keys')
})

describe('a declaration that cannot work is told so:', () => {
  test.each<[string, HouseKey, string]>([
    [
      'an id that is not kebab-case',
      { ...acme, id: 'Acme Key' },
      'The id "Acme Key" is not kebab-case: write lower-case words joined by hyphens.',
    ],
    [
      'nothing to find it by',
      { id: 'acme' },
      'There is nothing to find it by: give it a prefix, headers or variables.',
    ],
    [
      'a prefix that is too short',
      { id: 'acme', prefix: 'a_' },
      'The prefix "a_" is too short to look for: use at least 3 characters, or add headers or variables.',
    ],
    [
      'a prefix with a space',
      { id: 'acme', prefix: 'acme key' },
      'The prefix must be at most 32 ASCII characters without spaces.',
    ],
    [
      'environments without a prefix',
      { ...unmarked, environments: ['live'] },
      'Environments follow a prefix, and there is none: add a prefix or leave them out.',
    ],
    [
      'an environment with a space',
      { ...acme, environments: ['a b'] },
      'The environment "a b" must be 1 to 24 letters, digits or hyphens.',
    ],
    [
      'a name with a space',
      { ...unmarked, headers: ['X Key'] },
      'The name "X Key" must be 3 to 60 letters, digits, underscores, hyphens or dots.',
    ],
    [
      'an alphabet of few characters',
      { ...acme, alphabet: 'abcabcabcabc' },
      'The alphabet must name one of base62, base32, hex, base64url and digits, or list at least 10 different ASCII characters.',
    ],
    [
      'a length that is too short',
      { ...acme, length: 7 },
      'The length must be a whole number from 8 to 256, or two of them.',
    ],
    [
      'a length that is too long',
      { ...acme, length: [8, 257] },
      'The length must be a whole number from 8 to 256, or two of them.',
    ],
    [
      'lengths the wrong way round',
      { ...acme, length: [40, 20] },
      'The length begins with 40 and ends with 20: write the smaller number first.',
    ],
  ])('%s', (_, key, sentence) => {
    expect(houseKeyProblem(key)).toBe(sentence)
  })

  test('nothing is wrong with the others', () => {
    expect(houseKeyProblem(acme)).toBeUndefined()
    expect(houseKeyProblem(unmarked)).toBeUndefined()
    expect(houseKeyProblem({ id: 'acme', prefix: 'a', environments: ['live'] })).toBeUndefined()
  })
})

function minted(start: string): string {
  const text = start + base62(30)
  return text + toBase62(crc32(text), 6)
}

function scan(key: HouseKey, text: string) {
  const engine = createEngine({
    detectors: houseKeyDetectors(key),
    confidence: 'possible',
    today: '2026-01-01',
    explain: true,
  })
  return engine.scan(new TextEncoder().encode(text), { path: 'settings.conf' })
}

function found(key: HouseKey, text: string): [string, string, string][] {
  return scan(key, text).findings.map((finding) => [
    finding.detector.id,
    finding.confidence,
    finding.secret.reveal(),
  ])
}

function refused(key: HouseKey, text: string): string[] {
  return scan(key, text).rejections.map(({ reason }) => reason)
}
