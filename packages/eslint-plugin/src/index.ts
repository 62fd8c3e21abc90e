import type { ESLint } from 'eslint'
import manifest from '../package.json' with { type: 'json' }
import { configsFor, type Configs } from './configs/index.ts'
import { rules } from './rules/index.ts'
import type { RuleName } from './rules/names.ts'

/** Its own names in place of any name, so that a configuration is told of a slip. */
type Plugin = Omit<ESLint.Plugin, 'configs' | 'rules'> & {
  readonly rules: Record<RuleName, NonNullable<ESLint.Plugin['rules']>[string]>
  readonly configs: Readonly<Configs>
}

const bare: ESLint.Plugin = {
  meta: { name: manifest.name, version: manifest.version, namespace: 'keyward' },
  rules,
}

/** Its configs name the plugin, so they are put in when it is there. */
const plugin = Object.assign(bare, { configs: configsFor(bare) }) as Plugin

// Required by a CommonJS configuration, the module is the plugin and not an object that holds it.
export { plugin as default, plugin as 'module.exports' }
