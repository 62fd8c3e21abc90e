import { trees } from './forest.generated.ts'

interface Forest {
  /** By node: the feature it asks for, or -1 for a leaf. */
  readonly features: Int8Array
  /** What is compared, or what a leaf adds. */
  readonly values: Float64Array
  /** Where the right child stands; the left one is the next node. */
  readonly rights: Int32Array
  readonly roots: readonly number[]
}

/** How likely the trees hold a reading with these features to be a credential: from 0 to 1. */
export function vote(features: readonly number[]): number {
  forest ??= grow(trees.split(' '))
  let sum = 0
  for (const root of forest.roots) {
    let at = root
    let feature = forest.features[at]!
    while (feature >= 0) {
      at = features[feature]! <= forest.values[at]! ? at + 1 : forest.rights[at]!
      feature = forest.features[at]!
    }
    sum += forest.values[at]!
  }
  return 1 / (1 + Math.exp(-sum / 1000))
}

/** The highest that `vote` answers whatever the free features are. */
export function boundOf(features: readonly number[], free: ReadonlySet<number>): number {
  forest ??= grow(trees.split(' '))
  const { features: asked, values, rights, roots } = forest
  let sum = 0
  for (const root of roots) sum += highest(root)
  return 1 / (1 + Math.exp(-sum / 1000))

  function highest(node: number): number {
    let at = node
    for (let feature = asked[at]!; feature >= 0; feature = asked[at]!) {
      if (free.has(feature)) return Math.max(highest(at + 1), highest(rights[at]!))
      at = features[feature]! <= values[at]! ? at + 1 : rights[at]!
    }
    return values[at]!
  }
}

// Grown when the first candidate is met, which most runs over few files never do.
let forest: Forest | undefined

function grow(nodes: readonly string[]): Forest {
  const features = new Int8Array(nodes.length)
  const values = new Float64Array(nodes.length)
  const rights = new Int32Array(nodes.length)
  const roots: number[] = []
  for (let at = 0; at < nodes.length;) {
    roots.push(at)
    at = growTree(at)
  }
  return { features, values, rights, roots }

  /** Behind the tree that begins at a node. */
  function growTree(at: number): number {
    const node = nodes[at]!
    const question = node.indexOf('<')
    features[at] = question < 0 ? -1 : Number(node.slice(0, question))
    // Behind `=` or `7<`.
    values[at] = Number(node.slice(Math.max(1, question + 1)))
    if (question < 0) return at + 1
    rights[at] = growTree(at + 1)
    return growTree(rights[at])
  }
}
