import { build } from 'esbuild'
import type { BuildOptions } from 'esbuild'
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { root } from './set-up.js'
import { withoutExamples } from './without-examples.ts'

const platformless: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  conditions: ['source'],
  format: 'esm',
  legalComments: 'none',
  logLevel: 'warning',
  target: 'node20',
}

const [, , what = 'all'] = process.argv
await Promise.all([buildCore(), buildCommand(), ...(what === 'command' ? [] : buildOthers())])

function buildOthers(): Promise<void>[] {
  return [
    buildAlone('packages/eslint-plugin', { external: ['eslint'] }),
    buildAlone('packages/eslint-formatter', { external: ['eslint'] }),
    buildProgram('packages/key-service', [
      'index',
      'client',
      'keyward-keys',
      ...['fetch', 'hono', 'express', 'fastify'].map((name) => `middleware/${name}`),
    ]),
    buildProgram('packages/revoke', ['index', 'sender', 'keyward-revoke']),
  ]
}

async function buildCore() {
  const { metafile } = await build({
    ...platformless,
    entryPoints: ['packages/core/src/index.ts', 'packages/core/src/settings/index.ts'],
    outdir: 'packages/core/dist',
    outbase: 'packages/core/src',
    platform: 'neutral',
    // Both entries share their classes: a Secret of one is a Secret of the other.
    splitting: true,
    chunkNames: 'part-[hash]',
    metafile: true,
  })
  await removeLeftParts('packages/core', Object.keys(metafile.outputs))
}

/** A package in one file with all it leans on: an editor loads it each time it starts. */
async function buildAlone(folder: string, options: BuildOptions) {
  const { metafile } = await build({
    ...platformless,
    ...options,
    entryPoints: [`${folder}/src/index.ts`],
    outfile: `${folder}/dist/index.js`,
    platform: 'node',
    metafile: true,
    plugins: [withoutExamples],
    minify: true,
    // What is bundled in may still ask for its neighbours as CommonJS does.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'\nconst require = makeRequire(import.meta.url)",
    },
  })
  refuseWide(await readFile(join(root, folder, 'dist/index.js'), 'utf8'))
  await writeFile(
    join(root, folder, 'dist/LICENSES.txt'),
    await licencesOf(Object.keys(metafile.inputs)),
  )
}

/** A service: what it leans on is installed beside it. */
async function buildProgram(folder: string, entries: readonly string[]) {
  const { metafile } = await build({
    ...platformless,
    entryPoints: entries.map((name) => `${folder}/src/${name}.ts`),
    outdir: `${folder}/dist`,
    outbase: `${folder}/src`,
    platform: 'node',
    packages: 'external',
    splitting: true,
    chunkNames: 'part-[hash]',
    metafile: true,
  })
  for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
    if (entryPoint?.includes('/keyward-')) await chmod(join(root, file), 0o755)
  }
  await removeLeftParts(folder, Object.keys(metafile.outputs))
}

/** Parts of an earlier build have other names. */
async function removeLeftParts(folder: string, written: readonly string[]) {
  for (const name of await readdir(join(root, folder, 'dist'))) {
    const isLeft = name.startsWith('part-') && !written.includes(`${folder}/dist/${name}`)
    if (isLeft) await rm(join(root, folder, 'dist', name))
  }
}

/** One file, so that a cold start reads one file. */
async function buildCommand() {
  const file = join(root, 'packages/scanner/dist/keyward.js')
  const { outputFiles, metafile } = await build({
    ...platformless,
    entryPoints: ['packages/scanner/src/main.ts'],
    platform: 'node',
    write: false,
    metafile: true,
    // Loaded only where no shell expanded a pattern, so a cold start need not read it.
    external: ['fast-glob'],
    plugins: [withoutExamples],
    minifyWhitespace: true,
    // Node starts CommonJS in ten milliseconds less, of sixty.
    format: 'cjs',
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'bundle' },
    banner: {
      js: "#!/usr/bin/env node\nconst bundle = require('node:url').pathToFileURL(__filename).href",
    },
  })
  refuseWide(outputFiles[0]!.text)
  // Renamed into place: somebody may be running the old one.
  await mkdir(dirname(file), { recursive: true })
  await writeFile(
    join(dirname(file), 'LICENSES.txt'),
    await licencesOf(Object.keys(metafile.inputs)),
  )
  await writeFile(join(dirname(file), 'package.json'), '{ "type": "commonjs" }\n')
  await writeFile(`${file}.new`, outputFiles[0]!.contents)
  await chmod(`${file}.new`, 0o755)
  await rename(`${file}.new`, file)
}

/** With one character that is not ASCII, V8 holds all of a program in two bytes each and starts later. */
function refuseWide(program: string) {
  const [wide] = /.{0,40}[^\0-\x7f]/.exec(program) ?? []
  if (wide !== undefined) throw new Error(`Write it as an escape, in its source: ${wide}`)
}

/** The licences of what is bundled in ask to come along, below our own. */
async function licencesOf(inputs: readonly string[]): Promise<string> {
  const packages = new Set(
    inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? []),
  )
  const texts = [await readFile(join(root, 'LICENSE'), 'utf8')]
  for (const path of [...packages].sort()) {
    const file = (await readdir(join(root, path))).find((name) => /^licen[cs]e/i.test(name))
    if (file === undefined) throw new Error(`${path} has no licence to bring along.`)
    const text = await readFile(join(root, path, file), 'utf8')
    texts.push(`${path.replace(/^.*node_modules\//, '')}\n\n${text.trim()}\n`)
  }
  return texts.join(`\n${'-'.repeat(80)}\n\n`)
}
