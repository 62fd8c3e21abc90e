import { Secret } from '@keyward/core'
import type { TSESTree } from '@typescript-eslint/utils'
import type { Context } from '../context.ts'
import { isCredentialText } from '../credential-value.ts'
import { dottedName, memberName, namedProperties, propertyName, type Node } from '../expressions.ts'
import { textsOf } from '../fold.ts'
import { normalized } from '../headers.ts'
import { mention } from '../mention.ts'
import { outlineOf } from '../outline.ts'
import { claim, isClaimed, isRunning } from '../ownership.ts'
import { isTest } from '../place.ts'
import { remedyFor } from '../remedy.ts'
import { defineRule } from '../rule.ts'
import { isGeneric, mayStay, scanText } from '../scan.ts'

interface Options {
  readonly parameters: readonly string[]
  readonly allowHosts: readonly string[]
  readonly tests: boolean
}

const name = 'no-secret-in-url'

/** Parameters that carry a credential and nothing else, by their normalized names. */
const credentialParameters: ReadonlySet<string> = new Set(
  `apikey apisecret accesskey accesstoken authtoken authkey token authorization secret secretkey
  clientsecret password passwd pwd appkey appsecret subscriptionkey xapikey key
  privatekey refreshtoken usertoken sessiontoken licensekey`.split(/\s+/),
)

const mentionsParameter = mention([
  '?key=',
  '&key=',
  'token=',
  'secret=',
  'password=',
  'passwd=',
  'pwd=',
  'authorization=',
  ...['api', 'access', 'auth', 'app', 'secret', 'private', 'subscription', 'license'].flatMap(
    (word) => [`${word}key=`, `${word}_key=`, `${word}-key=`],
  ),
])
const mentionsObject = mention(['params', 'query', 'search'])

/** A password for the same machine opens nothing elsewhere. */
const ownHosts = ['localhost', '127.0.0.1', '[::1]', '*.test', '*.localhost', '*.example']

export default defineRule<Options>({
  name,
  description: 'credentials in addresses, as parameters or as a password before the host',
  about: `Addresses are written down wherever they pass: in logs of servers and proxies, in the history of a browser, in \`Referer\` headers, in error reports. A key in one is told to all of them, besides being in the code. Send it in a header, from the server, and read it from the environment.

Parameters are known by their names, in any spelling, in texts, templates, \`URLSearchParams\`, \`searchParams.set\` and \`params\` of HTTP clients. Values that are read when the program runs stay silent, and so do placeholders and addresses of the same machine.`,
  configs: ['recommended', 'client', 'strict'],
  messages: {
    parameter:
      'The parameter {{parameter}} carries a credential that stands in the code ({{preview}}), and addresses are written down wherever they pass. {{remedy}}',
    password:
      'This address carries a password ({{preview}}), and addresses are written down wherever they pass. {{remedy}}',
  },
  options: {
    parameters: {
      about: 'Further parameters that carry credentials, in any spelling.',
      schema: { type: 'array', items: { type: 'string', minLength: 2 }, uniqueItems: true },
      fallback: [],
    },
    allowHosts: {
      about: 'Hosts whose addresses may carry credentials; `*.` stands for all below a domain.',
      schema: { type: 'array', items: { type: 'string' }, uniqueItems: true },
      fallback: ownHosts,
    },
    tests: {
      about: 'Whether tests are read as well.',
      schema: { type: 'boolean' },
      fallback: false,
    },
  },
  examples: {
    leaks: {
      'parameter of a text': "fetch('https://api.acme.dev/v1?api_key={{hex 32}}')",
      'parameter in another place':
        "fetch('https://api.acme.dev/v1?page=2&access_token={{base62 40}}')",
      'parameter of a template': 'fetch(`https://api.acme.dev/users/${id}?token={{base62 32}}`)',
      'parameter in a sum': "fetch('https://api.acme.dev/' + id + '?apikey={{hex 32}}')",
      'parameter whose value is a constant':
        "const key = '{{hex 32}}'\nfetch(`https://api.acme.dev/?api_key=${key}`)",
      'spelling with dashes': "fetch('https://api.acme.dev/v1?subscription-key={{hex 32}}')",
      'value that is encoded':
        "fetch('https://api.acme.dev/v1?client_secret={{base62 20}}%2B{{base62 8}}')",
      'parameters of an object': "new URLSearchParams({ q, api_key: '{{hex 32}}' })",
      'parameters of axios': "axios.get(url, { params: { apiKey: '{{hex 32}}' } })",
      'parameter that is set': "url.searchParams.set('api_key', '{{hex 32}}')",
      'parameter that is appended':
        "const params = new URLSearchParams()\nparams.append('access_token', '{{base62 40}}')",
      socket: "new WebSocket('wss://live.acme.dev/?token={{base62 32}}')",
      'source of a script': {
        code: '<script src="https://cdn.acme.dev/a.js?api_key={{hex 32}}" />',
        filename: 'a.jsx',
      },
      'password before the host': "connect('postgres://app:{{base62 16}}@db.acme.dev:5432/app')",
      'token before the host': "clone('https://deploy:{{base62 24}}@git.acme.dev/app.git')",
      'parameter of the house': {
        code: "fetch('https://api.acme.dev/?api_key=1&pass_code={{hex 32}}')",
        options: { parameters: ['passcode'] },
      },
      'test where tests count': {
        code: "fetch('https://api.acme.dev/?api_key={{hex 32}}')",
        filename: 'a.test.js',
        options: { tests: true },
      },
    },
    clean: {
      'parameter that is read': 'fetch(`https://api.acme.dev/v1?api_key=${key}`)',
      'parameter that is added': "fetch('https://api.acme.dev/v1?api_key=' + process.env.API_KEY)",
      placeholder: "fetch('https://api.acme.dev/v1?api_key=YOUR_API_KEY')",
      'parameter without a value': "fetch('https://api.acme.dev/v1?api_key=')",
      'other parameter': "fetch('https://api.acme.dev/v1?cursor={{base62 32}}')",
      'version of a script': "load('https://cdn.acme.dev/a.js?v={{hex 32}}')",
      'key of a list': "fetch('https://api.acme.dev/v1?key=name&token=next')",
      'template that something else fills in':
        "fetch('https://api.acme.dev/v1?api_key={{ env key32 }}')",
      'template of an address': "const template = 'https://api.acme.dev/v1?api_key={key}'",
      'database of the same machine':
        "connect('postgres://postgres:{{base62 16}}@localhost:5432/app')",
      'database of a test': "connect('postgres://app:{{base62 16}}@db.acme.test/app')",
      'placeholder words': "connect('mysql://user:password@db.acme.dev/app')",
      'password that is read': 'connect(`postgres://app:${password}@db.acme.dev/app`)',
      'address of a person': "send('mailto:someone@acme.dev?subject=token')",
      'search that is no address': "const map = new Map()\nmap.set('api_key', '{{hex 32}}')",
      'parameters of a route': "redirect({ params: { token: 'invite' } })",
      'host that is allowed': {
        code: "fetch('https://maps.acme.dev/?api_key={{hex 32}}')",
        options: { allowHosts: ['maps.acme.dev'] },
      },
      test: { code: "fetch('https://api.acme.dev/?api_key={{hex 32}}')", filename: 'test/a.js' },
      'comment that ignores it':
        "fetch('https://api.acme.dev/?api_key={{hex 32}}') // keyward-ignore no-secret-in-url -- public demo",
    },
  },
  create(context, options) {
    if (isTest(context) && !options.tests) return {}
    const more = new Set(options.parameters.map(normalized))
    const { sourceCode } = context

    function isCredentialParameter(parameter: string): boolean {
      const known = normalized(parameter)
      return credentialParameters.has(known) || more.has(known)
    }

    function lookAt(node: Node): void {
      if (!isWhole(node)) return
      const outline = outlineOf(node, sourceCode)
      if (!outline.includes('=') && !outline.includes('@')) return
      if (isAllowedHost(outline, options.allowHosts)) return
      for (const [, parameter = '', value = ''] of outline.matchAll(parameters)) {
        if (isCredentialParameter(parameter)) reportParameter(context, parameter, value, node)
      }
      reportPassword(context, outline, node)
    }

    function lookAtPair(parameter: string | undefined, value: Node): void {
      if (parameter === undefined || !isCredentialParameter(parameter)) return
      for (const { text, node } of textsOf(value, sourceCode)) {
        reportParameter(context, parameter, text, node)
      }
    }

    function lookAtCall(node: TSESTree.CallExpression): void {
      const [parameter, value] = node.arguments
      if (parameter?.type === 'Literal' && value && isSetter(node)) {
        lookAtPair(String(parameter.value), value)
      }
    }

    function lookAtObject(node: TSESTree.ObjectExpression): void {
      if (!isParameters(node)) return
      for (const [parameter, property] of namedProperties(node)) {
        lookAtPair(parameter, property.value)
      }
    }

    const inTexts = { Literal: lookAt, TemplateLiteral: lookAt, BinaryExpression: lookAt }
    const inObjects = { CallExpression: lookAtCall, ObjectExpression: lookAtObject }
    const isAsked = more.size > 0
    return {
      ...(isAsked || mentionsParameter(context) || mayHoldPassword(context) ? inTexts : {}),
      ...(mentionsObject(context) ? inObjects : {}),
    }
  },
})

/** `://user:password@host` is looked for only where no other rule does. */
function mayHoldPassword({ sourceCode: { text } }: Context): boolean {
  return /:\/\/[^\s/@'"`]{1,200}@/.test(text)
}

const parameters = /[?&]([\w.[\]-]{2,40})=([^&#\s"'`<>]+)/g

/** A part of a longer text is read with the rest of it. */
function isWhole(node: Node): boolean {
  if (node.type === 'Literal' && typeof node.value !== 'string') return false
  if (node.type === 'BinaryExpression' && node.operator !== '+') return false
  const { parent } = node
  return !(parent?.type === 'BinaryExpression' && parent.operator === '+')
}

/** `url.searchParams.set('api_key', …)`, `params.append('token', …)` */
function isSetter({ callee }: TSESTree.CallExpression): boolean {
  if (callee.type !== 'MemberExpression') return false
  const method = memberName(callee)
  const onto = dottedName(callee.object) ?? ''
  return (method === 'set' || method === 'append') && /(?:params|query|search)$/i.test(onto)
}

/** `new URLSearchParams({…})`, and `params: {…}` as HTTP clients take it. */
function isParameters({ parent }: TSESTree.ObjectExpression): boolean {
  if (parent.type === 'NewExpression') return dottedName(parent.callee) === 'URLSearchParams'
  if (parent.type !== 'Property') return false
  const known = propertyName(parent)
  return known === 'params' || known === 'searchParams' || known === 'query'
}

function isAllowedHost(address: string, allowed: readonly string[]): boolean {
  const host = /:\/\/(?:[^\s/@]*@)?(\[[^\]]*\]|[^\s/:?#]*)/.exec(address)?.[1]?.toLowerCase()
  if (host === undefined) return false
  return allowed.some((name) =>
    name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name,
  )
}

function reportParameter(context: Context, parameter: string, value: string, node: Node): void {
  const text = decoded(value)
  if (!isCredentialText(text)) return
  // `key` alone may be the key of anything.
  if (normalized(parameter) === 'key' && text.length < 20) return
  if (isToldOtherwise(context, `${parameter}=${text}`)) return
  report(context, 'parameter', text, node, { parameter })
}

/** The detectors of addresses judge passwords; where they are asked already, all is said. */
function reportPassword(context: Context, outline: string, node: Node): void {
  if (!/:\/\/[^\s/@]*@/.test(outline) || isRunning(context, 'no-hardcoded-secret')) return
  const found = scanText(context, outline).find(({ finding }) => !isGeneric(finding))
  if (found) report(context, 'password', found.finding.secret.reveal(), node, {})
}

function report(
  context: Context,
  messageId: string,
  text: string,
  node: Node,
  data: Readonly<Record<string, string>>,
): void {
  const range = { start: node.range[0], end: node.range[1] }
  if (isClaimed(context, range) || mayStay(context, name, text, range)) return
  claim(context, range)
  const fix = 'Revoke it, send the new one in a header, and read it from the environment.'
  const preview = new Secret(text).preview
  context.report({
    node,
    messageId,
    data: { ...data, preview, remedy: remedyFor(context, node, fix) },
  })
}

/** A secret with a detector of its own is reported by that detector's name. */
function isToldOtherwise(context: Context, text: string): boolean {
  if (!isRunning(context, 'no-hardcoded-secret')) return false
  return scanText(context, text).some(({ finding }) => !isGeneric(finding))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
