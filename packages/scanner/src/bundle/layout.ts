/** A folder as it was read, before anything in it was opened. */
export interface Folder {
  readonly files: ReadonlySet<string>
  readonly folders: ReadonlyMap<string, Folder>
}

/** A folder that holds what is shipped beside what only the server reads. */
export interface Layout {
  readonly fits: (folder: Folder) => boolean
  /** Whether a browser can download a file; paths are relative to the folder. */
  readonly ships: (path: string, paths: ReadonlySet<string>) => boolean
}

/** What fits none of these is served as it lies there. */
export const layouts: readonly Layout[] = [
  // `.next`: static files, and the pages that were rendered when it was built.
  {
    fits: ({ files, folders }) =>
      folders.has('static') &&
      folders.has('server') &&
      (files.has('BUILD_ID') || files.has('build-manifest.json')),
    ships: (path, paths) => path.startsWith('static/') || isNextPage(path, paths),
  },
  // `.svelte-kit`
  {
    fits: ({ folders }) => folders.has('output') && folders.has('generated'),
    ships: (path) => /^output\/(?:client|prerendered)\//.test(path),
  },
  // `.output` of Nitro: Nuxt, SolidStart, TanStack Start.
  {
    fits: ({ files, folders }) => files.has('nitro.json') && folders.has('public'),
    ships: (path) => path.startsWith('public/'),
  },
  // `.vercel/output`
  {
    fits: ({ files, folders }) =>
      files.has('config.json') && folders.has('static') && folders.has('functions'),
    ships: (path) =>
      path.startsWith('static/') || /^functions\/.*\.prerender-fallback\.[^/]+$/.test(path),
  },
  // A client and its server, as Astro, SvelteKit, React Router, Angular and Vite's own SSR write.
  {
    fits: ({ files, folders }) =>
      (folders.has('client') || folders.has('browser')) &&
      isServerCode(folders.get('server')) &&
      ![...files].some(isPage),
    ships: (path) => /^(?:client|browser|prerendered)\//.test(path),
  },
  // Cloudflare runs this file instead of serving it.
  {
    fits: ({ files, folders }) =>
      (files.has('_worker.js') || folders.has('_worker.js')) &&
      (files.has('_routes.json') || files.has('.assetsignore')),
    ships: (path) => !/^(?:_worker\.js(?:\/|\.map$|$)|_routes\.json$|\.assetsignore$)/.test(path),
  },
]

/** Data of a page has the page beside it; manifests have none, and stay on the server. */
function isNextPage(path: string, paths: ReadonlySet<string>): boolean {
  if (!/^server\/(?:app|pages)\//.test(path)) return false
  if (/\.(?:html|rsc|body)$/.test(path)) return true
  return path.endsWith('.json') && paths.has(path.replace(/\.json$/, '.html'))
}

/** A documentation site may well have a page called `server`. */
function isServerCode(folder: Folder | undefined): boolean {
  const files = folder ? filesIn(folder) : []
  return files.some((file) => /\.[cm]?js$/.test(file)) && !files.some(isPage)
}

function filesIn({ files, folders }: Folder): string[] {
  return [...files, ...[...folders.values()].flatMap(filesIn)]
}

/** Angular's server keeps a page to fill, which it never sends as it is. */
function isPage(file: string): boolean {
  return /(?<!\.server)\.html?$/.test(file)
}
