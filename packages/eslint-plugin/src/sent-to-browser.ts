import type { TSESTree } from '@typescript-eslint/utils'
import type { Context, Listeners } from './context.ts'
import {
  dottedName,
  memberName,
  namedProperties,
  propertyName,
  unwrapped,
  type Node,
} from './expressions.ts'
import { pathOf } from './place.ts'

type Heard = (value: Node, way: string) => void

/** Listeners that hear of every value a file hands to the browser, and by which way. */
export function handedToBrowser(
  context: Context,
  functions: readonly string[],
  heard: Heard,
): Listeners {
  const says = saysUseServer(context.sourceCode.ast.body[0])
  const sent = { path: pathOf(context), isModuleOfActions: says, functions }
  return {
    ReturnStatement(node) {
      const way = node.argument && wayOfResult(functionAround(node), sent)
      if (way && node.argument) handResult(node.argument, way, heard)
    },
    ArrowFunctionExpression(node) {
      const way = node.body.type === 'BlockStatement' ? undefined : wayOfResult(node, sent)
      if (way) handResult(node.body, way, heard)
    },
    JSXAttribute(node) {
      if (node.value?.type !== 'JSXExpressionContainer' || staysOnServer(node, sent)) return
      heard(node.value.expression, `handed over as the attribute ${attributeName(node)}`)
    },
    JSXSpreadAttribute(node) {
      if (!staysOnServer(node, sent)) heard(node.argument, 'handed over as an attribute')
    },
    JSXExpressionContainer(node) {
      const isText = node.parent.type === 'JSXElement' || node.parent.type === 'JSXFragment'
      if (isText) heard(node.expression, 'written into the page')
    },
    CallExpression: (node) => handArgument(node, heard),
    NewExpression(node) {
      const [body] = node.arguments
      if (body && dottedName(node.callee) === 'Response') heard(body, 'the body of a response')
    },
    AssignmentExpression(node) {
      const { left, right } = node
      const owner = left.type === 'MemberExpression' ? dottedName(left.object) : undefined
      if (owner === 'window' || owner === 'self') heard(right, 'put on the window')
    },
    TemplateLiteral(node) {
      const isPage = node.quasis.some(({ value }) => markup.test(value.raw))
      if (isPage) for (const value of node.expressions) heard(value, 'written into the page')
    },
  }
}

const markup = /<(?:script|meta|html|head|body|div|input|span|p|a)\b|\bwindow\.\w+\s*=/

/** A page of Astro calls its components on the server, but those it gives a `client:` directive. */
function staysOnServer({ parent }: Attribute, { path }: Sent): boolean {
  const { name, attributes } = parent
  const isComponent =
    name.type === 'JSXMemberExpression' ||
    (name.type === 'JSXIdentifier' && /^(?!Fragment$)[A-Z]/.test(name.name))
  return (
    path.endsWith('.astro') &&
    isComponent &&
    !attributes.some((one) => one.type === 'JSXAttribute' && isClientDirective(one))
  )
}

type Attribute = TSESTree.JSXAttribute | TSESTree.JSXSpreadAttribute

function isClientDirective({ name }: TSESTree.JSXAttribute): boolean {
  return name.type === 'JSXNamespacedName' && name.namespace.name === 'client'
}

function attributeName({ name }: TSESTree.JSXAttribute): string {
  return name.type === 'JSXIdentifier' ? name.name : `${name.namespace.name}:${name.name.name}`
}

interface Sent {
  readonly path: string
  readonly isModuleOfActions: boolean
  readonly functions: readonly string[]
}

/** How the result of a function reaches the browser, when a framework sends it there. */
function wayOfResult(node: Node | undefined, sent: Sent): string | undefined {
  if (!node) return undefined
  const name = nameOf(node)
  const isExported = isExport(node)
  if (name === 'getServerSideProps' || name === 'getStaticProps' || name === 'getInitialProps') {
    return `among the props of ${name}`
  }
  if (
    isExported &&
    (name === 'loader' || name === 'action' || sent.functions.includes(name ?? ''))
  ) {
    return `in the result of ${name ?? ''}`
  }
  const isLoad = name === 'load' && /(?:^|\/)\+(?:page|layout)(?:\.server)?\.[jt]s$/.test(sent.path)
  if (isExported && isLoad) return 'in the result of load'
  if (isAction(node, sent) && (isExported || !sent.isModuleOfActions))
    return 'in the result of an action'
  return wayOfCallback(node)
}

function isAction(node: Node, { isModuleOfActions }: Sent): boolean {
  const body = 'body' in node ? (node.body as Node) : undefined
  const says = body?.type === 'BlockStatement' && saysUseServer(body.body[0])
  return says || (isModuleOfActions && isExport(node))
}

function wayOfCallback(node: Node): string | undefined {
  const { parent } = node
  if (parent?.type === 'Property' && propertyName(parent) === 'loader') {
    const call = parent.parent.parent
    const isRoute = call.type === 'CallExpression' && /^create\w*Route/.test(rootOf(call) ?? '')
    return isRoute ? 'in the result of a loader' : undefined
  }
  if (parent?.type !== 'CallExpression' || parent.callee === node) return undefined
  const root = rootOf(parent) ?? ''
  if (/^define(?:Cached|Lazy)?EventHandler$|^eventHandler$/.test(root))
    return 'in the answer of a route'
  const { callee } = parent
  const isHandler = callee.type === 'MemberExpression' && memberName(callee) === 'handler'
  if (root === 'createServerFn' && isHandler) return 'in the result of a server function'
  return /^(?:routeLoader\$|server\$)$/.test(root) ? `in the result of ${root}` : undefined
}

/** What a framework sends of a result: the props of it, or what a response is made of. */
function handResult(result: Node, way: string, heard: Heard): void {
  const node = unwrapped(result)
  if (node.type === 'CallExpression') {
    const [body] = node.arguments
    if (body && /^(?:json|data|defer)$/.test(dottedName(node.callee) ?? '')) heard(body, way)
    return
  }
  if (way.startsWith('among the props') && node.type === 'ObjectExpression') {
    const props = namedProperties(node).find(([name]) => name === 'props')
    if (props) {
      heard(props[1].value, way)
      return
    }
  }
  heard(node, way)
}

function handArgument(node: TSESTree.CallExpression, heard: Heard): void {
  const [first, second] = node.arguments
  const { callee } = node
  if (!first || callee.type !== 'MemberExpression') return
  const method = memberName(callee)
  const root = rootOf(callee.object)
  if (
    method === 'json' &&
    /^(?:Response|NextResponse|res|response|c|ctx|context)$/.test(root ?? '')
  ) {
    heard(first, 'the body of a response')
  } else if (method === 'send' && /^(?:res|response|reply)$/.test(root ?? '')) {
    heard(first, 'the body of a response')
  } else if (method === 'exposeInMainWorld' && second) {
    heard(second, 'put on the window')
  }
}

function rootOf(node: Node): string | undefined {
  const bare = unwrapped(node)
  if (bare.type === 'CallExpression') return rootOf(bare.callee)
  if (bare.type === 'MemberExpression') return rootOf(bare.object)
  return bare.type === 'Identifier' ? bare.name : undefined
}

function functionAround(node: Node): Node | undefined {
  for (let place = node.parent; place; place = place.parent) {
    if (/Function/.test(place.type) && 'body' in place) return place
  }
  return undefined
}

/** The name a function has or is given, also as a method of a page. */
function nameOf(node: Node): string | undefined {
  if (node.type === 'FunctionDeclaration') return node.id?.name
  const holder = holderOf(node)
  if (holder?.type === 'VariableDeclarator') return dottedName(holder.id)
  if (holder?.type === 'AssignmentExpression') return dottedName(holder.left)?.split('.').at(-1)
  if (holder?.type !== 'MethodDefinition' && holder?.type !== 'PropertyDefinition') return undefined
  return holder.key.type === 'Identifier' ? holder.key.name : undefined
}

function isExport(node: Node): boolean {
  const holder = node.type === 'FunctionDeclaration' ? node : holderOf(node)
  const declaration = holder?.type === 'VariableDeclarator' ? holder.parent : holder
  return declaration?.parent?.type.startsWith('Export') === true
}

/** What a function is given to, calls around it left out. */
function holderOf(node: Node): Node | undefined {
  const { parent } = node
  const isWrapped = parent?.type === 'CallExpression' || (parent && unwrapped(parent) === node)
  return isWrapped ? holderOf(parent) : parent
}

function saysUseServer(statement: Node | undefined): boolean {
  return statement?.type === 'ExpressionStatement' && statement.directive === 'use server'
}
