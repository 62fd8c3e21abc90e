import type { ESLint, Linter } from 'eslint'
import { rulesOf } from './rules-of.ts'

export function project(plugin: ESLint.Plugin): Linter.Config[] {
  return [{ name: 'keyward/project', plugins: { keyward: plugin }, rules: rulesOf('project') }]
}
