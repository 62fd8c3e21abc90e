import type { Confidence } from '@keyward/core'

/** Where a module's code runs, how sure that is, and by which sign it is known. */
export interface Side {
  readonly is: 'client' | 'server' | 'unknown'
  readonly confidence: Confidence
  readonly sign: string
}

/** What the path of a file, from the project's root and with `/`, says of its side. */
export function sideOfFile(path: string): Side | undefined {
  const file = path.slice(path.lastIndexOf('/') + 1)
  const row = rows.find(([pattern]) => pattern.test(path))
  return row && { is: row[1], confidence: row[2], sign: `the file name ${row[3] ?? file}` }
}

type Row = readonly [
  pattern: RegExp,
  is: 'client' | 'server',
  confidence: Confidence,
  named?: string,
]

/** The first that matches decides. */
const rows: readonly Row[] = [
  // What builds the project runs where it is built.
  [/(?:^|\/)[\w.-]*\.config\.[cm]?[jt]s$/, 'server', 'certain'],
  [/(?:^|\/)(?:gatsby-(?:node|config|ssr)|gulpfile|Gruntfile)\.[cm]?[jt]s$/, 'server', 'certain'],

  // SvelteKit, Nuxt, Remix and React Router, Angular: the name is the border.
  [/\.server\.(?:[cm]?[jt]sx?|vue|svelte\.[jt]s)$|(?:^|\/)\.server\//, 'server', 'certain'],
  [/\.client\.(?:[cm]?[jt]sx?|vue)$|(?:^|\/)\.client\//, 'client', 'certain'],
  [/(?:^|\/)(?:\+server|\+page\.server|\+layout\.server)\.[jt]s$/, 'server', 'certain'],
  [/(?:^|\/)src\/lib\/server\//, 'server', 'certain', 'below lib/server/'],
  [/(?:^|\/)\+(?:page|layout|error)\.(?:svelte|[jt]s)$|\.svelte(?:\.[jt]s)?$/, 'client', 'certain'],
  [/(?:^|\/)entry[.-]server\.[jt]sx?$/, 'server', 'certain'],
  [/(?:^|\/)entry[.-]client\.[jt]sx?$/, 'client', 'certain'],

  // Next.js.
  [/(?:^|\/)app\/(?:.*\/)?route\.[jt]sx?$/, 'server', 'certain'],
  [/(?:^|\/)(?:pages|app)\/api\//, 'server', 'certain', 'below api/'],
  [/(?:^|\/)pages\/_document\.[jt]sx?$/, 'server', 'certain'],
  [/(?:^|\/)(?:middleware|proxy|instrumentation)\.[jt]s$/, 'server', 'certain'],
  [/(?:^|\/)instrumentation-client\.[jt]s$/, 'client', 'certain'],

  // Expo.
  [/\+(?:api|middleware)\.[jt]sx?$/, 'server', 'certain'],
  [/\.(?:native|ios|android)\.[jt]sx?$/, 'client', 'likely'],

  // Functions, servers and scripts.
  [/(?:^|\/)(?:netlify|supabase|firebase|appwrite)\/functions\//, 'server', 'certain'],
  [/^(?:api|functions|scripts?|bin|prisma|drizzle|migrations|infra)\//, 'server', 'likely'],
  [/(?:^|\/)(?:server|backend|actions)\//, 'server', 'likely'],
  [/(?:^|\/)(?:server|main\.server)\.[cm]?[jt]s$/, 'server', 'likely'],
  [/(?:^|\/)(?:electron|main-process)\/(?!preload|renderer)/, 'server', 'likely'],

  // Scripts of a page: a block of an Astro or HTML file that ESLint is given by itself.
  [
    /\.(?:astro|html?|md|mdx)\/\d+(?:_[\w.-]+)?\.[cm]?[jt]sx?$/,
    'client',
    'certain',
    'of a script block',
  ],
  [/\.html?$/, 'client', 'certain'],
  [/\.astro$/, 'server', 'likely'],
  [/(?:^|\/)(?:service-?worker|sw|firebase-messaging-sw)\.[cm]?[jt]s$/, 'client', 'likely'],
  [/(?:^|\/)environments?\/environment(?:\.[\w-]+)?\.[jt]s$/, 'client', 'certain'],
  [/\.(?:component|directive|pipe)\.ts$/, 'client', 'likely'],
  [/(?:^|\/)content[-_]?scripts?(?:\/|\.[jt]sx?$)|(?:^|\/)entrypoints\//, 'client', 'likely'],
  [/(?:^|\/)(?:renderer|preload)(?:\/|\.[cm]?[jt]sx?$)/, 'client', 'likely'],
  [/\.vue$/, 'client', 'likely'],
  [/(?:^|\/)composables\/[\w./-]*\.[jt]sx?$/, 'client', 'likely'],
  [/(?:^|\/)pages\/.*\.[jt]sx$|(?:^|\/)pages\/_app\.[jt]s$/, 'client', 'likely'],
  [/(?:^|\/)gatsby-browser\.[jt]sx?$/, 'client', 'certain'],
  [/^(?:public|static)\/.*\.m?js$/, 'client', 'likely'],
]
