import { perFile } from './per-file.ts'
import { pathOf } from './place.ts'

/** Where a project of this kind keeps the code of its server, in words that follow `in`. */
export const ownRoute = perFile((context): string => {
  const path = pathOf(context)
  const { text } = context.sourceCode
  return rows.find(([sign]) => sign.test(path) || sign.test(text.slice(0, 20_000)))?.[1] ?? anywhere
})

/** The same, where the prefix of a variable tells the framework. */
export function ownRouteFor(prefix: string): string | undefined {
  return byPrefix[prefix]
}

const anywhere = 'a route of your own server'
const next = 'a route handler (app/api/…/route.ts)'
const svelteKit = 'an endpoint (+server.ts)'
const nuxt = 'a server route (server/api/…)'
const expo = 'an API route (…+api.ts)'
const astro = 'an endpoint (src/pages/api/….ts)'

const byPrefix: Readonly<Record<string, string>> = {
  NEXT_PUBLIC_: next,
  NUXT_PUBLIC_: nuxt,
  EXPO_PUBLIC_: expo,
  GATSBY_: 'a Gatsby Function (src/api/…)',
  REDWOOD_ENV_: 'a service of the api side',
}

const rows: readonly (readonly [sign: RegExp, route: string])[] = [
  [/\$env\/|\$app\/|\+(?:page|layout|server)\b|@sveltejs\/kit/, svelteKit],
  [/@tanstack\/(?:react|solid)-(?:start|router)/, 'a server function (createServerFn)'],
  [/@remix-run\/|react-router|\+types\//, 'a loader, an action or a resource route'],
  [/\.astro\b|astro:/, astro],
  [/(?:^|\/)nuxt\.config|useRuntimeConfig|#imports|#app/, nuxt],
  [/\bexpo\b|expo-|react-native|EXPO_PUBLIC_/, expo],
  [/['"]use client['"]|['"]next\/|NEXT_PUBLIC_|(?:^|\/)next\.config|getServerSideProps/, next],
]
