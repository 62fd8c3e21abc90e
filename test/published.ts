/** A package of ours, and what somebody does who installed it. */
export interface Package {
  /** Of `packages/`. */
  readonly folder: string
  /** Those of ours that its manifest leans on. */
  readonly with?: readonly string[]
  /** What a project that uses it has beside it, and the folder of ours to borrow that from. */
  readonly beside?: Readonly<Record<string, string>>
  /** A program of who installed it: it has to compile, and to print what it says. */
  readonly program?: string
  readonly prints?: string
  readonly required?: string
  /** What it puts on the PATH, and how that answers. */
  readonly command?: readonly [parameters: readonly string[], says: RegExp]
}

const node = { '@types/node': '.' }

/** By the names they are published under. */
export const published: Readonly<Record<string, Package>> = {
  '@keyward/core': {
    folder: 'core',
    program: `
      import { createEngine, providers, Secret, type Finding } from '@keyward/core'
      import { defaultSettings, type Settings } from '@keyward/core/settings'
      const detectors = providers.flatMap((provider) => provider.detectors)
      const engine = createEngine({ detectors, today: '2026-01-01' })
      const text = new TextEncoder().encode('x-api-key: ' + '0123456789abcdef'.repeat(2))
      const findings: readonly Finding[] = engine.scan(text, { path: 'a.http' }).findings
      const settings: Settings = defaultSettings
      // @ts-expect-error A secret is no text.
      const told: string = new Secret('a')
      console.log(Array.isArray(findings) && 'detectors' in settings && String(told) !== 'a')
    `,
    prints: 'true',
  },
  'eslint-plugin-keyward': {
    folder: 'eslint-plugin',
    beside: { eslint: '.' },
    program: `
      import type { ESLint, Linter } from 'eslint'
      import { defineConfig } from 'eslint/config'
      import keyward from 'eslint-plugin-keyward'
      const plugin: ESLint.Plugin = keyward
      const configs: Linter.Config[] = defineConfig([
        keyward.configs.recommended,
        { plugins: { keyward }, extends: ['keyward/client', keyward.configs['react-router']] },
        { files: ['**/*.json'], plugins: { keyward }, extends: [keyward.configs.text] },
      ])
      const legacy: Linter.LegacyConfig = keyward.configs['legacy-recommended']
      // @ts-expect-error A slip is told.
      const slip = keyward.configs.recomended ?? keyward.rules['no-hardcoded-secrets']
      console.log(plugin.meta?.name, configs.length > 2, legacy.plugins, slip)
    `,
    prints: "eslint-plugin-keyward true [ 'keyward' ] undefined",
    required: `
      import keyward = require('eslint-plugin-keyward')
      console.log(keyward.meta?.namespace, 'no-hardcoded-secret' in keyward.rules)
    `,
  },
  'eslint-formatter-keyward': {
    folder: 'eslint-formatter',
    beside: { eslint: '.' },
    program: `
      import type { ESLint } from 'eslint'
      import format from 'eslint-formatter-keyward'
      const formatter: ESLint.FormatterFunction = format
      console.log(JSON.stringify(await formatter([], { cwd: '.', rulesMeta: {} })))
    `,
    prints: '""',
  },
  '@keyward/key-service': {
    folder: 'key-service',
    with: ['@keyward/core'],
    beside: {
      ...node,
      '@types/express': 'packages/key-service',
      express: 'packages/key-service',
      fastify: 'packages/key-service',
      hono: 'packages/key-service',
    },
    program: `
      import { randomBytes } from 'node:crypto'
      import { autype, createKeyService, createPeppers, openStore, peppersFrom } from '@keyward/key-service'
      import { createKeyServiceClient, type Answered } from '@keyward/key-service/client'
      import { requireKey as inExpress } from '@keyward/key-service/express'
      import { requireKey as inFastify } from '@keyward/key-service/fastify'
      import { requireKey as inFetch } from '@keyward/key-service/fetch'
      import { requireKey as inHono } from '@keyward/key-service/hono'
      import express from 'express'
      import fastify from 'fastify'
      import { Hono } from 'hono'
      const parts = { clock: Date.now, random: randomBytes }
      const store = await openStore({ url: 'keys.db', ...parts })
      const peppers = createPeppers(peppersFrom('a:' + randomBytes(32).toString('hex')), randomBytes)
      const service = await createKeyService({ store, peppers, apis: [], ...parts })
      const door = { service, dialect: autype }
      express().use(inExpress(door))
      fastify().addHook('onRequest', inFastify(door))
      const app = new Hono().use(inHono(door))
      const handler = inFetch(door, (_, { key }) => new Response(key.organisation))
      const request = new Request('http://localhost/')
      console.log((await handler(request)).status, (await app.request('/')).status)
      const client = createKeyServiceClient({ url: 'http://127.0.0.1:9', timeout: 1_000 })
      const answer: Answered<object> = await client.key('1')
      console.log(answer.state)
      await store.close()
    `,
    prints: '401 401\nunreachable',
    command: [['--help'], /^ +keyward-keys serve /m],
  },
  '@keyward/revoke': {
    folder: 'revoke',
    with: ['@keyward/core', '@keyward/key-service'],
    beside: node,
    program: `
      import { defaultSettings } from '@keyward/core/settings'
      import { parseSettings, type Settings } from '@keyward/revoke'
      import { sendLeaks, sentenceOf, type Sent } from '@keyward/revoke/sender'
      const sent: Sent = await sendLeaks([], {
        settings: defaultSettings.revoke,
        sight: { of: 'files', environment: {}, readFile: () => '' },
        now: Date.now,
        fetch,
      })
      const parse: (...parameters: never[]) => unknown = parseSettings
      const settings: Settings | undefined = undefined
      console.log(sent.state, typeof sentenceOf(sent, 0), typeof parse, settings)
    `,
    prints: 'none string function undefined',
    command: [['--help'], /^ +keyward-revoke serve$/m],
  },
  keyward: {
    folder: 'scanner',
    command: [['--help'], /^ +keyward staged /m],
  },
}
