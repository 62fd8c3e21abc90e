import parser from '@typescript-eslint/parser'
import { Linter, type Rule } from 'eslint'
import { describe, expect, it } from 'vitest'
import type { Context } from './context.ts'
import type { Node } from './expressions.ts'
import { runsInBrowser, sideOf, type Side } from './side.ts'

const files = {
  client: `
    src/routes/+page.svelte src/routes/+page.ts src/routes/blog/+layout.ts src/lib/Card.svelte
    src/lib/cart.svelte.ts src/hooks.client.ts src/service-worker.ts public/sw.js app/entry.client.tsx
    app/analytics.client.ts app/.client/chart.ts plugins/maps.client.ts components/Chat.client.vue
    components/Chat.vue composables/useChat.ts pages/index.tsx src/pages/shop/[id].jsx pages/_app.js
    src/environments/environment.prod.ts src/app/cart.component.ts src/renderer/main.ts
    src/preload.ts content-script.js src/pages/index.astro/0.js index.html instrumentation-client.ts
    screens/Home.ios.tsx gatsby-browser.js public/widget.js`,
  server: `
    src/routes/+page.server.ts src/routes/+layout.server.js src/routes/api/+server.ts
    src/hooks.server.ts src/lib/server/mail.ts app/db.server.ts app/.server/db.ts app/entry.server.tsx
    server/api/chat.post.ts components/Totals.server.vue pages/api/chat.ts app/api/chat/route.ts
    src/app/feed/route.tsx middleware.ts src/proxy.ts instrumentation.ts pages/_document.tsx
    app/hello+api.ts next.config.mjs vite.config.ts scripts/seed.ts netlify/functions/chat.ts
    supabase/functions/chat/index.ts src/main.server.ts src/pages/index.astro gatsby-node.js
    electron/main.ts actions/send.ts`,
  unknown: 'src/mail.ts lib/prices.ts app/page.tsx components/Card.tsx src/api/client.ts',
}

describe.each(Object.entries(files))('%s by its name', (side, list) => {
  it.each(list.trim().split(/\s+/))('%s', (filename) => {
    expect(sideOfText('export const a = 1', filename).is).toBe(side)
  })
})

const texts: Record<string, [side: Side['is'], code: string, filename?: string]> = {
  'the directive of a client component': ['client', "'use client'\nimport a from 'fs'"],
  'the directive after another': ['client', "'use strict'\n'use client'"],
  'the directive of actions, whatever the folder': ['server', "'use server'", 'components/a.vue'],
  'text that only looks like a directive': ['unknown', "const a = 1\n'use client'"],
  'server-only': ['server', "import 'server-only'", 'pages/index.tsx'],
  'client-only': ['client', "import 'client-only'", 'src/mail.ts'],
  'the DOM of React': ['client', "import { createRoot } from 'react-dom/client'"],
  'hooks of React that need a browser': ['client', "import { useState } from 'react'"],
  'hooks of React that do not': ['unknown', "import { useMemo, cache } from 'react'"],
  'React Native': ['client', "import { View } from 'react-native'"],
  Angular: ['client', "import { Component } from '@angular/core'"],
  'routes of TanStack': ['client', "import { createFileRoute } from '@tanstack/react-router'"],
  'modules of Node': ['server', "import { readFile } from 'node:fs/promises'"],
  'a program for terminals': [
    'server',
    "import { useState } from 'react'\nimport { render } from 'ink'",
  ],
  'modules of Node, required': ['server', "const express = require('express')"],
  'the main process of Electron': ['server', "import { app, ipcMain } from 'electron'"],
  'a window of Electron': ['client', "import { ipcRenderer } from 'electron'"],
  'a service worker': ['client', "self.addEventListener('install', () => skipWaiting())"],
  'an edge worker': ['unknown', "addEventListener('fetch', (event) => event.respondWith(a))"],
  'a browser extension': ['client', 'chrome.runtime.onMessage.addListener(hear)'],
  'types alone': ['unknown', "import type { Component } from '@angular/core'"],
}

describe('a side by what the file says', () => {
  it.each(Object.entries(texts))('%s', (_, [side, code, filename]) => {
    expect(sideOfText(code, filename).is).toBe(side)
  })

  it('gives way to the settings', () => {
    const settings = { keyward: { clientFiles: ['src/**'], serverFiles: ['src/jobs/**'] } }
    expect(sideOfText("import 'fs'", 'src/mail.ts', settings).is).toBe('client')
    expect(sideOfText("'use client'", 'src/jobs/mail.ts', settings).is).toBe('server')
  })

  it('says by which sign it is known', () => {
    expect(sideOfText("'use client'").sign).toBe("its 'use client' directive")
    expect(sideOfText('', 'src/routes/+page.ts').sign).toBe('the file name +page.ts')
  })
})

const places: Record<string, [browser: boolean, code: string]> = {
  'the body of a module': [true, 'MARK'],
  'an action in a component': [false, "async function send() { 'use server'; MARK }"],
  getServerSideProps: [false, 'export async function getServerSideProps() { MARK }'],
  'getStaticProps as a constant': [false, 'export const getStaticProps = async () => { MARK }'],
  'a wrapped loader': [false, 'export const loader = withUser(async () => { MARK })'],
  'a loader nobody exports': [true, 'function loader() { MARK }'],
  'a loader of the client': [true, 'export async function clientLoader() { MARK }'],
  'a server function': [false, 'export const f = createServerFn().handler(async () => { MARK })'],
  'the client half of an isomorphic function': [
    true,
    'export const f = createIsomorphicFn().client(() => { MARK })',
  ],
  'a loader of TanStack': [true, "createFileRoute('/')({ loader: async () => { MARK } })"],
  'a server route of TanStack': [
    false,
    "createFileRoute('/')({ server: { handlers: { GET: async () => { MARK } } } })",
  ],
  'a branch for the server': [false, "if (typeof window === 'undefined') { MARK }"],
  'a branch for the browser': [true, "if (typeof window !== 'undefined') { MARK }"],
  'the other branch': [false, "if (typeof window !== 'undefined') { a() } else { MARK }"],
  'the arm of a ternary': [false, 'const a = import.meta.env.SSR ? MARK : undefined'],
  'the right of an and': [false, 'const a = import.meta.server && MARK'],
  'what follows a guard': [
    false,
    "function f() { if (typeof window !== 'undefined') return; MARK }",
  ],
}

describe('a place in a file for the browser', () => {
  it.each(Object.entries(places))('%s', (_, [expected, code]) => {
    let answer: boolean | undefined
    visit(code, 'src/routes/+page.ts', {}, (context) => ({
      Identifier(node: Node) {
        if (node.type === 'Identifier' && node.name === 'MARK')
          answer = runsInBrowser(context, node)
      },
    }))
    expect(answer).toBe(expected)
  })
})

it('a test is never shipped', () => {
  let answer: boolean | undefined
  visit("'use client'\nMARK", 'src/chat.test.ts', {}, (context) => ({
    Program(node: Node) {
      answer = runsInBrowser(context, node)
    },
  }))
  expect(answer).toBe(false)
})

function sideOfText(code: string, filename = 'src/mail.ts', settings = {}): Side {
  let side: Side | undefined
  visit(code, filename, settings, (context) => {
    side = sideOf(context)
    return {}
  })
  return side!
}

function visit(
  code: string,
  filename: string,
  settings: Record<string, unknown>,
  create: (context: Context) => object,
): void {
  const linter = new Linter({ cwd: '/home/tests/shop' })
  // Listeners for every syntax are no type of ESLint's.
  const rule = { create: (context: unknown) => create(context as Context) }
  const messages = linter.verify(
    code,
    [
      {
        files: ['**/*', '**/*.*'],
        languageOptions: { parser },
        plugins: { our: { rules: { rule: rule as unknown as Rule.RuleModule } } },
        rules: { 'our/rule': 'error' },
        settings,
      },
    ],
    { filename: `/home/tests/shop/${filename}` },
  )
  expect(messages).toEqual([])
}
