import { dottedName, memberName, propertyName, unwrapped, type Node } from './expressions.ts'

/**
 * Whether a node of a client module stands where only the server comes: the functions a framework
 * cuts out of the browser's bundle, and branches that ask where they are.
 */
export function isServerPlace(node: Node): boolean {
  for (let child = node, place = node.parent; place; child = place, place = place.parent) {
    if (isServerBranch(place, child) || isFunctionOfServer(place) || isAfterGuard(place, child)) {
      return true
    }
  }
  return false
}

/** What a module exports for the server alone; bundlers cut it out of what they ship. */
export const serverExports: ReadonlySet<string> = new Set([
  'getServerSideProps',
  'getStaticProps',
  'getStaticPaths',
  'loader',
  'action',
  'headers',
  'middleware',
  'generateMetadata',
  'generateStaticParams',
  'onRequest',
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
])

const serverCalls =
  /^(?:createServerFn|createServerOnlyFn|createIsomorphicFn|createMiddleware|createServerAction\$?|server\$|routeLoader\$|routeAction\$|globalAction\$|serverOnly\$|define(?:Cached)?EventHandler|defineNitroPlugin|serverOnly)$/
const serverMethods: ReadonlySet<string> = new Set(['handler', 'server'])

function isFunctionOfServer(node: Node): boolean {
  if (node.type === 'Property') return isServerRoute(node)
  if (
    node.type !== 'FunctionDeclaration' &&
    node.type !== 'FunctionExpression' &&
    node.type !== 'ArrowFunctionExpression'
  ) {
    return false
  }
  return saysUseServer(node.body) || isServerExport(node) || isServerCallback(node)
}

function saysUseServer(body: Node): boolean {
  if (body.type !== 'BlockStatement') return false
  const [first] = body.body
  return first?.type === 'ExpressionStatement' && first.directive === 'use server'
}

function isServerExport(node: Node): boolean {
  const { parent } = node
  if (node.type === 'FunctionDeclaration') {
    return parent?.type === 'ExportNamedDeclaration' && serverExports.has(node.id?.name ?? '')
  }
  const holder = holderOf(node)
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier') return false
  const isExported = holder.parent.parent.type === 'ExportNamedDeclaration'
  return isExported && serverExports.has(holder.id.name)
}

/** The declarator of a function, calls around it left out: `const loader = withAuth(() => …)`. */
function holderOf(node: Node): Node | undefined {
  const { parent } = node
  if (parent?.type === 'CallExpression' || (parent && unwrapped(parent) === node)) {
    return holderOf(parent)
  }
  return parent
}

/** `createServerFn().validator(…).handler(async () => …)` and its like. */
function isServerCallback(node: Node): boolean {
  const { parent } = node
  if (parent?.type !== 'CallExpression' || parent.callee === node) return false
  const root = rootOfChain(parent)
  if (root === undefined || !serverCalls.test(root)) return false
  const { callee } = parent
  if (callee.type !== 'MemberExpression') return true
  return serverMethods.has(memberName(callee) ?? '')
}

function rootOfChain(node: Node): string | undefined {
  const call = unwrapped(node)
  if (call.type === 'CallExpression') return rootOfChain(call.callee)
  if (call.type === 'MemberExpression') return rootOfChain(call.object)
  return call.type === 'Identifier' ? call.name : undefined
}

/** `createFileRoute('/x')({ server: { handlers } })`. */
function isServerRoute(node: Node): boolean {
  if (node.type !== 'Property' || propertyName(node) !== 'server') return false
  const { parent: call } = node.parent
  if (call.type !== 'CallExpression') return false
  return /^create(?:File|Root|ServerFile)Route/.test(rootOfChain(call) ?? '')
}

/** The arm of an `if`, a ternary or an `&&` that a browser never takes. */
function isServerBranch(place: Node, child: Node): boolean {
  switch (place.type) {
    case 'IfStatement':
    case 'ConditionalExpression': {
      const side = sideAsked(place.test)
      return (
        (side === 'server' && child === place.consequent) ||
        (side === 'client' && child === place.alternate)
      )
    }
    case 'LogicalExpression': {
      if (child !== place.right) return false
      const wanted = { '&&': 'server', '||': 'client', '??': undefined }[place.operator]
      return wanted !== undefined && sideAsked(place.left) === wanted
    }
    default:
      return false
  }
}

/** `if (typeof window !== 'undefined') return` before it. */
function isAfterGuard(place: Node, child: Node): boolean {
  if (place.type !== 'BlockStatement') return false
  const before = place.body.slice(
    0,
    place.body.findIndex((statement) => statement === child),
  )
  return before.some(
    (statement) =>
      statement.type === 'IfStatement' &&
      sideAsked(statement.test) === 'client' &&
      leaves(statement.consequent),
  )
}

function leaves(node: Node): boolean {
  if (node.type === 'BlockStatement') return node.body.some(leaves)
  return node.type === 'ReturnStatement' || node.type === 'ThrowStatement'
}

/** Which side a condition is true on. */
function sideAsked(test: Node): 'client' | 'server' | undefined {
  const node = unwrapped(test)
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    const side = sideAsked(node.argument)
    return side && (side === 'client' ? 'server' : 'client')
  }
  if (node.type === 'LogicalExpression' && node.operator === '&&') {
    return sideAsked(node.left) ?? sideAsked(node.right)
  }
  if (node.type === 'BinaryExpression') return sideOfTypeof(node.left, node.operator, node.right)
  const name = dottedName(node)
  if (name === undefined) return undefined
  if (/^(?:import\.meta\.(?:server|env\.SSR)|process\.server|isServer)$/.test(name)) return 'server'
  if (/^(?:import\.meta\.client|process\.client|process\.browser|isBrowser|browser)$/.test(name)) {
    return 'client'
  }
  return undefined
}

function sideOfTypeof(left: Node, operator: string, right: Node): 'client' | 'server' | undefined {
  if (left.type !== 'UnaryExpression' || left.operator !== 'typeof') return undefined
  const name = dottedName(left.argument)
  if (name !== 'window' && name !== 'document' && name !== 'self') return undefined
  if (right.type !== 'Literal' || right.value !== 'undefined') return undefined
  return operator.startsWith('!') ? 'client' : 'server'
}
