import { longestAnchor } from './stretches.ts'

/** A text of 3 to 64 ASCII characters, and where it counts. */
export interface Literal {
  readonly text: string
  /** Only as it is spelt; otherwise in whatever case. */
  readonly isExact?: boolean
  /** By byte, 1 for those that do not stand before it. */
  readonly notBehind?: Uint8Array | undefined
  /** What follows holds this character: without a space, a quote, `<`, `>` or a slash before it. */
  readonly needs?: string | undefined
  /** Part of a name that may be given a value. */
  readonly isName?: boolean
  /** Told as seen or not. */
  readonly isWord?: boolean
}

const shortest = 3
// eslint-disable-next-line no-control-regex
const ascii = /^[\x00-\x7f]*$/

/** Spelt as the machine compares it. */
export function checked(literal: Literal | string, number: number): Literal {
  const { text, ...others } = typeof literal === 'string' ? { text: literal } : literal
  // The text of it stays out of the message: it may be part of somebody's own detector.
  if (text.length < shortest || text.length > longestAnchor || !ascii.test(text)) {
    throw new TypeError(
      `Anchor ${number} must be ${shortest} to ${longestAnchor} ASCII characters: choose another part of the secret.`,
    )
  }
  return { text: others.isExact ? text : text.toLowerCase(), ...others }
}
