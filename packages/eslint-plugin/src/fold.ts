import type { TSESTree } from '@typescript-eslint/utils'
import type { SourceCode } from './context.ts'
import { definitionOf, dottedName, memberName, propertyName, unwrapped } from './expressions.ts'
import type { Node } from './expressions.ts'
import { calledText } from './fold-calls.ts'

/** A text an expression may have when the program runs, and the node where that text is written. */
export interface Folded {
  readonly text: string
  readonly node: Node
}

/** So deep are expressions and constants followed, and so many texts may one of them have. */
const deepest = 12
const mostTexts = 6
const longest = 65_536

/**
 * All texts an expression may have as far as the file tells: every arm of `??`, `||` and `?:`, and
 * what is put together, decoded, or kept in a constant.
 */
export function textsOf(node: Node, sourceCode: SourceCode): readonly Folded[] {
  return fold(node, sourceCode, 0)
}

function fold(node: Node, source: SourceCode, depth: number): readonly Folded[] {
  if (depth > deepest) return []
  const bare = unwrapped(node)
  const next = depth + 1
  switch (bare.type) {
    case 'Literal':
      return typeof bare.value === 'string' ? [{ text: bare.value, node: bare }] : []
    case 'TemplateLiteral':
      return foldTemplate(bare, source, next)
    case 'TaggedTemplateExpression':
      return dottedName(bare.tag) === 'String.raw' ? foldTemplate(bare.quasi, source, next) : []
    case 'BinaryExpression':
      return bare.operator === '+' ? foldSum(bare, source, next) : []
    case 'LogicalExpression':
      return [...fold(bare.left, source, next), ...fold(bare.right, source, next)]
    case 'ConditionalExpression':
      return [...fold(bare.consequent, source, next), ...fold(bare.alternate, source, next)]
    case 'AssignmentExpression':
      return fold(bare.right, source, next)
    case 'Identifier':
      return foldConstant(bare, source, next)
    case 'MemberExpression':
      return foldMember(bare, source, next)
    case 'CallExpression':
      return foldCall(bare, source, next)
    default:
      return []
  }
}

function foldConstant(
  node: TSESTree.Identifier,
  source: SourceCode,
  depth: number,
): readonly Folded[] {
  const binding = definitionOf(node, source)
  if (binding?.kind !== 'variable' || binding.id.type !== 'Identifier') return []
  return fold(binding.init, source, depth)
}

/** `keys.mail` of `const keys = { mail: '…' }`. */
function foldMember(
  node: TSESTree.MemberExpression,
  source: SourceCode,
  depth: number,
): readonly Folded[] {
  if (node.object.type !== 'Identifier') return []
  const binding = definitionOf(node.object, source)
  if (binding?.kind !== 'variable' || binding.id.type !== 'Identifier') return []
  const object = unwrapped(binding.init)
  const wanted = memberName(node)
  if (object.type !== 'ObjectExpression' || wanted === undefined) return []
  const property = object.properties.findLast((one) => nameOfProperty(one) === wanted)
  return property?.type === 'Property' ? fold(property.value, source, depth) : []
}

function nameOfProperty(
  property: TSESTree.ObjectExpression['properties'][number],
): string | undefined {
  return property.type === 'Property' ? propertyName(property) : undefined
}

function foldTemplate(
  node: TSESTree.TemplateLiteral,
  source: SourceCode,
  depth: number,
): readonly Folded[] {
  if (!node.expressions.every((expression) => mayFold(expression))) return []
  const parts: (readonly Folded[])[] = []
  for (const [index, quasi] of node.quasis.entries()) {
    parts.push([{ text: quasi.value.cooked ?? '', node }])
    const expression = node.expressions[index]
    if (expression === undefined) continue
    const texts = fold(expression, source, depth)
    // Most are filled in when the program runs, and need not be read to their end.
    if (texts.length === 0) return []
    parts.push(texts)
  }
  return joined(parts, node)
}

function foldSum(
  node: TSESTree.BinaryExpression,
  source: SourceCode,
  depth: number,
): readonly Folded[] {
  // Long sums lean to the left: what a string is added to comes first.
  const terms: Node[] = []
  let left: Node = node
  while (left.type === 'BinaryExpression' && left.operator === '+') {
    terms.push(left.right)
    left = left.left
  }
  terms.push(left)
  if (!terms.every((term) => mayFold(term))) return []
  const parts: (readonly Folded[])[] = []
  for (const term of terms) {
    const texts = fold(term, source, depth)
    if (texts.length === 0) return []
    parts.push(texts)
  }
  return joined(parts.reverse(), node)
}

/** Most texts have a part that is only known later, which its kind tells without a look around. */
function mayFold(node: Node): boolean {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string'
    case 'MemberExpression':
      return node.object.type === 'Identifier'
    case 'ThisExpression':
    case 'NewExpression':
    case 'UpdateExpression':
    case 'UnaryExpression':
      return false
    default:
      return true
  }
}

/** Every text that parts make together, each part being one of several texts. */
function joined(parts: readonly (readonly Folded[])[], node: Node): readonly Folded[] {
  let texts = ['']
  for (const part of parts) {
    texts = texts
      .flatMap((text) => part.map((other) => text + other.text))
      .filter(({ length }) => length <= longest)
      .slice(0, mostTexts)
    if (texts.length === 0) return []
  }
  return texts.map((text) => ({ text, node }))
}

function foldCall(
  node: TSESTree.CallExpression,
  source: SourceCode,
  depth: number,
): readonly Folded[] {
  const text = calledText(node, {
    text: (part) => fold(part, source, depth)[0]?.text,
    texts: (part) => listOf(part, source, depth),
  })
  return text === undefined || text.length > longest ? [] : [{ text, node }]
}

/** The elements of an array, all of which must be known. */
function listOf(node: Node, source: SourceCode, depth: number): readonly string[] | undefined {
  const bare = unwrapped(node)
  if (bare.type === 'Identifier') {
    const binding = definitionOf(bare, source)
    const isKnown = binding?.kind === 'variable' && binding.id.type === 'Identifier'
    return isKnown && depth < deepest ? listOf(binding.init, source, depth + 1) : undefined
  }
  if (bare.type !== 'ArrayExpression') return undefined
  const texts: string[] = []
  for (const element of bare.elements) {
    const text = element === null ? '' : fold(element, source, depth)[0]?.text
    if (text === undefined) return undefined
    texts.push(text)
  }
  return texts
}
