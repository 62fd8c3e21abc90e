import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { published, type Package } from './published.ts'

/** How a project may look for modules. */
const resolutions: Readonly<Record<string, ts.CompilerOptions>> = {
  node16: { module: ts.ModuleKind.Node16 },
  bundler: {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  },
}

const run = promisify(execFile)
const root = fileURLToPath(new URL('../', import.meta.url))
const projects = realpathSync(mkdtempSync(join(tmpdir(), 'keyward-packed-')))
const libraries = new Map<string, ts.SourceFile | undefined>()
const packed = join(projects, 'packed')
afterAll(() => rmSync(projects, { recursive: true }))

beforeAll(async () => {
  await program(process.execPath, ['packages/workbench/src/prepack.js'], root)
  const pack = ['--recursive', '--config.ignore-scripts=true', 'pack', '--pack-destination']
  await program('npx', ['--yes', manifest.packageManager, ...pack, packed], root)
}, 240_000)

describe.each(Object.entries(published))('%s as it is published', (name, parts) => {
  const project = join(projects, parts.folder)
  const installed = join(project, 'node_modules', name)
  beforeAll(() => install(project, name, parts))

  test('brings along all that its manifest names, and licences', () => {
    const { bin, exports, files: shipped } = manifestOf(installed)
    const files = [bin, exports, shipped].flatMap((part) => pathsIn(part))
    expect(files).not.toEqual([])
    expect(files.filter((file) => !existsSync(join(installed, file)))).toEqual([])
    const licences = ['LICENSE', 'dist/LICENSES.txt'].filter((file) =>
      existsSync(join(installed, file)),
    )
    const text = licences.map((file) => readFileSync(join(installed, file), 'utf8')).join('\n')
    expect(text).toContain(readFileSync(join(root, 'LICENSE'), 'utf8').trim())
  })

  test('is built before it is packed', () => {
    const { scripts } = manifestOf(join(root, 'packages', parts.folder))
    expect(scripts?.['prepack'] ?? scripts?.['prepare']).toMatch(/\/prepa(?:ck|re)\.js$/)
  })

  const { program: code, prints = '', required, command } = parts
  if (code !== undefined) {
    test('compiles in a project, however that looks for modules', () => {
      writeFileSync(join(project, 'program.ts'), code)
      for (const [resolution, options] of Object.entries(resolutions)) {
        expect(faultsIn(project, 'program.ts', options), resolution).toEqual([])
      }
    })

    test('runs on Node without a build', async () => {
      writeFileSync(join(project, 'program.mjs'), compiled(code, ts.ModuleKind.ESNext))
      expect(await program(process.execPath, ['program.mjs'], project)).toBe(`${prints}\n`)
    })
  }

  if (required !== undefined) {
    test('is required by CommonJS', async () => {
      writeFileSync(join(project, 'required.cts'), required)
      expect(faultsIn(project, 'required.cts', { module: ts.ModuleKind.NodeNext })).toEqual([])
      writeFileSync(join(project, 'required.cjs'), compiled(required, ts.ModuleKind.CommonJS))
      expect(await program(process.execPath, ['required.cjs'], project)).toBe('keyward true\n')
    })
  }

  if (command !== undefined) {
    test('puts a program on the PATH', async () => {
      const [parameters, says] = command
      for (const file of pathsIn(manifestOf(installed).bin)) {
        const words = [join(installed, file), ...parameters]
        expect(await program(process.execPath, words, project)).toMatch(says)
      }
    })
  }
})

/** As a package manager would that lets nobody lean on what it does not name; from no registry. */
async function install(project: string, name: string, parts: Package): Promise<void> {
  writeText(join(project, 'package.json'), '{ "type": "module" }')
  for (const one of [name, ...(parts.with ?? [])]) await unpack(project, one)
  for (const [one, from] of Object.entries(parts.beside ?? {})) {
    link(join(root, from, 'node_modules', one), join(project, 'node_modules', one))
  }
}

async function unpack(project: string, name: string): Promise<void> {
  const parts = published[name]!
  const to = join(project, 'node_modules', name)
  const { version } = manifestOf(join(root, 'packages', parts.folder))
  const file = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`
  mkdirSync(to, { recursive: true })
  await program('tar', ['-xzf', join(packed, file), '-C', to, '--strip-components', '1'], project)
  const { dependencies, optionalDependencies } = manifestOf(to)
  for (const [needed, range] of Object.entries({ ...dependencies, ...optionalDependencies })) {
    // A version that only a workspace knows cannot be installed.
    expect(range).toMatch(/^[~^]?\d+\.\d+\.\d+$/)
    if (needed in published) continue
    link(
      join(root, 'packages', parts.folder, 'node_modules', needed),
      join(to, 'node_modules', needed),
    )
  }
}

function link(target: string, path: string): void {
  if (!existsSync(target)) return
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(target, path)
}

function writeText(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

interface Manifest {
  readonly version: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly bin?: unknown
  readonly exports?: unknown
  readonly files?: unknown
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}

/** `source` is for clones, where nothing needs to be built. */
function pathsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return key === 'source' ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, name))
}

function faultsIn(project: string, file: string, options: ts.CompilerOptions = {}): string[] {
  const settings: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    types: existsSync(join(project, 'node_modules/@types/node')) ? ['node'] : [],
    typeRoots: [join(project, 'node_modules/@types')],
    ...options,
  }
  const program = ts.createProgram([join(project, file)], settings, hostFor(settings))
  // Declarations of others, which are linked, are theirs to check; ours are not.
  const own = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(project))
  const faults = own.flatMap((one) => [
    ...program.getSyntacticDiagnostics(one),
    ...program.getSemanticDiagnostics(one),
  ])
  return [...program.getOptionsDiagnostics(), ...faults].map(
    ({ file: at, messageText }) =>
      `${at?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  )
}

/** What is the same for every program is read once. */
function hostFor(settings: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(settings)
  const read = host.getSourceFile.bind(host)
  host.getSourceFile = (name, ...rest) => {
    if (!name.includes('/typescript/lib/')) return read(name, ...rest)
    const known = libraries.get(name) ?? read(name, ...rest)
    libraries.set(name, known)
    return known
  }
  return host
}

function compiled(code: string, module: ts.ModuleKind): string {
  const compilerOptions = { module, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: false }
  return ts.transpileModule(code, { compilerOptions }).outputText
}

async function program(name: string, parameters: readonly string[], cwd: string): Promise<string> {
  const env = { ...process.env, NO_COLOR: '1' }
  const { stdout } = await run(name, parameters, { cwd, env })
  return stdout
}
