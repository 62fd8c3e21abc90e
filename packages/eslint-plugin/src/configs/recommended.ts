import type { ESLint, Linter } from 'eslint'
import { rulesOf } from './rules-of.ts'

export function recommended(plugin: ESLint.Plugin): Linter.Config[] {
  return [
    { name: 'keyward/recommended', plugins: { keyward: plugin }, rules: rulesOf('recommended') },
  ]
}
