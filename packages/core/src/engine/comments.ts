import type { Suppression } from '../suppression.ts'
import type { Scope } from './suppressions.ts'

interface Ordered {
  readonly scope: Scope
  /** How far this scope or any before it reaches. */
  readonly reach: number
}

/** The comments of a text, asked about one finding after another. */
export class Comments {
  readonly #scopes: readonly Scope[]
  readonly #byDetector = new Map<string, Ordered[]>()
  readonly #used = new Set<Scope>()

  constructor(scopes: readonly Scope[]) {
    this.#scopes = scopes
    for (const scope of scopes.toSorted((a, b) => a.from - b.from)) {
      if (scope.suppression.state !== 'unused') continue
      const list = this.#byDetector.get(scope.suppression.detector) ?? []
      list.push({ scope, reach: Math.max(list.at(-1)?.reach ?? 0, scope.to) })
      this.#byDetector.set(scope.suppression.detector, list)
    }
  }

  /** The comment that silences a finding, if one does. */
  silencing(
    detector: string,
    { start, end }: { readonly start: number; readonly end: number },
  ): Suppression | undefined {
    const list = this.#byDetector.get(detector) ?? []
    for (let index = countBefore(list, end) - 1; index >= 0; index--) {
      const ordered = list[index]
      if (!ordered || ordered.reach < start) return undefined
      const { scope } = ordered
      if (scope.to < start) continue
      this.#used.add(scope)
      return { ...scope.suppression, state: 'used' }
    }
    return undefined
  }

  /** Every comment, with what became of it. */
  settled(): Suppression[] {
    return this.#scopes.map((scope) =>
      this.#used.has(scope) ? { ...scope.suppression, state: 'used' } : scope.suppression,
    )
  }
}

/** How many scopes begin before an offset; they are in order. */
function countBefore(list: readonly Ordered[], offset: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle]?.scope.from ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}
