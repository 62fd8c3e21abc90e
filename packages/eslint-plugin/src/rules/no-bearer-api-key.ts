import type { Context } from '../context.ts'
import { dottedName, unwrapped, type Node } from '../expressions.ts'
import { headerAt, normalized, type Header } from '../headers.ts'
import { hole, outlineOf } from '../outline.ts'
import { defineRule } from '../rule.ts'

interface Service {
  readonly name: string
  readonly host: string
  /** What variables and constants with its key are called, normalized. */
  readonly variable: string
}

interface Options {
  readonly services: readonly Service[]
}

/** They take a key in `X-API-Key` alone and refuse a bearer. */
const services: readonly Service[] = [
  { name: 'Autype', host: 'autype.com', variable: 'autype' },
  { name: 'Operate', host: 'operate.so', variable: 'operate' },
  { name: 'Atomscale', host: 'atomscale.ai', variable: 'atomscale' },
]

export default defineRule<Options>({
  name: 'no-bearer-api-key',
  description: 'keys as bearers where the service takes them in `X-API-Key` alone',
  about: `Autype, Operate and Atomscale read a key from \`X-API-Key\` and refuse one that is sent as \`Authorization: Bearer\`. The request fails, and the key has been sent all the same: to whatever logs authorization headers, and to whatever takes a bearer for a session.

Services are known by the host of the request or by the name of what holds the key. Other services stay silent: most take a bearer.`,
  configs: ['recommended', 'strict'],
  hasSuggestions: true,
  messages: {
    bearer:
      '{{service}} refuses a key that is sent as a bearer. Send it in the header X-API-Key, without a scheme.',
    sendAsKey: 'Send it in the header X-API-Key.',
  },
  options: {
    services: {
      about: 'Further services that take a key in `X-API-Key` alone.',
      schema: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            name: { type: 'string', description: 'What it is called.' },
            host: { type: 'string', description: 'Where it is, subdomains included.' },
            variable: { type: 'string', description: 'How names of its keys begin.' },
          },
          required: ['name', 'host', 'variable'],
          additionalProperties: false,
        },
      },
      fallback: [],
    },
  },
  mentions: ['bearer'],
  examples: {
    leaks: {
      'variable of the service': {
        code: 'fetch(url, { headers: { Authorization: `Bearer ${process.env.AUTYPE_API_KEY}` } })',
        suggestion: "fetch(url, { headers: { 'X-API-Key': process.env.AUTYPE_API_KEY } })",
      },
      'constant of the service': {
        code: "fetch(url, { headers: { Authorization: 'Bearer ' + operateApiKey } })",
        suggestion: "fetch(url, { headers: { 'X-API-Key': operateApiKey } })",
      },
      'host of the request':
        "fetch('https://api.atomscale.ai/samples', { headers: { authorization: `Bearer ${key}` } })",
      'host in a template':
        'fetch(`https://api.operate.so/companies/${id}`, { headers: { Authorization: `Bearer ${key}` } })',
      'host in a constant':
        "const base = 'https://api.autype.com'\nfetch(`${base}/render`, { headers: { Authorization: `Bearer ${key}` } })",
      'base of an instance':
        "axios.create({ baseURL: 'https://api.autype.com', headers: { Authorization: `Bearer ${key}` } })",
      'header that is set': "headers.set('Authorization', `Bearer ${process.env.OPERATE_API_KEY}`)",
      'key in the code': {
        code: "fetch('https://api.autype.com/', { headers: { Authorization: 'Bearer ak_{{base62 32}}' } })",
        suggestion: null,
      },
      'service of the house': {
        code: 'fetch(url, { headers: { Authorization: `Bearer ${env.ACME_KEY}` } })',
        options: { services: [{ name: 'Acme', host: 'acme.dev', variable: 'acme' }] },
      },
    },
    clean: {
      'other service':
        'fetch(url, { headers: { Authorization: `Bearer ${process.env.OPENAI_API_KEY}` } })',
      'right header':
        "fetch('https://api.autype.com/', { headers: { 'X-API-Key': process.env.AUTYPE_API_KEY } })",
      'other host':
        "fetch('https://api.acme.dev/', { headers: { Authorization: `Bearer ${key}` } })",
      'host that only ends so':
        "fetch('https://notautype.com/', { headers: { Authorization: `Bearer ${key}` } })",
      'host in a path':
        "fetch('https://acme.dev/autype.com', { headers: { Authorization: `Bearer ${key}` } })",
      'other scheme':
        "fetch('https://api.operate.so/', { headers: { Authorization: `Basic ${key}` } })",
      'bearer that is checked':
        'if (request.headers.authorization !== `Bearer ${process.env.AUTYPE_API_KEY}`) refuse()',
      'verb of the same letters':
        'fetch(url, { headers: { Authorization: `Bearer ${cooperate}` } })',
    },
  },
  create(context, options) {
    const known = [...services, ...options.services]
    function look(node: Node): void {
      const header = headerAt(node, context.sourceCode)
      if (header === undefined || normalized(header.name) !== 'authorization') return
      const service = serviceOf(context, header, node, known)
      if (service) report(context, header, node, service)
    }
    return {
      Property: look,
      ArrayExpression: look,
      CallExpression: look,
      AssignmentExpression: look,
    }
  },
})

function serviceOf(
  context: Context,
  { value }: Header,
  node: Node,
  known: readonly Service[],
): Service | undefined {
  const outline = outlineOf(value, context.sourceCode)
  if (!/^Bearer\s/i.test(outline)) return undefined
  const token = tokenOf(value)
  const called = token && dottedName(token)
  if (called !== undefined) {
    const last = normalized(called.slice(called.lastIndexOf('.') + 1))
    const named = known.find(({ variable }) => last.startsWith(normalized(variable)))
    if (named) return named
  }
  const addresses = addressesAround(context, node)
  return known.find(({ host }) => addresses.some((address) => isAt(address, host)))
}

/** What is told of where the request goes: arguments of the calls around it, and `baseURL`. */
function addressesAround(context: Context, node: Node): readonly string[] {
  const addresses: string[] = []
  for (let place = node.parent; place; place = place.parent) {
    if (place.type !== 'CallExpression' && place.type !== 'NewExpression') continue
    for (const given of place.arguments) {
      addresses.push(outlineOf(given, context.sourceCode))
      if (given.type !== 'ObjectExpression') continue
      for (const property of given.properties) {
        if (property.type === 'Property')
          addresses.push(outlineOf(property.value, context.sourceCode))
      }
    }
  }
  return addresses.filter((address) => address.includes('://'))
}

function isAt(address: string, host: string): boolean {
  const found = /:\/\/([^\s/:?#]*)/.exec(address)?.[1]?.toLowerCase() ?? ''
  return found === host || found.endsWith(`.${host}`)
}

/** The expression behind `Bearer `, if it is one alone. */
function tokenOf(value: Node): Node | undefined {
  const bare = unwrapped(value)
  if (bare.type === 'TemplateLiteral') {
    const isAlone = bare.expressions.length === 1 && bare.quasis[1]?.value.cooked === ''
    return isAlone ? bare.expressions[0] : undefined
  }
  const isSum = bare.type === 'BinaryExpression' && bare.operator === '+'
  return isSum && bare.left.type === 'Literal' ? bare.right : undefined
}

function report(context: Context, { value }: Header, node: Node, { name }: Service): void {
  const token = tokenOf(value)
  // A key that stands in the code is not to be written down once more.
  const mayBeMoved =
    token && node.type === 'Property' && outlineOf(token, context.sourceCode) === hole
  const code = mayBeMoved ? `'X-API-Key': ${context.sourceCode.getText(token)}` : ''
  context.report({
    node: value,
    messageId: 'bearer',
    data: { service: name },
    suggest: mayBeMoved
      ? [{ messageId: 'sendAsKey', fix: (fixer) => fixer.replaceText(node, code) }]
      : [],
  })
}
