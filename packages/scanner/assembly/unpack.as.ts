import { fresh, freshEnd, freshLength, size } from './answer.as'
import { inflate, slack } from './inflate.as'

export { fresh, freshLength, size } from './answer.as'
export { decode, inflate, slack } from './inflate.as'
export { mayName, sought } from './seek.as'

export const done: i32 = 0
export const corrupt: i32 = 1
/** The target has no place before its delta. */
export const full: i32 = 2

let next: usize = fresh

/** Inflates a delta and applies it to its base. */
export function rebuild(
  source: usize,
  end: usize,
  delta: usize,
  deltaSize: usize,
  base: usize,
  baseSize: usize,
  target: usize,
): i32 {
  if (!inflate(source, end, delta, deltaSize)) return corrupt
  let at = delta
  const stop = delta + deltaSize
  let expected: usize = 0
  let targetSize: usize = 0
  for (let shift: usize = 0; ; shift += 7) {
    if (at == stop || shift > 28) return corrupt
    const byte = <usize>load<u8>(at++)
    expected |= (byte & 127) << shift
    if (byte < 128) break
  }
  for (let shift: usize = 0; ; shift += 7) {
    if (at == stop || shift > 28) return corrupt
    const byte = <usize>load<u8>(at++)
    targetSize |= (byte & 127) << shift
    if (byte < 128) break
  }
  if (expected != baseSize) return corrupt
  store<u32>(size, <u32>targetSize)
  if (targetSize > delta - target || delta - target - targetSize < slack) return full
  return patch(at, stop, base, baseSize, target, target + targetSize) ? done : corrupt
}

/**
 * Applies the copies and inserts of a delta, and notes the ranges that are not copied; where two
 * copies meet that do not follow each other in the base, an empty range.
 */
export function patch(
  at: usize,
  stop: usize,
  base: usize,
  baseSize: usize,
  target: usize,
  end: usize,
): bool {
  next = fresh
  let to = target
  // Where in the base the text before goes on; the start of the target follows the start of the base.
  let follows: usize = 0
  let isAfterInsert = false
  while (at < stop) {
    const code = <usize>load<u8>(at++)
    if (code & 0x80) {
      let offset: usize = 0
      let length: usize = 0
      if (code & 1) offset = load<u8>(at++)
      if (code & 2) offset |= <usize>load<u8>(at++) << 8
      if (code & 4) offset |= <usize>load<u8>(at++) << 16
      if (code & 8) offset |= <usize>load<u8>(at++) << 24
      if (code & 16) length = load<u8>(at++)
      if (code & 32) length |= <usize>load<u8>(at++) << 8
      if (code & 64) length |= <usize>load<u8>(at++) << 16
      if (length == 0) length = 0x10000
      if (at > stop || offset > baseSize || length > baseSize - offset || length > end - to) {
        return false
      }
      if (!isAfterInsert && offset != follows) note(<u32>(to - target), <u32>(to - target))
      isAfterInsert = false
      copy(to, base + offset, length)
      follows = offset + length
      to += length
    } else {
      if (code == 0 || code > stop - at || code > end - to) return false
      note(<u32>(to - target), <u32>(to - target + code))
      isAfterInsert = true
      copy(to, at, code)
      at += code
      to += code
    }
  }
  if (!isAfterInsert && follows != baseSize) note(<u32>(to - target), <u32>(to - target))
  store<u32>(freshLength, <u32>(next - fresh) >> 2)
  return to == end
}

/** Where there is no place for another range, the last one grows: it may say too much. */
@inline
function note(from: u32, to: u32): void {
  if (next > fresh && (load<u32>(next - 4) == from || next == freshEnd)) {
    store<u32>(next - 4, to)
    return
  }
  store<u32>(next, from)
  store<u32>(next, to, 4)
  next += 8
}

@inline
function copy(to: usize, from: usize, length: usize): void {
  if (length > 512) {
    memory.copy(to, from, length)
    return
  }
  const stop = to + length
  do {
    v128.store(to, v128.load(from))
    to += 16
    from += 16
  } while (to < stop)
}
