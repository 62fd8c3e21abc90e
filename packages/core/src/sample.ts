/**
 * Made-up text, the same on every machine: secret-shaped examples are computed, so that no file of
 * ours holds one. Longer samples begin with the shorter ones of the same alphabet.
 */
export function sample(alphabet: string, length: number): string {
  const made = samples.get(alphabet) ?? { text: '', state: 0x9e3779b9 ^ alphabet.length }
  samples.set(alphabet, made)
  while (made.text.length < length) {
    const { state } = made
    made.state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39
    made.text += alphabet.charAt(((made.state >>> 8) & 0xffff) % alphabet.length)
  }
  return made.text.slice(0, length)
}

/** Detectors ask for hundreds while they load, so what was made is kept. */
const samples = new Map<string, { text: string; state: number }>()

const lower = 'abcdefghijklmnopqrstuvwxyz'
const upper = lower.toUpperCase()
const numerals = '0123456789'

export const digits = (length: number): string => sample(numerals, length)
export const hex = (length: number): string => sample(`${numerals}abcdef`, length)
export const upperHex = (length: number): string => sample(`${numerals}ABCDEF`, length)
export const letters = (length: number): string => sample(lower, length)
export const lowerAlphanumeric = (length: number): string => sample(numerals + lower, length)
export const upperAlphanumeric = (length: number): string => sample(numerals + upper, length)
export const base32 = (length: number): string => sample(`${upper}234567`, length)
export const base62 = (length: number): string => sample(numerals + upper + lower, length)
export const base64url = (length: number): string => sample(`${numerals}${upper}${lower}-_`, length)

/** As it stands in a text: no `=` at its end, and `+` and `/` among its characters. */
export const base64 = (length: number): string => sample(`${numerals}${upper}${lower}+/`, length)
