import type { ESLint, Linter } from 'eslint'
import { rulesOf } from './rules-of.ts'

export function text(plugin: ESLint.Plugin): Linter.Config[] {
  return [{ name: 'keyward/text', plugins: { keyward: plugin }, rules: rulesOf('text') }]
}
