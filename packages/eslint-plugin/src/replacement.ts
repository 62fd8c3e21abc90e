import type { Context, Suggestion } from './context.ts'
import { propertyName, unwrapped, type Node } from './expressions.ts'
import { pathOf } from './place.ts'
import { isServerPlace } from './server-place.ts'
import { sideOf } from './side.ts'

export const suggestionMessages = {
  readVariable: 'Read it from the environment: {{code}}.',
  dropFallback: 'Leave the text away, so that a missing variable is noticed.',
}

/**
 * Suggests the environment in place of a literal, the whole of it, where code may read the
 * environment: on a server. Nothing of the literal stays but the scheme before a token.
 */
export function replacementsFor(
  context: Context,
  node: Node,
  secret: string,
  variable: string,
): Suggestion[] {
  if (!mayReadEnvironment(context, node)) return []
  const { parent } = node
  if (parent?.type === 'LogicalExpression' && parent.right === node && parent.operator !== '&&') {
    const kept = context.sourceCode.getText(parent.left)
    if (kept.includes(secret) || !/\benv\b/.test(kept)) return []
    return [{ messageId: 'dropFallback', fix: (fixer) => fixer.replaceText(parent, kept) }]
  }
  const code = replacementOf(node, secret, `process.env.${variable}`)
  if (code === undefined) return []
  const data = { code }
  return [{ messageId: 'readVariable', data, fix: (fixer) => fixer.replaceText(node, code) }]
}

function mayReadEnvironment(context: Context, node: Node): boolean {
  const { is } = sideOf(context)
  if (is === 'server' || isServerPlace(node)) return true
  // Components are for browsers until something says otherwise.
  return is === 'unknown' && !/\.(?:[jt]sx|vue|svelte|astro|html?)(?:$|\/)/.test(pathOf(context))
}

function replacementOf(node: Node, secret: string, variable: string): string | undefined {
  const { parent } = node
  if (!parent || !isExpression(node, parent)) return undefined
  const text = textOf(node)
  const code =
    text === secret || text === undefined ? variable : behindScheme(text, secret, variable)
  return parent.type === 'JSXAttribute' && code !== undefined ? `{${code}}` : code
}

/** `Bearer …` keeps its first word. */
function behindScheme(text: string, secret: string, variable: string): string | undefined {
  const scheme = /^(?:Bearer|Token|Basic|ApiKey|Api-Key|Key) (?=\S+$)/i.exec(text)?.[0]
  if (scheme !== undefined && text === scheme + secret) return `\`${scheme}\${${variable}}\``
  // An address whose password is the secret is read as a whole.
  return /^[a-z][a-z\d+.-]*:\/\/\S+$/i.test(text) ? variable : undefined
}

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'TemplateLiteral' && node.quasis.length === 1) {
    return node.quasis[0]?.value.cooked ?? undefined
  }
  return undefined
}

/** Whether another expression may stand where this one stands. */
function isExpression(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'Property':
    case 'PropertyDefinition':
    case 'MethodDefinition':
      return parent.value === node || parent.computed
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportAttribute':
    case 'TSEnumMember':
    case 'TSLiteralType':
    case 'TSAsExpression':
    case 'TaggedTemplateExpression':
    case 'ExpressionStatement':
      return false
    default:
      return true
  }
}

/** `stripeKey` is `STRIPE_KEY`; a name that says nothing but `key` asks for a better one. */
export function variableNameOf(name: string | undefined, fallback: string): string {
  if (name === undefined || vague.test(name)) return fallback
  const upper = name
    .replace(/([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, (_, end = '', start = '', single = '') =>
      start === '' ? `${String(single)}_` : `${String(end)}_${String(start)}`,
    )
    .replace(/\W+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase()
  return /^[A-Z]\w*$/.test(upper) ? upper : fallback
}

const vague = /^(?:key|token|value|secret|data|auth|authorization|k|s|t|x|default|config|options)$/i

/** What an expression is bound to: a variable, a property, a parameter, an attribute. */
export function boundName(node: Node): string | undefined {
  for (let child = node, place = node.parent; place; child = place, place = place.parent) {
    switch (place.type) {
      case 'VariableDeclarator':
        return place.id.type === 'Identifier' ? place.id.name : undefined
      case 'Property':
        return place.value === child ? propertyName(place) : undefined
      case 'PropertyDefinition':
      case 'TSEnumMember':
        return nameOfKey('key' in place ? place.key : place.id)
      case 'AssignmentExpression':
      case 'AssignmentPattern':
        return place.right === child ? nameOfTarget(place.left) : undefined
      case 'JSXAttribute':
        return place.name.type === 'JSXIdentifier' ? place.name.name : undefined
      case 'LogicalExpression':
      case 'ConditionalExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'JSXExpressionContainer':
        continue
      default:
        return undefined
    }
  }
  return undefined
}

function nameOfTarget(node: Node): string | undefined {
  const bare = unwrapped(node)
  if (bare.type === 'Identifier') return bare.name
  return bare.type === 'MemberExpression' ? nameOfKey(bare.property) : undefined
}

function nameOfKey(node: Node): string | undefined {
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') return node.name
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined
}
