/** In a table of entries: there is no such entry. */
export const none = 2 ** 32 - 1

/**
 * What is to be done with an object: visit it; nothing, as it is known to hold nothing; nothing, as
 * it is visited where it stands a second time.
 */
export type Need = 'visit' | 'clean' | 'elsewhere'

/** Bits of `needs`. */
export const isVisited = 1
export const isBase = 2

/** Which entry is made from which, and what of that is needed. */
export interface Families {
  readonly kinds: Uint8Array
  readonly needs: Uint8Array
  readonly firstChild: Uint32Array
  readonly nextSibling: Uint32Array
  readonly heaviest: Uint32Array
  readonly families: Uint32Array
  /** The same of trees: all of them are there, to be visited apart from all else. */
  readonly treeFamilies: Uint32Array
  /** Wanted entries of unknown kind, and those whose base is not in the pack. */
  readonly unread: readonly number[]
}

const unresolved = 0
const unknowable = 5
export const tree = 2
/** Git makes no longer chains. */
const longestChain = 4096

/** Sorts the entries of a pack into families, without inflating one. */
export function familiesOf(
  types: Uint8Array,
  bases: Uint32Array,
  needOf: (entry: number) => Need,
): Families {
  const kinds = kindsOf(types, bases)
  const needs = shared(Uint8Array, types.length)
  const unread: number[] = []
  for (let entry = 0; entry < types.length; entry++) {
    if (kinds[entry] !== tree && needOf(entry) !== 'visit') continue
    if (kinds[entry] === unknowable) {
      unread.push(entry)
      continue
    }
    needs[entry]! |= isVisited
    let base = bases[entry]!
    for (; base !== none && !(needs[base]! & isBase); base = bases[base]!) needs[base]! |= isBase
  }
  return { kinds, needs, unread, ...childrenOf(kinds, bases, needs) }
}

/** A delta is of the kind of what it is made from. */
function kindsOf(types: Uint8Array, bases: Uint32Array): Uint8Array {
  const kinds = shared(Uint8Array, types.length)
  for (let entry = 0; entry < types.length; entry++) {
    const type = types[entry]!
    if (type === unresolved || type === unknowable) kinds[entry] = unknowable
    else if (type < unknowable) kinds[entry] = type
    else if (bases[entry] === none) kinds[entry] = unknowable
  }
  for (let entry = 0; entry < types.length; entry++) {
    if (kinds[entry] !== unresolved) continue
    let root = entry
    let steps = 0
    while (kinds[root] === unresolved && steps++ < longestChain) root = bases[root]!
    // So many steps: they are made from each other.
    const kind = kinds[root] === unresolved ? unknowable : kinds[root]!
    for (let below = entry; kinds[below] === unresolved; below = bases[below]!) kinds[below] = kind
  }
  return kinds
}

function childrenOf(
  kinds: Uint8Array,
  bases: Uint32Array,
  needs: Uint8Array,
): Omit<Families, 'kinds' | 'needs' | 'unread'> {
  const firstChild = shared(Uint32Array, bases.length).fill(none)
  const nextSibling = shared(Uint32Array, bases.length).fill(none)
  const heaviest = shared(Uint32Array, bases.length).fill(none)
  const weights = new Uint32Array(bases.length).fill(1)
  const roots: number[] = []
  const treeRoots: number[] = []
  // Backwards, as what is made from an entry nearly always stands behind it.
  for (let entry = bases.length - 1; entry >= 0; entry--) {
    if (!(needs[entry]! & (isVisited | isBase))) continue
    const base = bases[entry]!
    if (base === none) {
      if (kinds[entry] === tree) treeRoots.push(entry)
      else roots.push(entry)
      continue
    }
    nextSibling[entry] = firstChild[base]!
    firstChild[base] = entry
    weights[base]! += weights[entry]!
    const heavy = heaviest[base]!
    if (heavy === none || weights[entry]! > weights[heavy]!) heaviest[base] = entry
  }
  return {
    ...{ firstChild, nextSibling, heaviest },
    families: largestFirst(roots.reverse(), weights),
    treeFamilies: largestFirst(treeRoots.reverse(), weights),
  }
}

/** A large family begun last would keep one thread busy while the others have nothing to do. */
function largestFirst(roots: readonly number[], weights: Uint32Array): Uint32Array {
  const large = roots.filter((root) => weights[root]! > 500)
  large.sort((a, b) => weights[b]! - weights[a]!)
  const small = roots.filter((root) => weights[root]! <= 500)
  const families = shared(Uint32Array, roots.length)
  families.set(large)
  families.set(small, large.length)
  return families
}

function shared<Table>(
  kind: { new (buffer: SharedArrayBuffer): Table; readonly BYTES_PER_ELEMENT: number },
  count: number,
): Table {
  return new kind(new SharedArrayBuffer(count * kind.BYTES_PER_ELEMENT))
}
