/** The word a person most likely meant, if one is near enough to ask. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const farthest = Math.max(1, Math.floor(word.length / 3))
  let best: { word: string; distance: number } | undefined
  for (const other of words) {
    if (Math.abs(other.length - word.length) > farthest) continue
    const distance = distanceBetween(word.toLowerCase(), other.toLowerCase())
    if (distance <= farthest && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) {
      best = { word: other, distance }
    }
  }
  return best?.word
}

/**
 * Whether it reads as a word or a few, so that a message may repeat it. What a person put into the
 * wrong place may be a secret, which no message repeats.
 */
export function isWord(text: string): boolean {
  return text.length <= 40 && /^[a-z]{1,16}\d?(?:[_-][a-z]{1,16}\d?){0,5}$/i.test(text)
}

export function inRow(words: readonly string[], joint: 'and' | 'or'): string {
  if (words.length < 2) return words.join()
  return `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1) ?? ''}`
}

/** Letters added, left out, replaced, or swapped with their neighbour. */
function distanceBetween(one: string, other: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1]
      const isSwap = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      current[column] = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (isSame ? 0 : 1),
        isSwap ? beforeLast[column - 2]! + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = current
  }
  return last[other.length]!
}
