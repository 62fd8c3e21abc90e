import { createPrefilter, type Prefilter } from '@keyward/core'
import { bytesOf } from './bytes.ts'
import type { Context } from './context.ts'
import { perFile } from './per-file.ts'

/** Each word once, with its number. */
const words = new Map<string, number>()
let prefilter: Prefilter | undefined

/**
 * Answers whether a file holds one of these words, in whatever case. All files are asked for the
 * words of all rules at once, so a word more costs nothing; they are declared while rules load.
 */
export function mention(sought: readonly string[]): (context: Context) => boolean {
  const numbers = sought.map((word) => numberOf(word.toLowerCase()))
  return (context) => {
    const mentioned = mentionedIn(context)
    return numbers.some((number) => mentioned[number])
  }
}

function numberOf(word: string): number {
  const number = words.get(word) ?? words.size
  words.set(word, number)
  prefilter = undefined
  return number
}

const mentionedIn = perFile((context) => {
  prefilter ??= createPrefilter([...words.keys()])
  const seen = prefilter.anchors(bytesOf(context.sourceCode.text))
  const mentioned: boolean[] = []
  for (let index = 1; index < seen.length; index += 2) mentioned[seen[index]!] = true
  return mentioned
})
