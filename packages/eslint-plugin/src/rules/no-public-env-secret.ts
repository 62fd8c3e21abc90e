import type { Context, Listeners } from '../context.ts'
import { declaredPublic, type DeclaredVariable } from '../env-declarations.ts'
import { eachEnvRead } from '../env-reads.ts'
import type { Node } from '../expressions.ts'
import { isText, namesInText } from '../names-in-text.ts'
import { ownRoute, ownRouteFor } from '../own-route.ts'
import { nameOptions, type NameOptions } from '../name-options.ts'
import { isTest } from '../place.ts'
import {
  mayBePublic,
  prefixesOf,
  publicSecretDeclared,
  publicSecretNamed,
  publicSecretRead,
  type PublicSecret,
} from '../public-secret.ts'
import { defineRule } from '../rule.ts'

interface Options extends NameOptions {
  readonly prefixes: readonly string[]
}

export default defineRule<Options>({
  name: 'no-public-env-secret',
  description: 'secrets in environment variables that the build puts into shipped code',
  about: `Frameworks replace variables with a public prefix by their values while they build. What \`NEXT_PUBLIC_STRIPE_SECRET_KEY\` holds stands in the JavaScript of every visitor, and \`EXPO_PUBLIC_OPENAI_API_KEY\` in every installed app. The name decides: names that say secret are reported, publishable ones (anon, site, Maps, DSN …) are not, and names that leave it open, such as \`VITE_API_KEY\`, only where the value is used as a credential.

Drop the prefix, read the variable on the server, and let the browser call a route of your own that adds the key. In YAML, TOML, JSON and HTML the names themselves are reported.`,
  configs: ['recommended', 'client', 'strict', 'text'],
  languages: ['*'],
  messages: {
    shipped:
      '{{name}} is put into the code that {{ships}} ships, where anybody reads it. Call it {{bare}}, read it in {{route}}, and call that from here.',
    named:
      '{{name}} is put into the code that {{ships}} ships, where anybody reads it. Call it {{bare}}, so that only the server has it.',
  },
  options: {
    prefixes: {
      about: 'Public prefixes, instead of those of all known frameworks.',
      schema: { type: 'array', items: { type: 'string' }, uniqueItems: true },
      fallback: [],
    },
    ...nameOptions,
  },
  examples: {
    leaks: {
      'secret key in a component of Next.js': {
        code: "'use client'\nexport const key = process.env.NEXT_PUBLIC_STRIPE_SECRET_KEY",
        filename: 'app/checkout/form.tsx',
      },
      'secret key on the server of Next.js, where the prefix ships it all the same': {
        code: 'export const runtime = "edge"\nconst key = process.env.NEXT_PUBLIC_OPENAI_API_KEY',
        filename: 'app/api/chat/route.ts',
      },
      'role that may do everything': {
        code: 'createClient(url, process.env.NEXT_PUBLIC_SUPABASE_SERVICE_ROLE_KEY!)',
        filename: 'lib/supabase.ts',
      },
      'password of a database in the pages of Next.js': {
        code: 'const url = process.env.NEXT_PUBLIC_DATABASE_URL',
        filename: 'pages/index.tsx',
      },
      'name in brackets': "fetch(url, { body: process.env['NEXT_PUBLIC_API_SECRET'] })",
      'name put together': "const key = process.env['NEXT_PUBLIC_' + 'CLIENT_SECRET']",
      Vite: 'const key = import.meta.env.VITE_OPENAI_API_KEY',
      'Vite, with a default beside it':
        "const secret = import.meta.env.VITE_MEMBERSHIP_SECRET || ''",
      'Vite, destructured': 'const { VITE_STRIPE_SECRET_KEY } = import.meta.env',
      'Vite, destructured under another name':
        'const { VITE_ADMIN_PASSWORD: word } = import.meta.env',
      'Vite, through an alias': 'const env = import.meta.env\nconst token = env.VITE_GITHUB_TOKEN',
      'Vite, env taken out of import.meta': 'const { env } = import.meta\nuse(env.VITE_JWT_SECRET)',
      'component of Vue': {
        code: '<script setup lang="ts">\nconst key = import.meta.env.VITE_ANTHROPIC_API_KEY\n</script>\n<template><p /></template>',
        filename: 'src/components/Chat.vue',
      },
      'component of Svelte': {
        code: '<script>\nconst key = import.meta.env.VITE_GROQ_API_KEY\n</script>\n<p>{key}</p>',
        filename: 'src/Chat.svelte',
      },
      'frontmatter of Astro': {
        code: '---\nconst key = import.meta.env.PUBLIC_STRIPE_SECRET_KEY\n---\n<p>{key}</p>',
        filename: 'src/pages/index.astro',
      },
      'markup of Astro': {
        code: '<Pay client:load token={import.meta.env.PUBLIC_GITHUB_TOKEN} />',
        filename: 'src/pages/index.astro',
      },
      'expression in the markup of Svelte': {
        code: '<p title={import.meta.env.VITE_SENDGRID_API_KEY}>mail</p>',
        filename: 'src/Mail.svelte',
      },
      'types of Vite': {
        code: 'interface ImportMetaEnv {\n  readonly VITE_TWILIO_AUTH_TOKEN: string\n}',
        filename: 'src/vite-env.d.ts',
      },
      'Create React App': 'const key = process.env.REACT_APP_AWS_SECRET_ACCESS_KEY',
      'Vue CLI': 'const key = process.env.VUE_APP_MAILGUN_API_KEY',
      Gatsby: 'const token = process.env.GATSBY_GITHUB_TOKEN',
      'ngx-env of Angular': 'const key = import.meta.env.NG_APP_PRIVATE_KEY',
      Expo: {
        code: 'const key = process.env.EXPO_PUBLIC_OPENAI_API_KEY',
        filename: 'app/(tabs)/chat.tsx',
      },
      'extra of an Expo app': 'const key = Constants.expoConfig?.extra?.stripeSecretKey',
      'React Native':
        "import Config from 'react-native-config'\nconst key = Config.STRIPE_SECRET_KEY",
      'React Native, by a Babel plugin': "import { OPENAI_API_KEY } from '@env'",
      Astro: 'const key = import.meta.env.PUBLIC_RESEND_API_KEY',
      'client variables of Astro': "import { MAIL_API_SECRET } from 'astro:env/client'",
      'declaration of a client variable of Astro': {
        code: "export default defineConfig({ env: { schema: { STRIPE_SECRET_KEY: envField.string({ context: 'client', access: 'public' }) } } })",
        filename: 'astro.config.mjs',
      },
      'SvelteKit, static': "import { PUBLIC_MAIL_SECRET } from '$env/static/public'",
      'SvelteKit, dynamic':
        "import { env } from '$env/dynamic/public'\nconst key = env.PUBLIC_OPENAI_API_KEY",
      'SvelteKit, explicit': "import { STRIPE_SECRET_KEY } from '$app/env/public'",
      'declaration of a public variable of SvelteKit': {
        code: 'export const variables = defineEnvVars({ STRIPE_SECRET_KEY: { public: true } })',
        filename: 'src/env.ts',
      },
      Nuxt: 'const config = useRuntimeConfig()\nconst key = config.public.openaiApiKey',
      'Nuxt, by its variable': 'const key = process.env.NUXT_PUBLIC_STRIPE_SECRET_KEY',
      Storybook: 'const token = process.env.STORYBOOK_GITHUB_TOKEN',
      'browser extension of Plasmo': 'const key = process.env.PLASMO_PUBLIC_OPENAI_API_KEY',
      'browser extension of WXT': 'const key = import.meta.env.WXT_ANTHROPIC_API_KEY',
      Bun: 'const key = Bun.env.BUN_PUBLIC_DB_PASSWORD',
      Redwood: 'const key = process.env.REDWOOD_ENV_SENDGRID_API_KEY',
      Nx: 'const key = process.env.NX_PUBLIC_SIGNING_KEY',
      'T3 Env': {
        code: 'export const env = createEnv({ client: { NEXT_PUBLIC_JWT_SECRET: z.string() } })',
        filename: 'src/env.mjs',
      },
      'env of next-runtime-env': "const key = env('NEXT_PUBLIC_OPENAI_API_KEY')",
      'name in doubt, in a header':
        "fetch(url, { headers: { 'X-API-Key': process.env.NEXT_PUBLIC_GUARDIAN_API_KEY } })",
      'name in doubt, in a bearer':
        'const key = import.meta.env.VITE_API_KEY\nfetch(url, { headers: { Authorization: `Bearer ${key}` } })',
      'name in doubt, set on a request':
        "request.setRequestHeader('x-api-key', process.env.REACT_APP_API_KEY)",
      'name in doubt, as the default of a client':
        "axios.defaults.headers.common['X-Api-Key'] = import.meta.env.VITE_BACKEND_KEY",
      'name in doubt, in an address':
        'fetch(`/members?token=${import.meta.env.VITE_MEMBERS_TOKEN}`)',
      'name in doubt, in an SDK for servers':
        "import { GoogleGenAI } from '@google/genai'\nconst ai = new GoogleGenAI({ apiKey: import.meta.env.VITE_API_KEY })",
      'name in doubt, by a field':
        "class Api { key = import.meta.env.VITE_API_KEY; ask() { return fetch(url, { headers: { 'X-API-Key': this.key } }) } }",
      'name in doubt, by an object':
        "const config = { key: process.env.REACT_APP_API_KEY }\nfetch(url, { headers: { 'X-API-Key': config.key } })",
      'name in doubt, destructured':
        'const { VITE_API_KEY } = import.meta.env\nfetch(url, { headers: { apikey: VITE_API_KEY } })',
      'prefix of the house': {
        code: 'const key = process.env.SHOP_OPEN_API_SECRET',
        settings: { publicPrefixes: ['SHOP_OPEN_'] },
      },
      'name of the house': {
        code: 'const key = process.env.NEXT_PUBLIC_GUARDIAN',
        options: { secretNames: ['GUARDIAN'] },
      },
      'one variable read twice, told once':
        'use(process.env.REACT_APP_API_SECRET)\nuse(process.env.REACT_APP_API_SECRET)',
      workflow: {
        code: 'env:\n  NEXT_PUBLIC_STRIPE_SECRET_KEY: ${{ secrets.STRIPE_SECRET_KEY }}\n',
        filename: '.github/workflows/deploy.yml',
      },
      'compose file': {
        code: 'services:\n  web:\n    environment:\n      - VITE_OPENAI_API_KEY=${OPENAI_API_KEY}\n',
        filename: 'compose.yaml',
      },
      'TOML of a host': {
        code: '[build.environment]\nPUBLIC_SUPABASE_SERVICE_ROLE_KEY = "x"\n',
        filename: 'netlify.toml',
      },
      'builds of Expo': {
        code: '{ "build": { "production": { "env": { "EXPO_PUBLIC_ANTHROPIC_API_KEY": "x" } } } }',
        filename: 'eas.json',
      },
      'page that Vite fills in': {
        code: '<!doctype html><html><body data-key="%VITE_OPENAI_API_KEY%"></body></html>',
        filename: 'index.html',
      },
    },
    clean: {
      'the same variable without its prefix': 'const key = process.env.STRIPE_SECRET_KEY',
      'publishable key of Stripe': 'loadStripe(process.env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY)',
      'anon key of Supabase': 'createClient(url, import.meta.env.VITE_SUPABASE_ANON_KEY)',
      'anon key as a bearer':
        'fetch(url, { headers: { Authorization: `Bearer ${import.meta.env.VITE_SUPABASE_ANON_KEY}` } })',
      'key of Google Maps': 'const key = process.env.NEXT_PUBLIC_GOOGLE_MAPS_API_KEY',
      'token of Mapbox': 'mapboxgl.accessToken = import.meta.env.VITE_MAPBOX_ACCESS_TOKEN',
      'key of Firebase': 'initializeApp({ apiKey: process.env.EXPO_PUBLIC_FIREBASE_API_KEY })',
      'address of a database of Firebase':
        'const url = process.env.REACT_APP_FIREBASE_DATABASE_URL',
      'DSN of Sentry': 'Sentry.init({ dsn: process.env.NEXT_PUBLIC_SENTRY_DSN })',
      'key of PostHog': 'posthog.init(process.env.NEXT_PUBLIC_POSTHOG_KEY)',
      'search key of Algolia': 'const key = import.meta.env.PUBLIC_ALGOLIA_SEARCH_KEY',
      'id of an OAuth client': 'const id = process.env.REACT_APP_GOOGLE_CLIENT_ID',
      'public key of Web Push': 'const key = process.env.NEXT_PUBLIC_VAPID_PUBLIC_KEY',
      'name of a secret': 'const name = process.env.NEXT_PUBLIC_SECRET_NAME',
      'address of tokens': 'const url = import.meta.env.VITE_TOKEN_URL',
      'address of a token of a blockchain': 'const a = process.env.NEXT_PUBLIC_TOKEN_ADDRESS',
      'name of an entry of storage': 'const k = import.meta.env.VITE_TOKEN_STORAGE_KEY',
      'name in doubt, by a field that is only shown':
        'class Api { key = import.meta.env.VITE_API_KEY; #key = 1; show() { return print(this.key, this.#key) } }',
      'name in doubt that no credential is made of':
        'const key = import.meta.env.VITE_WEATHER_API_KEY\nshow(key)',
      'name in doubt, in a script of maps':
        'load(`https://maps.example/js?key=${process.env.REACT_APP_GOOGLE_API_KEY}`)',
      flag: "if (process.env.NEXT_PUBLIC_ENABLE_PASSWORD === 'true') show()",
      'variable that is written': "process.env.NEXT_PUBLIC_API_SECRET = 'x'",
      'private variables of SvelteKit': "import { API_SECRET } from '$env/static/private'",
      'private declaration of SvelteKit':
        'export const variables = defineEnvVars({ STRIPE_SECRET_KEY: {} })',
      'server variable of Astro':
        "const a = { STRIPE_SECRET_KEY: envField.string({ context: 'server', access: 'secret' }) }",
      'server half of T3 Env': 'createEnv({ server: { STRIPE_SECRET_KEY: z.string() } })',
      'private part of the configuration of Nuxt': 'const { stripeSecretKey } = useRuntimeConfig()',
      'object that only looks like an environment':
        'const env = { VITE_API_SECRET: 1 }\nuse(env.VITE_API_SECRET)',
      test: {
        code: 'const key = process.env.NEXT_PUBLIC_STRIPE_SECRET_KEY',
        filename: 'src/checkout.test.ts',
      },
      'name that the house shows': {
        code: 'const key = process.env.NEXT_PUBLIC_DEMO_SECRET',
        options: { publishableNames: ['DEMO_SECRET'] },
      },
      'prefix of another framework, where only one counts': {
        code: 'const key = process.env.PUBLIC_API_SECRET',
        options: { prefixes: ['NEXT_PUBLIC_'] },
      },
      'comment in YAML': {
        code: 'env:\n  # never NEXT_PUBLIC_STRIPE_SECRET_KEY\n  NEXT_PUBLIC_SITE: x\n',
        filename: 'compose.yml',
      },
      'secret of the server in YAML': {
        code: 'env:\n  STRIPE_SECRET_KEY: x\n  VITE_SUPABASE_ANON_KEY: x\n',
        filename: 'compose.yml',
      },
      documentation: {
        code: 'Never set NEXT_PUBLIC_STRIPE_SECRET_KEY.\n',
        filename: 'README.md',
      },
      'page that only names it': {
        code: '<!doctype html><html><body>Never set VITE_OPENAI_API_KEY.</body></html>',
        filename: 'index.html',
      },
    },
  },
  create(context, options) {
    if (!mayBePublic(context, options) || isTest(context)) return {}
    if (isText(context)) return textListeners(context, options)
    const told = new Set<string>()
    function tell(node: Node, secret: PublicSecret | undefined) {
      if (!secret || told.has(secret.name)) return
      told.add(secret.name)
      const route = ownRouteFor(secret.prefix) ?? ownRoute(context)
      context.report({ node, messageId: 'shipped', data: { ...secret, route } })
    }
    function tellDeclared(node: Node) {
      for (const variable of declaredPublic(node)) tell(variable.node, judged(variable))
    }
    function judged({ name, ships }: DeclaredVariable): PublicSecret | undefined {
      return ships === undefined
        ? publicSecretNamed(name, context, options)
        : publicSecretDeclared(name, ships, context, options)
    }

    const reads = eachEnvRead(context.sourceCode, (read) =>
      tell(read.node, publicSecretRead(read, context, options)),
    )
    return {
      ...reads,
      CallExpression(node) {
        reads.CallExpression(node)
        tellDeclared(node)
      },
      Property: tellDeclared,
      TSPropertySignature: tellDeclared,
    }
  },
})

/** Configurations name the variables that builds are given. */
function textListeners(context: Context, options: Options): Listeners {
  const told = new Set<string>()
  const secrets = namesInText(context, prefixesOf(context, options)).flatMap((found) => {
    const secret = publicSecretNamed(found.name, context, options)
    if (!secret || told.has(secret.name)) return []
    told.add(secret.name)
    return [{ ...found, secret }]
  })
  if (secrets.length === 0) return {}
  const { sourceCode } = context
  return {
    [sourceCode.ast.type]() {
      for (const { start, end, secret } of secrets) {
        const loc = {
          start: sourceCode.getLocFromIndex(start),
          end: sourceCode.getLocFromIndex(end),
        }
        context.report({ loc, messageId: 'named', data: { ...secret } })
      }
    },
  }
}
