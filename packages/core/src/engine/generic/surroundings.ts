import { latin1 } from '../latin1.ts'
import type { Candidate } from './candidate.ts'
import { behindSpaces, isSpace } from './characters.ts'

/** What stands around a name and its value. */
export interface Surroundings {
  /** The byte before the name and behind the value, as classes. */
  readonly before: number
  readonly after: number
  /** A user is named near it: 2 on the same line. */
  readonly user: number
  /** Words of a form or a translation stand near it. */
  readonly interface: number
  /** A host or URL is named near it. */
  readonly address: number
  /** A picture's address, which everyone sees: `badge.svg?token=…`. */
  readonly isBadge: boolean
  /** Words of a test stand near it. */
  readonly testing: number
  /** How many other lines near it assign something. */
  readonly siblings: number
  /** How far the name stands from the beginning of its line, and how long the line is; at most 255. */
  readonly column: number
  readonly lineLength: number
}

const reach = 160
const longestLine = 255

export function surroundingsOf(bytes: Uint8Array, candidate: Candidate): Surroundings {
  const { nameStart, end } = candidate
  const from = Math.max(0, nameStart - reach)
  const to = Math.min(bytes.length, end + reach)
  const before = latin1(bytes, from, nameStart).toLowerCase()
  const after = latin1(bytes, end, to).toLowerCase()
  const lineBefore = before.slice(before.lastIndexOf('\n') + 1)
  const lineBreak = after.indexOf('\n')
  const lineAfter = lineBreak < 0 ? after : after.slice(0, lineBreak)
  const near = user.test(lineBefore) || user.test(lineAfter)
  return {
    before: classOf(bytes, behindBack(bytes, nameStart)),
    after: classOf(bytes, behindSpaces(bytes, candidate.quote === 0 ? end : end + 1)),
    user: near ? 2 : Number(user.test(before) || user.test(after)),
    interface: Number(form.test(before) || form.test(after)),
    address: Number(address.test(before) || address.test(after)),
    isBadge: /\.svg\?[\w=&-]*$/.test(before),
    testing: Number(testing.test(before) || testing.test(after)),
    siblings: assignments(before) + assignments(after),
    column: Math.min(longestLine, lineBefore.length),
    lineLength: Math.min(longestLine, lineBefore.length + (end - nameStart) + lineAfter.length),
  }
}

const testing = /assert|expect|should|test|mock|describe\(|\bit\(/

function assignments(text: string): number {
  return text.split(/[\w"'] ?[:=] ?\S/).length - 1
}

const user = /user|login|account|email|uname|\buid\b/
const form = /label|placeholder|title|message|type=|error|required|invalid|forgot|enter |please/
const address = /host|:\/\/|server|endpoint|port\b|database|\bdb|smtp|\burl/

function behindBack(bytes: Uint8Array, nameStart: number): number {
  let at = nameStart - 1
  const floor = Math.max(0, nameStart - 16)
  while (at > floor && isSpace(bytes[at])) at--
  return at
}

const classes = '\n"\'`<>()[]{},;:=.-#/*@$\\+&?|'

function classOf(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]
  if (byte === undefined) return 0
  const place = classes.indexOf(String.fromCharCode(byte))
  return place < 0 ? classes.length : place
}
