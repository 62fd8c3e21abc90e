import {
  constantText,
  dottedName,
  namedProperties,
  propertyName,
  unwrapped,
  type Node,
} from './expressions.ts'

export interface DeclaredVariable {
  readonly node: Node
  readonly name: string
  /** Whether it ships because the declaration says so, whatever its name. */
  readonly ships: string | undefined
}

/** Variables that a call or a type declares for code in the browser. */
export function declaredPublic(node: Node): DeclaredVariable[] {
  if (node.type === 'CallExpression') return declaredByCall(node)
  if (node.type === 'Property') return declaredByField(node)
  return node.type === 'TSPropertySignature' ? declaredByType(node) : []
}

/** `createEnv({ client: { … } })` of T3 Env, `defineEnvVars({ A: { public: true } })` of SvelteKit. */
function declaredByCall(node: Node): DeclaredVariable[] {
  if (node.type !== 'CallExpression') return []
  const [argument] = node.arguments
  if (argument?.type !== 'ObjectExpression') return namedInText(node, argument)
  const callee = dottedName(node.callee)
  if (callee === 'createEnv') {
    return namedProperties(argument).flatMap(([part, { value }]) =>
      (part === 'client' || part === 'shared') && value.type === 'ObjectExpression'
        ? namedProperties(value).map(([name, node]) => ({
            node,
            name,
            ships: 'client of createEnv',
          }))
        : [],
    )
  }
  if (callee !== 'defineEnvVars') return []
  return namedProperties(argument).flatMap(([name, property]) =>
    isSetTo(property.value, 'public', true)
      ? [{ node: property, name, ships: 'defineEnvVars with public: true' }]
      : [],
  )
}

/** `env('NEXT_PUBLIC_A')`, however the function is called that reads one. */
function namedInText(node: Node, argument: Node | undefined): DeclaredVariable[] {
  if (node.type !== 'CallExpression' || argument?.type !== 'Literal') return []
  const callee = dottedName(node.callee) ?? ''
  if (!/(?:^|\.)(?:env|getEnv|requireEnv|publicEnv|getEnvVar)$/.test(callee)) return []
  const name = constantText(argument)
  return name === undefined ? [] : [{ node: argument, name, ships: undefined }]
}

/** `A: envField.string({ context: 'client' })` of Astro. */
function declaredByField(node: Node): DeclaredVariable[] {
  if (node.type !== 'Property' || node.value.type !== 'CallExpression') return []
  const { callee, arguments: given } = node.value
  if (!(dottedName(callee) ?? '').startsWith('envField.') || !given[0]) return []
  const name = propertyName(node)
  return name !== undefined && isSetTo(given[0], 'context', 'client')
    ? [{ node, name, ships: "envField with context: 'client'" }]
    : []
}

/** `interface ImportMetaEnv { readonly VITE_A: string }` */
function declaredByType(node: Node): DeclaredVariable[] {
  if (node.type !== 'TSPropertySignature' || node.key.type !== 'Identifier') return []
  const holder = node.parent.parent
  const isOfEnv =
    holder.type === 'TSInterfaceDeclaration' &&
    /^(?:ImportMetaEnv|ProcessEnv)$/.test(holder.id.name)
  return isOfEnv ? [{ node, name: node.key.name, ships: undefined }] : []
}

function isSetTo(object: Node, name: string, expected: unknown): boolean {
  const node = unwrapped(object)
  if (node.type !== 'ObjectExpression') return false
  const value = namedProperties(node).find(([key]) => key === name)?.[1].value
  return value?.type === 'Literal' && value.value === expected
}
