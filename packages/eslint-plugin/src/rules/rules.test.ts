import type { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'
import { filledIn, lint } from '../example.ts'
import type { Example, KeywardRule } from '../rule.ts'
import { rules } from './index.ts'

const all: [string, KeywardRule][] = Object.entries(rules)

describe.each(all)('%s', (name, rule) => {
  const { declaration } = rule
  const { leaks, clean } = declaration.examples

  it('is named, explained and exemplified as every other', () => {
    expect(declaration.name).toBe(name)
    expect(name).toMatch(/^(no|require)(-[a-z]+)+$/)
    expect(declaration.description).toMatch(/^[^A-Z\s][^\n]*[^.]$/)
    expect(declaration.about).toMatch(/^[A-Z`][^]*\.$/)
    for (const message of Object.values(declaration.messages)) expect(message).toMatch(/[.}]$/)
    for (const { about } of Object.values(declaration.options ?? {})) {
      expect(about).toMatch(/^[A-Z].*\.$/)
    }
    expect(Object.keys(leaks)).not.toEqual([])
    expect(Object.keys(clean)).not.toEqual([])
  })

  it.each(examplesIn(leaks))('reports: %s', (_, example) => {
    const { text, secrets } = filledIn(example.code)
    const messages = lint(name, rule, { ...example, code: text })
    expect(messages.map(({ ruleId, message }) => ruleId ?? message)).toEqual(
      Array.from({ length: example.reports ?? 1 }, () => `keyward/${name}`),
    )
    expectNoSecret(messages, secrets)
    expectSuggestion(example, messages, text)
  })

  // There is no environment to read there.
  const reads = name.startsWith('no-hardcoded-') ? examplesIn(leaks) : []
  it.each(reads)('suggests no variable in code for browsers: %s', (_, example) => {
    const settings = { ...example.settings, clientFiles: ['**'] }
    const messages = lint(name, rule, { ...example, code: filledIn(example.code).text, settings })
    expect(messages.flatMap(({ suggestions = [] }) => suggestions)).toEqual([])
  })

  it.each(examplesIn(clean))('is silent about: %s', (_, example) => {
    const { text } = filledIn(example.code)
    expect(lint(name, rule, { ...example, code: text })).toEqual([])
  })
})

function examplesIn(examples: Readonly<Record<string, Example | string>>): [string, Example][] {
  return Object.entries(examples).map(([title, example]) => [
    title,
    typeof example === 'string' ? { code: example } : example,
  ])
}

/** Messages, data and suggestions end up in logs and in `.eslintcache`. */
function expectNoSecret(messages: readonly Linter.LintMessage[], secrets: readonly string[]): void {
  const told = JSON.stringify(messages)
  for (const secret of secrets) {
    expect(told.includes(JSON.stringify(secret).slice(1, -1)), 'a report tells the secret').toBe(
      false,
    )
  }
}

function expectSuggestion(
  { suggestion }: Example,
  messages: readonly Linter.LintMessage[],
  text: string,
): void {
  const fix = messages[0]?.suggestions?.[0]?.fix
  if (suggestion === undefined) return
  const [start, end] = fix?.range ?? [0, 0]
  expect(fix ? text.slice(0, start) + fix.text + text.slice(end) : null).toBe(suggestion)
}
