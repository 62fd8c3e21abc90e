import { output, scratch } from './areas.as'
import { isExact, isWord, mayCount } from './gate.as'
import { choose, evenBack, evenGram, maskOf, oddBack, oddGram } from './grams.as'
import { nextRun } from './runs.as'
import { listed, takeAll, takeAround } from './stretches.as'

export { output, scratch, scratchSize } from './areas.as'
export { bound } from './gate.as'
export { learn, mostText } from './grams.as'
export { runs } from './runs.as'
export { listed, takeListed } from './stretches.as'

// The page of memory, in bytes: values of base64, what ends words, what characters are, tables, candidates, words, the answer, two places for text, literals.
const sieve: usize = 0x400 // 32 KiB of bits, four bytes of slack
const exact: usize = 0x8800 // 2^17 bits
const leading: usize = 0xc800 // 2^14 bits
const trailing: usize = 0xd000 // 2^14 bits
const heads: usize = 0xd800 // two tables of 2^12 addresses
const candidates: usize = 0x15800 // one address for every second byte of a stretch
/** A bit for each word: whether it was seen. */
export const words: usize = 0x19800
export const mostWords: u32 = 0x4000
const almostFull: usize = 0x72000 // so that all one window can add still fits
export const room: usize = 0xba400
export const roomSize: usize = 0x100000
/** Behind all that belongs to the machine. */
export let free: usize = 0x1bb000

const stretch: usize = 8192
const furthest: usize = 61 // windows that far behind the limit still belong to anchors before it
const multiplier: u32 = 0x9e3779b1
const noCase: u32 = 0xdfdfdfdf

let first: usize = 0
let limit: usize = 0
let end: usize = 0
let base: usize = 0

/** Where the next pair of the answer goes. */
export let next: usize = output

/**
 * Makes literals known that stand in the scratch area, each behind eight bytes: its length, its kind,
 * a character it needs, and where the table of bytes stands that may not be before it.
 */
export function enterAll(count: u32, firstNumber: u32): void {
  let entry = scratch
  for (let number: u32 = firstNumber; number < firstNumber + count; number++) {
    const length = <usize>load<u8>(entry)
    const literal = keep(entry, length, number)
    choose(literal + text, <i32>length)
    // Only every second window is looked at: starts of either kind must be known.
    enter(literal, evenGram, maskOf(evenBack, <i32>length), evenBack)
    enter(literal, oddGram, maskOf(oddBack, <i32>length), oddBack)
    entry += 8 + length
  }
}

/** Keeps a table of bits that stands in the scratch area, one for each byte. */
export function keepTable(): usize {
  const table = allocate(32)
  memory.copy(table, scratch, 32)
  return table
}

// Of a literal: its number, what it was entered with, its text.
const gates: usize = 4
const text: usize = 12

/** Keeps a literal; the bytes after it are zero. */
function keep(entry: usize, length: usize, number: u32): usize {
  const literal = allocate(text + 68)
  store<u32>(literal, number)
  memory.copy(literal + gates, entry, 8 + length)
  return literal
}

/** Makes a literal known by four bytes, `back` behind its start; bytes outside the mask may be anything. */
function enter(literal: usize, value: u32, mask: u32, back: i32): void {
  const isAnyFirst = (mask & 0xff) == 0
  const isAnyLast = mask >>> 24 == 0
  const bits: u32 = isAnyLast ? -1 : 1 << ((value >>> 24) & 31)
  const outer: u32 = isAnyFirst ? 0 : value & 31
  const others: u32 = isAnyFirst ? 32 : 1
  for (let a: u32 = outer; a < outer + others; a++) {
    const place = sieve + sievePlace((value & 0x00dfdf00) | a)
    store<u32>(place, load<u32>(place) | bits)
  }
  if (isAnyFirst) mark(trailing, trailingHash(value) >>> 18)
  else if (isAnyLast) mark(leading, leadingHash(value) >>> 18)
  else mark(exact, (value * multiplier) >>> 15)

  const head = isAnyFirst ? trailingHead(value) : leadingHead(value)
  const entry = allocate(20)
  store<u32>(entry, load<u32>(head))
  store<u32>(entry, value, 4)
  store<u32>(entry, mask, 8)
  store<u32>(entry, back, 12)
  store<u32>(entry, <u32>literal, 16)
  store<u32>(head, <u32>entry)
}

/**
 * Looks for anchors that start from `from` up to `before`, in a text that ends at `to`; offsets are
 * counted from `origin`.
 */
export function aim(from: usize, before: usize, to: usize, origin: usize): void {
  first = from
  limit = before
  end = to
  base = origin
}

/** Adds pairs to the answer. Not 0: the answer is full, and this is where to go on. */
export function search(from: usize): usize {
  const stop = min(end, limit + furthest)
  for (let at = from; at < stop; at += stretch) {
    const full = compareAll(sharpen(sift(at, min(stop, at + stretch))))
    if (full) return full
  }
  return 0
}

/**
 * Lists the windows that may be known. Every second window is enough, as each literal is entered
 * for even and for odd starts. A window is written down before it is judged: a branch would cost more.
 * Exported to stay a function, as V8 puts optimized code to use only when one is called.
 */
export function sift(from: usize, stop: usize): usize {
  let list = candidates
  for (let at = from; at < stop; at += 16) {
    list = siftOne(at, list)
    list = siftOne(at + 2, list)
    list = siftOne(at + 4, list)
    list = siftOne(at + 6, list)
    list = siftOne(at + 8, list)
    list = siftOne(at + 10, list)
    list = siftOne(at + 12, list)
    list = siftOne(at + 14, list)
  }
  return list
}

@inline
function siftOne(at: usize, list: usize): usize {
  const window = load<u32>(at)
  store<u32>(list, <u32>at)
  const bits = load<u32>(sieve + sievePlace(window & 0x00dfdf1f))
  return list + <usize>(((bits >>> (window >>> 24)) & 1) << 2)
}

/** The sieve knows five bits of the outer bytes; here all of them count. */
export function sharpen(stop: usize): usize {
  let list = candidates
  for (let from = candidates; from < stop; from += 4) {
    const at = load<u32>(from)
    const window = load<u32>(<usize>at) & noCase
    store<u32>(list, at)
    const isKnown =
      bit(exact, (window * multiplier) >>> 15) |
      bit(leading, leadingHash(window) >>> 18) |
      bit(trailing, trailingHash(window) >>> 18)
    list += <usize>((isKnown & 1) << 2)
  }
  return list
}

export function compareAll(stop: usize): usize {
  for (let from = candidates; from < stop; from += 4) {
    const at = <usize>load<u32>(from)
    if (next > almostFull) return at
    const window = load<u32>(at) & noCase
    compareChain(at, window, <usize>load<u32>(leadingHead(window)))
    compareChain(at, window, <usize>load<u32>(trailingHead(window)))
  }
  return 0
}

@inline
function compareChain(at: usize, window: u32, entries: usize): void {
  for (let entry = entries; entry; entry = <usize>load<u32>(entry)) {
    if ((window & load<u32>(entry, 8)) != load<u32>(entry, 4)) continue
    const start = at - <usize>load<u32>(entry, 12)
    const literal = <usize>load<u32>(entry, 16)
    if (start >= first && start < limit && stands(start, literal)) {
      note(start, literal)
    }
  }
}

let firstWord: u32 = 0

/** Words are numbered behind the others, from here on. */
export function divide(wordsFrom: u32): void {
  firstWord = wordsFrom
}

@inline
function note(start: usize, literal: usize): void {
  const number = load<u32>(literal)
  if (isWord(literal + gates)) mark(words, number - firstWord)
  else if (mayCount(start, literal + gates)) add(<u32>(start - base), number)
}

@inline
function stands(start: usize, literal: usize): boolean {
  let left = <usize>load<u8>(literal + gates)
  if (start + left > end) return false
  const folds = !isExact(literal + gates)
  let at = start
  let expected = literal + text
  for (; left > 8; left -= 8) {
    if (folded(load<u64>(at), folds) != load<u64>(expected)) return false
    at += 8
    expected += 8
  }
  return (folded(load<u64>(at), folds) ^ load<u64>(expected)) << ((8 - left) << 3) == 0
}

@inline
function folded(text: u64, folds: bool): u64 {
  return folds ? lowerCase(text) : text
}

/** Eight letters at a time: the high bit of a byte tells whether it lies between A and Z. */
@inline
function lowerCase(text: u64): u64 {
  const seven = text & 0x7f7f7f7f7f7f7f7f
  const isUpper = (seven + 0x3f3f3f3f3f3f3f3f) ^ (seven + 0x2525252525252525)
  return text | ((isUpper & ~text & 0x8080808080808080) >> 2)
}

/** Windows come in order, starts nearly so: each pair has few others to pass on its way to its place. */
@inline
function add(offset: u32, number: u32): void {
  const pair = (<u64>number << 32) | <u64>offset
  const rank = (<u64>offset << 32) | <u64>number
  let place = next
  for (; place > output; place -= 8) {
    const before = load<u64>(place - 8)
    if (rotl(before, 32) < rank) break
    store<u64>(place, before)
  }
  store<u64>(place, pair)
  next += 8
}

/** There are anchors in what was looked at, … */
const hasAnchors: u32 = 1
/** … runs, … */
const hasRuns: u32 = 2
/** … or more than can be told. */
const isOverfull: u32 = 4

/** Looks for anchors and runs where stretches of a text are listed; says what there is. */
export function look(text: usize): u32 {
  let found: u32 = 0
  next = output
  for (let place = scratch; place < listed; place += 8) {
    const from = text + <usize>load<u32>(place)
    const to = text + <usize>load<u32>(place, 4)
    aim(from, to, to, text)
    if (search(from)) return isOverfull
    if (nextRun(from, to) < to) found |= hasRuns
  }
  return next > output ? found | hasAnchors : found
}

let back: usize = 0
let ahead: usize = 0

/** How far before and behind what is new anchors are looked for. */
export function reach(before: usize, behind: usize): void {
  back = before
  ahead = behind
}

/** Lists the stretches around what is new, or all of the text where `fresh` is 0 or it cannot be told. */
export function take(text: usize, size: usize, fresh: usize, freshEnd: usize): void {
  if (fresh == 0 || !takeAround(text, size, fresh, freshEnd, back, ahead)) takeAll(size)
}

function allocate(size: usize): usize {
  const address = free
  free += size
  while (free > <usize>memory.size() << 16) memory.grow(1)
  return address
}

@inline
function sievePlace(outerAndMiddle: u32): usize {
  return <usize>((outerAndMiddle * (multiplier << 8)) >>> 17)
}

@inline
function leadingHash(window: u32): u32 {
  return (window << 8) * multiplier
}

@inline
function trailingHash(window: u32): u32 {
  return (window & 0xffffff00) * multiplier
}

@inline
function leadingHead(window: u32): usize {
  return heads + <usize>((leadingHash(window) >>> 20) << 2)
}

@inline
function trailingHead(window: u32): usize {
  return heads + 0x4000 + <usize>((trailingHash(window) >>> 20) << 2)
}

@inline
function bit(table: usize, index: u32): u32 {
  return <u32>load<u8>(table + <usize>(index >>> 3)) >>> (index & 7)
}

function mark(table: usize, index: u32): void {
  const place = table + <usize>(index >>> 3)
  store<u8>(place, load<u8>(place) | <u8>(<u32>1 << (index & 7)))
}
