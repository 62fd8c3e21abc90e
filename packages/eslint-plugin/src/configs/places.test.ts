import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'
import { filledIn, languageOf } from '../example.ts'
import plugin from '../index.ts'

type Leaks = Readonly<Record<string, readonly [rule: string, filename: string, code: string]>>
type Silent = Readonly<Record<string, readonly [filename: string, code: string]>>

/** Without being told the framework, by file names, imports and what a file uses. */
const places: Readonly<Record<string, { readonly leaks: Leaks; readonly silent: Silent }>> = {
  Electron: {
    leaks: {
      'variable read by the renderer': [
        'no-server-secret-in-client',
        'src/renderer/main.ts',
        'ask(process.env.OPENAI_API_KEY)',
      ],
      'variable read by the preload script': [
        'no-server-secret-in-client',
        'src/preload.ts',
        "import { contextBridge } from 'electron'\nask(process.env.STRIPE_SECRET_KEY)",
      ],
      'key exposed to the window': [
        'no-server-secret-in-client',
        'electron/preload.js',
        "contextBridge.exposeInMainWorld('shop', { key: process.env.API_SECRET })",
      ],
      'key in the main process': [
        'no-hardcoded-secret',
        'src/main/index.ts',
        "import { app } from 'electron'\nask('{{github-personal-token}}')",
      ],
      'header of the renderer': [
        'no-hardcoded-auth-header',
        'src/renderer/api.ts',
        "fetch(url, { headers: { 'x-api-key': '{{hex 32}}' } })",
      ],
      'SDK in the renderer': [
        'no-browser-sdk-key',
        'src/renderer/chat.ts',
        'new OpenAI({ apiKey: import.meta.env.RENDERER_VITE_AI, dangerouslyAllowBrowser: true })',
      ],
    },
    silent: {
      'variable read by the main process': [
        'src/main.ts',
        "import { app, BrowserWindow } from 'electron'\nask(process.env.OPENAI_API_KEY)",
      ],
      'variable read below electron/': ['electron/main.ts', 'ask(process.env.OPENAI_API_KEY)'],
      'key asked of the main process': [
        'src/renderer/chat.ts',
        "const answer = await window.shop.ask('hello')",
      ],
      'function exposed to the window': [
        'src/preload.ts',
        "import { contextBridge, ipcRenderer } from 'electron'\ncontextBridge.exposeInMainWorld('shop', { ask: (text) => ipcRenderer.invoke('ask', text) })",
      ],
      'mode of the renderer': ['src/renderer/main.ts', 'if (import.meta.env.DEV) devtools()'],
      'key that a person typed': [
        'src/renderer/settings.ts',
        "function save(apiKey) { window.shop.invoke('save', { apiKey }) }",
      ],
    },
  },
  'a browser extension': {
    leaks: {
      'variable read by a content script': [
        'no-server-secret-in-client',
        'src/content-script.ts',
        'ask(process.env.OPENAI_API_KEY)',
      ],
      'variable read by the background': [
        'no-server-secret-in-client',
        'src/background.ts',
        'chrome.runtime.onMessage.addListener(() => ask(process.env.GITHUB_TOKEN))',
      ],
      'entry point of WXT': [
        'no-public-env-secret',
        'entrypoints/popup/main.ts',
        'ask(import.meta.env.WXT_OPENAI_API_KEY)',
      ],
      'public variable of Plasmo': [
        'no-public-env-secret',
        'popup.tsx',
        'ask(process.env.PLASMO_PUBLIC_STRIPE_SECRET_KEY)',
      ],
      'key in a popup': [
        'no-hardcoded-secret',
        'popup/popup.js',
        "document.body.onclick = () => pay('{{stripe-secret-key}}')",
      ],
      'header of a background': [
        'no-hardcoded-auth-header',
        'background.js',
        "browser.runtime.onInstalled.addListener(() => fetch(url, { headers: { 'X-Auth-Token': '{{hex 40}}' } }))",
      ],
    },
    silent: {
      'key kept by its owner': [
        'src/background.ts',
        "const { apiKey } = await chrome.storage.local.get('apiKey')\nask(apiKey)",
      ],
      'own server': ['src/content-script.ts', "chrome.runtime.sendMessage({ ask: 'hello' })"],
      'identifier of the extension': [
        'src/background.ts',
        "chrome.runtime.connect('abcdefghijklmnopabcdefghijklmnop')",
      ],
      'public variable that says nothing': [
        'entrypoints/popup/main.ts',
        'open(import.meta.env.WXT_SITE_URL)',
      ],
      'client id of OAuth': [
        'src/background.ts',
        'chrome.identity.launch(process.env.PLASMO_PUBLIC_OAUTH_CLIENT_ID)',
      ],
      'build of the extension': ['wxt.config.ts', 'zip(process.env.CHROME_CLIENT_SECRET)'],
    },
  },
  'a worker of the browser': {
    leaks: {
      'variable read by a service worker': [
        'no-server-secret-in-client',
        'public/sw.js',
        "self.addEventListener('fetch', () => ask(process.env.API_SECRET))",
      ],
      'variable read by a worker for messages': [
        'no-server-secret-in-client',
        'public/firebase-messaging-sw.js',
        "importScripts('firebase.js')\nask(process.env.PUSH_SECRET)",
      ],
      'variable of Vite in a service worker': [
        'no-public-env-secret',
        'src/service-worker.ts',
        'ask(import.meta.env.VITE_PUSH_PRIVATE_KEY)',
      ],
      'header of a worker': [
        'no-hardcoded-auth-header',
        'src/worker.js',
        "self.addEventListener('push', () => fetch(url, { headers: { 'X-API-Key': '{{hex 32}}' } }))",
      ],
      'key in a worker': [
        'no-hardcoded-secret',
        'src/sync.worker.ts',
        "self.onmessage = () => post('{{slack-bot-token}}')",
      ],
      'key in an address': [
        'no-secret-in-url',
        'public/sw.js',
        "self.addEventListener('push', () => fetch('https://api.shop.dev/v1?api_key={{hex 32}}'))",
      ],
    },
    silent: {
      'worker at the edge': [
        'src/index.ts',
        'export default { fetch: (request, env) => ask(env.OPENAI_API_KEY) }',
      ],
      'worker of Node': [
        'src/sync.ts',
        "import { parentPort } from 'node:worker_threads'\nask(process.env.API_SECRET)",
      ],
      'hash of a file kept by a service worker': [
        'public/sw.js',
        "const files = [{ url: '/index.html', revision: '{{hex 32}}' }]",
      ],
      'public key of push messages': [
        'public/sw.js',
        "const applicationServerKey = 'B{{base62 86}}'",
      ],
      'token of a subscription': [
        'src/service-worker.ts',
        "self.addEventListener('push', (event) => send(event.data.json().token))",
      ],
      'name of a cache': ['public/sw.js', "const cacheKey = 'static-assets-v2-2026-11-21'"],
    },
  },
  HTML: {
    leaks: {
      'key in a script': [
        'no-hardcoded-secret',
        'index.html',
        "<script>pay('{{stripe-secret-key}}')</script>",
      ],
      'key in an attribute': [
        'no-hardcoded-secret',
        'index.html',
        '<div data-token="{{github-personal-token}}"></div>',
      ],
      'key in a comment': [
        'no-hardcoded-secret',
        'index.html',
        '<p>hi</p><!-- {{slack-bot-token}} -->',
      ],
      'credential in a script': [
        'no-hardcoded-credential',
        'index.html',
        "<script>const clientSecret = '{{base62 32}}'</script>",
      ],
      'credential in a template of a server': [
        'no-hardcoded-credential',
        'views/index.html',
        '<script>window.config = { apiKey: "{{hex 32}}" }</script>',
      ],
    },
    silent: {
      'hash of a script': [
        'index.html',
        '<script src="/a.js" integrity="sha384-{{base64 64}}"></script>',
      ],
      'token of a form, filled in by the server': [
        'index.html',
        '<input type="hidden" name="csrf_token" value="{{ csrf_token }}">',
      ],
      'field for a password': [
        'index.html',
        '<input type="password" name="password" placeholder="Your password">',
      ],
      'publishable key': ['index.html', '<script>Stripe(window.publishableKey)</script>'],
      'site verification': [
        'index.html',
        '<meta name="google-site-verification" content="{{base62 43}}">',
      ],
    },
  },
  Angular: {
    leaks: {
      'environment that is compiled in': [
        'no-hardcoded-secret',
        'src/environments/environment.prod.ts',
        "export const environment = { stripe: '{{stripe-secret-key}}' }",
      ],
      'variable in an environment': [
        'no-server-secret-in-client',
        'src/environments/environment.ts',
        "export const environment = { key: process.env['OPENAI_API_KEY'] }",
      ],
      'variable in a component': [
        'no-server-secret-in-client',
        'src/app/pay.component.ts',
        "ask(process.env['STRIPE_SECRET_KEY'])",
      ],
      'public variable': [
        'no-public-env-secret',
        'src/app/pay.service.ts',
        "ask(import.meta.env['NG_APP_STRIPE_SECRET_KEY'])",
      ],
      'header of an interceptor': [
        'no-hardcoded-auth-header',
        'src/app/key.interceptor.ts',
        "import { HttpHeaders } from '@angular/common/http'\nconst headers = new HttpHeaders({ 'X-API-Key': '{{hex 32}}' })",
      ],
      'package for servers in a service': [
        'no-server-secret-in-client',
        'src/app/users.service.ts',
        "import { Injectable } from '@angular/core'\nimport admin from 'firebase-admin'\nadmin.initializeApp()",
      ],
    },
    silent: {
      'address in an environment': [
        'src/environments/environment.ts',
        "export const environment = { production: false, apiUrl: 'https://api.example' }",
      ],
      'configuration of Firebase': [
        'src/environments/environment.ts',
        "export const environment = { firebase: { projectId: 'shop', appId: '1:234567890123:web:abcdef0123456789' } }",
      ],
      'server of Angular': ['server.ts', "app.use(session(process.env['SESSION_SECRET']))"],
      'token of an injection': [
        'src/app/tokens.ts',
        "import { InjectionToken } from '@angular/core'\nexport const API_TOKEN = new InjectionToken('api.configuration.token')",
      ],
      'key that an interceptor is handed': [
        'src/app/key.interceptor.ts',
        "export const key = (request, next) => next(request.clone({ setHeaders: { 'X-API-Key': store.key() } }))",
      ],
      'form control': [
        'src/app/login.component.ts',
        "const form = builder.group({ password: ['', Validators.required] })",
      ],
    },
  },
  Expo: {
    leaks: {
      'public variable': [
        'no-public-env-secret',
        'lib/chat.ts',
        'ask(process.env.EXPO_PUBLIC_OPENAI_API_KEY)',
      ],
      'variable of a screen': [
        'no-server-secret-in-client',
        'app/index.tsx',
        "import { View } from 'react-native'\nask(process.env.STRIPE_SECRET_KEY)",
      ],
      'extra of its configuration': [
        'no-env-inlining',
        'app.config.ts',
        'export default { expo: { extra: { key: process.env.STRIPE_SECRET_KEY } } }',
      ],
      'file for one platform': [
        'no-server-secret-in-client',
        'lib/pay.ios.ts',
        'ask(process.env.STRIPE_SECRET_KEY)',
      ],
      'key in a screen': [
        'no-hardcoded-secret',
        'app/index.tsx',
        "import { Text } from 'react-native'\nexport default () => <Text onPress={() => pay('{{stripe-secret-key}}')}>Pay</Text>",
      ],
      'header of a screen': [
        'no-hardcoded-auth-header',
        'app/index.tsx',
        "import { View } from 'react-native'\naxios.get(url, { headers: { 'x-api-key': '{{hex 32}}' } })",
      ],
    },
    silent: {
      'route of the API': ['app/pay+api.ts', 'ask(process.env.STRIPE_SECRET_KEY)'],
      'address of the API': ['lib/api.ts', 'fetch(process.env.EXPO_PUBLIC_API_URL)'],
      'publishable key': [
        'app/index.tsx',
        "import { View } from 'react-native'\nstart(process.env.EXPO_PUBLIC_STRIPE_PUBLISHABLE_KEY)",
      ],
      'key of Supabase for everyone': [
        'lib/supabase.ts',
        'createClient(process.env.EXPO_PUBLIC_SUPABASE_URL, process.env.EXPO_PUBLIC_SUPABASE_ANON_KEY)',
      ],
      'token in the keychain': [
        'lib/session.ts',
        "import * as SecureStore from 'expo-secure-store'\nconst token = await SecureStore.getItemAsync('session-token')",
      ],
      'build on the server of Expo': [
        'app.config.ts',
        'export default { expo: { extra: { eas: { projectId: process.env.EAS_PROJECT_ID } } } }',
      ],
    },
  },
  Vue: {
    leaks: {
      'key bound in a template': [
        'no-hardcoded-secret',
        'src/Pay.vue',
        '<script setup>\nconst a = 1\n</script>\n<template><Pay :token="\'{{stripe-secret-key}}\'" /></template>',
      ],
      'variable in a template': [
        'no-public-env-secret',
        'src/Pay.vue',
        '<script setup>\nconst key = import.meta.env.VITE_STRIPE_SECRET_KEY\n</script>\n<template><p>{{ key }}</p></template>',
      ],
    },
    silent: {
      'key that a person types': [
        'src/Chat.vue',
        '<script setup>\nconst apiKey = ref(\'\')\n</script>\n<template><input v-model="apiKey" type="password" placeholder="sk-..." /></template>',
      ],
      'publishable key': [
        'src/Pay.vue',
        '<script setup>\nconst key = import.meta.env.VITE_STRIPE_PUBLISHABLE_KEY\n</script>\n<template><Pay :publishable="key" /></template>',
      ],
      'classes of Tailwind': [
        'src/Card.vue',
        '<template><p class="text-secondary-token bg-[#1da1f2] hover:shadow-[0_0_0_4px_rgba(29,161,242,0.2)]">hi</p></template>',
      ],
      'key of a list': [
        'src/List.vue',
        '<template><p v-for="a in all" :key="a.token">{{ a.name }}</p></template>',
      ],
    },
  },
  SvelteKit: {
    leaks: {
      'private variable in a component': [
        'no-server-secret-in-client',
        'src/lib/Pay.svelte',
        "<script>\nimport { STRIPE_SECRET_KEY } from '$env/static/private'\npay(STRIPE_SECRET_KEY)\n</script>",
      ],
    },
    silent: {
      'private variable in an endpoint': [
        'src/routes/api/pay/+server.ts',
        "import { STRIPE_SECRET_KEY } from '$env/static/private'\nexport const POST = () => pay(STRIPE_SECRET_KEY)",
      ],
      'private variable below lib/server': [
        'src/lib/server/pay.ts',
        "import { env } from '$env/dynamic/private'\nexport const pay = charge(env.STRIPE_SECRET_KEY)",
      ],
      'form and its action': [
        'src/routes/+page.svelte',
        '<form method="POST" action="?/login"><input name="password" type="password" /></form>',
      ],
      'public address': [
        'src/routes/+page.svelte',
        "<script>\nimport { PUBLIC_API_URL } from '$env/static/public'\n</script>\n<a href={PUBLIC_API_URL}>api</a>",
      ],
    },
  },
  Nuxt: {
    leaks: {
      'public configuration in a page': [
        'no-public-env-secret',
        'pages/index.vue',
        '<script setup>\nconst key = useRuntimeConfig().public.stripeSecretKey\n</script>\n<template><p /></template>',
      ],
    },
    silent: {
      'private configuration': [
        'nuxt.config.ts',
        'export default defineNuxtConfig({ runtimeConfig: { stripeSecretKey: process.env.STRIPE_SECRET_KEY } })',
      ],
      'private configuration in a route': [
        'server/api/pay.post.ts',
        'export default defineEventHandler((event) => pay(useRuntimeConfig(event).stripeSecretKey))',
      ],
      'public address': [
        'pages/index.vue',
        '<script setup>\nconst { data } = await useFetch(useRuntimeConfig().public.apiBase)\n</script>\n<template><p>{{ data }}</p></template>',
      ],
      'token of a cookie': [
        'composables/useSession.ts',
        "export const useSession = () => useCookie('session-token')",
      ],
    },
  },
  Astro: {
    leaks: {
      'secret given to an island': [
        'no-secret-serialization',
        'src/pages/index.astro',
        '<Pay client:visible apiKey={import.meta.env.STRIPE_SECRET_KEY} />',
      ],
      'credential in a script': [
        'no-hardcoded-credential',
        'src/pages/index.astro',
        "<script>\nconst clientSecret = '{{base62 32}}'\n</script>",
      ],
      'public variable in markup': [
        'no-public-env-secret',
        'src/pages/index.astro',
        '<p>{import.meta.env.PUBLIC_STRIPE_SECRET_KEY}</p>',
      ],
    },
    silent: {
      'secret of the frontmatter': [
        'src/pages/index.astro',
        '---\nconst all = await list(import.meta.env.API_SECRET)\n---\n<p>{all.length}</p>',
      ],
      'secret given to a component of the server': [
        'src/pages/index.astro',
        "---\nimport List from '../List.astro'\n---\n<List token={import.meta.env.API_SECRET} />",
      ],
      'placeholder in a script': [
        'src/pages/index.astro',
        "<script>\nconst apiKey = 'your-api-key'\n</script>",
      ],
      'own endpoint': [
        'src/pages/api/pay.ts',
        'export const POST = () => pay(import.meta.env.STRIPE_SECRET_KEY)',
      ],
      'island of a public address': [
        'src/pages/index.astro',
        '<Map client:load site={import.meta.env.PUBLIC_SITE_URL} />',
      ],
    },
  },
}

describe.each(Object.entries(places))('in %s', (_, { leaks, silent }) => {
  it.each(Object.entries(leaks))('reports once: %s', (_, [rule, filename, code]) => {
    expect(rulesBroken(filename, code)).toEqual([`keyward/${rule}`])
  })

  it.each(Object.entries(silent))('is silent about: %s', (_, [filename, code]) => {
    expect(rulesBroken(filename, code)).toEqual([])
  })
})

function rulesBroken(filename: string, code: string): (string | null)[] {
  const names = filename.endsWith('.html')
    ? ['text' as const]
    : ['recommended' as const, 'client' as const]
  const configs = names.flatMap((name) => plugin.configs[name])
  const config = [...languageOf(filename), ...configs].map((one) => ({ ...one, files: ['**/*.*'] }))
  return new Linter().verify(filledIn(code).text, config, { filename }).map(({ ruleId }) => ruleId)
}
