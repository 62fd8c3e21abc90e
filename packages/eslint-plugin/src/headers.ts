import type { TSESTree } from '@typescript-eslint/utils'
import type { SourceCode } from './context.ts'
import { dottedName, memberName, propertyName, unwrapped, type Node } from './expressions.ts'
import { textsOf } from './fold.ts'

/** A header of a request and the expression it is given. */
export interface Header {
  readonly name: string
  readonly value: Node
}

/** `X-API-Key`, `x_api_key` and `xApiKey` are one header. */
export function normalized(name: string): string {
  return name.replace(/[-_\s]/g, '').toLowerCase()
}

/** Headers that carry a credential and nothing else, by their normalized names. */
export const credentialHeaders: ReadonlySet<string> = new Set(
  `authorization proxyauthorization xauthorization
  xapikey apikey xapitoken apitoken xapisecret xkey xapiauth xapiaccesskey
  xauthtoken authtoken xauthkey xauth xaccesstoken accesstoken xaccesskey xtoken
  xsecret xsecretkey xsecrettoken xsharedsecret xclientsecret xadminsecret xadminkey xadmintoken
  xmasterkey xservicekey xservicetoken xinternaltoken xinternalkey xinternalsecret
  xhasuraadminsecret privatetoken jobtoken deploytoken xgitlabtoken
  ocpapimsubscriptionkey xgoogapikey xfunctionskey xvaulttoken xnpmtoken xgithubtoken
  xrapidapikey xmashapekey xparserestapikey xparsemasterkey
  xamzsecuritytoken xconsultoken xnomadtoken xfigmatoken xshopifyaccesstoken xpostmarkservertoken
  xpostmarkaccounttoken xrollbaraccesstoken xhoneycombteam ddapikey ddapplicationkey
  xdatadogapikey xnewrelicapikey xinsertkey xqueryapikey xalgoliaapikey xsubscriptiontoken
  xcronsecret xwebhooksecret xsigningsecret xtypesenseapikey xmeiliapikey
  xelevenlabsapikey xiapikey cfaccessclientsecret`.split(/\s+/),
)

/** Functions that take a header's name and its value one after the other. */
const setters: ReadonlySet<string> = new Set(
  'set append setRequestHeader setHeader header setHeaders addHeader withHeader'.split(' '),
)

/** Every header that a property, a pair, a call or an assignment gives a value to. */
export function headerAt(node: Node, source: SourceCode): Header | undefined {
  switch (node.type) {
    case 'Property':
      return headerOfProperty(node, source)
    case 'ArrayExpression':
      return headerOfPair(node)
    case 'CallExpression':
      return headerOfCall(node, source)
    case 'AssignmentExpression':
      return headerOfAssignment(node, source)
    default:
      return undefined
  }
}

function headerOfProperty(node: TSESTree.Property, source: SourceCode): Header | undefined {
  if (node.parent.type !== 'ObjectExpression') return undefined
  const name = propertyName(node) ?? nameIn(node.key, source)
  if (name === undefined) return undefined
  return isEvident(name) || isHeaders(node.parent) ? { name, value: node.value } : undefined
}

/** Other objects have an `apiKey` as well, but nothing else has an `X-API-Key`. */
function isEvident(name: string): boolean {
  return name.includes('-') || /^authorization$/i.test(name)
}

/** `headers: {…}`, `const headers = {…}`, `new Headers({…})`, `setHeaders({…})` */
function isHeaders(object: Node): boolean {
  const { parent } = object
  switch (parent?.type) {
    case 'Property':
      return parent.value === object && saysHeaders(propertyName(parent))
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' && saysHeaders(parent.id.name)
    case 'AssignmentExpression':
      return saysHeaders(dottedName(parent.left))
    case 'NewExpression':
    case 'CallExpression':
      return saysHeaders(dottedName(parent.callee))
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'SpreadElement':
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return isHeaders(parent)
    default:
      return false
  }
}

function saysHeaders(name: string | undefined): boolean {
  return name !== undefined && /headers?$/i.test(name)
}

/** `['X-API-Key', '…']` */
function headerOfPair({ elements }: TSESTree.ArrayExpression): Header | undefined {
  const [name, value] = elements
  if (elements.length !== 2 || name?.type !== 'Literal' || !value) return undefined
  const text = String(name.value)
  return isEvident(text) ? { name: text, value } : undefined
}

function headerOfCall(node: TSESTree.CallExpression, source: SourceCode): Header | undefined {
  const [name, value] = node.arguments
  if (!name || !value || node.callee.type !== 'MemberExpression') return undefined
  const method = memberName(node.callee)
  if (method === undefined || !setters.has(method)) return undefined
  const onto = dottedName(node.callee.object) ?? ''
  const isSure = method !== 'set' && method !== 'append' ? true : /header/i.test(onto)
  const text = nameIn(name, source)
  return text !== undefined && (isSure || isEvident(text)) ? { name: text, value } : undefined
}

/** `headers['X-API-Key'] = '…'`, `axios.defaults.headers.common.Authorization = '…'` */
function headerOfAssignment(
  node: TSESTree.AssignmentExpression,
  source: SourceCode,
): Header | undefined {
  const { left, right } = node
  if (left.type !== 'MemberExpression' || node.operator !== '=') return undefined
  const name = memberName(left) ?? nameIn(left.property, source)
  if (name === undefined) return undefined
  const onto = dottedName(unwrapped(left.object)) ?? ''
  return isEvident(name) || /headers?\b/i.test(onto) ? { name, value: right } : undefined
}

function nameIn(node: Node, source: SourceCode): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return undefined
  return textsOf(node, source)[0]?.text
}
