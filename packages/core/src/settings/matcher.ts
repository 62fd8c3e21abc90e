import type { Expression, Place } from './expression.ts'

/**
 * Whether a whole text is as the expression says. Reads each character once and never goes back, so
 * that no glob and no pattern somebody writes can make a scan hang.
 */
export function createMatcher(expression: Expression): (text: string) => boolean {
  const states: State[] = [{ to: [] }]
  const first = addStates(states, expression, end)
  const stands = new Map<string, Stand>()
  const start = standAt(stands, [first], 'start')
  let learned = 0

  function advance(stand: Stand, code: number): Stand {
    // What was learned is forgotten when it grows too large; the answer stays the same.
    if (learned++ === mostLearned) {
      learned = 0
      stands.clear()
      start.next.length = 0
      start.rare.clear()
    }
    const next = step(states, stands, stand, String.fromCodePoint(code))
    if (code < common) stand.next[code] = next
    else stand.rare.set(code, next)
    return next
  }

  return (text) => {
    let stand = start
    for (let index = 0; index < text.length; index++) {
      const code = text.codePointAt(index)!
      if (code > 0xffff) index++
      stand = (code < common ? stand.next[code] : stand.rare.get(code)) ?? advance(stand, code)
      if (stand.isDead) return false
    }
    stand.ends ??= reach(states, stand, 'end').includes(end)
    return stand.ends
  }
}

const end = 0
const mostLearned = 10_000
/** What paths are nearly always made of, looked up fastest. */
const common = 128

/** `character` and `place` let through to the one in `to`; a state without either lets all pass. */
interface State {
  readonly accepts?: (character: string) => boolean
  readonly place?: Place
  readonly to: number[]
}

/** Every state the text read so far may have led to, and what was learned about going on. */
interface Stand {
  readonly states: readonly number[]
  readonly before: Neighbour
  readonly isDead: boolean
  readonly next: (Stand | undefined)[]
  readonly rare: Map<number, Stand>
  ends?: boolean
}

type Neighbour = 'start' | 'end' | 'word' | 'other'

/** Adds the states of an expression, whose end leads to `to`; returns the first of them. */
function addStates(states: State[], expression: Expression, to: number): number {
  switch (expression.kind) {
    case 'character':
      return states.push({ accepts: expression.accepts, to: [to] }) - 1
    case 'place':
      return states.push({ place: expression.place, to: [to] }) - 1
    case 'sequence':
      return expression.parts.reduceRight((next, part) => addStates(states, part, next), to)
    case 'choice':
      return states.push({ to: expression.ways.map((way) => addStates(states, way, to)) }) - 1
    case 'repeat':
      return addCopies(states, expression, to)
  }
}

function addCopies(
  states: State[],
  { part, least, most }: Extract<Expression, { kind: 'repeat' }>,
  to: number,
): number {
  let first = to
  if (Number.isFinite(most)) {
    for (let copy = least; copy < most; copy++) {
      first = states.push({ to: [addStates(states, part, first), to] }) - 1
    }
  } else {
    const loop: State = { to: [to] }
    first = states.push(loop) - 1
    loop.to.push(addStates(states, part, first))
  }
  for (let copy = 0; copy < least; copy++) first = addStates(states, part, first)
  return first
}

function step(
  states: readonly State[],
  stands: Map<string, Stand>,
  stand: Stand,
  character: string,
): Stand {
  const after = wordCharacter.test(character) ? 'word' : 'other'
  const led = reach(states, stand, after)
    .map((index) => states[index])
    .filter((state) => state?.accepts?.(character) === true)
    .flatMap((state) => state?.to ?? [])
  return standAt(stands, led, after)
}

/** The states reached without reading, now that both neighbours of this place are known. */
function reach(states: readonly State[], stand: Stand, after: Neighbour): readonly number[] {
  const reached = new Set(stand.states)
  for (const index of reached) {
    const state = states[index]
    if (!state || state.accepts) continue
    if (state.place && !holds(state.place, stand.before, after)) continue
    for (const next of state.to) reached.add(next)
  }
  return [...reached]
}

const wordCharacter = /^\w$/

function holds(place: Place, before: Neighbour, after: Neighbour): boolean {
  if (place === 'start') return before === 'start'
  if (place === 'end') return after === 'end'
  return (place === 'edge of a word') === ((before === 'word') !== (after === 'word'))
}

function standAt(stands: Map<string, Stand>, led: readonly number[], before: Neighbour): Stand {
  const states = [...new Set(led)].sort((one, other) => one - other)
  const name = `${before} ${states.join()}`
  const known = stands.get(name)
  if (known) return known
  const stand: Stand = { states, before, isDead: states.length === 0, next: [], rare: new Map() }
  stands.set(name, stand)
  return stand
}
