import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filled } from '../fixtures/copy-out.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const project = mkdtempSync(join(tmpdir(), 'keyward-eslint-'))
const installed = join(project, 'node_modules/eslint-plugin-keyward')

// The plugin as it is published, in a project that installed it.
beforeAll(async () => {
  mkdirSync(join(installed, 'dist'), { recursive: true })
  symlinkSync(join(root, 'node_modules/eslint'), join(project, 'node_modules/eslint'))
  writeFileSync(
    join(installed, 'package.json'),
    readFileSync(join(root, 'packages/eslint-plugin/package.json')),
  )
  await build({
    absWorkingDir: root,
    entryPoints: ['packages/eslint-plugin/src/index.ts'],
    outfile: join(installed, 'dist/index.js'),
    bundle: true,
    conditions: ['source'],
    format: 'esm',
    platform: 'node',
    target: 'node20',
  })
  writeFileSync(join(project, 'pay.js'), filled("pay('{{stripe-secret-key}}')\n"))
})

afterAll(() => rmSync(project, { recursive: true }))

function eslint(config: string, text: string, ...more: string[]): string {
  writeFileSync(join(project, config), text)
  const bin = join(root, 'node_modules/eslint/bin/eslint.js')
  const parameters = [bin, '-c', config, '--format', 'json', ...more, 'pay.js']
  try {
    return execFileSync(process.execPath, parameters, { cwd: project, encoding: 'utf8' })
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}

function rulesIn(report: string): string[] {
  const files = JSON.parse(report) as { messages: { ruleId: string }[] }[]
  return files.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))
}

test('a configuration of modules takes the plugin by its default export', () => {
  const config = `
    import keyward from 'eslint-plugin-keyward'
    import { defineConfig } from 'eslint/config'
    export default defineConfig([{ plugins: { keyward }, extends: ['keyward/recommended'] }])
  `
  expect(rulesIn(eslint('eslint.config.mjs', config))).toEqual(['keyward/no-hardcoded-secret'])
})

test('a configuration of CommonJS requires the plugin itself', () => {
  const config = `
    const keyward = require('eslint-plugin-keyward')
    module.exports = [{ plugins: { keyward }, rules: { 'keyward/no-hardcoded-secret': 'error' } }]
  `
  expect(rulesIn(eslint('eslint.config.cjs', config))).toEqual(['keyward/no-hardcoded-secret'])
})

test('a plugin of another name keeps the names of its configs', () => {
  const config = `
    import anything from 'eslint-plugin-keyward'
    import { defineConfig } from 'eslint/config'
    export default defineConfig([{ plugins: { anything }, extends: ['anything/recommended'] }])
  `
  expect(rulesIn(eslint('eslint.config.mjs', config))).toEqual(['anything/no-hardcoded-secret'])
})

test('neither a report nor a cache tells the secret', () => {
  const config = `
    import keyward from 'eslint-plugin-keyward'
    export default keyward.configs.recommended
  `
  const cache = join(project, 'cache.json')
  const report = eslint('eslint.config.mjs', config, '--cache', '--cache-location', cache)
  const secret = filled('{{stripe-secret-key}}')
  expect(rulesIn(report)).toEqual(['keyward/no-hardcoded-secret'])
  expect(readFileSync(cache, 'utf8').includes(secret)).toBe(false)
  // ESLint itself gives formatters the whole text of a file that has faults.
  const files = JSON.parse(report) as { messages: unknown; source?: string }[]
  expect(JSON.stringify(files.map(({ messages }) => messages)).includes(secret)).toBe(false)
})
