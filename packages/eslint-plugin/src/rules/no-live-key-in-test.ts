import { Secret } from '@keyward/core'
import type { TSESTree } from '@typescript-eslint/utils'
import { rootOf } from '../context.ts'
import { isCredentialText } from '../credential-value.ts'
import { eachEnvRead, type EnvRead } from '../env-reads.ts'
import { wordsOf } from '../env-names.ts'
import { isLive } from '../key-mode.ts'
import { nodeAt } from '../node-at.ts'
import { claim, isClaimed } from '../ownership.ts'
import { isTest } from '../place.ts'
import { defineRule } from '../rule.ts'
import { mayStay, namedSecretsIn } from '../scan.ts'

const name = 'no-live-key-in-test'

export default defineRule({
  name,
  description: 'keys for live services in tests',
  about: `Services bind a key to its environment: \`…_live_…\` moves real money and real data, \`…_test_…\` does not. A test that holds or reads a live key acts on customers whenever it runs, and runs wherever somebody checks the project out.

Files are known as tests by their names and folders. Keys that are marked as test keys stay silent, and so do prefixes alone and made-up keys.`,
  configs: ['recommended', 'client', 'strict', 'text'],
  languages: ['*'],
  messages: {
    literal:
      'A live key ({{preview}}) stands in a test, which then acts on live data. Revoke it, and use a test key that is read from the environment.',
    variable:
      'This test reads {{variable}}, whose name says that it is for live services. Read the variable of a test key.',
  },
  examples: {
    leaks: {
      'live key in a test': {
        code: "const client = new Client('ak_live_{{base62 32}}')",
        filename: 'src/client.test.js',
      },
      'key of a provider': { code: "pay('{{stripe-secret-key}}')", filename: 'e2e/pay.js' },
      'key of the house': {
        code: "pay('acme_live_{{base62 32}}')",
        filename: 'test/pay.js',
        settings: {
          key: [
            { id: 'acme-api-key', prefix: 'acme_', environments: ['live', 'test'], length: 32 },
          ],
        },
      },
      'key of no known house': { code: "pay('zz_prod_{{base62 32}}')", filename: 'test/pay.js' },
      'key in a fixture': {
        code: '{ "key": "{{stripe-secret-key}}" }',
        filename: 'test/fixtures/a.json',
      },
      'variable of a live key': {
        code: 'const client = new Client(process.env.ACME_LIVE_API_KEY)',
        filename: 'test/client.js',
      },
      'variable for production': {
        code: 'const client = new Client(process.env.PROD_DB_PASSWORD)',
        filename: 'src/db.spec.ts',
      },
      'variable that is taken apart': {
        code: 'const { STRIPE_LIVE_SECRET_KEY } = process.env',
        filename: '__tests__/pay.js',
      },
    },
    clean: {
      'test key': {
        code: "const client = new Client('ak_test_{{base62 32}}')",
        filename: 'src/client.test.js',
      },
      'prefix alone': {
        code: "expect(key.startsWith('sk_live_')).toBe(true)",
        filename: 'src/key.test.js',
      },
      'made-up key': {
        code: "expect(parse('sk_live_xxxxxxxxxxxxxxxxxxxxxxxx')).toThrow()",
        filename: 'src/key.test.js',
      },
      'key that is put together': {
        code: "const key = `sk_live_${'a'.repeat(24)}`",
        filename: 'src/key.test.js',
      },
      identifier: { code: "select('#zz_live_region_for_messages')", filename: 'src/a.test.js' },
      'variable of a test key': {
        code: 'pay(process.env.STRIPE_TEST_KEY)',
        filename: 'test/pay.js',
      },
      'variable that is no key': { code: 'visit(process.env.PROD_URL)', filename: 'test/pay.js' },
      'variable of a live key outside of tests': 'new Client(process.env.ACME_LIVE_API_KEY)',
      'live key outside of tests, which another rule reports': "pay('{{stripe-secret-key}}')",
      'comment that ignores it': {
        code: "pay('zz_prod_{{base62 32}}') // keyward-ignore no-live-key-in-test -- revoked",
        filename: 'test/pay.js',
      },
    },
  },
  create(context) {
    if (!isTest(context)) return {}
    const { sourceCode } = context

    function lookAt(node: TSESTree.Literal): void {
      const { value } = node
      if (typeof value !== 'string' || !isLive(value) || !isCredentialText(value)) return
      const range = { start: node.range[0], end: node.range[1] }
      if (isClaimed(context, range) || mayStay(context, name, value, range)) return
      claim(context, range)
      const data = { preview: new Secret(value).preview }
      context.report({ node, messageId: 'literal', data })
    }

    function hear({ name, node }: EnvRead): void {
      if (isLiveName(name))
        context.report({ node, messageId: 'variable', data: { variable: name } })
    }

    const root = rootOf(context)
    const isCode = root === 'Program'
    return {
      ...(isCode && /\benv\b/.test(sourceCode.text) ? eachEnvRead(sourceCode, hear) : {}),
      ...(isCode && /_(?:live|prod)_/i.test(sourceCode.text) ? { Literal: lookAt } : {}),
      [root]() {
        for (const { finding, start, end } of namedSecretsIn(context)) {
          if (!isLive(finding.secret.reveal())) continue
          const node = nodeAt(context, start)
          claim(context, node ? { start: node.range[0], end: node.range[1] } : { start, end })
          context.report({
            loc: { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) },
            messageId: 'literal',
            data: { preview: finding.secret.preview },
          })
        }
      },
    }
  },
})

function isLiveName(name: string): boolean {
  const words = wordsOf(name)
  return (
    words.some((word) => word === 'LIVE' || word === 'PROD' || word === 'PRODUCTION') &&
    words.some((word) => credentials.has(word))
  )
}

const credentials: ReadonlySet<string> = new Set(['KEY', 'TOKEN', 'SECRET', 'PASSWORD'])
