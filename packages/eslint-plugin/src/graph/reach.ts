import { relative, sep } from 'node:path'
import { aliasesIn } from './aliases.ts'
import { readProject, type ProjectFile } from './project-files.ts'
import { createResolution } from './resolution.ts'
import { moduleOf, type Module } from './roots.ts'

/** How modules reach the browser: from something that is sent there, by what imports what. */
export interface Reach {
  /** From the module that browsers are sent to this one; undefined where nothing leads here. */
  chainTo(path: string): readonly string[] | undefined
}

export interface Sides {
  readonly isClientFile: (path: string) => boolean
  readonly isServerFile: (path: string) => boolean
}

interface Known {
  readonly at: number
  readonly files: ReadonlyMap<string, ProjectFile>
  readonly modules: ReadonlyMap<string, { readonly stamp: string; readonly module: Module }>
  readonly reach: Reach
}

/** An editor asks with every keystroke, and other files change in between. */
const fresh = 2000
const projects = new Map<string, Known>()

/** The reach of the project in a folder. All of its files are read, once. */
export function reachOf(root: string, sides: Sides): Reach {
  const known = projects.get(root)
  const at = performance.now()
  if (known && at - known.at < fresh) return known.reach
  const files = readProject(root, known?.files ?? new Map<string, ProjectFile>())
  const modules = new Map(
    [...files].map(([path, { text, stamp }]) => {
      const before = known?.modules.get(path)
      if (before?.stamp === stamp) return [path, before]
      return [path, { stamp, module: moduleOf(text, shown(root, path)) }]
    }),
  )
  const importers = importersOf(root, modules, sides)
  const made = { at: performance.now(), files, modules, reach: { chainTo } }
  projects.set(root, made)
  return made.reach

  function chainTo(path: string): readonly string[] | undefined {
    if (!importers.has(path)) return undefined
    const chain: string[] = []
    for (let at: string | undefined = path; at !== undefined; at = importers.get(at)) {
      chain.unshift(shown(root, at))
    }
    return chain
  }
}

/** Of each module that reaches a browser, the one that imports it; of what is sent there, none. */
function importersOf(
  root: string,
  modules: Known['modules'],
  { isClientFile, isServerFile }: Sides,
): ReadonlyMap<string, string | undefined> {
  const resolve = createResolution((path) => modules.has(path), aliasesIn(root))
  const importers = new Map<string, string | undefined>()
  const left: string[] = []
  for (const [path, { module }] of modules) {
    const name = shown(root, path)
    if (isServerFile(name) || !(module.isRoot || isClientFile(name))) continue
    importers.set(path, undefined)
    left.push(path)
  }
  // First come those that are near, so that chains are as short as they can be.
  for (const path of left) {
    for (const { specifier } of modules.get(path)?.module.imports ?? []) {
      const target = resolve(specifier, path)
      if (target === undefined || importers.has(target)) continue
      if (modules.get(target)?.module.isBorder || isServerFile(shown(root, target))) continue
      importers.set(target, path)
      left.push(target)
    }
  }
  return importers
}

function shown(root: string, path: string): string {
  return relative(root, path).replaceAll(sep, '/')
}
