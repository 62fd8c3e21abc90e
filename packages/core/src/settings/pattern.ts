import {
  anything,
  choice,
  exactly,
  isUnbounded,
  optional,
  repeat,
  sequence,
  sizeOf,
} from './expression.ts'
import type { Expression } from './expression.ts'
import { createMatcher } from './matcher.ts'

/**
 * Whether a regular expression, in JavaScript's syntax with the flag `u`, finds something in a
 * text. `patternProblem` says beforehand what it cannot be asked.
 */
export function createPatternMatcher(source: string): (text: string) => boolean {
  return createMatcher(sequence([anything, new PatternReader(source).read(), anything]))
}

/** What is wrong with it, going on after its name: `is not …`, `looks ahead …`. */
export function patternProblem(source: string): { what: string; hint?: string } | undefined {
  const reason = syntaxProblem(source)
  if (reason !== undefined) {
    const what = `is not a regular expression${reason}`
    return /\(\?[a-z-]+[:)]/.test(source) ? { what, hint: flagHint } : { what }
  }
  try {
    const size = sizeOf(new PatternReader(source).read())
    return size > mostStates
      ? { what: 'is too large', hint: 'Use smaller numbers in {}.' }
      : undefined
  } catch (error) {
    if (error instanceof Refusal) return { what: error.message, hint: error.hint }
    throw error
  }
}

const flagHint = 'There are no flags such as (?i): write both cases, as in [Aa].'
const mostStates = 2000

function syntaxProblem(source: string): string | undefined {
  try {
    new RegExp(source, 'u')
    return undefined
  } catch (error) {
    // V8 repeats the whole pattern, which may hold a secret, and ends with the reason.
    const reason = error instanceof Error ? /\/u?: ([A-Z][A-Za-z ]+)$/.exec(error.message)?.[1] : ''
    return reason ? `: ${reason.toLowerCase()}` : ''
  }
}

class Refusal extends Error {
  readonly hint: string

  constructor(what: string, hint: string) {
    super(what)
    this.hint = hint
  }
}

/** Reads what `RegExp` has found to be right, so it only has to tell the parts from one another. */
class PatternReader {
  readonly #source: string
  #position = 0

  constructor(source: string) {
    this.#source = source
  }

  read(): Expression {
    const ways: Expression[] = []
    let parts: Expression[] = []
    for (;;) {
      const token = this.#take(/[|)]|$/y)
      if (token === undefined) {
        parts.push(this.#quantified(this.#atom()))
        continue
      }
      ways.push(sequence(parts))
      parts = []
      if (token !== '|') return choice(ways)
    }
  }

  #quantified(part: Expression): Expression {
    const quantifier = this.#take(/(?:[*+?]|\{\d+(?:,\d*)?\})\??/y)
    if (quantifier === undefined) return part
    if (quantifier.startsWith('?')) return optional(part)
    const [least, most] = bounds(quantifier)
    if (!Number.isFinite(most) && isUnbounded(part)) {
      throw new Refusal(
        'repeats without end what already repeats without end',
        'Repeat once: (a+)+ finds nothing that a+ does not.',
      )
    }
    return repeat(part, least, most)
  }

  #atom(): Expression {
    if (this.#take(/\(\?[a-z-]/y)) throw new Refusal('has flags inside', flagHint)
    const opening = this.#take(/\((?:\?(?::|<?[=!]|<[^>]*>))?/y)
    if (opening !== undefined) return this.#group(opening)
    if (this.#take(/\^/y)) return { kind: 'place', place: 'start' }
    if (this.#take(/\$/y)) return { kind: 'place', place: 'end' }
    if (this.#take(/\\b/y)) return { kind: 'place', place: 'edge of a word' }
    if (this.#take(/\\B/y)) return { kind: 'place', place: 'inside or outside a word' }
    if (this.#take(/\\(?:[1-9]|k<)/y)) {
      throw new Refusal('refers back to what it found before', 'Write that part out instead.')
    }
    return this.#character()
  }

  #group(opening: string): Expression {
    if (/[=!]$/.test(opening)) {
      throw new Refusal('looks ahead or behind', 'Write what the text is, not what surrounds it.')
    }
    return this.read()
  }

  #character(): Expression {
    const plain = this.#take(/[^\\[.]/uy)
    if (plain !== undefined) return exactly(plain)
    const set = this.#take(/\[(?:\\[^]|[^\]\\])*\]|\./uy) ?? this.#take(escape)
    if (set === undefined) throw new Error('RegExp accepts what PatternReader cannot read')
    const alone = new RegExp(`^${set}$`, 'u')
    return { kind: 'character', accepts: (character) => alone.test(character) }
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position
    const found = pattern.exec(this.#source)?.[0]
    this.#position += found?.length ?? 0
    return found
  }
}

const escape =
  /\\(?:u\{[^}]*\}|u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|[pP]\{[^}]*\}|[^])/uy

function bounds(quantifier: string): [number, number] {
  if (quantifier.startsWith('*')) return [0, Number.POSITIVE_INFINITY]
  if (quantifier.startsWith('+')) return [1, Number.POSITIVE_INFINITY]
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(quantifier) ?? []
  const from = Number(least)
  if (!comma) return [from, from]
  return [from, most ? Number(most) : Number.POSITIVE_INFINITY]
}
