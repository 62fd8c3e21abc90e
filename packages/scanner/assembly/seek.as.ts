import { fresh, freshEnd, freshLength } from './answer.as'

/** A bit for each beginning, of two bytes, that an id may have which is looked for. */
export const sought: usize = freshEnd

/**
 * Whether a tree may name an id that is looked for; if it is not all new, where the last rebuilding
 * did not copy it. An id stands behind the zero that ends its name.
 */
export function mayName(tree: usize, size: usize, isNew: bool, idLength: usize): bool {
  const end = tree + size
  if (isNew) return mayStandBetween(tree + 1, end, idLength)
  const stop = fresh + (<usize>load<u32>(freshLength) << 2)
  for (let range = fresh; range < stop; range += 8) {
    const start = tree + <usize>load<u32>(range)
    let last = tree + <usize>load<u32>(range, 4)
    // Where a name is new, the id behind it may be copied.
    while (last < end && load<u8>(last) != 0) last++
    const first = start > tree + idLength ? start - idLength : tree + 1
    if (mayStandBetween(first, min(end, last + 1 + idLength), idLength)) return true
  }
  return false
}

/** Reads some bytes behind the end. */
function mayStandBetween(first: usize, end: usize, idLength: usize): bool {
  if (end < first + idLength) return false
  const last = end - idLength
  for (let at = first; at <= last; at += 16) {
    let zeros = i8x16.bitmask(i8x16.eq(v128.load(at - 1), i8x16.splat(0)))
    for (; zeros != 0; zeros &= zeros - 1) {
      const id = at + <usize>ctz(zeros)
      if (id > last) return false
      const beginning = (<usize>load<u8>(id) << 8) | <usize>load<u8>(id, 1)
      if ((load<u8>(sought + (beginning >> 3)) >> <u8>(beginning & 7)) & 1) return true
    }
  }
  return false
}
