import type { Context } from './context.ts'
import { lookOf } from './engines.ts'
import { numberOfWord } from './words.ts'

/**
 * Answers whether a file holds one of these words, in whatever case. They are looked for together
 * with secrets, so a word more costs nothing; they are declared while rules load.
 */
export function mention(sought: readonly string[]): (context: Context) => boolean {
  const masks: number[] = []
  for (const word of sought) {
    const number = numberOfWord(word.toLowerCase())
    while (masks.length <= number >>> 5) masks.push(0)
    masks[number >>> 5]! |= 1 << (number & 31)
  }
  return (context) => {
    const { words } = lookOf(context)
    return masks.some((mask, index) => (mask & words[index]!) !== 0)
  }
}
