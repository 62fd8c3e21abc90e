import { scratch } from './areas.as'
import { choose, evenBack, evenGram, maskOf, oddBack, oddGram } from './grams.as'
import { listed, takeAll, takeAround } from './stretches.as'

export { scratch, scratchSize } from './areas.as'
export { learn, mostText } from './grams.as'
export { listed, takeListed } from './stretches.as'

// The page of memory, in bytes: values of base64, what ends words, tables, candidates, the answer, two places for text, literals.
const values: usize = 0x100
const sieve: usize = 0x400 // 32 KiB of bits, four bytes of slack
const exact: usize = 0x8800 // 2^17 bits
const leading: usize = 0xc800 // 2^14 bits
const trailing: usize = 0xd000 // 2^14 bits
const heads: usize = 0xd800 // two tables of 2^12 addresses
const candidates: usize = 0x15800 // one address for every second byte of a stretch
export const output: usize = 0x1a000
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

/** Makes literals known that stand in the scratch area, each behind its length; the first has this number. */
export function enterAll(count: u32, firstNumber: u32): void {
  let text = scratch
  for (let number: u32 = firstNumber; number < firstNumber + count; number++) {
    const length = <usize>load<u8>(text)
    const literal = keep(text + 1, length, number)
    choose(literal + 8, <i32>length)
    // Only every second window is looked at: starts of either kind must be known.
    enter(literal, evenGram, maskOf(evenBack, <i32>length), evenBack)
    enter(literal, oddGram, maskOf(oddBack, <i32>length), oddBack)
    text += 1 + length
  }
}

/** Keeps a literal; the bytes after it are zero. */
function keep(text: usize, length: usize, number: u32): usize {
  const literal = allocate(72)
  store<u32>(literal, <u32>length)
  store<u32>(literal, number, 4)
  memory.copy(literal + 8, text, length)
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
      add(<u32>(start - base), load<u32>(literal, 4))
    }
  }
}

@inline
function stands(start: usize, literal: usize): boolean {
  let left = <usize>load<u32>(literal)
  if (start + left > end) return false
  let at = start
  let expected = literal + 8
  for (; left > 8; left -= 8) {
    if (lowerCase(load<u64>(at)) != load<u64>(expected)) return false
    at += 8
    expected += 8
  }
  return (lowerCase(load<u64>(at)) ^ load<u64>(expected)) << ((8 - left) << 3) == 0
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

for (let byte = 0; byte < 256; byte++) store<u8>(values + byte, 255)
for (let index = 0; index < 26; index++) {
  store<u8>(values + 65 + index, <u8>index)
  store<u8>(values + 97 + index, <u8>(index + 26))
}
for (let index = 0; index < 10; index++) store<u8>(values + 48 + index, <u8>(index + 52))
store<u8>(values + 43, 62)
store<u8>(values + 45, 62)
store<u8>(values + 47, 63)
store<u8>(values + 95, 63)

/**
 * Writes the runs of at least 24 bytes that may hold text, or end with what is in sight, as pairs
 * from the start of the answer; says where they end.
 */
export function runs(from: usize, to: usize, origin: usize): usize {
  let place = output
  for (let start = nextRun(from, to); start < to; start = nextRun(runEnd, to)) {
    store<u32>(place, <u32>(start - origin))
    store<u32>(place, <u32>(runEnd - origin), 4)
    place += 8
  }
  return place
}

let runEnd: usize = 0

/** Where the next run begins; at `to`, there is none. */
function nextRun(from: usize, to: usize): usize {
  let at = from
  while (at + 24 <= to) {
    const inside = insideRun(at, to)
    let long = inside & (inside >> 1)
    long &= long >> 2
    long &= long >> 4
    long &= (long >> 8) & (long >> 16)
    if (!long) {
      // 24 bytes that begin at any of these 41 were all in sight.
      at += 41
      continue
    }
    const start = at + <usize>ctz(long)
    at = start + 24
    let more = insideRun(at, to)
    for (; more == -1; more = insideRun(at, to)) at += 64
    at += <usize>ctz(~more)
    if (at < to && !mayHoldText(start, at)) continue
    runEnd = at
    return start
  }
  return to
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

export function lookAround(text: usize, size: usize, fresh: usize, freshEnd: usize): u32 {
  take(text, size, fresh, freshEnd)
  return look(text)
}

/** Whether a run reads as text: base64 that begins at one of four characters, or hexadecimal. */
function mayHoldText(start: usize, end: usize): bool {
  if (isBase64Text(start) || isHexText(start)) return true
  const middle = start + (((end - start - 20) >> 3) << 2)
  for (let at = middle; at < middle + 4; at++) {
    if (at + 20 <= end && isBase64Text(at)) return true
  }
  return false
}

/** Whether sixteen characters decode to twelve bytes of text, mostly ASCII, in UTF-8 or UTF-16. */
function isBase64Text(start: usize): bool {
  let zeros = 0
  let foreign = 0
  for (let at = start; at < start + 16; at += 4) {
    const word =
      ((<u32>load<u8>(values + <usize>load<u8>(at))) << 18) |
      ((<u32>load<u8>(values + <usize>load<u8>(at + 1))) << 12) |
      ((<u32>load<u8>(values + <usize>load<u8>(at + 2))) << 6) |
      (<u32>load<u8>(values + <usize>load<u8>(at + 3)))
    for (let shift = 16; shift >= 0; shift -= 8) {
      const byte = (word >> shift) & 0xff
      if (byte == 0) zeros++
      else if (byte > 127 && byte < 0xf5) foreign++
      else if (byte >= 127 || (byte < 32 && (byte < 9 || byte > 13))) return false
    }
    if (foreign > 2) return false
  }
  return zeros == 0 || zeros == 6
}

/** Whether the first digits are those of text, behind `0x` or not. */
function isHexText(start: usize): bool {
  for (let at = start + 2; at < start + 10; at += 2) {
    const high = digit(load<u8>(at))
    const low = digit(load<u8>(at + 1))
    const byte = high * 16 + low
    if (high < 0 || low < 0) return false
    if (!((byte >= 32 && byte < 127) || (byte >= 9 && byte <= 13) || byte > 0xc0)) return false
  }
  return true
}

@inline
function digit(code: u32): i32 {
  if (code >= 48 && code <= 57) return code - 48
  const letter = (code | 32) - 87
  return letter >= 10 && letter <= 15 ? letter : -1
}

/** One bit for each of 64 bytes: is it of the alphabet, and before the end? */
@inline
function insideRun(at: usize, to: usize): u64 {
  const all =
    insideRun16(at) |
    (insideRun16(at + 16) << 16) |
    (insideRun16(at + 32) << 32) |
    (insideRun16(at + 48) << 48)
  const left = to - at
  return left < 64 ? all & ((<u64>1 << left) - 1) : all
}

/** A byte is of the alphabet when its low half and its high half share one of five rows of ASCII. */
@inline
function insideRun16(at: usize): u64 {
  const low = i8x16(26, 30, 30, 30, 30, 30, 30, 30, 30, 30, 28, 5, 4, 5, 4, 13)
  const high = i8x16(0, 0, 1, 2, 4, 8, 4, 16, 0, 0, 0, 0, 0, 0, 0, 0)
  const text = v128.load(at)
  const rows = v128.and(
    i8x16.swizzle(low, v128.and(text, i8x16.splat(15))),
    i8x16.swizzle(high, i8x16.shr_u(text, 4)),
  )
  return <u64>(<u32>i8x16.bitmask(i8x16.ne(rows, i8x16.splat(0))))
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
