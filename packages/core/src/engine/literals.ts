import { longestAnchor } from './stretches.ts'

const shortest = 3
// eslint-disable-next-line no-control-regex
const ascii = /^[\x00-\x7f]*$/

/** Anchors that differ in case only are one literal with several numbers. */
export function numbersByLiteral(anchors: readonly string[]): Map<string, number[]> {
  const literals = new Map<string, number[]>()
  anchors.forEach((anchor, number) => {
    // The text of it stays out of the message: it may be part of somebody's own detector.
    if (anchor.length < shortest || anchor.length > longestAnchor || !ascii.test(anchor)) {
      throw new TypeError(
        `Anchor ${number} must be ${shortest} to ${longestAnchor} ASCII characters: choose another part of the secret.`,
      )
    }
    const literal = anchor.toLowerCase()
    const numbers = literals.get(literal)
    if (numbers) numbers.push(number)
    else literals.set(literal, [number])
  })
  return literals
}

/** Where literals stand, told for all their numbers. */
export function withTwins(pairs: Uint32Array, twins: readonly (readonly number[])[]): Uint32Array {
  let length = 0
  for (let index = 1; index < pairs.length; index += 2) length += 2 * twins[pairs[index]!]!.length
  const answer = new Uint32Array(length)
  let end = 0
  for (let index = 0; index < pairs.length; index += 2) {
    const offset = pairs[index]!
    for (const number of twins[pairs[index + 1]!]!) {
      let place = end
      for (; answer[place - 2] === offset && answer[place - 1]! > number; place -= 2) {
        answer[place] = offset
        answer[place + 1] = answer[place - 1]!
      }
      answer[place] = offset
      answer[place + 1] = number
      end += 2
    }
  }
  return answer
}
