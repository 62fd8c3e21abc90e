import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import { sourceFile } from './source-text.ts'

/** A file as it was when it was read. */
export interface ProjectFile {
  readonly text: string
  readonly stamp: string
}

/** Larger projects have parts, each with a configuration of its own. */
const mostFiles = 20_000
/** Nobody writes longer modules by hand. */
const longest = 1_000_000

const foreign: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'dist',
  'build',
  'out',
  'coverage',
  'vendor',
])

/** Every source file below a folder; those that have not changed are not read again. */
export function readProject(
  root: string,
  known: ReadonlyMap<string, ProjectFile>,
): ReadonlyMap<string, ProjectFile> {
  const files = new Map<string, ProjectFile>()
  const folders = [root]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && !foreign.has(entry.name)) folders.push(path)
      } else if (sourceFile.test(entry.name) || entry.name === 'index.html') {
        const file = read(path, known.get(path))
        if (file) files.set(path, file)
        if (files.size >= mostFiles) return files
      }
    }
  }
  return files
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function read(path: string, known: ProjectFile | undefined): ProjectFile | undefined {
  try {
    const { mtimeMs, size } = statSync(path)
    const stamp = `${String(mtimeMs)} ${String(size)}`
    if (known?.stamp === stamp) return known
    return size > longest ? undefined : { text: readFileSync(path, 'utf8'), stamp }
  } catch {
    // Removed since the folder was read.
    return undefined
  }
}
