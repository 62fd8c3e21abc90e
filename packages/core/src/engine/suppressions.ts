import type { Suppression } from '../suppression.ts'
import { latin1 } from './latin1.ts'

/** What a comment begins with, and the anchor it is found by. */
export const directive = 'keyward-ignore'

/** A suppression and the bytes it looks after. */
export interface Scope {
  readonly suppression: Suppression
  readonly from: number
  readonly to: number
}

interface Directive extends Suppression {
  readonly kind: '' | '-next-line' | '-start' | '-end'
}

const words =
  /keyward-ignore(?<kind>-next-line|-start|-end)?[ \t]{1,8}(?<ids>[a-z0-9]+(?:-[a-z0-9]+){0,12}(?:,[ \t]{0,4}[a-z0-9]+(?:-[a-z0-9]+){0,12}){0,16})(?![\w<-])(?<rest>[^\r\n]{0,400})/y
const untilDay = /(?:^|[ \t])until=(?<day>\S{1,32})/
const closers = /[ \t]*(?:\*\/|-->|--%>|#\}|\}\}|["'`][,;)]{0,3}|\*\))?[ \t]*$/

/** Reads the comments at the given offsets and pairs every start with its end. */
export function readSuppressions(
  bytes: Uint8Array,
  offsets: readonly number[],
  today: string,
): Scope[] {
  const open: Directive[] = []
  const scopes: Scope[] = []
  for (const comment of offsets.flatMap((offset) => readDirectives(bytes, offset, today))) {
    if (comment.kind === '-start') open.push(comment)
    else if (comment.kind === '-end') scopes.push(closeBlock(open, comment))
    else scopes.push(scopeOf(bytes, comment))
  }
  return [...scopes, ...open.map((comment) => withoutEffect(comment))]
}

function readDirectives(bytes: Uint8Array, offset: number, today: string): Directive[] {
  const text = latin1(bytes, offset, Math.min(bytes.length, offset + 800))
  words.lastIndex = 0
  const groups = words.exec(text)?.groups
  if (!groups) return []
  const rest = groups['rest'] ?? ''
  const dash = rest.indexOf('--')
  const day = untilDay.exec(rest)?.groups?.['day']
  const reason = dash < 0 ? '' : decode(rest.slice(dash + 2))
  const kind = (groups['kind'] ?? '') as Directive['kind']
  const sound = (reason !== '' || kind === '-end') && (day === undefined || isDay(day))
  const state = !sound ? 'malformed' : day !== undefined && day < today ? 'expired' : 'unused'
  return (groups['ids'] ?? '').split(/,[ \t]*/).map((detector) => ({
    detector,
    reason,
    ...(day !== undefined && sound ? { until: day } : {}),
    start: offset,
    end: offset + directive.length + kind.length,
    state,
    kind,
  }))
}

/** A reason is for people, so it is read as UTF-8 and freed of what ends the comment. */
function decode(raw: string): string {
  const bytes = Uint8Array.from(raw, (character) => character.charCodeAt(0))
  const text = new TextDecoder().decode(bytes)
  return text.replace(untilDay, '').replace(closers, '').trim()
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}

function closeBlock(open: Directive[], end: Directive): Scope {
  const index = open.findLastIndex((start) => start.detector === end.detector)
  const start = open[index]
  if (!start) return withoutEffect(end)
  open.splice(index, 1)
  return { suppression: plain(start), from: start.start, to: end.end }
}

function scopeOf(bytes: Uint8Array, comment: Directive): Scope {
  const next = comment.kind === '-next-line'
  const ownEnd = endOfLine(bytes, comment.end)
  const from = next ? ownEnd + 1 : startOfLine(bytes, comment.start)
  return { suppression: plain(comment), from, to: next ? endOfLine(bytes, from) : ownEnd }
}

/** A block with one half only: silent about findings, told to the person. */
function withoutEffect(comment: Directive): Scope {
  return { suppression: { ...plain(comment), state: 'malformed' }, from: 0, to: -1 }
}

function plain({ kind: _kind, ...suppression }: Directive): Suppression {
  return suppression
}

function startOfLine(bytes: Uint8Array, offset: number): number {
  return offset === 0 ? 0 : bytes.lastIndexOf(10, offset - 1) + 1
}

function endOfLine(bytes: Uint8Array, offset: number): number {
  const end = bytes.indexOf(10, offset)
  return end < 0 ? bytes.length : end
}
