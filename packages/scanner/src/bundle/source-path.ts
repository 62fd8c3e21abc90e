import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { Source } from './source-map.ts'

/** Turns what a source map calls a text into its path, relative to where the command runs. */
export type SourcePath = (source: Source, map: string) => string

export function createSourcePath(build: string, cwd: string): SourcePath {
  const roots = rootsAround(build, cwd)
  return ({ given, resolved }, map) => {
    // Some bundlers call what they made themselves `<anon>`.
    if (given === '' || given.startsWith('<')) return map
    if (/^https?:/i.test(resolved)) return resolved
    return relative(cwd, absolutePath(withoutQuery(resolved), withoutQuery(given), roots))
      .replaceAll(sep, '/')
      .replaceAll('\0', '')
  }
}

/** Folders that bundlers count from: packages above the build, the closest first. */
function rootsAround(build: string, cwd: string): string[] {
  const roots: string[] = []
  for (let folder = dirname(build); dirname(folder) !== folder; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) roots.push(folder)
  }
  return [...roots, cwd]
}

/** `App.vue?vue&type=script`: a part of a file, or the same file once more. */
function withoutQuery(address: string): string {
  const query = address.indexOf('?', address.lastIndexOf('/') + 1)
  return query > 0 ? address.slice(0, query) : address
}

function absolutePath(resolved: string, given: string, roots: readonly string[]): string {
  const scheme = /^[a-z][\w+.-]*:\/\/[^/]*\/*/i.exec(resolved)?.[0]
  if (scheme !== undefined && !scheme.startsWith('file:')) {
    // `webpack://name/./src/a.js`, `turbopack:///[project]/src/a.js`
    return below(roots, resolved.slice(scheme.length).replace(/^\[project\]\//, '')).path
  }
  const path = scheme === undefined ? resolved : `/${decoded(resolved.slice(scheme.length))}`
  if (existsSync(path)) return path
  // A build that was moved after its maps were written: they point somewhere else from here.
  const moved = below(roots, given.replace(/^(?:\.{0,2}\/)+/, ''))
  const isOutside = roots.every((root) => !path.startsWith(`${root}/`))
  return moved.exists || isOutside ? moved.path : path
}

function below(roots: readonly string[], path: string): { path: string; exists: boolean } {
  const paths = roots.map((root) => join(root, path))
  const found = paths.find((path) => existsSync(path))
  // The last root is where the command runs.
  return { path: found ?? paths[paths.length - 1] ?? path, exists: found !== undefined }
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
