import type { Linter } from 'eslint'
import type { ConfigName } from '../rule.ts'
import { rules } from '../rules/index.ts'

/** The rules of a config, by what their files declare: all of them errors, so that they can be suppressed in bulk. */
export function rulesOf(config: ConfigName): Partial<Linter.RulesRecord> {
  const chosen = Object.entries(rules).filter(([, { declaration }]) =>
    declaration.configs.includes(config),
  )
  return Object.fromEntries(chosen.map(([name]) => [`keyward/${name}`, 'error']))
}
