import type { TSESTree } from '@typescript-eslint/utils'
import type { SourceCode } from './context.ts'
import { memberName, propertyName, unwrapped, variableOf, type Node } from './expressions.ts'

/** Every place where a value is used: where it stands, and wherever a name or a member holds it. */
export function usesOf(node: Node, sourceCode: SourceCode): readonly Node[] {
  const top = outermost(node)
  const name = nameGivenTo(top)
  return [node, ...(name ? readsOf(name, sourceCode) : readsOfMember(top, sourceCode))]
}

/** The whole of what a value is an arm or a part of: `await`, `!` and `as` change nothing of it. */
function outermost(node: Node): Node {
  const { parent } = node
  if (!parent) return node
  const isArm = parent.type === 'LogicalExpression' || parent.type === 'ConditionalExpression'
  const isText = parent.type === 'TemplateLiteral' || parent.type === 'BinaryExpression'
  return isArm || isText || unwrapped(parent) === unwrapped(node) ? outermost(parent) : node
}

function nameGivenTo(node: Node): TSESTree.Identifier | undefined {
  const { parent } = node
  if (node.type === 'Identifier' && parent && isBindingOf(node, parent)) return node
  const isInit = parent?.type === 'VariableDeclarator' && parent.init === node
  return isInit && parent.id.type === 'Identifier' ? parent.id : undefined
}

function isBindingOf(node: TSESTree.Identifier, parent: Node): boolean {
  if (parent.type === 'ImportSpecifier') return parent.local === node
  if (parent.type === 'AssignmentPattern') return parent.left === node
  return parent.type === 'Property' && parent.parent.type === 'ObjectPattern'
}

function readsOf(name: TSESTree.Identifier, sourceCode: SourceCode): Node[] {
  const references = variableOf(name, sourceCode)?.references ?? []
  return references.flatMap((reference) => (reference.isRead() ? [reference.identifier] : []))
}

/** `config.key` of `const config = { key: value }`, and `this.key` of a class. */
function readsOfMember(value: Node, sourceCode: SourceCode): Node[] {
  const { parent } = value
  if (parent?.type === 'PropertyDefinition') return readsOfField(parent, sourceCode)
  if (parent?.type !== 'Property' || parent.value !== value) return []
  const holder = nameGivenTo(outermost(parent.parent))
  const name = propertyName(parent)
  if (!holder || name === undefined) return []
  return readsOf(holder, sourceCode).flatMap(({ parent: member }) =>
    member?.type === 'MemberExpression' && memberName(member) === name ? [member] : [],
  )
}

function readsOfField(field: TSESTree.PropertyDefinition, sourceCode: SourceCode): Node[] {
  const { key, parent: body } = field
  if (field.computed || (key.type !== 'Identifier' && key.type !== 'PrivateIdentifier')) return []
  const name = key.type === 'Identifier' ? key.name : `#${key.name}`
  const [start, end] = body.range
  const text = sourceCode.text.slice(start, end)
  return Array.from(text.matchAll(/\bthis\.(#?[\w$]+)/g)).flatMap((found) => {
    if (found[1] !== name) return []
    const member = sourceCode.getNodeByRangeIndex(start + found.index)?.parent
    return member?.type === 'MemberExpression' ? [member] : []
  })
}
