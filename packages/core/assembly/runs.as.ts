import { output } from './areas.as'

// By byte: its value as a digit of base64.
const values: usize = 0x100

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

/** Where the run ends that was found last. */
export let runEnd: usize = 0

/** Where the next run begins; at `to`, there is none. */
export function nextRun(from: usize, to: usize): usize {
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

