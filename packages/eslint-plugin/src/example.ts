import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import css from '@eslint/css'
import json from '@eslint/json'
import markdown from '@eslint/markdown'
import html from '@html-eslint/eslint-plugin'
import typescript from '@typescript-eslint/parser'
import * as astro from 'astro-eslint-parser'
import { createEngine, providers, sample } from '@keyward/core'
import { Linter, type ESLint, type Rule } from 'eslint'
import toml from 'eslint-plugin-toml'
import yml from 'eslint-plugin-yml'
import * as svelte from 'svelte-eslint-parser'
import vue from 'vue-eslint-parser'
import type { Example } from './rule.ts'

const holes = /\{\{([a-z][A-Za-z0-9-]*)(?: (\d+))?(?: as ([a-z0-9 ]+))?\}\}/g
const hexDigits = '0123456789abcdef'
const letters = 'abcdefghijklmnopqrstuvwxyz'
const alphabets: Readonly<Record<string, string>> = {
  digits: '0123456789',
  hex: hexDigits,
  letters,
  lower: `0123456789${letters}`,
  base62: `0123456789${letters.toUpperCase()}${letters}`,
  base64: `0123456789${letters.toUpperCase()}${letters}+/`,
}
const detectors = providers.flatMap((provider) => provider.detectors)

/** An example with secrets where its holes are, and the secrets. */
export function filledIn(text: string): { readonly text: string; readonly secrets: string[] } {
  const secrets: string[] = []
  const filled = text.replace(holes, (_, kind: string, length?: string, form?: string) => {
    const secret = length === undefined ? madeUpSecret(kind) : sampleOf(kind, Number(length))
    secrets.push(secret)
    return form === undefined ? secret : hidden(secret, form)
  })
  return { text: filled, secrets }
}

/** A secret as people hide it. */
function hidden(secret: string, form: string): string {
  const encoded = btoa(secret)
  const middle = encoded.length >> 1
  const forms: Readonly<Record<string, () => string>> = {
    base64: () => encoded,
    'base64 start': () => encoded.slice(0, middle),
    'base64 end': () => encoded.slice(middle),
    hex: () => Buffer.from(secret).toString('hex'),
    reversed: () => Array.from(secret).reverse().join(''),
  }
  const hide = forms[form]
  if (hide === undefined) throw new Error(`Nothing is hidden as ${form}.`)
  return hide()
}

function sampleOf(alphabet: string, length: number): string {
  const characters = alphabets[alphabet]
  if (characters === undefined) throw new Error(`No alphabet is called ${alphabet}.`)
  return sample(characters, length)
}

/** A secret of a kind, taken from the detector's own first example. */
function madeUpSecret(id: string): string {
  const detector = detectors.find((detector) => detector.id === id)
  const example = Object.values(detector?.examples.leaks ?? {})[0]
  if (!detector || example === undefined) throw new Error(`No detector is called ${id}.`)
  const engine = createEngine({
    detectors: [detector],
    confidence: 'possible',
    today: '2026-01-01',
  })
  const [finding] = engine.scan(new TextEncoder().encode(example), { path: 'example' }).findings
  if (!finding) throw new Error(`The first example of ${id} holds no secret.`)
  return finding.secret.reveal()
}

/** What a rule says about an example, through ESLint and the parser that its file takes. */
export function lint(name: string, rule: Rule.RuleModule, example: Example): Linter.LintMessage[] {
  if (example.others === undefined) return lintIn(process.cwd(), name, rule, example)
  const folder = mkdtempSync(join(tmpdir(), 'keyward-example-'))
  try {
    for (const [path, text] of Object.entries(example.others)) write(join(folder, path), text)
    write(join(folder, example.filename ?? 'file.js'), example.code)
    return lintIn(folder, name, rule, example)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

function lintIn(
  cwd: string,
  name: string,
  rule: Rule.RuleModule,
  example: Example,
): Linter.LintMessage[] {
  const { code, filename = 'file.js', options, settings = {} } = example
  const linter = new Linter({ cwd })
  const config: Linter.Config[] = [
    ...languageOf(filename),
    {
      files: ['**/*.*'],
      plugins: { keyward: { rules: { [name]: rule } } },
      rules: { [`keyward/${name}`]: options ? ['error', options] : 'error' },
      settings: { keyward: settings },
    },
  ]
  return linter.verify(code, config, { filename: example.others ? join(cwd, filename) : filename })
}

type Languages = NonNullable<ESLint.Plugin['languages']>

/** The part of an ESLint configuration that makes a kind of file readable. */
export function languageOf(filename: string): Linter.Config[] {
  const extension = filename.slice(filename.lastIndexOf('.') + 1)
  const jsx = { ecmaFeatures: { jsx: true } }
  switch (extension) {
    case 'ts':
    case 'mts':
    case 'cts':
      return parsed({ parser: typescript })
    case 'tsx':
      return parsed({ parser: typescript, parserOptions: jsx })
    case 'vue':
      return parsed({ parser: vue, parserOptions: { parser: typescript } })
    case 'svelte':
      return parsed({ parser: svelte, parserOptions: { parser: typescript } })
    case 'astro':
      return parsed({ parser: astro, parserOptions: { parser: typescript } })
    case 'json':
      return written('json/json', { json })
    case 'jsonc':
      return written('json/jsonc', { json })
    case 'yml':
    case 'yaml':
      return written('yml/yaml', { yml })
    case 'toml':
      return written('toml/toml', { toml })
    case 'md':
      return written('markdown/gfm', { markdown })
    case 'css':
      return written('css/css', { css })
    case 'html':
      return written('html/html', { html })
    default:
      return parsed({ parserOptions: jsx })
  }
}

function parsed(languageOptions: Linter.LanguageOptions): Linter.Config[] {
  return [{ files: ['**/*.*'], languageOptions }]
}

function written(language: string, plugins: Record<string, unknown>): Linter.Config[] {
  // Each declares its languages by types of its own version.
  return [
    { files: ['**/*.*'], language, plugins: plugins as Record<string, { languages: Languages }> },
  ]
}
