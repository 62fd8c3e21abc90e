/** Lines of wrapped base64 are at least this long, … */
const wrappedLine = 60
/** … and so much lies between two of them at most. */
const mostBetween = 18
/** Longer words are not followed to their ends. */
const longestWord = 256 * 1024
/** The longest anchor. */
const longestAnchor = 64

/**
 * `[from, to, …]`: where anchors stand that look at what is new, and the anchors that are named.
 * Words are not cut, as they may be encoded. Undefined where one is too long to be followed.
 */
export function stretchesAround(
  bytes: Uint8Array,
  fresh: Uint32Array,
  anchors: readonly number[],
  { back, ahead }: { readonly back: number; readonly ahead: number },
): number[] | undefined {
  const stretches: number[] = []
  for (let index = 0; index < fresh.length; index += 2) {
    const start = fresh[index]!
    const end = fresh[index + 1]!
    const word = beginningOf(bytes, start)
    const rest = endOf(bytes, end)
    if (start - word > longestWord || rest - end > longestWord) return undefined
    addStretch(
      stretches,
      Math.max(0, Math.min(word - 1, start - ahead - 1)),
      Math.min(bytes.length, Math.max(rest, end + back + longestAnchor + 1)),
    )
  }
  return anchors.length === 0 ? stretches : withAnchors(stretches, anchors, bytes.length)
}

function addStretch(stretches: number[], from: number, to: number): void {
  let first = from
  let last = to
  while (stretches.length > 0 && first <= stretches[stretches.length - 1]!) {
    last = Math.max(last, stretches.pop()!)
    first = Math.min(first, stretches.pop()!)
  }
  stretches.push(first, last)
}

function withAnchors(
  stretches: readonly number[],
  anchors: readonly number[],
  length: number,
): number[] {
  const all = anchors.map((anchor) => [anchor, Math.min(length, anchor + longestAnchor)] as const)
  for (let index = 0; index < stretches.length; index += 2) {
    all.push([stretches[index]!, stretches[index + 1]!])
  }
  const merged: number[] = []
  for (const [from, to] of all.sort((a, b) => a[0] - b[0])) addStretch(merged, from, to)
  return merged
}

/** Where the word begins that an offset lies in or behind, or the first line of wrapped base64. */
function beginningOf(bytes: Uint8Array, offset: number): number {
  let start = wordStart(bytes, offset)
  for (;;) {
    const end = behindSpace(bytes, start, -1)
    if (end === start || start - end > mostBetween) return start
    const before = wordStart(bytes, end)
    if (end - before < wrappedLine || offset - before > longestWord) return start
    start = before
  }
}

function endOf(bytes: Uint8Array, offset: number): number {
  let start = wordStart(bytes, offset)
  let end = wordEnd(bytes, offset)
  while (end - start >= wrappedLine || start === end) {
    const next = behindSpace(bytes, end, 1)
    const isEmpty = start === end
    if (next - end > mostBetween || (next === end && !isEmpty) || end - offset > longestWord) break
    start = next
    end = wordEnd(bytes, next)
    if (isEmpty && start === end) break
  }
  return end
}

function wordStart(bytes: Uint8Array, offset: number): number {
  let start = offset
  const floor = Math.max(0, offset - longestWord - 1)
  while (start > floor && !endsWord[bytes[start - 1]!]) start--
  return start
}

function wordEnd(bytes: Uint8Array, offset: number): number {
  let end = offset
  const ceiling = Math.min(bytes.length, offset + longestWord + 1)
  while (end < ceiling && !endsWord[bytes[end]!]) end++
  return end
}

function behindSpace(bytes: Uint8Array, offset: number, step: 1 | -1): number {
  let at = offset
  const most = mostBetween + 1
  for (let left = most; left > 0; left--) {
    const byte = bytes[step === 1 ? at : at - 1]
    if (byte === undefined || byte > 32) break
    at += step
  }
  return at
}

/** Space and control characters, quotes, and the brackets of markup. */
const endsWord = Uint8Array.from({ length: 256 }, (_, code) =>
  Number(code <= 32 || '"\'`<>'.includes(String.fromCharCode(code))),
)
