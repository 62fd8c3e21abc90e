/** What a text may look like. Globs and patterns are both turned into this, and from it run. */
export type Expression =
  | { readonly kind: 'character'; readonly accepts: (character: string) => boolean }
  | { readonly kind: 'sequence'; readonly parts: readonly Expression[] }
  | { readonly kind: 'choice'; readonly ways: readonly Expression[] }
  | {
      readonly kind: 'repeat'
      readonly part: Expression
      readonly least: number
      readonly most: number
    }
  | { readonly kind: 'place'; readonly place: Place }

export type Place = 'start' | 'end' | 'edge of a word' | 'inside or outside a word'

export const nothing = sequence([])
export const anything = repeat(
  { kind: 'character', accepts: () => true },
  0,
  Number.POSITIVE_INFINITY,
)

export function exactly(character: string): Expression {
  return { kind: 'character', accepts: (other) => other === character }
}

export function sequence(parts: readonly Expression[]): Expression {
  return { kind: 'sequence', parts }
}

export function choice(ways: readonly Expression[]): Expression {
  return { kind: 'choice', ways }
}

export function repeat(part: Expression, least: number, most: number): Expression {
  return { kind: 'repeat', part, least, most }
}

export function optional(part: Expression): Expression {
  return choice([part, nothing])
}

/** How many states a matcher of it has: counted repetitions multiply. */
export function sizeOf(expression: Expression): number {
  switch (expression.kind) {
    case 'character':
    case 'place':
      return 1
    case 'sequence':
      return expression.parts.reduce((size, part) => size + sizeOf(part), 0)
    case 'choice':
      return expression.ways.reduce((size, way) => size + sizeOf(way), 1)
    case 'repeat': {
      const { least, most } = expression
      const copies = Number.isFinite(most) ? most : least + 1
      return copies * (sizeOf(expression.part) + 1)
    }
  }
}

export function isUnbounded(expression: Expression): boolean {
  switch (expression.kind) {
    case 'character':
    case 'place':
      return false
    case 'sequence':
      return expression.parts.some(isUnbounded)
    case 'choice':
      return expression.ways.some(isUnbounded)
    case 'repeat':
      return !Number.isFinite(expression.most) || isUnbounded(expression.part)
  }
}
