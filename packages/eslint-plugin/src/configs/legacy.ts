import type { Linter } from 'eslint'

/** A config as ESLint 8 takes it from `.eslintrc`, where a plugin has no name but its own. */
export function legacy([config]: readonly Linter.Config[]): Linter.LegacyConfig {
  const { rules = {}, settings = {} } = config ?? {}
  return { plugins: ['keyward'], rules, settings }
}
