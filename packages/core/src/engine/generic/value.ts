import { latin1 } from '../latin1.ts'
import type { Candidate, Operator } from './candidate.ts'
import { behindSpaces, isEntity, isName, isQuote, isSpace, isWord } from './characters.ts'
import { closingQuote, lineEnd, wordEnd } from './extent.ts'
import { nothingOpen, openingAt, type Opening } from './line.ts'
import { factsOfName } from './names.ts'
import type { Tie } from './operator.ts'
import type { Text } from './text.ts'
import { behindScheme, behindWrapper } from './wrapper.ts'

interface NameEnds {
  readonly start: number
  readonly end: number
  readonly closed: number
}

const raw: Opening = { quote: 0x60, comment: false }

/**
 * Reads the value behind a tie: quoted, or bare where the syntax makes a bare word a literal. As in
 * operator.ts, what is new here must be known in assembly/names.as.ts.
 */
export function readValue(text: Text, name: NameEnds, tie: Tie): Candidate | undefined {
  const { bytes } = text
  let at = behindGap(text, tie)
  let wrapped = false
  if (isName(bytes[at]) && tie.operator !== '>' && tie.operator !== '%3d') {
    const inner = behindWrapper(bytes, at)
    wrapped = inner > at + 3
    at = inner
  }
  const first = bytes[at]
  if (first === undefined) return undefined
  if (!isQuote(first) && first !== 0x5c && !isEntity(bytes, at))
    return readBare(text, name, tie.operator, at)
  if (at !== tie.end || name.closed !== name.end)
    return readQuoted(bytes, name, tie.operator, at, wrapped, nothingOpen)
  // In `"password=" + value` the quote closes what the name stands in.
  const opening = openingAt(bytes, name.start)
  if (opening.quote === first) return undefined
  return readQuoted(bytes, name, tie.operator, at, wrapped, opening)
}

/** Spaces, and a line break where an expression may go on. */
function behindGap({ bytes, dialect }: Text, tie: Tie): number {
  let at = behindSpaces(bytes, tie.end)
  if (dialect.language !== 'code' && tie.operator !== '>') return at
  if (bytes[at] === 0x28 && tie.operator === '=') at = behindSpaces(bytes, at + 1)
  if (bytes[at] === 0x0d) at++
  if (bytes[at] !== 0x0a) return at
  const next = behindSpaces(bytes, at + 1)
  return isQuote(bytes[next]) || tie.operator === '>' ? next : at
}

function readQuoted(
  bytes: Uint8Array,
  name: NameEnds,
  operator: Operator,
  opens: number,
  wrapped: boolean,
  opening: Opening,
): Candidate | undefined {
  let start = opens
  while (bytes[start] === 0x5c && start < opens + 3) start++
  const escaped = start - opens
  const quote = bytes[start]!
  const isNamed = quote === 0x26
  if (!isNamed && !isQuote(quote)) return undefined
  if (escaped === 0 && bytes[start + 1] === quote) {
    // `"""…"""`, ``…`` in documentation, or an empty string.
    if (bytes[start + 2] === quote) start += 2
    else if (quote === 0x60 && isWord(bytes[start + 2])) start += 1
    else return undefined
  }
  start += isNamed ? 6 : 1
  const scheme = behindScheme(bytes, start)
  const end = closingQuote(bytes, scheme, quote, escaped)
  if (end <= scheme) return undefined
  if (operator === '(' && bytes[end + 1] === 0x2c) {
    // Of `Credential("alice", "…")` the last is the secret.
    const last = behindSpaces(bytes, end + 2)
    return bytes[last] === quote ? readQuoted(bytes, name, ',', last, wrapped, opening) : undefined
  }
  return candidate(name, operator, scheme, end, { quote, wrapped, scheme: scheme > start }, opening)
}

function readBare(
  text: Text,
  name: NameEnds,
  operator: Operator,
  offset: number,
): Candidate | undefined {
  const { bytes, dialect } = text
  if (isNoBeginning(bytes[offset]!) || operator === '==' || operator === ',' || operator === '(')
    return undefined
  const opening = openingOfBare(text, name, operator, offset)
  if (opening === undefined) return undefined
  const start = behindScheme(bytes, offset)
  const end =
    operator === '>'
      ? lineEnd(bytes, start, 0x3c)
      : dialect.language === 'data' && isLine(bytes, name, operator)
        ? lineEnd(bytes, start, 0x0a)
        : wordEnd(bytes, start, opening.quote, operator === '%3d')
  if (end <= start) return undefined
  return candidate(
    name,
    operator,
    start,
    end,
    { quote: 0, wrapped: false, scheme: start > offset },
    opening,
  )
}

/** What is open before a bare value; in code, a value only where a string or a comment is. */
function openingOfBare(
  text: Text,
  name: NameEnds,
  operator: Operator,
  offset: number,
): Opening | undefined {
  const { bytes } = text
  const { language, extension } = text.dialect
  if (language === 'data') return nothingOpen
  const first = bytes[offset]
  const strict = language === 'code' && operator !== '>' && operator !== '%3d'
  if (strict && (first === 0x28 || first === 0x5b || first === 0x7b)) return undefined
  const isKeyQuoted = name.closed !== name.end && isQuote(bytes[name.start - 1])
  const opening = openingAt(bytes, isKeyQuoted ? name.start - 1 : name.start)
  if (!strict || opening.quote !== 0 || opening.comment) return opening
  // Only psql says `\set PASSWORD …`.
  if (operator === ' ' && extension === 'sql') return opening
  return mayBeRaw(text, name, offset) && text.isRaw(offset) ? raw : undefined
}

/** Spares most code the search for strings that span lines: `self.token = token`, `key: key,` */
function mayBeRaw({ bytes, dialect }: Text, name: NameEnds, offset: number): boolean {
  for (let at = name.start; at < name.end; at++) if (bytes[at] === 0x2e) return false
  let at = offset
  while (at < offset + 64 && isName(bytes[at])) at++
  if (bytes[at] === 0x2c || bytes[at] === 0x28 || bytes[at] === 0x29 || bytes[at] === 0x5b)
    return false
  if (dialect.extension === 'go') return true
  const { kind } = factsOfName(latin1(bytes, name.start, name.end))
  return kind === 'password' || kind === 'secret'
}

/** The end of a line, `<`, `,` and `)`. */
function isNoBeginning(byte: number): boolean {
  return byte === 0x0a || byte === 0x0d || byte === 0x3c || byte === 0x2c || byte === 0x29
}

/** Does the name begin its line (behind `- ` or `# `), so that the value is the rest? */
function isLine(bytes: Uint8Array, name: NameEnds, operator: Operator): boolean {
  if (operator === 'value') return true
  if (operator !== '=' && operator !== ':') return false
  let at = name.start - 1
  if (isQuote(bytes[at])) at--
  const floor = Math.max(-1, at - 60)
  while (at > floor && (isSpace(bytes[at]) || bytes[at] === 0x2d || bytes[at] === 0x23)) at--
  return at < 0 || bytes[at] === 0x0a
}

function candidate(
  name: NameEnds,
  operator: Operator,
  start: number,
  end: number,
  value: Pick<Candidate, 'quote' | 'wrapped' | 'scheme'>,
  { quote: inside, comment }: Opening,
): Candidate {
  return {
    nameStart: name.start,
    nameEnd: name.end,
    operator,
    start,
    end,
    ...value,
    inside,
    comment,
  }
}
