import type { Confidence } from './confidence.ts'
import type { Match } from './detector.ts'
import { rejected, type Rejection } from './rejection.ts'

/**
 * A value given to a name, in the syntaxes of code, configuration, headers and shells. The groups
 * are `secret` and, where the value is quoted, `quote`. It ignores case.
 */
export function assignedTo(names: string, value: string): RegExp {
  const closing = String.raw`(?:\\?["'\x60])?\]?`
  const operator = String.raw`(?:=>|:=|:-|\|\||\?\?|[=:(]|,\s{0,16}|,?[ \t]{0,4}["']?value["']?[ \t]{0,2}[=:])`
  const space = String.raw`[ \t]{0,8}`
  const opening = String.raw`(?<quote>\\?["'\x60])?`
  return new RegExp(
    `(?:${names})${closing}${space}${operator}${space}${opening}(?<secret>${value})`,
    'i',
  )
}

/** For values with no shape of their own: letters and digits mixed as chance mixes them. */
export function judgeNamedValue(secret: string, match: Match): Confidence | Rejection {
  if (match.groups['quote'] === undefined && secret.includes('.')) return rejected('reference')
  return isMixed(secret) ? 'likely' : rejected('words')
}

/** Whether a text has letters and digits and is more than words and numbers joined together. */
export function isMixed(text: string): boolean {
  if (!/\d/.test(text) || !/[A-Za-z]/.test(text)) return false
  const parts = text.split(/[-_.]+/)
  const word = parts.length > 1 ? /^(?:[A-Za-z]{0,20}\d{0,3}|\d{0,6})$/ : /^[a-z]{8,}\d{0,4}$/
  return !parts.every((part) => word.test(part))
}
