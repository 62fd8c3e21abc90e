import { latin1 } from '../latin1.ts'
import type { Operator } from './candidate.ts'
import { behindSpaces, isName, isQuote, isSpace, isWord } from './characters.ts'
import type { Dialect } from './dialect.ts'
import { openingAt } from './line.ts'

export interface Tie {
  readonly operator: Operator
  /** Where a value may begin. */
  readonly end: number
}

/**
 * What ties a name to what follows it. `closed` is behind the name and its closing quote. Where none
 * of this can be, assembly/names.as.ts passes over the name: what is new here must be known there.
 */
export function operatorAt(
  bytes: Uint8Array,
  nameStart: number,
  closed: number,
  quoted: boolean,
  dialect: Dialect,
): Tie | undefined {
  const at = behindSpaces(bytes, closed)
  const next = bytes[at + 1]
  switch (bytes[at]) {
    case 0x3d: // =
      if (next === 0x3d) return { operator: '==', end: at + (bytes[at + 2] === 0x3d ? 3 : 2) }
      if (next === 0x3e) return { operator: '=>', end: at + 2 }
      return next === 0x7e ? undefined : { operator: '=', end: at + 1 }
    case 0x3a: // :
      if (next === 0x3d) return { operator: '=', end: at + 2 }
      if (next === 0x3a) return definedAt(bytes, at + 2)
      // `arn:aws:secretsmanager:…:secret:…` is a list of names.
      if (isListed(bytes, nameStart, quoted)) return undefined
      return typedAt(bytes, at + 1, dialect) ?? { operator: ':', end: at + 1 }
    case 0x2e: // .
      return next === 0x3d ? { operator: '=', end: at + 2 } : undefined
    case 0x21: // !
      if (next !== 0x3d) return undefined
      return { operator: '==', end: at + (bytes[at + 2] === 0x3d ? 3 : 2) }
    case 0x2d: // -
      return next === 0x3e && quoted ? { operator: '=>', end: at + 2 } : undefined
    case 0x3c: // <
      return next === 0x2d && dialect.extension === 'r' ? { operator: '=', end: at + 2 } : undefined
    case 0x7c: // |
    case 0x3f: // ?
      return fallbackAt(bytes, at)
    case 0x3e: // >
      return isTag(bytes, nameStart, quoted) ? { operator: '>', end: at + 1 } : undefined
    case 0x28: // (
      return at === closed && !quoted ? { operator: '(', end: at + 1 } : undefined
    case 0x2c: // ,
      if (quoted && isArgument(bytes, nameStart)) return { operator: ',', end: at + 1 }
      return quoted ? pairAt(bytes, at + 1) : filledAt(bytes, at)
    case 0x3b: // ;
      return quoted ? serializedAt(bytes, at) : undefined
    case 0x25: // %
      return escapedAt(bytes, at)
    default:
      return spacedAt(bytes, nameStart, closed, at, quoted, dialect)
  }
}

/** `password: string = …`, `var password string = …` */
function typedAt(bytes: Uint8Array, offset: number, dialect: Dialect): Tie | undefined {
  if (dialect.language !== 'code') return undefined
  let at = behindSpaces(bytes, offset)
  const ceiling = at + 40
  while (at < ceiling && isType(bytes[at]!)) at++
  at = behindSpaces(bytes, at)
  if (at < offset + 3 || bytes[at] !== 0x3d || bytes[at + 1] === 0x3d || bytes[at + 1] === 0x3e)
    return undefined
  return { operator: '=', end: at + 1 }
}

/** Of a type: its name, `&`, `*`, `?`, `<`, `>`, `[`, `]`. */
function isType(byte: number): boolean {
  if (isName(byte) || byte === 0x26 || byte === 0x2a || byte === 0x3f) return true
  return byte === 0x3c || byte === 0x3e || byte === 0x5b || byte === 0x5d
}

/** `::=`, `:::=` */
function definedAt(bytes: Uint8Array, offset: number): Tie | undefined {
  const at = bytes[offset] === 0x3a ? offset + 1 : offset
  return bytes[at] === 0x3d ? { operator: '=', end: at + 1 } : undefined
}

function isListed(bytes: Uint8Array, nameStart: number, quoted: boolean): boolean {
  return (
    !quoted &&
    bytes[nameStart - 1] === 0x3a &&
    (isWord(bytes[nameStart - 2]) || bytes[nameStart - 2] === 0x3a)
  )
}

/** `password || '…'`, `password ?? '…'`, `password ||= '…'`, `password ?= '…'` */
function fallbackAt(bytes: Uint8Array, offset: number): Tie | undefined {
  let at = offset + 1
  if (bytes[at] === bytes[offset]) at++
  else if (bytes[at] !== 0x3d) return undefined
  return { operator: '=', end: bytes[at] === 0x3d ? at + 1 : at }
}

/** `<password>`, `<x:password>`, `<entry key="password">` */
function isTag(bytes: Uint8Array, nameStart: number, quoted: boolean): boolean {
  const before = bytes[nameStart - 1]
  return before === 0x3c || before === 0x3a || (quoted && bytes[nameStart - 2] === 0x3d)
}

/** `put("password", "…")`, `"--password", "…"` */
function isArgument(bytes: Uint8Array, nameStart: number): boolean {
  if (bytes[nameStart] === 0x2d && bytes[nameStart + 1] === 0x2d) return true
  let at = nameStart - 2
  while (bytes[at] === 0x5c) at--
  return bytes[at] === 0x28
}

/** `fill_in :password, with: "…"` */
function filledAt(bytes: Uint8Array, offset: number): Tie | undefined {
  const at = behindSpaces(bytes, offset + 1)
  return spells(bytes, at, 'with') && bytes[at + 4] === 0x3a
    ? { operator: '=', end: at + 5 }
    : undefined
}

/** `"password";s:8:"…"`, as PHP writes it. */
function serializedAt(bytes: Uint8Array, offset: number): Tie | undefined {
  if (bytes[offset + 1] !== 0x73 || bytes[offset + 2] !== 0x3a) return undefined
  let at = offset + 3
  while (at < offset + 8 && isWord(bytes[at])) at++
  return bytes[at] === 0x3a ? { operator: '=', end: at + 1 } : undefined
}

/** `%3D`, `%3A`, `%22%3A%22` */
function escapedAt(bytes: Uint8Array, offset: number): Tie | undefined {
  let at = offset
  if (bytes[at + 1] === 0x32 && bytes[at + 2] === 0x32) at += 3
  const last = (bytes[at + 2] ?? 0) | 0x20
  if (bytes[at] !== 0x25 || bytes[at + 1] !== 0x33 || (last !== 0x64 && last !== 0x61))
    return undefined
  return { operator: '%3d', end: at + 3 }
}

/** `--password …`, `ENV PASSWORD …`, `PASSWORD '…'`, `<add key="password" value="…"/>` */
function spacedAt(
  bytes: Uint8Array,
  nameStart: number,
  closed: number,
  at: number,
  quoted: boolean,
  dialect: Dialect,
): Tie | undefined {
  if (at > closed) {
    if (bytes[nameStart] === 0x2d && !isName(bytes[nameStart - 1]))
      return { operator: ' ', end: at }
    if (spells(bytes, at, 'by') && isSpace(bytes[at + 2])) {
      const by = behindSpaces(bytes, at + 2)
      return isQuote(bytes[by]) || spells(bytes, nameStart, 'identified')
        ? { operator: ' ', end: by }
        : undefined
    }
    if (!quoted && isQuote(bytes[at]) && isSpaced(bytes, nameStart, dialect))
      return { operator: ' ', end: at }
    if (!quoted && isDeclared(bytes, nameStart, dialect)) return { operator: ' ', end: at }
  }
  if (quoted || dialect.language === 'data') return pairAt(bytes, at)
  return at > closed ? typedAt(bytes, at, dialect) : undefined
}

/** A language where a space assigns, or a statement of such a language inside a string. */
function isSpaced(bytes: Uint8Array, nameStart: number, dialect: Dialect): boolean {
  if (dialect.language !== 'code' || isSpaceOperator(dialect.extension)) return true
  return openingAt(bytes, nameStart).quote !== 0
}

/** Whether a space may stand between a name and its value. */
export function isSpaceOperator(extension: string): boolean {
  return spaced.has(extension)
}

const spaced: ReadonlySet<string> = new Set([
  'rb',
  'groovy',
  'gradle',
  'sql',
  'pl',
  'ex',
  'exs',
  'tf',
  'hcl',
])

/** Begins its line in a file of settings, or stands behind `ENV`, `define`, `\set`, `setenv`. */
function isDeclared(bytes: Uint8Array, nameStart: number, dialect: Dialect): boolean {
  let at = nameStart
  while (isSpace(bytes[at - 1])) at--
  const before = bytes[at - 1]
  if (before === undefined || before === 0x0a) return settings.has(dialect.extension)
  if (at === nameStart) return false
  let start = at
  while (start > at - 8 && isName(bytes[start - 1])) start--
  const word = latin1(bytes, start, at).toLowerCase()
  return declarations.has(word)
}

const settings: ReadonlySet<string> = new Set(['conf', 'cfg', 'cnf', 'netrc', 'config', '_netrc'])
const declarations: ReadonlySet<string> = new Set([
  'env',
  'arg',
  'define',
  'set',
  'setenv',
  'setx',
  'by',
])

/** `"password", "value": "…"`, `"password" value="…"`, and with a line break between them. */
function pairAt(bytes: Uint8Array, offset: number): Tie | undefined {
  let at = offset
  const ceiling = offset + 48
  while (at < ceiling && isBetween(bytes[at])) at++
  if (!spells(bytes, at, 'value')) return undefined
  at += 5
  while (bytes[at] === 0x5c) at++
  if (isQuote(bytes[at])) at++
  at = behindSpaces(bytes, at)
  if (bytes[at] !== 0x3a && bytes[at] !== 0x3d) return undefined
  return { operator: 'value', end: at + 1 }
}

function isBetween(byte: number | undefined): boolean {
  return isSpace(byte) || isQuote(byte) || byte === 0x0a || byte === 0x0d || byte === 0x2c
}

function spells(bytes: Uint8Array, offset: number, word: string): boolean {
  for (let at = 0; at < word.length; at++) {
    if (((bytes[offset + at] ?? 0) | 0x20) !== word.charCodeAt(at)) return false
  }
  return true
}
