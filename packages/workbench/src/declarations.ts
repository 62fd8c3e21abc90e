// `npm run build:types`: the declarations that packages name as `types`.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { root } from './set-up.js'

interface Manifest {
  readonly name: string
  readonly exports?: Readonly<Record<string, { readonly source: string }>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

interface Package {
  readonly folder: string
  readonly manifest: Manifest
  /** The sources of what can be imported from it. */
  readonly entries: readonly string[]
}

const packages = join(root, 'packages')
const published = packagesWithEntries()
const declarations = declarationsOf(published.flatMap(({ entries }) => entries))
for (const one of published) write(one)

function packagesWithEntries(): Package[] {
  return readdirSync(packages).flatMap((name) => {
    const folder = join(packages, name)
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
    const entries = Object.values(manifest.exports ?? {}).map(({ source }) => join(folder, source))
    return entries.length > 0 ? [{ folder, manifest, entries }] : []
  })
}

/** By the path they would have beside their source. One program: the packages lean on each other. */
function declarationsOf(entries: readonly string[]): Map<string, string> {
  const base = ts.readConfigFile(join(root, 'tsconfig.base.json'), (file) => ts.sys.readFile(file))
  const { compilerOptions } = base.config as { compilerOptions: unknown }
  const { options } = ts.convertCompilerOptionsFromJson(compilerOptions, root)
  const program = ts.createProgram(entries, {
    ...options,
    noEmit: false,
    // `npm run types` does, and takes its time.
    noCheck: true,
    declaration: true,
    emitDeclarationOnly: true,
  })
  const texts = new Map<string, string>()
  const { diagnostics } = program.emit(undefined, (file, text) => texts.set(file, text))
  const [fault] = diagnostics
  if (fault) throw new Error(ts.flattenDiagnosticMessageText(fault.messageText, '\n'))
  return texts
}

function write({ folder, manifest, entries }: Package): void {
  const source = join(folder, 'src')
  const output = join(folder, 'dist')
  for (const file of readdirSync(output, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.d.ts')) rmSync(join(output, file))
  }
  for (const file of reachedFrom(entries.map(declarationOf))) {
    const path = join(output, relative(source, file))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, portable(file, manifest))
  }
}

/** What the entries tell of. The rest of a package is nobody's to see, and is not shipped. */
function reachedFrom(entries: readonly string[]): ReadonlySet<string> {
  const reached = new Set(entries)
  for (const file of reached) {
    for (const { fileName } of importsOf(file)) {
      if (fileName.startsWith('.')) reached.add(declarationOf(join(dirname(file), fileName)))
    }
  }
  return reached
}

/** Its imports name files that are shipped and packages that are installed with this one. */
function portable(file: string, { name, ...manifest }: Manifest): string {
  const installed = { ...manifest.dependencies, ...manifest.peerDependencies }
  let text = textOf(file)
  for (const { fileName, pos } of importsOf(file).reverse()) {
    if (fileName.startsWith('.')) {
      const end = pos + 1 + fileName.length
      text = `${text.slice(0, pos + 1)}${fileName.replace(/\.ts$/, '.js')}${text.slice(end)}`
      continue
    }
    const [needed = ''] = /^(?:@[^/]+\/)?[^/]+/.exec(fileName) ?? []
    if (fileName.startsWith('node:') || needed in installed) continue
    throw new Error(`${relative(root, file)} names ${needed}, which ${name} does not bring along.`)
  }
  return text
}

function importsOf(file: string): ts.FileReference[] {
  return ts.preProcessFile(textOf(file)).importedFiles
}

function textOf(file: string): string {
  const text = declarations.get(file)
  if (text === undefined) throw new Error(`${relative(root, file)} was not written.`)
  return text
}

function declarationOf(source: string): string {
  return source.replace(/\.ts$/, '.d.ts')
}
