import { importsIn, type Import } from './source-text.ts'
import { withoutServerParts } from './server-parts.ts'
import { sideOfFile } from '../side-of-file.ts'

/** What a file says of itself. */
export interface Module {
  /** It is what a browser is sent. */
  readonly isRoot: boolean
  /** It never reaches one: a build fails before it does. */
  readonly isBorder: boolean
  readonly imports: readonly Import[]
}

/** Before anything but comments and other directives. */
const directives =
  /^(?:\s|#![^\n]*\n|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/)){0,4000}\*\/|['"]use strict['"];?)*['"]use (client|server)['"]/

/** `path` is from the project's root. */
export function moduleOf(text: string, path: string): Module {
  if (path.endsWith('.astro')) return astroModule(text)
  if (path.endsWith('.html')) return htmlModule(text)
  const directive = directives.exec(text)?.[1]
  const side = sideOfFile(path)
  const imports = importsIn(text)
  const specifiers = imports.map(({ specifier }) => specifier)
  const isPoisoned = specifiers.includes('server-only') || specifiers.includes('$app/server')
  const isOfServer = side?.is === 'server' && side.confidence !== 'possible'
  const isBorder = directive === 'server' || isPoisoned || (directive === undefined && isOfServer)
  const isOfClient = side?.is === 'client' && side.confidence !== 'possible'
  const isRoot = !isBorder && (directive === 'client' || isOfClient)
  return { isRoot, isBorder, imports: isRoot ? usedImports(text, imports) : imports }
}

/** Of a page, those that what the server runs does not use alone. */
function usedImports(text: string, imports: readonly Import[]): readonly Import[] {
  const shipped = withoutServerParts(text)
  if (shipped === text) return imports
  const rest = imports.reduce(
    (left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end),
    shipped,
  )
  return imports.filter(
    ({ names }) => names.length === 0 || names.some((name) => isNamedIn(rest, name)),
  )
}

function isNamedIn(text: string, name: string): boolean {
  const escaped = name.replace(/[$*]/g, '\\$&')
  return name === '*' || new RegExp(`(?<![\\w$.])${escaped}(?![\\w$])`).test(text)
}

/** The server runs what stands between the dashes; browsers get scripts, and components that say so. */
function astroModule(text: string): Module {
  const [, front = '', page = text] = /^\s*---\n([^]*?)\n---([^]*)$/.exec(text) ?? []
  const scripts = [...page.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(([, code = '']) => code)
  const hydrated = new Set(
    [...page.matchAll(/<([A-Z]\w*)[^>]*\sclient:\w+/g)].map(([, name = '']) => name),
  )
  const components = importsIn(front).filter(({ names }) =>
    names.some((name) => hydrated.has(name)),
  )
  const imports = [...components, ...scripts.flatMap((script) => importsIn(script))]
  return { isRoot: true, isBorder: false, imports }
}

function htmlModule(text: string): Module {
  const sources = [...text.matchAll(/<script[^>]*\ssrc=["']\/?([^"':]+)["']/g)]
  const imports = sources.map(([, source = '']) => {
    return {
      specifier: source.startsWith('.') ? source : `./${source}`,
      names: [],
      start: 0,
      end: 0,
    }
  })
  return { isRoot: true, isBorder: false, imports }
}
