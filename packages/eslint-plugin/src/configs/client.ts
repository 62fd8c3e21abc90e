import type { ESLint, Linter } from 'eslint'
import { rulesOf } from './rules-of.ts'

export function client(plugin: ESLint.Plugin): Linter.Config[] {
  return [{ name: 'keyward/client', plugins: { keyward: plugin }, rules: rulesOf('client') }]
}
