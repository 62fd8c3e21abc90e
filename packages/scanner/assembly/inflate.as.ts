import { adler } from './adler.as'
import { build, distanceMeanings, distanceTable, fixedDistanceTable, fixedTextTable, isEnd, isLiteral, isSpecial, isSubtable, lengths, meanings, orderMeanings, orderTable, textTable } from './codes.as'

/** So many bytes after a target may be overwritten. */
export const slack: usize = 288

/** The short codes of small texts are not worth a large table. */
const smallText: usize = 2048

let pool: u64 = 0
let pooled: u32 = 0
let input: usize = 0
let output: usize = 0

/** Whether the zlib stream holds exactly so many bytes; 16 bytes behind its end may be read. */
export function inflate(source: usize, end: usize, target: usize, size: usize): bool {
  const header = (<u32>load<u8>(source) << 8) | <u32>load<u8>(source, 1)
  if ((header & 0x0f20) != 0x0800 || header % 31 != 0) return false
  input = source + 2
  pool = 0
  pooled = 0
  output = target
  for (let isLast = false; !isLast; ) {
    if (input > end + 8) return false
    refill()
    isLast = (pool & 1) != 0
    const kind = <u32>(pool >> 1) & 3
    take(3)
    if (kind == 0) {
      if (!copyStored(end, target + size)) return false
    } else if (kind == 1) {
      if (!decode(fixedTextTable, 9, fixedDistanceTable, 5, target, target + size, end + 8)) return false
    } else if (kind == 2) {
      const roots = readTables(end, end - source < smallText ? 9 : 11)
      if (roots == 0) return false
      if (!decode(textTable, roots >> 4, distanceTable, roots & 15, target, target + size, end + 8)) {
        return false
      }
    } else return false
  }
  input -= pooled >> 3
  return output == target + size && input + 4 <= end && bswap(load<u32>(input)) == adler(target, output)
}

@inline
function refill(): void {
  pool |= load<u64>(input) << pooled
  input += (63 - pooled) >> 3
  pooled |= 56
}

@inline
function take(count: u32): void {
  pool >>= count
  pooled -= count
}

function copyStored(end: usize, stop: usize): bool {
  input -= pooled >> 3
  pool = 0
  pooled = 0
  if (input + 4 > end) return false
  const size = <usize>load<u16>(input)
  if (size != <usize>(load<u16>(input, 2) ^ 0xffff)) return false
  input += 4
  if (size > end - input || output > stop || size > stop - output) return false
  memory.copy(output, input, size)
  input += size
  output += size
  return true
}

/** One block; the caller's bits are kept in locals meanwhile. */
export function decode(
  text: usize,
  textBits: u32,
  distances: usize,
  distanceBits: u32,
  start: usize,
  stop: usize,
  limit: usize,
): bool {
  const textMask = ((<u64>1) << textBits) - 1
  const distanceMask = ((<u64>1) << distanceBits) - 1
  let bits = pool
  let left = pooled
  let at = input
  let to = output
  bits |= load<u64>(at) << left
  at += (63 - left) >> 3
  left |= 56
  let entry = load<u32>(text + (<usize>(bits & textMask) << 2))
  // One turn writes no more than the slack holds.
  while (at <= limit && to <= stop) {
    bits |= load<u64>(at) << left
    at += (63 - left) >> 3
    left |= 56
    if (entry & isLiteral) {
      store<u8>(to++, entry >> 16)
      bits >>= <u64>(entry & 63)
      left -= entry & 63
      entry = load<u32>(text + (<usize>(bits & textMask) << 2))
      if (entry & isLiteral) {
        store<u8>(to++, entry >> 16)
        bits >>= <u64>(entry & 63)
        left -= entry & 63
        entry = load<u32>(text + (<usize>(bits & textMask) << 2))
        if (entry & isLiteral) {
          store<u8>(to++, entry >> 16)
          bits >>= <u64>(entry & 63)
          left -= entry & 63
          entry = load<u32>(text + (<usize>(bits & textMask) << 2))
          continue
        }
      }
    }
    if (entry & isSpecial) {
      if (entry & isSubtable) {
        bits >>= <u64>(entry & 63)
        left -= entry & 63
        const mask = ((<u64>1) << ((entry >> 8) & 15)) - 1
        entry = load<u32>(text + ((<usize>(entry >> 16) + <usize>(bits & mask)) << 2))
        if (entry & isLiteral) {
          store<u8>(to++, entry >> 16)
          bits >>= <u64>(entry & 63)
          left -= entry & 63
          entry = load<u32>(text + (<usize>(bits & textMask) << 2))
          continue
        }
      }
      if (entry & isSpecial) {
        if (!(entry & isEnd)) return false
        save(bits >> <u64>(entry & 63), left - (entry & 63), at, to)
        return true
      }
    }
    const length = <usize>valueOf(entry, bits)
    bits >>= <u64>(entry & 63)
    left -= entry & 63

    bits |= load<u64>(at) << left
    at += (63 - left) >> 3
    left |= 56
    entry = load<u32>(distances + (<usize>(bits & distanceMask) << 2))
    if (entry & isSpecial) {
      if (!(entry & isSubtable)) return false
      bits >>= <u64>(entry & 63)
      left -= entry & 63
      const mask = ((<u64>1) << ((entry >> 8) & 15)) - 1
      entry = load<u32>(distances + ((<usize>(entry >> 16) + <usize>(bits & mask)) << 2))
      if (entry & isSpecial) return false
    }
    const distance = <usize>valueOf(entry, bits)
    bits >>= <u64>(entry & 63)
    left -= entry & 63
    if (distance > to - start) return false
    // Looked up before the copy, so that it is there when the copy is done.
    entry = load<u32>(text + (<usize>(bits & textMask) << 2))
    repeat(to, distance, to + length)
    to += length
  }
  return false
}

function save(bits: u64, left: u32, at: usize, to: usize): void {
  pool = bits
  pooled = left
  input = at
  output = to
}

/** The value of an entry and its extra bits. */
@inline
function valueOf(entry: u32, bits: u64): u32 {
  const all = <u32>bits & ((1 << (entry & 63)) - 1)
  return ((entry >> 16) & 0x7fff) + (all >> ((entry >> 8) & 15))
}

@inline
function repeat(to: usize, distance: usize, stop: usize): void {
  let from = to - distance
  if (distance >= 16) {
    do {
      v128.store(to, v128.load(from))
      to += 16
      from += 16
    } while (to < stop)
  } else if (distance >= 8) {
    do {
      store<u64>(to, load<u64>(from))
      to += 8
      from += 8
    } while (to < stop)
  } else if (distance == 1) {
    const all = <u64>load<u8>(from) * 0x0101010101010101
    do {
      store<u64>(to, all)
      to += 8
    } while (to < stop)
  } else {
    do {
      store<u8>(to++, load<u8>(from++))
    } while (to < stop)
  }
}

/** The bits looked up at once for texts (times 16) and for distances; 0 when the block is bad. */
function readTables(end: usize, most: u32): u32 {
  refill()
  const texts = (<u32>pool & 31) + 257
  const distances = (<u32>(pool >> 5) & 31) + 1
  const orders = (<u32>(pool >> 10) & 15) + 4
  take(14)
  if (texts > 286 || distances > 30) return 0
  memory.fill(lengths, 0, 19)
  for (let index: u32 = 0; index < orders; index++) {
    // 14 bits and 14 × 3 are all in sight; the rest are not.
    if (index == 14) refill()
    store<u8>(lengths + orderOf(index), <u8>(pool & 7))
    take(3)
  }
  const orderBits = build(19, orderMeanings, orderTable, 7, lengths)
  if (orderBits == 0 || !readLengths(texts + distances, orderBits, end)) return 0
  if (load<u8>(lengths + 256) == 0) return 0
  const distanceBits = build(distances, distanceMeanings, distanceTable, 8, lengths + texts)
  const textBits = build(texts, meanings, textTable, most, lengths)
  return textBits == 0 || distanceBits == 0 ? 0 : (textBits << 4) | distanceBits
}

/** Code lengths come in the order of their use. */
@inline
function orderOf(index: u32): usize {
  if (index < 3) return <usize>(16 + index)
  if (index == 3) return 0
  const step = (index - 4) >> 1
  return <usize>(index & 1 ? 7 - step : 8 + step)
}

function readLengths(total: u32, orderBits: u32, end: usize): bool {
  const mask = ((<u64>1) << orderBits) - 1
  let known: u32 = 0
  while (known < total) {
    if (input > end + 8) return false
    refill()
    const entry = load<u32>(orderTable + (<usize>(pool & mask) << 2))
    if (entry & isSpecial) return false
    take(entry & 63)
    const code = entry >> 16
    if (code < 16) {
      store<u8>(lengths + known++, <u8>code)
      continue
    }
    let count: u32 = 0
    let value: u8 = 0
    if (code == 16) {
      if (known == 0) return false
      value = load<u8>(lengths + known - 1)
      count = 3 + (<u32>pool & 3)
      take(2)
    } else if (code == 17) {
      count = 3 + (<u32>pool & 7)
      take(3)
    } else {
      count = 11 + (<u32>pool & 127)
      take(7)
    }
    if (count > total - known) return false
    memory.fill(lengths + known, value, count)
    known += count
  }
  return true
}

