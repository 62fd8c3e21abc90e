import { pairs, wordList } from './rarity.generated.ts'

/** How a text is made, next to the words people and programs use. */
export interface Rarity {
  /** Share of the characters that belong to ordinary words of four letters and more. */
  readonly worded: number
  /** Mean bits that a letter costs when the one before it is known; 4 for words, 6 for random text. */
  readonly surprise: number
  /** Bits of the cheapest reading: ordinary words cost little. */
  readonly bits: number
}

const bitsOfWord = 11
const bitsOfCharacter = 5.5
const longestWord = 16

/** Of the first 64 characters, which is enough to tell. */
export function rarityOf(value: string): Rarity {
  const text = value.slice(0, 64).toLowerCase()
  const { length } = text
  const words = (vocabulary ??= hashedWords(wordList.split(' ')))
  // By end: the cheapest reading so far, character by character or in whole words.
  const cost = new Float64Array(length + 1).fill(Infinity)
  const covered = new Uint8Array(length + 1)
  cost[0] = 0
  for (let start = 0; start < length; start++) {
    const before = cost[start]!
    if (before + bitsOfCharacter < cost[start + 1]!) {
      cost[start + 1] = before + bitsOfCharacter
      covered[start + 1] = covered[start]!
    }
    let hash = 0
    const ceiling = Math.min(length, start + longestWord)
    for (let end = start; end < ceiling; end++) {
      const code = text.charCodeAt(end)
      if (!isLetter(code)) break
      hash = mix(hash, code)
      const size = end + 1 - start
      if (size < 3 || before + bitsOfWord > cost[end + 1]! || !holds(words, hash)) continue
      cost[end + 1] = before + bitsOfWord
      covered[end + 1] = covered[start]! + (size >= 4 ? size : 0)
    }
  }
  return {
    worded: covered[length]! / Math.max(1, length),
    surprise: surpriseOf(text),
    bits: cost[length]! * (value.length / Math.max(1, length)),
  }
}

/** One of the words alone. */
export function isOrdinaryWord(word: string): boolean {
  if (word.length < 3 || word.length > longestWord) return false
  let hash = 0
  for (let at = 0; at < word.length; at++) hash = mix(hash, word.charCodeAt(at))
  return holds((vocabulary ??= hashedWords(wordList.split(' '))), hash)
}

/** Hashes of the words, by their lowest bits. Two words in a million share a hash. */
let vocabulary: Int32Array | undefined
const slots = 1 << 15

function hashedWords(words: readonly string[]): Int32Array {
  const table = new Int32Array(slots)
  for (const word of words) {
    let hash = 0
    for (let at = 0; at < word.length; at++) hash = mix(hash, word.charCodeAt(at))
    let slot = hash & (slots - 1)
    while (table[slot] !== 0) slot = (slot + 1) & (slots - 1)
    table[slot] = hash
  }
  return table
}

function holds(table: Int32Array, hash: number): boolean {
  let slot = hash & (slots - 1)
  while (table[slot] !== 0) {
    if (table[slot] === hash) return true
    slot = (slot + 1) & (slots - 1)
  }
  return false
}

function mix(hash: number, code: number): number {
  const mixed = Math.imul(hash ^ code, 0x01000193)
  return mixed ^ (mixed >>> 15) ^ 0x2545f491
}

/** Of the letters only; a run begins and ends with a boundary. */
function surpriseOf(text: string): number {
  let bits = 0
  let count = 0
  let before = 26
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const next = isLetter(code) ? code - 97 : 26
    if (before !== 26 || next !== 26) {
      bits += (pairs.charCodeAt(before * 27 + next) - 40) / 6
      count++
    }
    before = next
  }
  return count === 0 ? 0 : bits / count
}

function isLetter(code: number): boolean {
  return code >= 97 && code <= 122
}
