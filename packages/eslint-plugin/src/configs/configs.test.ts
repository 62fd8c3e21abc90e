import css from '@eslint/css'
import json from '@eslint/json'
import markdown from '@eslint/markdown'
import html from '@html-eslint/eslint-plugin'
import { ESLint, type Linter } from 'eslint'
import { defineConfig } from 'eslint/config'
import toml from 'eslint-plugin-toml'
import yml from 'eslint-plugin-yml'
import { describe, expect, it, test } from 'vitest'
import { filledIn } from '../example.ts'
import plugin from '../index.ts'

const { configs } = plugin
const flat = Object.fromEntries(
  Object.entries(configs).flatMap(([name, config]) =>
    Array.isArray(config) ? [[name, config]] : [],
  ),
)

// This compiles, which is what a typed configuration needs; every config is lent its plugin.
const everything = defineConfig([
  configs.recommended,
  configs.client,
  configs.strict,
  configs.project,
  { files: ['**/*.js'], plugins: { keyward: plugin }, extends: ['keyward/recommended'] },
  { files: ['**/*.ts'], extends: [configs.next] },
])

const languages: Record<string, Linter.Config> = {
  json: { plugins: { json }, language: 'json/json' },
  jsonc: { plugins: { json }, language: 'json/jsonc' },
  yml: { plugins: { yml }, language: 'yml/yaml' },
  toml: { plugins: { toml }, language: 'toml/toml' },
  md: { plugins: { markdown }, language: 'markdown/gfm' },
  css: { plugins: { css }, language: 'css/css' },
  html: { plugins: { html }, language: 'html/html' },
}

const texts: Record<string, readonly [leak: string, ignored: string]> = {
  json: ['{ "key": "{{stripe-secret-key}}" }', '{ "key": 1 }'],
  jsonc: [
    '{ "key": "{{stripe-secret-key}}" }',
    '{ "key": "{{stripe-secret-key}}" } // eslint-disable-line',
  ],
  yml: ['key: {{stripe-secret-key}}\n', 'key: {{stripe-secret-key}} # eslint-disable-line\n'],
  toml: [
    'key = "{{stripe-secret-key}}"\n',
    'key = "{{stripe-secret-key}}" # eslint-disable-line\n',
  ],
  md: ['Use {{stripe-secret-key}}.\n', '<!-- eslint-disable -->\n\nUse {{stripe-secret-key}}.\n'],
  css: [
    'a { background: url("/a?k={{stripe-secret-key}}") }',
    '/* eslint-disable */\na { background: url("/a?k={{stripe-secret-key}}") }',
  ],
  html: ['<p>{{stripe-secret-key}}</p>', '<!-- eslint-disable -->\n<p>{{stripe-secret-key}}</p>'],
}

async function lint(config: Linter.Config[], code: string, filePath: string) {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: config })
  const [result] = await eslint.lintText(filledIn(code).text, { filePath })
  return result?.messages.map(({ ruleId, line, message }) => [ruleId ?? message, line])
}

describe.each(Object.entries(languages))('the text config in %s', (extension, language) => {
  const [leak, ignored] = texts[extension] ?? ['', '']
  const config = defineConfig([
    { files: [`**/*.${extension}`], ...language, extends: [configs.text] },
  ])

  it('reports a secret once', async () => {
    expect(await lint(config, leak, `file.${extension}`)).toEqual([
      ['keyward/no-hardcoded-secret', 1],
    ])
  })

  it('is silent where a comment of ESLint says so', async () => {
    expect(await lint(config, ignored, `file.${extension}`)).toEqual([])
  })
})

test('a block of code in Markdown is reported once where a processor takes it out', async () => {
  const code = '# Mail\n\n```js\nconst mail = "{{stripe-secret-key}}"\n```\n'
  const config = [...markdown.configs.processor, ...configs.text, ...configs.recommended]
  expect(await lint(config, code, 'mail.md')).toEqual([['keyward/no-hardcoded-secret', 4]])
})

test('the configs run together on one file, and report one secret once', async () => {
  const code = "fetch(u, { headers: { 'X-API-Key': '{{stripe-secret-key}}' } })"
  expect(await lint(everything, code, 'src/file.js')).toEqual([['keyward/no-hardcoded-secret', 1]])
})

test('each secret of a file is reported by the rule that knows most of it', async () => {
  const code = `
const stripe = new Stripe('{{stripe-secret-key}}')
fetch(u, { headers: { 'X-API-Key': '{{hex 32}}' } })
fetch('https://api.acme.dev/?api_key={{hex 32}}')
const clientSecret = '{{base62 32}}'
app.use(session({ secret: '{{base62 20}}' }))
fetch(u, { headers: { Authorization: 'Bearer {{base62 40}}' } })
connect('postgres://app:{{base62 16}}@db.acme.dev/app')
`
  expect(await lint([...configs.recommended], code, 'src/file.js')).toEqual([
    ['keyward/no-hardcoded-secret', 2],
    ['keyward/no-hardcoded-auth-header', 3],
    ['keyward/no-secret-in-url', 4],
    ['keyward/no-hardcoded-credential', 5],
    ['keyward/no-hardcoded-credential', 6],
    ['keyward/no-hardcoded-secret', 7],
    ['keyward/no-hardcoded-secret', 8],
  ])
})

test('a test that holds a live key is reported once', async () => {
  const code = "pay('{{stripe-secret-key}}')"
  expect(await lint([...configs.recommended], code, 'src/pay.test.js')).toEqual([
    ['keyward/no-live-key-in-test', 1],
  ])
})

test('settings that cannot be are told by their names, and no value is repeated', async () => {
  const settings = {
    keyward: { key: [{ id: 'Acme Key', prefix: 'ak_s3cr3t' }], clientFiles: 'src' },
  }
  const said = await lint([...configs.recommended, { settings }], 'a', 'file.js').catch(
    (error: unknown) => (error instanceof Error ? error.message : ''),
  )
  expect(String(said)).toContain('settings.keyward')
  expect(String(said)).toContain('clientFiles')
  expect(String(said)).not.toContain('s3cr3t')
})

test('every rule is in a config, and every config has the rules of its name', () => {
  const rules = Object.keys(plugin.rules)
  const used = Object.values(flat).flatMap((config) =>
    config.flatMap((part) => Object.keys(part.rules ?? {})),
  )
  for (const rule of rules) expect(used).toContain(`keyward/${rule}`)
  for (const name of used) expect(rules).toContain(name.replace('keyward/', ''))
  for (const [name, [config]] of Object.entries(flat)) expect(config?.name).toBe(`keyward/${name}`)
})

test('every config is there for .eslintrc as well', () => {
  for (const [name, [config]] of Object.entries(flat)) {
    const { rules, settings = {} } = config ?? {}
    const legacy = Object.entries(configs).find(([known]) => known === `legacy-${name}`)?.[1]
    expect(legacy).toEqual({ plugins: ['keyward'], rules, settings })
  }
})
