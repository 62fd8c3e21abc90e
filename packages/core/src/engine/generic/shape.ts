import { rarityOf, type Rarity } from './rarity.ts'

/** How a value looks, counted once. */
export interface Shape {
  readonly length: number
  readonly lowers: number
  readonly uppers: number
  readonly digits: number
  readonly spaces: number
  readonly marks: number
  readonly foreign: number
  readonly distinct: number
  /** Changes between lower, upper, digit and others. */
  readonly turns: number
  readonly entropy: number
  readonly rarity: Rarity
}

const longest = 512

/** Of a value that has one character a byte. */
export function shapeOf(value: string): Shape {
  const length = Math.min(value.length, longest)
  const counts = new Uint16Array(256)
  const kinds = new Uint16Array(6)
  let turns = 0
  let before = -1
  for (let at = 0; at < length; at++) {
    const code = value.charCodeAt(at) & 0xff
    counts[code]!++
    const kind = kindOf(code)
    kinds[kind]!++
    if (kind !== before && at > 0) turns++
    before = kind
  }
  let entropy = 0
  let distinct = 0
  for (const count of counts) {
    if (count === 0) continue
    distinct++
    entropy -= (count / length) * Math.log2(count / length)
  }
  const [lowers = 0, uppers = 0, digits = 0, spaces = 0, marks = 0, foreign = 0] = kinds
  const rarity = rarityOf(value)
  return {
    length: value.length,
    lowers,
    uppers,
    digits,
    spaces,
    marks,
    foreign,
    distinct,
    turns,
    entropy,
    rarity,
  }
}

function kindOf(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return 0
  if (code >= 0x41 && code <= 0x5a) return 1
  if (code >= 0x30 && code <= 0x39) return 2
  if (code === 0x20 || code === 0x09) return 3
  return code < 0x80 ? 4 : 5
}
