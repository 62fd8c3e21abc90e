import { anySyntax, fencedSyntax, first, last, syntax } from './bounds.as'

// Is a name given a value? Everything here answers yes wherever some dialect may read a value;
// what is read, and whether it is one, is decided in src/engine/generic: operator.ts and value.ts.

// By byte: what it can be part of.
const characters: usize = 0x300
const isNamed: u32 = 1
const isWorded: u32 = 2
const isSpaced: u32 = 4
const isQuoting: u32 = 8
const isOpening: u32 = 16
const isTyped: u32 = 32

/** No byte at all. */
const nothing: u32 = 256
const longestName: usize = 64
const longestGap: usize = 48
const longestCall: usize = 40
const longestLine: usize = 240

/** What ties a name to a value, as far as it decides what a value may be. */
const gives = 0
const compares = 1
const closesTag = 2
const escapes = 3

/** Where the name begins and ends that is looked at, and what stands before it and its quote ends. */
let name: usize = 0
let nameEnds: usize = 0
let before: usize = 0

/** Whether the name in which an anchor stands may be given a value. */
export function mayBeGiven(anchor: usize): bool {
  name = nameStart(anchor)
  nameEnds = nameEnd(anchor)
  if (name == 0 || nameEnds == 0) return false
  const closed = closing(nameEnds)
  const quoted = closed != nameEnds && is(name - 1, isQuoting)
  before = quoted ? name - 1 : name
  return isTied(closed, quoted)
}

/** 0: longer than names are. */
function nameStart(anchor: usize): usize {
  const floor = anchor - first > longestName ? anchor - longestName : first
  let start = anchor
  while (start > floor && is(start - 1, isNamed)) start--
  return start == floor && floor > first ? 0 : start
}

function nameEnd(anchor: usize): usize {
  const ceiling = anchor + longestName
  let end = anchor
  while (end < ceiling && is(end, isNamed)) end++
  if (end == ceiling) return 0
  while (end > anchor && !is(end - 1, isWorded) && byte(end - 1) != 0x5f) end--
  return end
}

/** Behind what closes a name: `"`, `\"`, `']`, `?`, `&quot;`. */
function closing(end: usize): usize {
  const after = byte(end)
  let at = end
  if (after == nothing || is(at, isSpaced)) return at
  while (byte(at) == 0x5c && at < end + 4) at++
  if (is(at, isQuoting)) at++
  else if (isEntity(at)) at += 6
  else at = end
  if (byte(at) == 0x5d) at++
  if (at == end && (after == 0x3f || after == 0x21) && byte(at + 1) != 0x3d) at++
  return at
}

function isTied(closed: usize, quoted: bool): bool {
  const at = behindSpaces(closed)
  const next = byte(at + 1)
  switch (byte(at)) {
    case 0x3d: // =
      if (next == 0x3d) return mayGive(compares, byte(at + 2) == 0x3d ? at + 3 : at + 2)
      if (next == 0x3e) return mayGive(gives, at + 2)
      return next != 0x7e && mayGive(gives, at + 1)
    case 0x3a: // :
      return isColonTied(at, quoted)
    case 0x2e: // .
      return next == 0x3d && mayGive(gives, at + 2)
    case 0x21: // !
      return next == 0x3d && mayGive(compares, byte(at + 2) == 0x3d ? at + 3 : at + 2)
    case 0x2d: // -
      return next == 0x3e && quoted && mayGive(gives, at + 2)
    case 0x3c: // <
      return next == 0x2d && syntax == anySyntax && mayGive(gives, at + 2)
    case 0x7c: // |
    case 0x3f: // ?
      return isFallback(at)
    case 0x3e: // >
      return isTag(quoted) && mayGive(closesTag, at + 1)
    case 0x28: // (
      return at == closed && !quoted && mayGive(compares, at + 1)
    case 0x2c: // ,
      return quoted ? isPaired(at + 1) : spells(behindSpaces(at + 1), 0x68746977, 4)
    case 0x3b: // ;
      return quoted && next == 0x73 && byte(at + 2) == 0x3a
    case 0x25: // %
      return isEscapedTie(at)
    default:
      return isSpaceTied(closed, at, quoted)
  }
}

function isColonTied(at: usize, quoted: bool): bool {
  const next = byte(at + 1)
  if (next == 0x3d) return mayGive(gives, at + 2)
  if (next == 0x3a) {
    const behind = byte(at + 2) == 0x3a ? at + 3 : at + 2
    return byte(behind) == 0x3d && mayGive(gives, behind + 1)
  }
  // `arn:aws:secretsmanager:…:secret:…` is a list of names.
  if (!quoted && byte(name - 1) == 0x3a && (is(name - 2, isWorded) || byte(name - 2) == 0x3a)) {
    return false
  }
  const typed = behindType(at + 1)
  if (typed != 0 && mayGive(gives, typed)) return true
  return (typed == 0 || syntax == anySyntax) && mayGive(gives, at + 1)
}

/** Behind the `=` of `password: string = …` and `var password string = …`; 0 where there is none. */
function behindType(offset: usize): usize {
  let at = behindSpaces(offset)
  const ceiling = at + longestCall
  while (at < ceiling && is(at, isTyped)) at++
  at = behindSpaces(at)
  if (at < offset + 3 || byte(at) != 0x3d || byte(at + 1) == 0x3d || byte(at + 1) == 0x3e) return 0
  return at + 1
}

/** `password || '…'`, `password ?? '…'`, `password ||= '…'`, `password ?= '…'` */
function isFallback(offset: usize): bool {
  const isDoubled = byte(offset + 1) == byte(offset)
  const at = isDoubled ? offset + 2 : offset + 1
  if (byte(at) == 0x3d) return mayGive(gives, at + 1)
  return isDoubled && mayGive(gives, at)
}

/** `<password>`, `<x:password>`, `<entry key="password">` */
function isTag(quoted: bool): bool {
  const opens = byte(name - 1)
  return opens == 0x3c || opens == 0x3a || (quoted && byte(name - 2) == 0x3d)
}

/** `put("password", "…")`, `"--password", "…"`, `"password", "value": "…"` */
function isPaired(offset: usize): bool {
  if (byte(name) == 0x2d && byte(name + 1) == 0x2d) return mayGive(compares, offset)
  let at = name - 2
  while (byte(at) == 0x5c) at--
  if (name - at > longestLine) return true
  return byte(at) == 0x28 ? mayGive(compares, offset) : isValued(offset)
}

/** `%3D`, `%3A`, `%22%3A%22` */
function isEscapedTie(offset: usize): bool {
  const at = byte(offset + 1) == 0x32 && byte(offset + 2) == 0x32 ? offset + 3 : offset
  return byte(at) == 0x25 && byte(at + 1) == 0x33 && mayGive(escapes, at + 3)
}

/** `--password …`, `ENV PASSWORD …`, `PASSWORD '…'`, `<add key="password" value="…"/>` */
function isSpaceTied(closed: usize, at: usize, quoted: bool): bool {
  if (at > closed) {
    if (byte(name) == 0x2d && !is(name - 1, isNamed)) return mayGive(gives, at)
    if (spells(at, 0x7962, 2) && is(at + 2, isSpaced)) return true
    if (!quoted && is(at, isQuoting) && mayStandInside()) return true
    if (!quoted && isDeclared() && mayGive(gives, at)) return true
  }
  if (quoted) return isValued(at)
  if (syntax == anySyntax && isValued(at)) return true
  const typed = at > closed ? behindType(at) : 0
  return typed != 0 && mayGive(gives, typed)
}

/** Behind `env`, `arg`, `define`, `set`, `setenv`, `setx`, `by`, or at the beginning of a line. */
function isDeclared(): bool {
  let at = name
  while (is(at - 1, isSpaced)) at--
  // Further than what is in sight may go on.
  if (name - at > longestLine) return true
  const ends = byte(at - 1)
  if (ends == nothing || ends == 0x0a) return syntax == anySyntax
  if (at == name) return false
  let word: u64 = 0
  let length = 0
  for (; length < 8 && is(at - 1, isNamed); length++, at--) {
    word = (word << 8) | (byte(at - 1) | 0x20)
  }
  switch (length) {
    case 2: // by
      return word == 0x7962
    case 3: // env, arg, set
      return word == 0x766e65 || word == 0x677261 || word == 0x746573
    case 4: // setx
      return word == 0x78746573
    case 6: // define, setenv
      return word == 0x656e69666564 || word == 0x766e65746573
    default:
      return false
  }
}

/** `"password", "value": "…"`, `"password" value="…"`, and with a line break between them. */
function isValued(offset: usize): bool {
  let at = offset
  const ceiling = offset + longestGap
  while (at < ceiling && isBetween(at)) at++
  return spells(at, 0x756c6176, 4) && (byte(at + 4) | 0x20) == 0x65
}

function isBetween(at: usize): bool {
  const code = byte(at)
  return is(at, isSpaced | isQuoting) || code == 0x0a || code == 0x0d || code == 0x2c
}

/** Whether a value may stand behind a tie: quoted, or bare where that is a literal. */
function mayGive(tie: i32, offset: usize): bool {
  let at = behindSpaces(offset)
  const isBroken = byte(at) == 0x0a || byte(at) == 0x0d
  if (syntax == anySyntax || tie == closesTag) {
    if (isBroken || (byte(at) == 0x28 && tie == gives)) return true
  } else {
    if (byte(at) == 0x28 && tie == gives) at = behindSpaces(at + 1)
    if (byte(at) == 0x0d) at++
    if (byte(at) == 0x0a) return is(behindSpaces(at + 1), isQuoting)
  }
  const code = byte(at)
  if (code == nothing) return false
  if (is(at, isQuoting) || code == 0x5c || isEntity(at) || isWrapped(at)) return true
  // The end of a line, `<`, `,` and `)`.
  if (code == 0x0a || code == 0x0d || code == 0x3c || code == 0x2c || code == 0x29) return false
  if (tie == compares) return false
  return syntax == anySyntax || tie != gives || mayBeBare(at)
}

/** `b"`, `Buffer.from("`, `[]byte("` */
function isWrapped(offset: usize): bool {
  let at = offset
  const ceiling = offset + longestCall
  while (at < ceiling && is(at, isNamed)) at++
  if (at == offset) return false
  if (is(at, isQuoting)) return at <= offset + 2
  if (byte(at) != 0x28) return false
  at = behindSpaces(at + 1)
  return is(at, isQuoting) || (is(at, isWorded) && is(at + 1, isQuoting))
}

/** Of a program. */
function mayBeBare(offset: usize): bool {
  const code = byte(offset)
  if (code == 0x28 || code == 0x5b || code == 0x7b) return false
  if (mayStandInside()) return true
  if (syntax != fencedSyntax) return false
  for (let at = name; at < nameEnds; at++) if (byte(at) == 0x2e) return false
  let at = offset
  while (at < offset + longestName && is(at, isNamed)) at++
  const after = byte(at)
  return after != 0x2c && after != 0x28 && after != 0x29 && after != 0x5b
}

/** Whether a string or a comment may be open: most lines of programs hold nothing that opens one. */
function mayStandInside(): bool {
  if (syntax == anySyntax) return true
  const floor = before - first > longestLine ? before - longestLine : first
  let at = before
  let isOpen = false
  while (at > floor && byte(at - 1) != 0x0a) isOpen = is(--at, isOpening) || isOpen
  return isOpen && (at > floor || floor == first)
}

function behindSpaces(offset: usize): usize {
  let at = offset
  const ceiling = offset + longestGap
  while (at < ceiling && is(at, isSpaced)) at++
  return at
}

/** `&quot;` */
function isEntity(at: usize): bool {
  return byte(at) == 0x26 && byte(at + 1) == 0x71 && byte(at + 2) == 0x75 && byte(at + 3) == 0x6f && byte(at + 5) == 0x3b
}

/** A word of up to four letters, the first in the lowest byte. */
function spells(offset: usize, word: u32, length: i32): bool {
  for (let index = 0; index < length; index++) {
    if ((byte(offset + index) | 0x20) != ((word >>> (8 * index)) & 0xff)) return false
  }
  return true
}

@inline
function is(at: usize, kinds: u32): bool {
  return at >= first && at < last && (load<u8>(characters + <usize>load<u8>(at)) & kinds) != 0
}

@inline
function byte(at: usize): u32 {
  return at >= first && at < last ? <u32>load<u8>(at) : nothing
}

function mark(code: usize, kinds: u32): void {
  store<u8>(characters + code, <u8>(load<u8>(characters + code) | kinds))
}

for (let code: usize = 0x61; code <= 0x7a; code++) {
  mark(code, isNamed | isWorded | isTyped)
  mark(code - 0x20, isNamed | isWorded | isTyped)
}
for (let code: usize = 0x30; code <= 0x39; code++) mark(code, isNamed | isWorded | isTyped)
// _ - . $
mark(0x5f, isNamed | isTyped)
mark(0x2d, isNamed | isTyped | isOpening)
mark(0x2e, isNamed | isTyped)
mark(0x24, isNamed | isTyped)
// Space and tab.
mark(0x20, isSpaced)
mark(0x09, isSpaced)
// " ' `
mark(0x22, isQuoting | isOpening)
mark(0x27, isQuoting | isOpening)
mark(0x60, isQuoting | isOpening)
// / # * ; %
mark(0x2f, isOpening)
mark(0x23, isOpening)
mark(0x2a, isOpening | isTyped)
mark(0x3b, isOpening)
mark(0x25, isOpening)
// & ? < > [ ]
mark(0x26, isTyped)
mark(0x3f, isTyped)
mark(0x3c, isTyped)
mark(0x3e, isTyped)
mark(0x5b, isTyped)
mark(0x5d, isTyped)
