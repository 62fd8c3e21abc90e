/** What else uses the memory stands below. */
export const bottom: usize = 0x300000

// The tables from there on, in bytes. What is above 0x16000 belongs to the caller.
export const meanings: usize = bottom + 0x400 // of 288 literals and lengths
export const distanceMeanings: usize = bottom + 0x880 // of 32 distances
export const orderMeanings: usize = bottom + 0x900 // of the 19 codes that spell code lengths
export const lengths: usize = bottom + 0xa00
const counts: usize = bottom + 0xc00
const places: usize = bottom + 0xc40
const sorted: usize = bottom + 0xc80
export const orderTable: usize = bottom + 0x1000
export const textTable: usize = bottom + 0x2000
export const distanceTable: usize = bottom + 0x4800
export const fixedTextTable: usize = bottom + 0x5000
export const fixedDistanceTable: usize = bottom + 0x5800

// An entry of a table: the bits it takes in all (0–5), those of the code alone (8–11), its value
// (16–30), and what it is.
export const isLiteral: u32 = 0x80000000
export const isSpecial: u32 = 0x8000
export const isSubtable: u32 = 0x4000
export const isEnd: u32 = 0x2000

/** Builds a table of a code; the bits that are looked up at once, 0 when it is no code. */
export function build(size: u32, meanings: usize, table: usize, most: u32, lengths: usize): u32 {
  memory.fill(counts, 0, 64)
  for (let code: u32 = 0; code < size; code++) {
    const count = counts + (<usize>load<u8>(lengths + code) << 2)
    store<u32>(count, load<u32>(count) + 1)
  }
  let longest: u32 = 15
  while (longest > 0 && load<u32>(counts + (longest << 2)) == 0) longest--
  let space: i32 = 1
  let place: u32 = 0
  for (let length: u32 = 1; length <= longest; length++) {
    const count = load<u32>(counts + (length << 2))
    space = (space << 1) - <i32>count
    if (space < 0) return 0
    store<u32>(places + (length << 2), place)
    place += count
  }
  if (space > 0) {
    // No code, or one of a single bit, is all that may be incomplete.
    if (longest > 1) return 0
    store<u32>(table, isSpecial)
    store<u32>(table, isSpecial, 4)
  }
  for (let code: u32 = 0; code < size; code++) {
    const length = <u32>load<u8>(lengths + code)
    if (length == 0) continue
    const next = places + (length << 2)
    const index = load<u32>(next)
    store<u16>(sorted + (index << 1), <u16>code)
    store<u32>(next, index + 1)
  }
  return fill(meanings, table, min(most, max(longest, 1)), longest)
}

function fill(meanings: usize, table: usize, root: u32, longest: u32): u32 {
  let code: u32 = 0
  let symbol = sorted
  let length: u32 = 1
  for (; length <= min(root, longest); length++) {
    const half: usize = <usize>1 << (length - 1)
    // Shorter codes mean the same whatever bit comes next.
    if (length > 1) memory.copy(table + (half << 2), table, half << 2)
    for (let count = load<u32>(counts + (length << 2)); count > 0; count--) {
      store<u32>(table + (code << 2), meaning(meanings, symbol, length))
      symbol += 2
      code = nextCode(code, length)
    }
  }
  let prefix: u32 = 0xffffffff
  let subtable: u32 = 0
  let free: u32 = 1 << root
  let width: u32 = 0
  for (; length <= longest; length++) {
    for (let count = load<u32>(counts + (length << 2)); count > 0; count--) {
      if ((code & ((1 << root) - 1)) != prefix) {
        prefix = code & ((1 << root) - 1)
        subtable = free
        width = length - root
        for (let used = count; used < <u32>1 << width; ) {
          width++
          used = (used << 1) + load<u32>(counts + ((root + width) << 2))
        }
        free += 1 << width
        store<u32>(
          table + (prefix << 2),
          (subtable << 16) | isSpecial | isSubtable | (width << 8) | root,
        )
      }
      const entry = meaning(meanings, symbol, length - root)
      for (let index = code >> root; index < <u32>1 << width; index += 1 << (length - root)) {
        store<u32>(table + ((subtable + index) << 2), entry)
      }
      symbol += 2
      code = nextCode(code, length)
    }
  }
  return root
}

@inline
function meaning(meanings: usize, symbol: usize, length: u32): u32 {
  return load<u32>(meanings + (<usize>load<u16>(symbol) << 2)) + (length << 8) + length
}

/** Codes count upwards from their first bit, which stands lowest. */
@inline
function nextCode(code: u32, length: u32): u32 {
  const zeros = code ^ ((1 << length) - 1)
  if (zeros == 0) return 0
  const highest = <u32>0x80000000 >> clz(zeros)
  return (code & (highest - 1)) | highest
}

function prepare(): void {
  for (let code: u32 = 0; code < 288; code++) {
    let meaning = isSpecial
    if (code < 256) meaning = isLiteral | (code << 16)
    else if (code == 256) meaning = isSpecial | isEnd
    else if (code == 285) meaning = 258 << 16
    else if (code < 265) meaning = (code - 254) << 16
    else if (code < 285) {
      const extra = (code - 261) >> 2
      meaning = ((3 + ((4 + ((code - 265) & 3)) << extra)) << 16) | extra
    }
    store<u32>(meanings + (code << 2), meaning)
    store<u8>(lengths + code, code < 144 ? 8 : code < 256 ? 9 : code < 280 ? 7 : 8)
  }
  build(288, meanings, fixedTextTable, 9, lengths)
  for (let code: u32 = 0; code < 32; code++) {
    let meaning = isSpecial
    if (code < 4) meaning = (code + 1) << 16
    else if (code < 30) {
      const extra = (code - 2) >> 1
      meaning = ((1 + ((2 + (code & 1)) << extra)) << 16) | extra
    }
    store<u32>(distanceMeanings + (code << 2), meaning)
    store<u8>(lengths + code, 5)
    if (code < 19) store<u32>(orderMeanings + (code << 2), code << 16)
  }
  build(32, distanceMeanings, fixedDistanceTable, 5, lengths)
}

prepare()
