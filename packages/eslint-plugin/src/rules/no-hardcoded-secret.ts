import type { Detector, Finding } from '@keyward/core'
import { rootOf, type Context, type Suggestion } from '../context.ts'
import type { Node } from '../expressions.ts'
import { isLive, isOfTests } from '../key-mode.ts'
import { commentAt, nodeAt } from '../node-at.ts'
import { isRunning } from '../ownership.ts'
import { piecesInto, type Piece } from '../pieces.ts'
import { isTest } from '../place.ts'
import { tellingOf } from '../remedy.ts'
import { boundName, replacementsFor, suggestionMessages } from '../replacement.ts'
import { defineRule } from '../rule.ts'
import { isGeneric, isIgnored, namedSecretsIn, scanText, type FoundSecret } from '../scan.ts'

interface Options {
  readonly comments: boolean
  readonly off: readonly string[]
  readonly tests: 'live' | 'all' | 'none'
}

export default defineRule<Options>({
  name: 'no-hardcoded-secret',
  description: 'secrets that a provider, or your house, is known to issue, anywhere in a file',
  about: `A key in a file is a key for everybody who ever reads the file: in the repository, in its history, in what is shipped. The detectors are those of the scanner, so what is reported here is what \`keyward\` reports, by the same name. They read the whole text: code, comments, templates and markup, encoded text included. Of code they also read what is put together from pieces.

Placeholders, documented example keys, publishable keys and addresses of secret stores stay silent. In tests only keys count that are not marked as test keys.`,
  configs: ['recommended', 'client', 'strict', 'text'],
  languages: ['*'],
  hasSuggestions: true,
  messages: {
    found: '{{title}} {{preview}} ({{detector}}{{encoded}}). {{why}} {{remedy}}',
    fallback:
      '{{title}} {{preview}} ({{detector}}{{encoded}}) is used where the variable is missing, and is as public as the file. {{why}} {{remedy}}',
    assembled:
      '{{title}} {{preview}} ({{detector}}), put together from pieces, which hides it from nobody. {{why}} {{remedy}}',
    ...suggestionMessages,
  },
  options: {
    comments: {
      about: 'Whether comments are read as well.',
      schema: { type: 'boolean' },
      fallback: true,
    },
    off: {
      about: 'Ids of detectors that stay silent.',
      schema: { type: 'array', items: { type: 'string' }, uniqueItems: true },
      fallback: [],
    },
    tests: {
      about: 'Which keys count in tests: those of live services, all, or none.',
      schema: { enum: ['live', 'all', 'none'] },
      fallback: 'live',
    },
  },
  examples: {
    leaks: {
      'argument of a call': {
        code: "const stripe = new Stripe('{{stripe-secret-key}}')",
        suggestion: 'const stripe = new Stripe(process.env.STRIPE_SECRET_KEY)',
      },
      'template without holes': {
        code: 'const token = `{{github-personal-token}}`',
        suggestion: 'const token = process.env.GITHUB_PERSONAL_TOKEN',
      },
      'constant that names its variable': {
        code: "const MAILER_SLACK_TOKEN = '{{slack-bot-token}}'",
        suggestion: 'const MAILER_SLACK_TOKEN = process.env.MAILER_SLACK_TOKEN',
      },
      'bearer of a header keeps its scheme': {
        code: "const headers = { Authorization: 'Bearer {{github-personal-token}}' }",
        suggestion:
          'const headers = { Authorization: `Bearer ${process.env.GITHUB_PERSONAL_TOKEN}` }',
      },
      'what is used where the variable is missing': {
        code: "const key = process.env.STRIPE_SECRET_KEY ?? '{{stripe-secret-key}}'",
        suggestion: 'const key = process.env.STRIPE_SECRET_KEY',
      },
      'the same with two bars':
        "const key = process.env.STRIPE_SECRET_KEY || '{{stripe-secret-key}}'",
      'arm of a condition': "const key = isLive ? '{{stripe-secret-key}}' : undefined",
      comment: '// export SLACK_TOKEN={{slack-bot-token}}',
      'comment of a block': '/* curl -H "X-API-Key: {{autype-api-key}}" https://api.autype.com */',
      'private key':
        'const key = `-----BEGIN RSA PRIVATE KEY-----\n{{base64 64}}\n{{base64 64}}\n{{base64 64}}\n-----END RSA PRIVATE KEY-----`',
      'text of JSX': {
        code: 'const a = <code>{{stripe-secret-key}}</code>',
        filename: 'docs.jsx',
        suggestion: null,
      },
      'attribute of JSX in a component': {
        code: 'const a = <Chat token="{{slack-bot-token}}" />',
        filename: 'chat.jsx',
        suggestion: null,
      },
      'member of an enum': {
        code: "enum Keys { Mail = '{{sendgrid-api-key}}' }",
        filename: 'keys.ts',
        suggestion: null,
      },
      'type of a literal': {
        code: "type Key = '{{stripe-secret-key}}'",
        filename: 'keys.ts',
        suggestion: null,
      },
      'field of a class': {
        code: "class Mail { #key = '{{sendgrid-api-key}}' }",
        suggestion: 'class Mail { #key = process.env.SENDGRID_API_KEY }',
      },
      'key of an object': {
        code: "const owners = { '{{stripe-secret-key}}': 'ops' }",
        suggestion: null,
      },
      'two secrets in one text': {
        code: "const pair = '{{stripe-secret-key}} {{github-personal-token}}'",
        reports: 2,
        suggestion: null,
      },
      'secret in base64': "const key = '{{stripe-secret-key as base64}}'",
      'base64 that is decoded': "send(atob('{{slack-bot-token as base64}}'))",
      'base64 in pieces':
        "send(atob('{{slack-bot-token as base64 start}}' + '{{slack-bot-token as base64 end}}'))",
      'buffer of hexadecimal digits':
        "send(Buffer.from('{{github-personal-token as hex}}', 'hex').toString())",
      'sum of two texts': "send('xoxb-' + '{{digits 12}}-{{digits 12}}-{{base62 24}}')",
      'sum of constants':
        "const a = 'xoxb-{{digits 12}}-'\nconst b = '{{digits 12}}-{{base62 24}}'\nsend(a + b)",
      'template of constants':
        "const team = '{{digits 12}}-{{digits 12}}'\nsend(`xoxb-${team}-{{base62 24}}`)",
      'pieces that are joined':
        "send(['xoxb', '{{digits 12}}', '{{digits 12}}', '{{base62 24}}'].join('-'))",
      'pieces that are concatenated':
        "send('xoxb-'.concat('{{digits 12}}-{{digits 12}}', '-{{base62 24}}'))",
      'text that is turned around':
        "send('{{slack-bot-token as reversed}}'.split('').reverse().join(''))",
      'file of a client': {
        code: "'use client'\nconst key = '{{stripe-secret-key}}'",
        filename: 'app/pay.js',
        suggestion: null,
      },
      'live key in a test': {
        code: "const key = '{{stripe-secret-key}}'",
        filename: 'pay.test.js',
      },
      'key of a test where all count': {
        code: "const key = '{{stripe-test-key}}'",
        filename: 'pay.test.js',
        options: { tests: 'all' },
      },
      'test key outside of tests': "const key = '{{stripe-test-key}}'",
      'key of the house': {
        code: "const key = 'acme_{{base62 32}}'",
        settings: { key: [{ id: 'acme-api-key', prefix: 'acme_', length: 32 }] },
        suggestion: 'const key = process.env.ACME_API_KEY',
      },
      JSON: {
        code: '{ "token": "{{slack-bot-token}}" }',
        filename: 'config.json',
        suggestion: null,
      },
      'JSON with comments': { code: '{ // {{slack-bot-token}}\n}', filename: 'config.jsonc' },
      YAML: { code: 'slack:\n  token: {{slack-bot-token}}\n', filename: 'config.yml' },
      TOML: { code: 'token = "{{slack-bot-token}}"\n', filename: 'config.toml' },
      Markdown: {
        code: '# Use\n\n```sh\nexport SLACK_TOKEN={{slack-bot-token}}\n```\n',
        filename: 'README.md',
      },
      CSS: {
        code: 'a { background: url("https://cdn.acme.dev/a?key={{github-personal-token}}") }',
        filename: 'a.css',
      },
      HTML: {
        code: '<script>const key = "{{stripe-secret-key}}"</script>',
        filename: 'index.html',
      },
      'attribute of a template of Vue': {
        code: '<script setup>\nconst a = 1\n</script>\n<template><Pay secret="{{stripe-secret-key}}" /></template>',
        filename: 'Pay.vue',
        suggestion: null,
      },
      'script of Vue': {
        code: '<script setup lang="ts">\nconst key: string = \'{{stripe-secret-key}}\'\n</script>',
        filename: 'Pay.vue',
      },
      'script of Svelte': {
        code: "<script>\nconst key = '{{stripe-secret-key}}'\n</script>",
        filename: 'Pay.svelte',
      },
      'markup of Svelte': {
        code: '<Pay secret="{{stripe-secret-key}}" />',
        filename: 'Pay.svelte',
      },
      'frontmatter of Astro': {
        code: "---\nconst key = '{{stripe-secret-key}}'\n---\n<p>hi</p>",
        filename: 'src/pages/index.astro',
      },
      'script of Astro': {
        code: "<p>hi</p>\n<script>\nconst key = '{{stripe-secret-key}}'\n</script>",
        filename: 'src/pages/index.astro',
      },
      'character beyond ASCII before it':
        "const greeting = '👋 für'; const key = '{{stripe-secret-key}}'",
      'comment that ignores another detector':
        "const key = '{{stripe-secret-key}}' // keyward-ignore slack-bot-token -- not this one",
    },
    clean: {
      'name of a variable': 'const stripe = new Stripe(process.env.STRIPE_SECRET_KEY)',
      'prefix alone': "if (key.startsWith('sk_live_')) refuse()",
      placeholder: "const key = 'sk_live_your_key_here'",
      'key that ends in dots': "const key = 'sk_live_abc123...'",
      'one character repeated': "const key = 'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'",
      'publishable key': "const stripe = loadStripe('{{stripe-publishable-key}}')",
      'sum with what is only known later': "const key = 'xoxb-' + team + '-{{digits 12}}'",
      'template with what is only known later': 'const key = `sk_live_${random(24)}`',
      'hash of a file': "const integrity = 'sha512-{{base64 86}}=='",
      'address of a wallet': "const owner = '0x{{hex 40}}'",
      'address of a vault': "const key = 'op://payments/stripe/secret key'",
      'resource of a secrets manager':
        "const id = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:stripe'",
      'classes of Tailwind': {
        code: '<p className="sk-chase flex-col md:w-1/2 dark:bg-slate-900" />',
        filename: 'a.jsx',
      },
      'test key in a test': { code: "const key = '{{stripe-test-key}}'", filename: 'pay.test.js' },
      'any key in a test where none counts': {
        code: "const key = '{{stripe-secret-key}}'",
        filename: 'pay.test.js',
        options: { tests: 'none' },
      },
      'detector that is off': {
        code: "const key = '{{stripe-secret-key}}'",
        options: { off: ['stripe-secret-key'] },
      },
      'detector that is off everywhere': {
        code: "const key = '{{stripe-secret-key}}'",
        settings: { detectors: { off: ['stripe-secret-key'] } },
      },
      'comment where comments do not count': {
        code: '// {{stripe-secret-key}}',
        options: { comments: false },
      },
      'comment that ignores it':
        "const key = '{{stripe-secret-key}}' // keyward-ignore stripe-secret-key -- revoked in May",
      'comment on the line before':
        "// keyward-ignore-next-line stripe-secret-key -- revoked in May\nconst key = '{{stripe-secret-key}}'",
      'sum that a comment ignores':
        "send('xoxb-' + '{{digits 12}}-{{digits 12}}-{{base62 24}}') // keyward-ignore slack-bot-token -- revoked",
      'path that may hold it': {
        code: "const key = '{{stripe-secret-key}}'",
        filename: 'demo/key.js',
        settings: { allow: [{ path: 'demo/**', reason: 'Keys of a demonstration, revoked.' }] },
      },
      'YAML that reads a variable': {
        code: 'slack:\n  token: ${SLACK_TOKEN}\n',
        filename: 'config.yml',
      },
      'JSON that names a variable': {
        code: '{ "tokenVariable": "SLACK_TOKEN" }',
        filename: 'config.json',
      },
    },
  },
  create(context, options) {
    if (options.tests === 'none' && isTest(context)) return {}
    const root = rootOf(context)
    if (root !== 'Program') return { [root]: () => reportAll(context, options) }
    const pieces: Piece[] = []
    return {
      ...piecesInto(pieces, context),
      Program: () => reportAll(context, options),
      'Program:exit'() {
        if (pieces.length === 0) return
        const told = new Set<string>()
        for (const piece of pieces) reportPiece(context, piece, options, told)
      },
    }
  },
})

function reportAll(context: Context, options: Options): void {
  for (const secret of namedSecretsIn(context)) {
    const isSilent = !options.comments && commentAt(context, secret.start) !== undefined
    if (!isSilent && isWanted(context, secret.finding, options)) report(context, secret)
  }
}

function isWanted(context: Context, { detector, secret }: Finding, options: Options): boolean {
  if (options.off.includes(detector.id)) return false
  if (!isTest(context) || options.tests === 'all') return true
  const text = secret.reveal()
  if (isLive(text)) return !isRunning(context, 'no-live-key-in-test')
  // What is known by its surroundings alone is made up more often than not.
  return !isOfTests(text) && !('byContext' in detector)
}

function report(context: Context, { finding, start, end }: FoundSecret): void {
  const { sourceCode } = context
  const node = nodeAt(context, start)
  const { parent } = node ?? {}
  const isFallback =
    parent?.type === 'LogicalExpression' && parent.operator !== '&&' && parent.right === node
  context.report({
    loc: { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) },
    messageId: isFallback ? 'fallback' : 'found',
    data: tellingOf(context, finding, node),
    suggest: node && isAlone(context, node) ? suggestionsFor(context, finding, node) : [],
  })
}

/** A literal that holds two secrets has no single variable in its place. */
function isAlone(context: Context, { range: [start, end] }: Node): boolean {
  return (
    namedSecretsIn(context).filter((other) => start <= other.start && other.end <= end).length === 1
  )
}

/** `told` are the secrets of pieces within pieces. */
function reportPiece(
  context: Context,
  { text, node }: Piece,
  options: Options,
  told: Set<string>,
): void {
  const [start, end] = node.range
  const finding = scanText(context, text).find(({ finding }) => !isGeneric(finding))?.finding
  if (!finding || !isWanted(context, finding, options)) return
  if (isIgnored(context, [finding.detector.id], { start, end })) return
  const secret = finding.secret.reveal()
  const isToldAlready = namedSecretsIn(context).some(
    (other) => (start < other.end && other.start < end) || other.finding.secret.reveal() === secret,
  )
  if (isToldAlready || told.has(secret)) return
  told.add(secret)
  context.report({
    node,
    messageId: 'assembled',
    data: tellingOf(context, finding, node),
    suggest: suggestionsFor(context, finding, node),
  })
}

function suggestionsFor(context: Context, { detector, secret }: Finding, node: Node): Suggestion[] {
  const isLiteral = node.type === 'Literal' || node.type === 'TemplateLiteral'
  const isPutTogether = node.type === 'BinaryExpression' || node.type === 'CallExpression'
  if (!isLiteral && !isPutTogether) return []
  const name = boundName(node)
  const isConstant = name !== undefined && /^[A-Z][A-Z\d]*_[A-Z\d_]+$/.test(name)
  const variable = isConstant ? name : variableOfDetector(detector)
  return replacementsFor(context, node, secret.reveal(), variable)
}

function variableOfDetector({ id }: Detector): string {
  return id.toUpperCase().replaceAll('-', '_')
}
