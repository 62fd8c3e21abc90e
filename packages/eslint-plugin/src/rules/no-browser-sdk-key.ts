import type { TSESTree } from '@typescript-eslint/utils'
import type { Context } from '../context.ts'
import { isCredentialText } from '../credential-value.ts'
import { judgeVariable, publicName, soundsSecret } from '../env-names.ts'
import { envReadsBehind } from '../env-reads.ts'
import { memberName, namedProperties, propertyName, unwrapped, type Node } from '../expressions.ts'
import { textsOf } from '../fold.ts'
import { ownRoute } from '../own-route.ts'
import { isRunning } from '../ownership.ts'
import { isTest } from '../place.ts'
import { publicSecretRead } from '../public-secret.ts'
import { defineRule } from '../rule.ts'
import { runsInBrowser } from '../side.ts'

interface Options {
  readonly flags: readonly string[]
  readonly allowByok: boolean
}

export default defineRule<Options>({
  name: 'no-browser-sdk-key',
  description: "clients of paid services that run in browsers with the application's own key",
  about: `\`dangerouslyAllowBrowser: true\` means what it says: the key is sent from the page, so everybody who opens the page has it. Where the key comes from decides. From the environment, from the code or from nowhere it is yours, and is reported; a key that a person typed in, from state, a parameter, a prompt or storage, is theirs, and is not. So it is with the service role of Supabase, which passes every policy of the database: no client in a browser may have it.`,
  configs: ['recommended', 'client', 'strict'],
  mentions: [
    'dangerouslyAllowBrowser',
    'dangerous-direct-browser-access',
    'createClient',
    'createBrowserClient',
    'dangerously',
  ],
  messages: {
    flagged:
      '{{flag}} lets this client run in the browser with a key of yours, and whoever opens the page can spend it. Call the service from {{route}}, and call that from here.',
    keyless:
      '{{flag}} lets this client run in the browser, and without apiKey it takes the key from the environment of the build. Call the service from {{route}}, and call that from here.',
    serviceRole:
      '{{name}} passes every policy of the database, and this client runs in the browser. Use the publishable key here, and {{name}} in {{route}} alone.',
  },
  options: {
    flags: {
      about: 'More options that let a client run in the browser.',
      schema: { type: 'array', items: { type: 'string' }, uniqueItems: true },
      fallback: [],
    },
    allowByok: {
      about: 'Whether keys that people bring themselves are fine.',
      schema: { type: 'boolean' },
      fallback: true,
    },
  },
  examples: {
    leaks: {
      'key from the environment of Vite':
        'new OpenAI({ apiKey: import.meta.env.VITE_OPENAI_API_KEY, dangerouslyAllowBrowser: true })',
      'key from the environment of Next.js': {
        code: "'use client'\nconst ai = new OpenAI({ apiKey: process.env.NEXT_PUBLIC_OPENAI_API_KEY, dangerouslyAllowBrowser: true })",
        filename: 'app/chat.tsx',
      },
      'key from an environment without a prefix':
        'new Anthropic({ apiKey: process.env.KEY, dangerouslyAllowBrowser: true })',
      'key in a constant':
        'const apiKey = import.meta.env.VITE_KEY\nnew OpenAI({ apiKey, dangerouslyAllowBrowser: true })',
      'key with a default':
        "new OpenAI({ apiKey: import.meta.env.VITE_AI ?? '', dangerouslyAllowBrowser: true })",
      'no key at all': 'new OpenAI({ dangerouslyAllowBrowser: true })',
      'key in the code': "new Groq({ apiKey: '{{hex 32}}', dangerouslyAllowBrowser: true })",
      'options in a constant':
        'const options = { apiKey: process.env.AI_KEY, dangerouslyAllowBrowser: true }\nnew OpenAI(options)',
      'flag as a number': 'new OpenAI({ apiKey: process.env.AI_KEY, dangerouslyAllowBrowser: !0 })',
      'component of Vue': {
        code: '<script setup>\nconst ai = new OpenAI({ apiKey: import.meta.env.VITE_AI, dangerouslyAllowBrowser: true })\n</script>\n<template><p /></template>',
        filename: 'src/Chat.vue',
      },
      'component of Svelte': {
        code: '<script>\nconst ai = new OpenAI({ apiKey: import.meta.env.VITE_AI, dangerouslyAllowBrowser: true })\n</script>',
        filename: 'src/Chat.svelte',
      },
      'variables of Astro for clients':
        "import { AI_KEY } from 'astro:env/client'\nnew OpenAI({ apiKey: AI_KEY, dangerouslyAllowBrowser: true })",
      Expo: 'new OpenAI({ apiKey: process.env.EXPO_PUBLIC_AI, dangerouslyAllowBrowser: true })',
      'header of Anthropic':
        "fetch(url, { headers: { 'x-api-key': import.meta.env.VITE_AI, 'anthropic-dangerous-direct-browser-access': 'true' } })",
      'header of Anthropic, among defaults':
        "new Anthropic({ apiKey: process.env.AI_KEY, defaultHeaders: { 'anthropic-dangerous-direct-browser-access': 'true' } })",
      'service role in a client component': {
        code: "'use client'\nconst db = createClient(url, process.env.SUPABASE_SERVICE_ROLE_KEY!)",
        filename: 'app/db.tsx',
      },
      'service role under a public prefix, wherever it is':
        'const db = createClient(url, import.meta.env.VITE_SUPABASE_SERVICE_ROLE_KEY)',
      'service role by a constant': {
        code: 'const key = process.env.NEXT_PUBLIC_SUPABASE_SERVICE_KEY\nexport const db = createBrowserClient(url, key)',
        filename: 'lib/db.ts',
      },
      'secret key in a browser extension': {
        code: 'const db = createClient(url, process.env.SUPABASE_SECRET_KEY)\nchrome.runtime.onMessage.addListener(f)',
        filename: 'src/background.js',
      },
      'flag of the house': {
        code: 'new Shop({ apiKey: process.env.SHOP_KEY, unsafeBrowser: true, dangerously: 0 })',
        options: { flags: ['unsafeBrowser'] },
      },
      'key of a person, where that is not allowed': {
        code: 'function ask(apiKey) { return new OpenAI({ apiKey, dangerouslyAllowBrowser: true }) }',
        options: { allowByok: false },
      },
    },
    clean: {
      'key from a parameter':
        'function ask(apiKey) { return new OpenAI({ apiKey, dangerouslyAllowBrowser: true }) }',
      'key from state':
        "const [key] = useState('')\nnew OpenAI({ apiKey: key, dangerouslyAllowBrowser: true })",
      'key from a prompt':
        "new OpenAI({ apiKey: prompt('Your key'), dangerouslyAllowBrowser: true })",
      'key from storage':
        "new OpenAI({ apiKey: localStorage.getItem('key') ?? '', dangerouslyAllowBrowser: true })",
      'key from settings of the person':
        'new Anthropic({ apiKey: settings.apiKey, dangerouslyAllowBrowser: true })',
      'options from elsewhere': 'new OpenAI({ ...options, dangerouslyAllowBrowser: true })',
      'flag that is off':
        'new OpenAI({ apiKey: process.env.OPENAI_API_KEY, dangerouslyAllowBrowser: false })',
      'flag for tests':
        "new OpenAI({ apiKey: process.env.OPENAI_API_KEY, dangerouslyAllowBrowser: process.env.NODE_ENV === 'test' })",
      'model on this machine':
        "new OpenAI({ baseURL: 'http://localhost:11434/v1', apiKey: 'ollama', dangerouslyAllowBrowser: true })",
      'route of the application':
        "new OpenAI({ baseURL: '/api/openai', apiKey: 'unused', dangerouslyAllowBrowser: true })",
      'client on a server': 'new OpenAI({ apiKey: process.env.OPENAI_API_KEY })',
      test: {
        code: 'new OpenAI({ apiKey: process.env.OPENAI_API_KEY, dangerouslyAllowBrowser: true })',
        filename: 'test/chat.test.ts',
      },
      'anon key of Supabase': 'createClient(url, import.meta.env.VITE_SUPABASE_ANON_KEY)',
      'publishable key of Supabase': {
        code: "'use client'\nexport const db = createBrowserClient(url, process.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY!)",
        filename: 'lib/db.ts',
      },
      'service role on a server': {
        code: "import 'server-only'\nexport const db = createClient(url, process.env.SUPABASE_SERVICE_ROLE_KEY!)",
        filename: 'lib/db.ts',
      },
      'service role in a function of Supabase': {
        code: "Deno.serve(() => createClient(url, Deno.env.get('SUPABASE_SERVICE_ROLE_KEY')))",
        filename: 'supabase/functions/users/index.ts',
      },
      'service role where the side is not known':
        'export const db = createClient(url, process.env.SUPABASE_SERVICE_ROLE_KEY)',
      'other clients of that name': "const client = createClient({ url: 'redis://cache' })",
    },
  },
  create(context, options) {
    if (isTest(context)) return {}
    return {
      Property(node) {
        const found = flaggedKey(node, context, options)
        if (!found || isToldElsewhere(found.key, context)) return
        context.report({
          node,
          messageId: found.key ? 'flagged' : 'keyless',
          data: { flag: found.flag, route: ownRoute(context) },
        })
      },
      CallExpression(node) {
        const name = serviceRoleIn(node, context)
        const key = node.arguments[1]
        if (name === undefined || isToldElsewhere(key, context)) return
        context.report({
          node: key ?? node,
          messageId: 'serviceRole',
          data: { name, route: ownRoute(context) },
        })
      },
    }
  },
})

const browserHeader = 'anthropic-dangerous-direct-browser-access'

interface Flagged {
  readonly flag: string
  readonly key: Node | undefined
}

/** A flag that is on, beside a key of the application's own. */
function flaggedKey(
  node: TSESTree.Property,
  context: Context,
  options: Options,
): Flagged | undefined {
  if (node.parent.type !== 'ObjectExpression') return undefined
  const name = propertyName(node) ?? ''
  const isHeader = name === browserHeader
  const isFlag = isHeader || name === 'dangerouslyAllowBrowser' || options.flags.includes(name)
  if (!isFlag || !isOn(node.value)) return undefined

  const object = isHeader ? (holderOfKey(node.parent) ?? node.parent) : node.parent
  const given = new Map(namedProperties(object))
  const key = (given.get('apiKey') ?? given.get('x-api-key') ?? given.get('X-Api-Key'))?.value
  if (key) return isOwn(key, context, options) ? { flag: name, key } : undefined
  const isFromElsewhere =
    isHeader ||
    given.has('baseURL') ||
    given.has('authToken') ||
    object.properties.some(({ type }) => type === 'SpreadElement')
  return isFromElsewhere ? undefined : { flag: name, key: undefined }
}

/** The object that has the key, out of whose headers this one is. */
function holderOfKey(headers: TSESTree.ObjectExpression): TSESTree.ObjectExpression | undefined {
  const hasKey = namedProperties(headers).some(([name]) => name.toLowerCase() === 'x-api-key')
  const { parent } = headers
  if (hasKey || parent.type !== 'Property') return undefined
  return parent.parent.type === 'ObjectExpression' ? parent.parent : undefined
}

function isOn(value: Node): boolean {
  const node = unwrapped(value)
  if (node.type === 'Literal') return node.value === true || node.value === 'true'
  return node.type === 'UnaryExpression' && node.operator === '!' && isZero(node.argument)
}

function isZero(node: Node): boolean {
  return node.type === 'Literal' && node.value === 0
}

function isOwn(key: Node, { sourceCode }: Context, { allowByok }: Options): boolean {
  if (!allowByok && textsOf(key, sourceCode).length === 0) return true
  const reads = envReadsBehind(key, sourceCode)
  if (reads.some(({ name }) => judgeVariable(name) !== 'publishable')) return true
  return textsOf(key, sourceCode).some(({ text }) => isCredentialText(text))
}

function serviceRoleIn(node: TSESTree.CallExpression, context: Context): string | undefined {
  const { callee } = node
  const called = callee.type === 'MemberExpression' ? memberName(callee) : nameOf(callee)
  if (called !== 'createClient' && called !== 'createBrowserClient') return undefined
  const [, key] = node.arguments
  if (!key) return undefined
  const read = envReadsBehind(key, context.sourceCode).find(
    ({ name }) => judgeVariable(name) === 'secret',
  )
  if (!read) return undefined
  const isShipped = publicName(read.name) !== undefined || called === 'createBrowserClient'
  return isShipped || runsInBrowser(context, node) ? read.name : undefined
}

function nameOf(node: Node): string | undefined {
  return node.type === 'Identifier' ? node.name : undefined
}

/** One key is one report: its variable is told of where it is read. */
function isToldElsewhere(key: Node | undefined, context: Context): boolean {
  if (!key) return false
  const reads = envReadsBehind(key, context.sourceCode)
  const isPublic =
    isRunning(context, 'no-public-env-secret') &&
    reads.some((read) => publicSecretRead(read, context))
  if (isPublic) return true
  return (
    isRunning(context, 'no-server-secret-in-client') &&
    reads.some(({ name, node }) => soundsSecret(name) && runsInBrowser(context, node))
  )
}
