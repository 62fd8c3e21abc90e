import type { ESLint, Linter } from 'eslint'
import { rulesOf } from './rules-of.ts'

interface Framework {
  /** Public prefixes of environment variables: those of other frameworks mean nothing here. */
  readonly prefixes: readonly string[]
  /** Where its projects keep code for browsers beyond what file names and imports tell. */
  readonly clientFiles?: readonly string[]
  readonly serverFiles?: readonly string[]
  readonly rules?: Partial<Linter.RulesRecord>
}

/** The rules of `client`, told where things are in a framework's projects. */
export function preset(
  name: string,
  { prefixes, clientFiles, serverFiles, rules }: Framework,
): (plugin: ESLint.Plugin) => Linter.Config[] {
  const files = { ...(clientFiles && { clientFiles }), ...(serverFiles && { serverFiles }) }
  return (plugin) => [
    {
      name: `keyward/${name}`,
      plugins: { keyward: plugin },
      rules: {
        ...rulesOf('client'),
        ...rules,
        'keyward/no-public-env-secret': ['error', { prefixes: [...prefixes] }],
      },
      ...(Object.keys(files).length > 0 ? { settings: { keyward: files } } : {}),
    },
  ]
}
