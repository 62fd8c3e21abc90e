import type { ESLint, Linter } from 'eslint'
import { angular } from './angular.ts'
import { astro } from './astro.ts'
import { client } from './client.ts'
import { expo } from './expo.ts'
import { legacy } from './legacy.ts'
import { next } from './next.ts'
import { nuxt } from './nuxt.ts'
import { project } from './project.ts'
import { reactRouter } from './react-router.ts'
import { recommended } from './recommended.ts'
import { strict } from './strict.ts'
import { sveltekit } from './sveltekit.ts'
import { text } from './text.ts'
import { vite } from './vite.ts'

const configs = {
  recommended,
  client,
  strict,
  text,
  project,
  next,
  vite,
  sveltekit,
  nuxt,
  expo,
  astro,
  'react-router': reactRouter,
  angular,
}

type ConfigNames = keyof typeof configs

export type Configs = Record<ConfigNames, Linter.Config[]> &
  Record<`legacy-${ConfigNames}`, Linter.LegacyConfig>

export function configsFor(plugin: ESLint.Plugin): Configs {
  const made = Object.entries(configs).flatMap(([name, config]) => {
    const parts = config(plugin)
    return [
      [name, parts],
      [`legacy-${name}`, legacy(parts)],
    ]
  })
  // Made from the entries, it has their names.
  return Object.fromEntries(made) as Configs
}
