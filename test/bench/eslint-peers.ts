import type { ESLint, Linter } from 'eslint'
import noSecrets from 'eslint-plugin-no-secrets'
import sonarjs from 'eslint-plugin-sonarjs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import tseslint from 'typescript-eslint'

/** A plugin with the rules that look for secrets, as it recommends them. */
export interface Contender {
  readonly name: string
  /** What the names of its rules begin with. */
  readonly prefix: string
  readonly config: Linter.Config[]
}

/** As it is shipped: one file. */
export const built = fileURLToPath(
  new URL('../../packages/eslint-plugin/dist/index.js', import.meta.url),
)

interface Keyward extends ESLint.Plugin {
  readonly configs: Readonly<Record<string, Linter.Config[]>>
}

const keyward = await imported<Keyward>(pathToFileURL(built).href)
// It brings no types along.
const security = await imported<ESLint.Plugin>('eslint-plugin-security')

const typescript: Linter.Config = {
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { ecmaFeatures: { jsx: true } },
  },
}

export const contenders: readonly Contender[] = [
  { name: 'keyward', prefix: 'keyward/', config: [typescript, ...configOf('recommended')] },
  {
    name: 'no-secrets',
    prefix: 'no-secrets/',
    config: [{ plugins: { 'no-secrets': noSecrets }, rules: { 'no-secrets/no-secrets': 'error' } }],
  },
  {
    name: 'sonarjs',
    prefix: 'sonarjs/',
    config: [
      {
        plugins: { sonarjs },
        rules: {
          'sonarjs/no-hardcoded-secrets': 'error',
          'sonarjs/no-hardcoded-passwords': 'error',
          'sonarjs/hardcoded-secret-signatures': 'error',
        },
      },
    ],
  },
  {
    name: 'security',
    prefix: 'security/',
    config: [security.configs?.['recommended'] as Linter.Config],
  },
]

export const graph: Contender = {
  name: 'keyward, import graph',
  prefix: 'keyward/no-client-reachable-secret',
  config: [typescript, ...configOf('project')],
}

async function imported<Plugin>(specifier: string): Promise<Plugin> {
  return ((await import(specifier)) as { default: Plugin }).default
}

function configOf(name: string): Linter.Config[] {
  const config = keyward.configs[name]
  if (!config) throw new Error(`The plugin has no configuration ${name}.`)
  return config
}
