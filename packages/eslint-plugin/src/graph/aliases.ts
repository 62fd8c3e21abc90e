import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** What a specifier may begin with, and the folders it may stand for. */
export interface Alias {
  readonly start: string
  /** What has to follow, where a pattern ends with more than a star. */
  readonly isWhole: boolean
  readonly targets: readonly string[]
}

/** Those of the configuration, and those that frameworks have without being told. */
export function aliasesIn(root: string): readonly Alias[] {
  const usual = Object.entries(folders).map(([start, names]) => {
    return { start, isWhole: false, targets: names.map((name) => join(root, name)) }
  })
  const own = ['tsconfig.json', 'jsconfig.json'].flatMap((name) => pathsOf(join(root, name), 0))
  return [...own, ...usual]
}

const folders: Readonly<Record<string, readonly string[]>> = {
  '$lib/': ['src/lib'],
  '@/': ['src', 'app', '.'],
  '~/': ['app', 'src', '.'],
  '@@/': ['.'],
  '~~/': ['.'],
}

interface Configuration {
  readonly extends?: string | readonly string[]
  readonly compilerOptions?: {
    readonly baseUrl?: string
    readonly paths?: Readonly<Record<string, readonly string[]>>
  }
  readonly references?: readonly { readonly path?: string }[]
}

const deepest = 5

function pathsOf(file: string, depth: number): readonly Alias[] {
  const configuration = depth > deepest ? undefined : read(file)
  if (configuration === undefined) return []
  const { compilerOptions: { baseUrl, paths = {} } = {}, extends: bases = [] } = configuration
  const base = resolve(dirname(file), baseUrl ?? '.')
  const own = Object.entries(paths).map(([pattern, targets]) => ({
    start: pattern.replace(/\*.*$/, ''),
    isWhole: !pattern.includes('*'),
    targets: targets.map((target) => join(base, target.replace(/\*.*$/, ''))),
  }))
  const plain = baseUrl === undefined ? [] : [{ start: '', isWhole: false, targets: [base] }]
  const others = [
    ...[bases].flat(),
    ...(configuration.references ?? []).flatMap(({ path }) => path ?? []),
  ].filter((path) => path.startsWith('.'))
  const inherited = others.flatMap((path) => pathsOf(fileOf(dirname(file), path), depth + 1))
  return [...own, ...inherited, ...plain]
}

function fileOf(folder: string, path: string): string {
  const file = resolve(folder, path)
  if (file.endsWith('.json')) return file
  return existsSync(`${file}.json`) ? `${file}.json` : join(file, 'tsconfig.json')
}

/** TypeScript's own JSON has comments, and commas where they are not needed. */
function read(file: string): Configuration | undefined {
  try {
    const text = readFileSync(file, 'utf8')
    const bare = text.replace(
      /("(?:\\.|[^"\\])*")|\/\*[^]*?\*\/|\/\/[^\n]*/g,
      (_, string?: string) => string ?? '',
    )
    return JSON.parse(bare.replace(/,(?=\s*[}\]])/g, '')) as Configuration
  } catch {
    // Without a configuration that can be read there are the usual ones.
    return undefined
  }
}
