import { dirname, join } from 'node:path'
import type { Alias } from './aliases.ts'

/** Finds the file that a specifier means, among the files of the project. */
export function createResolution(
  has: (path: string) => boolean,
  aliases: readonly Alias[],
): (specifier: string, from: string) => string | undefined {
  return (specifier, from) => {
    const bare = specifier.replace(/(?<=.)[?#].*$/, '')
    for (const path of placesOf(bare, from, aliases)) {
      const file = fileAt(path, has)
      if (file !== undefined) return file
    }
    return undefined
  }
}

function placesOf(specifier: string, from: string, aliases: readonly Alias[]): readonly string[] {
  if (specifier.startsWith('.')) return [join(dirname(from), specifier)]
  return aliases.flatMap(({ start, isWhole, targets }) => {
    const applies = isWhole ? specifier === start : specifier.startsWith(start)
    return applies ? targets.map((target) => join(target, specifier.slice(start.length))) : []
  })
}

const extensions = [
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mts',
  '.mjs',
  '.cts',
  '.cjs',
  '.vue',
  '.svelte',
  '.astro',
]

function fileAt(path: string, has: (path: string) => boolean): string | undefined {
  if (has(path)) return path
  const beside = extensions.map((extension) => path + extension)
  // TypeScript is imported by the name that it is compiled to.
  const compiled = path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2')
  const inside = extensions.slice(0, 8).map((extension) => join(path, `index${extension}`))
  const tsx = path.replace(/\.js$/, '.tsx')
  return [...beside, compiled, tsx, ...inside].find(has)
}
