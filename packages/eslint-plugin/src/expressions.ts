import { findVariable, getPropertyName, getStringIfConstant } from '@eslint-community/eslint-utils'
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import type * as ESTree from 'estree'
import type { SourceCode } from './context.ts'

export type Node = TSESTree.Node

/** ESLint's own types know neither JSX nor TypeScript; both describe the same tree. */
export function estree(node: Node): ESTree.Node {
  return node as unknown as ESTree.Node
}

export function tsestree(node: unknown): Node {
  return node as Node
}

/** An expression without what changes only its type or its time. */
export function unwrapped(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ChainExpression':
    case 'JSXExpressionContainer':
      return unwrapped(node.expression)
    case 'AwaitExpression':
      return unwrapped(node.argument)
    default:
      return node
  }
}

/** `b` of `a.b`, of `a['b']` and of `a['' + 'b']`. */
export function memberName(node: TSESTree.MemberExpression): string | undefined {
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : undefined
  return constantText(node.property)
}

/** The name of a property, a key that is computed from constants included. */
export function propertyName(node: TSESTree.Property): string | undefined {
  if (!node.computed) {
    return node.key.type === 'Identifier' ? node.key.name : String(node.key.value)
  }
  return getPropertyName(estree(node) as ESTree.Property) ?? undefined
}

export function constantText(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined
  return getStringIfConstant(estree(node)) ?? undefined
}

/** The dotted name of what is called or read: `window.localStorage.setItem`. */
export function dottedName(node: Node): string | undefined {
  const bare = unwrapped(node)
  if (bare.type === 'Identifier') return bare.name
  if (bare.type === 'ThisExpression') return 'this'
  if (bare.type === 'MetaProperty') return `${bare.meta.name}.${bare.property.name}`
  if (bare.type !== 'MemberExpression') return undefined
  const object = dottedName(bare.object)
  const name = memberName(bare)
  return object === undefined || name === undefined ? undefined : `${object}.${name}`
}

export function variableOf(
  identifier: TSESTree.Identifier | TSESTree.JSXIdentifier,
  sourceCode: SourceCode,
): TSESLint.Scope.Variable | undefined {
  const scope = sourceCode.getScope(identifier) as Parameters<typeof findVariable>[0]
  const variable = findVariable(scope, identifier.name)
  return (variable as TSESLint.Scope.Variable | null | undefined) ?? undefined
}

/** What a name was bound to, once and for good. */
export function definitionOf(
  identifier: TSESTree.Identifier,
  sourceCode: SourceCode,
): Binding | undefined {
  const variable = variableOf(identifier, sourceCode)
  const definition = variable?.defs[0]
  if (!variable || !definition || variable.defs.length !== 1) return undefined
  const node = definition.node
  if (definition.type === 'ImportBinding') {
    const declaration = definition.parent
    if (declaration.type !== 'ImportDeclaration') return undefined
    return { kind: 'import', specifier: node, from: declaration.source.value }
  }
  if (node.type !== 'VariableDeclarator' || node.init === null) return undefined
  if (!isConstant(variable)) return undefined
  return { kind: 'variable', id: node.id, name: definition.name, init: node.init }
}

/** A name that is used everywhere is asked about everywhere. */
const constants = new WeakMap<object, boolean>()

function isConstant(variable: TSESLint.Scope.Variable): boolean {
  const known = constants.get(variable)
  if (known !== undefined) return known
  const is = variable.references.every(
    (reference) => reference.init === true || !reference.isWrite(),
  )
  constants.set(variable, is)
  return is
}

export type Binding =
  | { readonly kind: 'import'; readonly specifier: Node; readonly from: string }
  | { readonly kind: 'variable'; readonly id: Node; readonly name: Node; readonly init: Node }

/** What an import specifier takes: its name, `default` or `*`. */
export function importedName(specifier: Node): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default'
  if (specifier.type !== 'ImportSpecifier') return '*'
  const { imported } = specifier
  return imported.type === 'Identifier' ? imported.name : imported.value
}

/** The properties of an object pattern or object that have names, in order. */
export function namedProperties(
  node: TSESTree.ObjectExpression | TSESTree.ObjectPattern,
): (readonly [name: string, property: TSESTree.Property])[] {
  return node.properties.flatMap((property) => {
    if (property.type !== 'Property') return []
    const name = propertyName(property)
    return name === undefined ? [] : [[name, property] as const]
  })
}
