import type { ESLint, Linter } from 'eslint'
import { rulesOf } from './rules-of.ts'

export function strict(plugin: ESLint.Plugin): Linter.Config[] {
  return [{ name: 'keyward/strict', plugins: { keyward: plugin }, rules: rulesOf('strict') }]
}
