import { ending, scratch, scratchSize } from './areas.as'

/** Lines of wrapped base64 are at least this long, … */
const wrappedLine: usize = 60
/** … and so much lies between two of them at most. */
const mostBetween: usize = 18
/** Longer words are not followed to their ends. */
const longestWord: usize = 256 * 1024

let first: usize = 0
let last: usize = 0

/** Where the list of stretches ends that begins with the scratch area. */
export let listed: usize = scratch

/** Lists pairs that were put together elsewhere. */
export function takeListed(count: usize): void {
  listed = scratch + (count << 3)
}

/** All of a text is one stretch. */
export function takeAll(size: usize): void {
  listed = scratch
  list(0, size)
}

/**
 * Lists, as pairs, where anchors stand that look at what is new: `ahead` before it or `back` behind
 * it. Words are not cut, as they may be encoded. Not where one is too long to be followed.
 */
export function takeAround(text: usize, size: usize, fresh: usize, freshEnd: usize, back: usize, ahead: usize): bool {
  first = text
  last = text + size
  listed = scratch
  for (let range = fresh; range < freshEnd; range += 8) {
    const start = text + <usize>load<u32>(range)
    const end = text + <usize>load<u32>(range, 4)
    const word = beginningOf(start)
    const rest = endOf(end)
    if (start - word > longestWord || rest - end > longestWord) return false
    if (listed == scratch + scratchSize) return false
    const from = min(word - 1, start - ahead - 1)
    list(from < text ? 0 : from - text, min(size, max(rest, end + back + 1) - text))
  }
  return true
}

function list(from: usize, to: usize): void {
  let start = <u32>from
  let end = <u32>to
  for (; listed > scratch && start <= load<u32>(listed - 4); listed -= 8) {
    end = max(end, load<u32>(listed - 4))
    start = min(start, load<u32>(listed - 8))
  }
  store<u32>(listed, start)
  store<u32>(listed, end, 4)
  listed += 8
}

/** Where the word begins that an offset lies in or behind, or the first line of wrapped base64. */
function beginningOf(offset: usize): usize {
  let start = wordStart(offset)
  while (true) {
    const end = beforeSpace(start)
    if (end == start || start - end > mostBetween) return start
    const before = wordStart(end)
    if (end - before < wrappedLine || offset - before > longestWord) return start
    start = before
  }
}

function endOf(offset: usize): usize {
  let start = wordStart(offset)
  let end = wordEnd(offset)
  while (end - start >= wrappedLine || start == end) {
    const next = behindSpace(end)
    const isEmpty = start == end
    if (next - end > mostBetween || (next == end && !isEmpty) || end - offset > longestWord) break
    start = next
    end = wordEnd(next)
    if (isEmpty && start == end) break
  }
  return end
}

function wordStart(offset: usize): usize {
  let start = offset
  const floor = offset - first > longestWord + 1 ? offset - longestWord - 1 : first
  while (start > floor && !load<u8>(ending + <usize>load<u8>(start - 1))) start--
  return start
}

function wordEnd(offset: usize): usize {
  let end = offset
  const ceiling = min(last, offset + longestWord + 1)
  while (end < ceiling && !load<u8>(ending + <usize>load<u8>(end))) end++
  return end
}

function beforeSpace(offset: usize): usize {
  let at = offset
  for (let left = mostBetween + 1; left > 0 && at > first && load<u8>(at - 1) <= 32; left--) at--
  return at
}

function behindSpace(offset: usize): usize {
  let at = offset
  for (let left = mostBetween + 1; left > 0 && at < last && load<u8>(at) <= 32; left--) at++
  return at
}

for (let byte: usize = 0; byte < 256; byte++) {
  const isMark = byte == 0x22 || byte == 0x27 || byte == 0x60 || byte == 0x3c || byte == 0x3e
  store<u8>(ending + byte, <u8>(byte <= 32 || isMark))
}
