import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'
import { languageOf } from '../example.ts'
import plugin from '../index.ts'

type Preset = Exclude<keyof typeof plugin.configs, `legacy-${string}`>

const onlySecret = 'export const key = process.env.STRIPE_SECRET_KEY'
const reported: [Preset, filename: string, code: string, rule: string][] = [
  ['next', 'lib/stripe.ts', onlySecret, 'require-server-only'],
  ['next', 'app/a.tsx', `'use client'\n${onlySecret}`, 'no-server-secret-in-client'],
  ['next', 'lib/a.ts', 'use(process.env.NEXT_PUBLIC_API_SECRET)', 'no-public-env-secret'],
  ['vite', 'src/stripe.ts', onlySecret, 'no-server-secret-in-client'],
  ['vite', 'src/a.ts', 'use(import.meta.env.VITE_API_SECRET)', 'no-public-env-secret'],
  ['sveltekit', 'src/routes/+page.ts', onlySecret, 'no-server-secret-in-client'],
  [
    'sveltekit',
    'src/a.ts',
    "import { PUBLIC_API_SECRET } from '$env/static/public'",
    'no-public-env-secret',
  ],
  ['nuxt', 'app/stores/pay.ts', onlySecret, 'no-server-secret-in-client'],
  ['nuxt', 'app/a.ts', 'use(useRuntimeConfig().public.apiSecret)', 'no-public-env-secret'],
  ['expo', 'lib/stripe.ts', onlySecret, 'no-server-secret-in-client'],
  ['expo', 'lib/a.ts', 'use(process.env.EXPO_PUBLIC_API_SECRET)', 'no-public-env-secret'],
  ['astro', 'src/a.ts', 'use(import.meta.env.PUBLIC_API_SECRET)', 'no-public-env-secret'],
  ['react-router', 'app/db.client.ts', onlySecret, 'no-server-secret-in-client'],
  ['react-router', 'app/a.ts', 'use(import.meta.env.VITE_API_SECRET)', 'no-public-env-secret'],
  ['angular', 'src/app/pay.ts', onlySecret, 'no-server-secret-in-client'],
  ['angular', 'src/app/a.ts', 'use(import.meta.env.NG_APP_API_SECRET)', 'no-public-env-secret'],
]

describe('a preset knows where browsers are, in', () => {
  it.each(reported)('%s: %s', (preset, filename, code, rule) => {
    expect(rulesBroken(preset, filename, code)).toEqual([`keyward/${rule}`])
  })
})

const silent: [Preset, filename: string, code: string][] = [
  ['next', 'app/api/pay/route.ts', onlySecret],
  ['next', 'lib/a.ts', 'use(process.env.VITE_API_SECRET)'],
  ['vite', 'src/server/stripe.ts', onlySecret],
  ['vite', 'vite.config.ts', onlySecret],
  ['sveltekit', 'src/hooks.server.ts', onlySecret],
  ['nuxt', 'server/api/pay.ts', onlySecret],
  ['nuxt', 'app/a.ts', 'use(process.env.PUBLIC_API_SECRET)'],
  ['expo', 'app/pay+api.ts', onlySecret],
  ['astro', 'src/pages/api/pay.ts', onlySecret],
  ['react-router', 'app/db.server.ts', onlySecret],
  ['angular', 'src/main.server.ts', onlySecret],
  ['client', 'lib/stripe.ts', onlySecret],
]

describe('a preset knows where servers are, in', () => {
  it.each(silent)('%s: %s', (preset, filename, code) => {
    expect(rulesBroken(preset, filename, code)).toEqual([])
  })
})

it('every preset has what client has', () => {
  const client = Object.keys(plugin.configs.client[0]?.rules ?? {})
  expect(client).not.toEqual([])
  for (const name of ['next', 'vite', 'sveltekit', 'nuxt', 'expo', 'astro', 'angular'] as const) {
    expect(Object.keys(plugin.configs[name][0]?.rules ?? {})).toEqual(
      expect.arrayContaining(client),
    )
  }
})

function rulesBroken(preset: Preset, filename: string, code: string): (string | null)[] {
  const config = [...languageOf(filename), ...plugin.configs[preset]].map((one) => ({
    ...one,
    files: ['**/*.*'],
  }))
  return new Linter().verify(code, config, { filename }).map(({ ruleId }) => ruleId)
}
