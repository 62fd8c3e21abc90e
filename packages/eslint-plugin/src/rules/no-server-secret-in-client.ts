import { eachEnvRead } from '../env-reads.ts'
import { isOfServer, isServerPackage, isUsedInBrowser, mayNeedServer } from '../of-server.ts'
import { ownRoute } from '../own-route.ts'
import { nameOptions, type NameOptions } from '../name-options.ts'
import { isTest } from '../place.ts'
import { prefixesOf } from '../public-secret.ts'
import { defineRule } from '../rule.ts'
import { isServerPlace } from '../server-place.ts'
import { sideOf } from '../side.ts'

interface Options extends NameOptions {
  readonly serverPackages: readonly string[]
}

export default defineRule<Options>({
  name: 'no-server-secret-in-client',
  description: 'secrets of the server, and packages that need them, in code for browsers',
  about: `A module for browsers that reads \`process.env.STRIPE_SECRET_KEY\` gets \`undefined\` at best; at worst somebody then gives the variable a public prefix, or the bundler inlines it. A module is for browsers when it says \`'use client'\`, when its name says so (\`+page.svelte\`, \`*.client.ts\`, \`*.vue\` …), when it imports what only browsers have, or when \`settings.keyward.clientFiles\` names it.

What only the server runs stays silent: \`getServerSideProps\`, exported loaders and actions, server functions, functions that say \`'use server'\`, and branches of \`typeof window === 'undefined'\`.`,
  configs: ['recommended', 'client', 'strict'],
  messages: {
    read: '{{name}} is read in code that runs in the browser, by {{sign}}: it is undefined there, or everybody has it. Read it in {{route}}, and call that from here.',
    module:
      '{{name}} comes from {{spelling}}, which is for servers, and this code runs in the browser, by {{sign}}. Use it in {{route}}, and call that from here.',
    package:
      '{{name}} works with credentials and is for servers, and this code runs in the browser, by {{sign}}. Use it in {{route}}, and call that from here.',
  },
  options: {
    serverPackages: {
      about: 'More packages that only servers may import.',
      schema: { type: 'array', items: { type: 'string' }, uniqueItems: true },
      fallback: [],
    },
    ...nameOptions,
  },
  examples: {
    leaks: {
      'client component of Next.js': {
        code: "'use client'\nexport function Pay() { return pay(process.env.STRIPE_SECRET_KEY) }",
        filename: 'app/pay.tsx',
      },
      'client component that destructures': {
        code: "'use client'\nconst { OPENAI_API_KEY } = process.env",
        filename: 'app/chat.tsx',
      },
      'name that leaves it open, without a public prefix': {
        code: "'use client'\nfetch(url, { headers: { 'X-API-Key': process.env.API_KEY } })",
        filename: 'app/chat.tsx',
      },
      'checked environment in a client component': {
        code: "'use client'\nimport { env } from '~/env'\nconst key = env.RESEND_API_KEY",
        filename: 'src/app/mail.tsx',
      },
      'page of Next.js': {
        code: 'export default function Page() { return call(process.env.OPENAI_API_KEY) }',
        filename: 'pages/index.tsx',
      },
      'component with state': {
        code: "import { useState } from 'react'\nconst key = process.env.GITHUB_TOKEN",
        filename: 'src/Repositories.tsx',
      },
      'page of SvelteKit': {
        code: "<script>\nimport { STRIPE_SECRET_KEY } from '$env/static/private'\n</script>\n<p>{STRIPE_SECRET_KEY}</p>",
        filename: 'src/routes/+page.svelte',
      },
      'load that runs on both sides': {
        code: "import { env } from '$env/dynamic/private'\nexport const load = () => ask(env.API_KEY)",
        filename: 'src/routes/+page.ts',
      },
      'explicit variables of SvelteKit': {
        code: "import { PASSPHRASE } from '$app/env/private'",
        filename: 'src/routes/+layout.ts',
      },
      'server folder of SvelteKit': {
        code: "<script>\nimport { db } from '$lib/server/db'\n</script>\n<p>{db.name}</p>",
        filename: 'src/routes/+page.svelte',
      },
      'script of an Astro page': {
        code: "import { API_SECRET } from 'astro:env/server'",
        filename: 'src/pages/index.astro/0.js',
      },
      'variable in the script of an Astro page': {
        code: 'const key: string = import.meta.env.STRIPE_SECRET_KEY',
        filename: 'src/pages/index.astro/0.ts',
      },
      'component of Vue': {
        code: '<script setup>\nconst key = process.env.STRIPE_SECRET_KEY\n</script>\n<template><p /></template>',
        filename: 'components/Pay.vue',
      },
      'private configuration in a component of Nuxt': {
        code: '<script setup>\nconst { stripeSecretKey } = useRuntimeConfig()\n</script>\n<template><p /></template>',
        filename: 'components/Pay.vue',
      },
      'plugin of Nuxt for the client': {
        code: 'export default defineNuxtPlugin(() => use(useRuntimeConfig().openaiApiKey))',
        filename: 'plugins/chat.client.ts',
      },
      'branch for the browser':
        "'use client'\nif (typeof window !== 'undefined') send(process.env.JWT_SECRET)",
      'default export of a route of React Router': {
        code: "import { useLoaderData } from 'react-router'\nimport { useState } from 'react'\nexport default function Route() { return ask(process.env.OPENAI_API_KEY) }",
        filename: 'app/routes/chat.tsx',
      },
      'client loader of Remix': {
        code: 'export async function clientLoader() { return ask(process.env.OPENAI_API_KEY) }',
        filename: 'app/routes/chat.client.tsx',
      },
      'loader of TanStack, which runs on both sides': {
        code: "import { createFileRoute } from '@tanstack/react-router'\nexport const Route = createFileRoute('/')({ loader: () => ask(process.env.DATABASE_URL) })",
        filename: 'src/routes/index.tsx',
      },
      'module level of a TanStack route': {
        code: "import { createFileRoute } from '@tanstack/react-router'\nconst key = process.env.AUTH_SECRET",
        filename: 'src/routes/index.tsx',
      },
      'screen of an Expo app': {
        code: "import { View } from 'react-native'\nconst key = process.env.OPENAI_API_KEY",
        filename: 'app/chat.tsx',
      },
      'component of Angular': {
        code: "import { Component } from '@angular/core'\nconst key = process.env['STRIPE_SECRET_KEY']",
        filename: 'src/app/pay.ts',
      },
      'environment of Angular': {
        code: 'export const environment = { key: process.env.STRIPE_SECRET_KEY }',
        filename: 'src/environments/environment.prod.ts',
      },
      'service worker': {
        code: "self.addEventListener('push', (e) => e.waitUntil(send(process.env.PUSH_SECRET)))",
        filename: 'src/push.js',
      },
      'background of a browser extension': {
        code: 'const key = process.env.OPENAI_API_KEY\nchrome.runtime.onMessage.addListener(() => ask(key))',
        filename: 'src/background.ts',
      },
      'renderer of Electron': {
        code: 'const key = import.meta.env.OPENAI_API_KEY',
        filename: 'src/renderer/chat.ts',
      },
      'window of Electron by its imports': {
        code: "import { ipcRenderer } from 'electron'\nconst key = process.env.OPENAI_API_KEY",
        filename: 'src/window.ts',
      },
      'file the settings call a client': {
        code: 'const key = process.env.API_SECRET',
        filename: 'web/main.ts',
        settings: { clientFiles: ['web/**'] },
      },
      'package for administrators': {
        code: "'use client'\nimport admin from 'firebase-admin'\nadmin.initializeApp()",
        filename: 'app/users.tsx',
      },
      'database in a client component': {
        code: "'use client'\nimport { Pool } from 'pg'\nconst pool = new Pool()",
        filename: 'app/users.tsx',
      },
      'mail from a component of Vue': {
        code: "<script setup>\nimport nodemailer from 'nodemailer'\nconst mail = nodemailer.createTransport({})\n</script>\n<template><p /></template>",
        filename: 'src/Mail.vue',
      },
      'store of secrets in a page of Next.js, outside of getServerSideProps': {
        code: "import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'\nexport default function Page() { return new SecretsManagerClient() }",
        filename: 'pages/index.tsx',
      },
      'package of the house': {
        code: "'use client'\nimport { charge } from '@shop/billing-server'\ncharge()",
        options: { serverPackages: ['@shop/billing-server'] },
      },
    },
    clean: {
      'module without a side': 'export const key = process.env.STRIPE_SECRET_KEY',
      'server component of Next.js': {
        code: 'export default async function Page() { return list(process.env.API_SECRET) }',
        filename: 'app/page.tsx',
      },
      'route handler': {
        code: 'export async function POST() { return ask(process.env.OPENAI_API_KEY) }',
        filename: 'app/api/chat/route.ts',
      },
      actions:
        "'use server'\nexport async function send() { return mail(process.env.RESEND_API_KEY) }",
      'server-only': {
        code: "import 'server-only'\nexport const key = process.env.STRIPE_SECRET_KEY",
        filename: 'composables/key.ts',
      },
      getServerSideProps: {
        code: 'export async function getServerSideProps() { return { props: { n: await count(process.env.API_SECRET) } } }',
        filename: 'pages/index.tsx',
      },
      'loader of Remix': {
        code: "import { useLoaderData } from '@remix-run/react'\nimport { useState } from 'react'\nexport async function loader() { return count(process.env.API_SECRET) }",
        filename: 'app/routes/users.tsx',
      },
      'server function of TanStack': {
        code: "import { createFileRoute } from '@tanstack/react-router'\nconst ask = createServerFn().handler(async () => send(process.env.API_SECRET))",
        filename: 'src/routes/index.tsx',
      },
      'server route of TanStack': {
        code: "import { createFileRoute } from '@tanstack/react-router'\nexport const Route = createFileRoute('/api')({ server: { handlers: { GET: () => send(process.env.API_SECRET) } } })",
        filename: 'src/routes/api.ts',
      },
      'server half of SvelteKit': {
        code: "import { API_SECRET } from '$env/static/private'",
        filename: 'src/routes/+page.server.ts',
      },
      'hooks of SvelteKit': {
        code: "import { env } from '$env/dynamic/private'\nuse(env.API_SECRET)",
        filename: 'src/hooks.server.ts',
      },
      'server route of Nuxt': {
        code: 'export default defineEventHandler(() => ask(useRuntimeConfig().openaiApiKey))',
        filename: 'server/api/chat.ts',
      },
      'frontmatter of Astro': {
        code: '---\nconst key = import.meta.env.API_SECRET\n---\n<p>{await count(key)}</p>',
        filename: 'src/pages/index.astro',
      },
      'API route of Expo': {
        code: "import { View } from 'react-native'\nconst key = process.env.OPENAI_API_KEY",
        filename: 'app/chat+api.ts',
      },
      'main process of Electron':
        "import { app } from 'electron'\nconst key = process.env.OPENAI_API_KEY",
      'server of Angular': {
        code: "import { ɵ } from '@angular/core'\nconst key = process.env.API_SECRET",
        filename: 'src/main.server.ts',
      },
      'renderer on the server':
        "import { createSSRApp } from 'vue'\nimport express from 'express'\nconst key = process.env.SESSION_SECRET",
      'worker at the edge': 'export default { fetch(request, env) { return ask(env.API_SECRET) } }',
      'branch for the server':
        "'use client'\nconst key = typeof window === 'undefined' ? process.env.API_SECRET : undefined",
      'what follows a guard':
        "'use client'\nexport function f() { if (typeof window !== 'undefined') return; send(process.env.API_SECRET) }",
      'public variable, judged by another rule': {
        code: "'use client'\nconst key = process.env.NEXT_PUBLIC_API_SECRET",
      },
      'plain variable':
        "'use client'\nconst isDevelopment = process.env.NODE_ENV === 'development'",
      'publishable key': "'use client'\nconst key = process.env.STRIPE_PUBLISHABLE_KEY",
      'key from a person':
        "'use client'\nconst [key, setKey] = useState('')\nfetch(url, { headers: { 'X-API-Key': key } })",
      'types of a package for servers': {
        code: "'use client'\nimport type { Pool } from 'pg'\nexport function f(pool: Pool) {}",
        filename: 'app/f.tsx',
      },
      'types, imported among values': {
        code: "'use client'\nimport Stripe from 'stripe'\nexport function f(session: Stripe.Checkout.Session) { return session.id }",
        filename: 'app/f.tsx',
      },
      'enumerations of Prisma': {
        code: "'use client'\nimport { Role } from '@prisma/client'\nuse(Role.ADMIN)",
        filename: 'app/f.tsx',
      },
      'database that only getServerSideProps uses': {
        code: "import { Pool } from 'pg'\nexport async function getServerSideProps() { return { props: await read(new Pool()) } }\nexport default function Page() { return null }",
        filename: 'pages/index.tsx',
      },
      'module for servers that only a loader uses': {
        code: "import { db } from '~/db.server'\nimport { useState } from 'react'\nexport const loader = async () => db.users()",
        filename: 'app/routes/users.tsx',
      },
      test: {
        code: "'use client'\nconst key = process.env.STRIPE_SECRET_KEY",
        filename: 'app/pay.test.tsx',
      },
      'file the settings call a server': {
        code: "'use client'\nconst key = process.env.API_SECRET",
        settings: { serverFiles: ['**'] },
      },
      'variable the house shows': {
        code: "'use client'\nconst key = process.env.DEMO_TOKEN",
        options: { publishableNames: ['DEMO_*'] },
      },
    },
  },
  create(context, options) {
    if (isTest(context) || !mayNeedServer(context, options.serverPackages)) return {}
    const side = sideOf(context)
    if (side.is !== 'client' || side.confidence === 'possible') return {}
    const prefixes = prefixesOf(context, {})
    function told(name: string): Record<string, string> {
      return { name, sign: side.sign, route: ownRoute(context) }
    }
    return {
      ...eachEnvRead(context.sourceCode, (read) => {
        if (!isOfServer(read, prefixes, options) || isServerPlace(read.node)) return
        const isModule = read.reach === 'private' && !read.spelling.endsWith(')')
        context.report({
          node: read.node,
          messageId: isModule ? 'module' : 'read',
          data: { ...told(read.name), spelling: read.spelling },
        })
      }),
      ImportDeclaration(node) {
        const name = node.source.value
        const isServer = isServerPackage(name, options.serverPackages)
        if (!isServer || !isUsedInBrowser(node, context)) return
        context.report({ node, messageId: 'package', data: told(name) })
      },
    }
  },
})
