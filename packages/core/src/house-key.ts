import { base62Digits, crc32, toBase62 } from './checksum.ts'
import type { Confidence } from './confidence.ts'
import type { Detector, Examples, Match, PatternDetector } from './detector.ts'
import { assignedTo, judgeNamedValue } from './named-value.ts'
import { rejected, type Rejection } from './rejection.ts'
import { sample } from './sample.ts'

/** A key kind of one's own, declared in configuration. */
export interface HouseKey {
  /** kebab-case; what the detector is called. */
  readonly id: string
  readonly title?: string
  /** What every key begins with, such as `ak_`. */
  readonly prefix?: string
  /** Follow the prefix and end with `_`: `ak_` and `live` make `ak_live_`. */
  readonly environments?: readonly string[]
  /** `base62`, `base32`, `hex`, `base64url`, `digits`, or the characters themselves. */
  readonly alphabet?: string
  /** Of the random part, without the checksum. */
  readonly length?: number | readonly [shortest: number, longest: number]
  /** Six base62 digits at the end: the CRC32 of everything before them. */
  readonly checksum?: 'crc32-base62'
  /** Where a key without a prefix stands. */
  readonly headers?: readonly string[]
  readonly variables?: readonly string[]
  readonly why?: string
  readonly fix?: string
  readonly docs?: string
}

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const alphabets: Readonly<Record<string, string>> = {
  base62: base62Digits,
  base32: `${upper}234567`,
  hex: '0123456789abcdef',
  base64url: `${base62Digits}-_`,
  digits: '0123456789',
}
const checksumLength = 6

/** The detectors that find a house key; `houseKeyProblem` tells first whether any can. */
export function houseKeyDetectors(key: HouseKey): readonly Detector[] {
  const value = valueOf(key)
  const whole = new RegExp(`^${value}$`)
  const shape = prefixAnchors(key).length > 0 ? byPrefix(key, value) : byName(key, value)
  return [
    {
      ...shape,
      id: key.id,
      title: key.title ?? titleOf(key.id),
      why: key.why ?? 'Whoever holds it can call the service as the one it was issued to.',
      fix: fixOf(key),
      check: (secret, match) => judge(key, whole, secret, match),
      examples: examplesOf(key),
    },
  ]
}

/** Why a declaration cannot work, as a sentence for the person who wrote it. */
export function houseKeyProblem(key: HouseKey): string | undefined {
  const names = [...(key.headers ?? []), ...(key.variables ?? [])]
  const [shortest, longest] = lengthOf(key)
  const characters = houseKeyCharacters(key)
  const environment = key.environments?.find((name) => !/^[A-Za-z0-9-]{1,24}$/.test(name))
  const name = names.find((text) => !/^[A-Za-z0-9_.-]{3,60}$/.test(text))
  const prefix = key.prefix ?? ''

  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(key.id)) {
    return `The id "${key.id}" is not kebab-case: write lower-case words joined by hyphens.`
  }
  if (prefix === '' && names.length === 0) {
    return 'There is nothing to find it by: give it a prefix, headers or variables.'
  }
  if (!/^[!-~]{0,32}$/.test(prefix)) {
    return 'The prefix must be at most 32 ASCII characters without spaces.'
  }
  if (prefix === '' && key.environments?.length) {
    return 'Environments follow a prefix, and there is none: add a prefix or leave them out.'
  }
  if (prefix !== '' && prefixAnchors(key).length === 0 && names.length === 0) {
    return `The prefix "${prefix}" is too short to look for: use at least 3 characters, or add headers or variables.`
  }
  if (environment !== undefined) {
    return `The environment "${environment}" must be 1 to 24 letters, digits or hyphens.`
  }
  if (name !== undefined) {
    return `The name "${name}" must be 3 to 60 letters, digits, underscores, hyphens or dots.`
  }
  if (!/^[!-~]+$/.test(characters) || new Set(characters).size < 10) {
    return 'The alphabet must name one of base62, base32, hex, base64url and digits, or list at least 10 different ASCII characters.'
  }
  if (
    ![shortest, longest].every((length) => Number.isInteger(length) && length >= 8 && length <= 256)
  ) {
    return 'The length must be a whole number from 8 to 256, or two of them.'
  }
  if (shortest > longest) {
    return `The length begins with ${shortest} and ends with ${longest}: write the smaller number first.`
  }
  return undefined
}

type Shape = Pick<PatternDetector, 'anchors' | 'pattern'>

function byPrefix(key: HouseKey, value: string): Shape {
  const pattern = new RegExp(`(?<![A-Za-z0-9])(?<secret>${value})(?!${classOf(key)}|[A-Za-z0-9])`)
  return { anchors: prefixAnchors(key), pattern }
}

function byName(key: HouseKey, value: string): Shape {
  const names = [...(key.headers ?? []), ...(key.variables ?? [])].map(wordsOf)
  const anchors = names.flatMap((words) => ['_', '-', '.', ''].map((joint) => words.join(joint)))
  const either = names.map((words) => words.map(escaped).join('[-_.]?')).join('|')
  const pattern = assignedTo(
    `(?<![A-Za-z0-9])(?:${either})`,
    `${value}(?!${classOf(key)}|[A-Za-z0-9])`,
  )
  return { anchors: [...new Set(anchors)], pattern }
}

/** Only what is at least as long as an anchor must be. */
function prefixAnchors({ prefix = '', environments = [] }: HouseKey): string[] {
  if (prefix === '') return []
  const starts =
    environments.length > 0 ? environments.map((name) => `${prefix}${name}_`) : [prefix]
  return starts.every((start) => start.length >= 3) ? starts : []
}

function judge(key: HouseKey, whole: RegExp, secret: string, match: Match): Confidence | Rejection {
  // A pattern by name ignores case, so the value is held against its alphabet once more.
  if (!whole.test(secret)) return rejected('structure')
  if (key.checksum) return hasChecksum(secret) ? 'certain' : rejected('checksum')
  return key.alphabet === undefined ? judgeNamedValue(secret, match) : 'likely'
}

function hasChecksum(secret: string): boolean {
  const end = secret.length - checksumLength
  return secret.slice(end) === checksumOf(secret.slice(0, end))
}

function checksumOf(text: string): string {
  return toBase62(crc32(text), checksumLength)
}

function valueOf(key: HouseKey): string {
  const [shortest, longest] = lengthOf(key)
  const environments = key.environments?.length
    ? `(?:${key.environments.map(escaped).join('|')})_`
    : ''
  const checksum = key.checksum ? `[A-Za-z0-9]{${checksumLength}}` : ''
  const random = `${classOf(key)}{${shortest},${longest}}`
  return `${escaped(key.prefix ?? '')}${environments}${random}${checksum}`
}

function lengthOf({ length, checksum }: HouseKey): readonly [number, number] {
  if (typeof length === 'number') return [length, length]
  return length ?? (checksum ? [30, 30] : [16, 128])
}

/** What the random part of a key is made of. */
export function houseKeyCharacters({ alphabet = 'base62' }: HouseKey): string {
  return Object.hasOwn(alphabets, alphabet) ? (alphabets[alphabet] ?? '') : alphabet
}

function classOf(key: HouseKey): string {
  return `[${houseKeyCharacters(key).replace(/[\\\]^-]/g, '\\$&')}]`
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/** `X-API-KEY`, `x_api_key` and `xApiKey` are the same words. */
function wordsOf(name: string): string[] {
  const words = name.split(/[-_.]+|(?<=[a-z0-9])(?=[A-Z])/)
  return words.filter((word) => word !== '').map((word) => word.toLowerCase())
}

function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function fixOf({ fix, docs }: HouseKey): string {
  const steps =
    fix ??
    'Revoke it where it was issued, issue another, and keep that one in an environment variable or a secrets manager.'
  return docs === undefined ? steps : `${steps} See ${docs}`
}

function examplesOf(key: HouseKey): Examples {
  const [shortest, longest] = lengthOf(key)
  const random = sample(houseKeyCharacters(key), Math.min(longest, Math.max(shortest, 30)))
  const environment = key.environments?.[0]
  const start = `${key.prefix ?? ''}${environment === undefined ? '' : `${environment}_`}`
  const secret = `${start}${random}${key.checksum ? checksumOf(start + random) : ''}`
  const variable =
    key.variables?.[0] ?? key.headers?.[0] ?? key.id.toUpperCase().replaceAll('-', '_')
  return {
    leaks: { 'line of a dotenv file': `${variable}=${secret}` },
    clean: {
      placeholder: `${variable}=${start}your_key_here`,
      'variable that is read': `key = os.environ["${variable}"]`,
    },
  }
}
