import type { Confidence } from './confidence.ts'
import { isPlaceholder } from './engine/placeholder.ts'
import { isReference } from './engine/reference.ts'
import { rejected, type Rejection } from './rejection.ts'

/** What is to be thought of a password that stands in plain view, by whose it is and for where. */
export function judgePassword(
  password: string,
  user: string,
  host: string,
): Confidence | Rejection {
  const plain = percentDecoded(password)
  if (isReference(plain) || /^[$%{<[]|[$%]\(|%[sdv]$/.test(plain) || /^[$%{<[]/.test(user)) {
    return rejected('reference')
  }
  if (isPlaceholder(plain) || /^[A-Z]+(?:_[A-Z]+)+$/.test(plain)) return rejected('placeholder')
  if (plain.length < 3) return rejected('short')
  if (/^\d{5,}$/.test(plain)) return 'likely'

  const stem = plain.toLowerCase().replace(/[\d\W_]+$/, '')
  const isForShow = anybody.test(user) || documentation.test(host)
  if (stem === '' || weak.test(stem) || plain.toLowerCase() === user.toLowerCase()) {
    return isForShow ? rejected('placeholder') : 'possible'
  }
  return documentation.test(host) && !/\d/.test(plain) ? 'possible' : 'likely'
}

const weak =
  /^(?:my|your|some|the|db|test|user|wrong|random)?[-_]?(?:password|passwd|passw|pass|pwd|pw|secret|token|api[-_]?(?:key|token)|key|credentials?|test|testing|guest|admin|root|user|username|default|change(?:me|it)|demo|foo|bar|baz|qux|letmein|welcome|qwerty|postgres|mysql|mongo|redis|elastic)$/
const anybody =
  /^(?:$|(?:my|your|some|the|db|test)?[-_]?(?:user|username|usr|uname|login|name|foo|bar|u|someone)\d?$)/i
const documentation =
  /(?:^|\.)example\.(?:com|org|net|edu)$|\.(?:example|test|invalid)$|^(?:your[-_]?\w*|my[-_]\w*|my(?:host|server|domain)|some[-_]?host|example|host(?:name)?\d?|hst|ip)(?:\.|$)/i

function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  )
}
