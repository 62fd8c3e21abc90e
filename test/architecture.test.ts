import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))

/** What a package may import of ours; whatever is not listed it may not. */
const arrows: Record<string, readonly string[]> = {
  core: [],
  'eslint-plugin': ['@keyward/core', '@keyward/core/settings'],
  'eslint-formatter': ['@keyward/core', '@keyward/core/settings', '@keyward/revoke/sender'],
  'key-service': ['@keyward/core', '@keyward/core/settings'],
  revoke: ['@keyward/core', '@keyward/core/settings', '@keyward/key-service/client'],
  scanner: ['@keyward/core', '@keyward/core/settings', '@keyward/revoke/sender'],
  workbench: ['@keyward/core', '@keyward/core/settings'],
}

/** Bundled when core is built, so that it keeps having no dependencies. */
const bundledIntoSettings = ['smol-toml', 'toml-eslint-parser']

const topLevel = [
  'packages',
  'fixtures',
  'test',
  'pnpm-workspace.yaml',
  'package.json',
  'tsconfig.base.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  // What tools look for there and nowhere else.
  'eslint.config.js',
  'pnpm-lock.yaml',
  'tsconfig.json',
  'vitest.config.ts',
]

const vagueNames = ['utils', 'helpers', 'common', 'shared', 'lib', 'misc', 'types']

const files = git('ls-files', '--cached', '--others', '--exclude-standard', 'packages', 'test')
const imports = new Map(files.filter(isSource).map((file) => [file, importsOf(file)]))

describe('the packages', () => {
  it('have sources to look at', () => {
    expect(imports.size).toBeGreaterThan(0)
  })

  it('have no import cycle, types included', () => {
    expect(cycles()).toEqual([])
  })

  it('lean on each other only as the house allows', () => {
    const wrong = eachImport().filter(([file, specifier]) => {
      if (specifier.startsWith('.')) {
        const target = targetOf(file, specifier)
        // The story that `npm start` tells is one of the fixtures.
        if (packageOf(file) === 'workbench' && target.startsWith('fixtures/')) return false
        // What tests of several packages stand on: a database of their own, stories copied out.
        if (isTest(file) && target.startsWith('fixtures/')) return false
        return packageOf(target) !== packageOf(file)
      }
      return isOurs(specifier) && arrows[packageOf(file)]?.includes(specifier) !== true
    })
    expect(wrong).toEqual([])
  })

  it('keep core free of Node and of other packages', () => {
    const wrong = eachImport().filter(([file, specifier]) => {
      if (packageOf(file) !== 'core' || isTest(file) || specifier.startsWith('.')) return false
      const inSettings = file.startsWith('packages/core/src/settings/')
      return !(inSettings && bundledIntoSettings.includes(specifier))
    })
    expect(wrong).toEqual([])
    expect(readFileSync(`${root}packages/core/package.json`, 'utf8')).not.toContain(
      '"dependencies"',
    )
  })
})

describe('the repository', () => {
  it('has no drawer for whatever fits nowhere', () => {
    const vague = files.filter((file) =>
      file.split('/').some((part) => vagueNames.includes(part.replace(/\..*/, ''))),
    )
    expect(vague).toEqual([])
  })

  it('has the top level of the house and nothing beside it', () => {
    expect(topLevel.filter((entry) => !existsSync(root + entry))).toEqual([])

    const later = ['action.yml']
    const present = new Set(git('ls-files').map((file) => file.split('/')[0] ?? file))
    const expected = [...topLevel, ...later]
    const surplus = [...present].filter((name) => !name.startsWith('.') && !expected.includes(name))
    expect(surplus).toEqual([])
  })
})

function git(...parameters: string[]): string[] {
  const output = execFileSync('git', [...parameters, '-z'], { cwd: root, encoding: 'utf8' })
  return output.split('\0').filter((file) => file !== '' && existsSync(root + file))
}

function isSource(file: string): boolean {
  return /^packages\/[^/]+\/src\/.*(?<!\.as)\.ts$/.test(file)
}

function isTest(file: string): boolean {
  return basename(file).endsWith('.test.ts')
}

/** Every module a file names: imports and re-exports, of values and of types, and `import()`. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(root + file, 'utf8'), true, true)
  return importedFiles.map(({ fileName }) => fileName)
}

function eachImport(): [file: string, specifier: string][] {
  return [...imports].flatMap(([file, specifiers]) =>
    specifiers.map((specifier): [string, string] => [file, specifier]),
  )
}

function targetOf(file: string, specifier: string): string {
  return posix.join(posix.dirname(file), specifier)
}

function packageOf(file: string): string {
  return file.split('/')[1] ?? ''
}

function isOurs(specifier: string): boolean {
  return /^(@keyward\/|keyward(\/|$)|eslint-plugin-keyward(\/|$))/.test(specifier)
}

/** One line for every import that leads back to a file it came from. */
function cycles(): string[] {
  const found: string[] = []
  const finished = new Set<string>()
  function walk(file: string, path: readonly string[]) {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (path.includes(file) || finished.has(file)) return
    for (const specifier of imports.get(file) ?? []) {
      if (specifier.startsWith('.')) walk(targetOf(file, specifier), [...path, file])
    }
    finished.add(file)
  }
  for (const file of imports.keys()) walk(file, [])
  return found
}
