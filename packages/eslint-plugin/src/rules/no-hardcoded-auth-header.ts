import { Secret } from '@keyward/core'
import type { Context } from '../context.ts'
import { isCredentialText } from '../credential-value.ts'
import type { Node } from '../expressions.ts'
import { textsOf, type Folded } from '../fold.ts'
import { credentialHeaders, headerAt, normalized } from '../headers.ts'
import { mention } from '../mention.ts'
import { claim, isClaimed, isRunning } from '../ownership.ts'
import { isTest } from '../place.ts'
import { remedyFor } from '../remedy.ts'
import { boundName, replacementsFor, suggestionMessages, variableNameOf } from '../replacement.ts'
import { defineRule } from '../rule.ts'
import { isGeneric, mayStay, scanText } from '../scan.ts'

interface Options {
  readonly headers: readonly string[]
  readonly ignore: readonly string[]
  readonly tests: boolean
}

const name = 'no-hardcoded-auth-header'

const words = ['key', 'token', 'secret', 'auth']
/** Nothing but a header is called so. */
const mentionsEvident = mention(['authorization', ...words.map((word) => `-${word}`)])
const mentionsHeaders = mention(['header'])
const mentionsSpelled = mention([
  ...['apikey', 'accesstoken', 'authtoken', 'apitoken'],
  ...words.map((word) => `_${word}`),
])

export default defineRule<Options>({
  name,
  description: 'texts as values of headers that carry credentials',
  about: `What is sent as \`X-API-Key\` or \`Authorization\` is a credential whatever it looks like: a UUID, 32 hexadecimal digits, one's own format. So this rule goes by the header, in any case and spelling, wherever it is given a value: in the options of fetch, axios, ky, got and GraphQL clients, in \`Headers\`, by \`setRequestHeader\` and its kin, in interceptors, in pairs.

Values that are read when the program runs stay silent, and so do placeholders, references and plain words. What \`no-hardcoded-secret\` reports is not reported again.`,
  configs: ['recommended', 'client', 'strict'],
  hasSuggestions: true,
  messages: {
    header:
      'The header {{header}} is given a credential that stands in the code ({{preview}}). Whoever reads this file can call the service with it. {{remedy}}',
    ...suggestionMessages,
  },
  options: {
    headers: {
      about: 'Further headers that carry credentials, in any spelling.',
      schema: { type: 'array', items: { type: 'string', minLength: 2 }, uniqueItems: true },
      fallback: [],
    },
    ignore: {
      about: 'Headers that carry none with you.',
      schema: { type: 'array', items: { type: 'string', minLength: 2 }, uniqueItems: true },
      fallback: [],
    },
    tests: {
      about: 'Whether tests are read as well.',
      schema: { type: 'boolean' },
      fallback: false,
    },
  },
  examples: {
    leaks: {
      'UUID in a header of fetch': {
        code: "fetch(url, { headers: { 'X-API-Key': '{{hex 8}}-7b3a-4c1d-9e2f-{{hex 12}}' } })",
        suggestion: "fetch(url, { headers: { 'X-API-Key': process.env.API_KEY } })",
      },
      'hexadecimal digits': "fetch(url, { headers: { 'x-api-key': '{{hex 32}}' } })",
      'name in upper case': "fetch(url, { headers: { 'X-API-KEY': '{{base62 32}}' } })",
      'name without dashes': "fetch(url, { headers: { apikey: '{{hex 40}}' } })",
      'name with underscores': "fetch(url, { headers: { x_api_key: '{{hex 40}}' } })",
      'instance of axios': "axios.create({ baseURL, headers: { 'X-Auth-Token': '{{hex 40}}' } })",
      'defaults of axios': "axios.defaults.headers.common['X-API-Key'] = '{{hex 32}}'",
      'defaults of axios by name': "axios.defaults.headers.common.apikey = '{{hex 32}}'",
      interceptor:
        "client.interceptors.request.use((config) => { config.headers['x-api-key'] = '{{hex 32}}'; return config })",
      'headers of ky': "ky.extend({ headers: { 'Ocp-Apim-Subscription-Key': '{{hex 32}}' } })",
      'headers of got': "got(url, { headers: { 'private-token': '{{base62 20}}x9' } })",
      'Headers of an object': "new Headers({ 'X-Goog-Api-Key': '{{base62 39}}' })",
      'Headers of pairs': "new Headers([['X-API-Key', '{{hex 32}}']])",
      'headers that are set': "headers.set('X-API-Key', '{{hex 32}}')",
      'headers that are appended': "request.headers.append('x-functions-key', '{{base62 54}}')",
      XMLHttpRequest: "xhr.setRequestHeader('X-API-Key', '{{hex 32}}')",
      superagent: "superagent.get(url).set('X-API-Key', '{{hex 32}}')",
      'answer of a server': "proxyRequest.setHeader('x-vault-token', 'hvs{{base62 24}}')",
      'GraphQL client':
        "new GraphQLClient(url, { headers: { 'x-hasura-admin-secret': '{{base62 32}}' } })",
      'context of Apollo':
        "setContext((_, { headers }) => ({ headers: { ...headers, 'X-API-Key': '{{hex 32}}' } }))",
      'constant as a value': {
        code: "const key = '{{hex 32}}'\nfetch(url, { headers: { 'X-API-Key': key } })",
        suggestion:
          "const key = process.env.API_KEY\nfetch(url, { headers: { 'X-API-Key': key } })",
      },
      'constant as a name':
        "const header = 'X-API-Key'\nfetch(url, { headers: { [header]: '{{hex 32}}' } })",
      'headers kept in a constant':
        "const headers = { apiKey: '{{hex 32}}' }\nfetch(url, { headers })",
      'what is used where the variable is missing': {
        code: "fetch(url, { headers: { 'X-API-Key': process.env.KEY ?? '{{hex 32}}' } })",
        suggestion: "fetch(url, { headers: { 'X-API-Key': process.env.KEY } })",
      },
      'both arms of a condition': {
        code: "fetch(url, { headers: { 'X-API-Key': live ? '{{hex 32}}' : '{{hex 40}}' } })",
        reports: 2,
      },
      'sum of texts': "fetch(url, { headers: { 'X-API-Key': '{{hex 16}}' + '{{hex 16}}' } })",
      'password that is encoded when it runs':
        "fetch(url, { headers: { Authorization: 'Basic ' + btoa('svc:{{base62 20}}') } })",
      'scheme of its own': {
        code: "fetch(url, { headers: { Authorization: 'Acme {{base62 40}}' } })",
      },
      'test where tests count': {
        code: "headers.set('X-API-Key', '{{hex 32}}')",
        filename: 'a.test.js',
        options: { tests: true },
      },
      'header of the house': {
        code: "headers.set('X-Acme', '{{hex 32}}')",
        options: { headers: ['x-acme'] },
      },
      'component, without a suggestion': {
        code: "'use client'\nfetch(url, { headers: { 'X-API-Key': '{{hex 32}}' } })",
        filename: 'app/page.tsx',
        suggestion: null,
      },
      'script of Vue': {
        code: "<script setup>\nfetch(u, { headers: { 'X-API-Key': '{{hex 32}}' } })\n</script>",
        filename: 'a.vue',
      },
      'TypeScript with an assertion': {
        code: "const h = { 'X-API-Key': '{{hex 32}}' as string }",
        filename: 'a.ts',
      },
    },
    clean: {
      variable: "fetch(url, { headers: { 'X-API-Key': process.env.API_KEY } })",
      'template with a variable': 'fetch(url, { headers: { Authorization: `Bearer ${token}` } })',
      'sum with a variable': "fetch(url, { headers: { Authorization: 'Bearer ' + token } })",
      parameter: "function call(key) { return fetch(url, { headers: { 'X-API-Key': key } }) }",
      'state of a component': {
        code: "const [key] = useState('')\nfetch(url, { headers: { 'X-API-Key': key } })",
        filename: 'a.jsx',
      },
      placeholder: "fetch(url, { headers: { 'X-API-Key': 'your-api-key-here' } })",
      'placeholder of documentation': "fetch(url, { headers: { 'X-API-Key': '<YOUR_API_KEY>' } })",
      'reference to a vault': "fetch(url, { headers: { 'X-API-Key': 'op://acme/api/key' } })",
      'publishable key':
        "fetch(url, { headers: { apikey: 'sb_publishable_{{base62 22}}_{{base62 8}}' } })",
      word: "fetch(url, { headers: { 'X-Auth-Token': 'required' } })",
      'words joined by dashes': "fetch(url, { headers: { 'X-API-Key': 'internal-service-name' } })",
      'type in a schema': "const schema = { headers: { 'x-api-key': 'string' } }",
      'name of the header alone': "const header = 'X-API-Key'",
      'check of a header': "if (request.headers['x-api-key'] !== expected) refuse()",
      'header that is read': "const key = request.header('x-api-key')",
      'list of headers': "cors({ allowedHeaders: ['Authorization', 'X-API-Key', 'Content-Type'] })",
      'other header': "fetch(url, { headers: { 'X-Request-Id': '{{hex 32}}' } })",
      'hash of the content':
        "fetch(url, { headers: { 'Content-MD5': '{{base64 22}}==', ETag: '{{hex 32}}' } })",
      'version of an API': "fetch(url, { headers: { 'X-API-Key-Version': '2024-10-01' } })",
      'key of a cache': "cache.set('apiKey', '{{hex 32}}')",
      'property that is no header': "configure({ apikeyName: '{{hex 32}}' })",
      test: { code: "headers.set('X-API-Key', '{{hex 32}}')", filename: 'src/__tests__/a.js' },
      'header that is ignored': {
        code: "headers.set('X-API-Key', '{{hex 32}}')",
        options: { ignore: ['X-API-Key'] },
      },
      'comment that ignores it':
        "headers.set('X-API-Key', '{{hex 32}}') // keyward-ignore no-hardcoded-auth-header -- public demo key",
      'path that may hold it': {
        code: "headers.set('X-API-Key', '{{hex 32}}')",
        filename: 'demo/a.js',
        settings: { allow: [{ path: 'demo/', reason: 'Made up.' }] },
      },
    },
  },
  create(context, options) {
    if (isTest(context) && !options.tests) return {}
    if (options.headers.length === 0 && !mayHoldHeader(context)) return {}
    const more = new Set(options.headers.map(normalized))
    const fewer = new Set(options.ignore.map(normalized))

    function look(node: Node): void {
      const header = headerAt(node, context.sourceCode)
      if (header === undefined) return
      const known = normalized(header.name)
      if (fewer.has(known) || !(credentialHeaders.has(known) || more.has(known))) return
      for (const folded of textsOf(header.value, context.sourceCode)) {
        reportIfCredential(context, header.name, folded)
      }
    }

    return {
      Property: look,
      ArrayExpression: look,
      CallExpression: look,
      AssignmentExpression: look,
    }
  },
})

function mayHoldHeader(context: Context): boolean {
  return mentionsEvident(context) || (mentionsHeaders(context) && mentionsSpelled(context))
}

function reportIfCredential(context: Context, header: string, { text, node }: Folded): void {
  const [start, end] = node.range
  const token = text.replace(/^[A-Za-z][A-Za-z-]{2,15} +/, '').trim()
  if (!isCredentialText(token)) return
  if (isToldOtherwise(context, text) || isClaimed(context, { start, end })) return
  if (mayStay(context, name, token, { start, end })) return
  claim(context, { start, end })
  const variable = variableNameOf(variableIn(node), variableOfHeader(header))
  context.report({
    node,
    messageId: 'header',
    data: {
      header,
      preview: new Secret(token).preview,
      remedy: remedyFor(
        context,
        node,
        `Revoke it where it was issued, and read the new one from a variable such as ${variable}.`,
      ),
    },
    suggest: replacementsFor(context, node, token, variable),
  })
}

/** A secret with a detector of its own is reported by that detector's name. */
function isToldOtherwise(context: Context, text: string): boolean {
  if (!isRunning(context, 'no-hardcoded-secret')) return false
  return scanText(context, text).some(({ finding }) => !isGeneric(finding))
}

/** Only a variable's name says whose key it is; a header's says it for all services. */
function variableIn(node: Node): string | undefined {
  return node.parent?.type === 'VariableDeclarator' ? boundName(node) : undefined
}

function variableOfHeader(header: string): string {
  const known = normalized(header)
  if (/authorization$/.test(known)) return 'API_TOKEN'
  return variableNameOf(header.replace(/^x[-_]/i, ''), 'API_KEY')
}
