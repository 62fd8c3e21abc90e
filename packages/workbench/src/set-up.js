// Plain JavaScript on purpose: this runs before anything is installed that could read TypeScript.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../../', import.meta.url))
export const keyward = join(root, 'packages/scanner/dist/keyward.js')

class SetUpError extends Error {}

/** The packages that the command line is made of: it needs no database, and no browser. */
const ofCommand = ['keyward', '@keyward/core', '@keyward/workbench', 'keyward-repository']

/**
 * Installs and builds what has changed since the last time; does nothing when nothing has.
 *
 * @param {'all' | 'command' | 'published'} what
 * @returns {boolean} whether the work can begin; if not, the person has been told why
 */
export function setUp(what = 'all') {
  try {
    requireNode()
    const manifests = folders('packages').map((folder) => `packages/${folder}/package.json`)
    const listed = ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', ...manifests]
    const packages = listed.filter((file) => existsSync(join(root, file)))
    const part = what === 'command' ? what : 'all'
    once('.keyward-setup', 'Installing packages', part, packages, install)
    once('.keyward-build', 'Building', part, [...packages, ...sources()], build)
    // The packages of a clone read each other's sources, so nothing but publishing needs these.
    if (what === 'published')
      once('.keyward-types', 'Writing types', part, [...packages, ...sources()], writeTypes)
    return true
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error
    console.error(error.message)
    process.exitCode = 2
    return false
  }
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new SetUpError(`Keyward needs Node 20.19 or newer; this is ${process.versions.node}.`)
}

const unbuilt = `#!/usr/bin/env node
console.error('This program of Keyward is not built yet. Run \`npm start\` in its repository.')
process.exitCode = 2
`

/** @param {string} what */
function install(what) {
  // pnpm links the programs while installing, and complains when there is nothing to link to yet.
  for (const program of programs()) {
    if (existsSync(program)) continue
    mkdirSync(dirname(program), { recursive: true })
    writeFileSync(program, unbuilt)
  }
  const quietly = ['--frozen-lockfile', '--config.confirmModulesPurge=false']
  const headers = dirname(dirname(process.execPath))
  // Where Node brings its headers along, none need be fetched to compile what leans on it.
  if (existsSync(join(headers, 'include/node/node_api.h')))
    process.env.npm_config_nodedir ??= headers
  const filters = what === 'all' ? [] : ofCommand.map((name) => `--filter=${name}`)
  run('npx', ['--yes', pnpm(), 'install', ...filters, ...quietly])
}

/** @param {string} what */
function build(what) {
  run(process.execPath, ['--import', 'tsx', 'packages/workbench/src/build.ts', what])
}

function writeTypes() {
  run(process.execPath, ['--import', 'tsx', 'packages/workbench/src/declarations.ts'])
}

/** @returns {string[]} what the packages put on the PATH */
function programs() {
  return folders('packages').flatMap((folder) => {
    const manifest = readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8')
    const { bin = {} } = /** @type {{ bin?: Record<string, string> }} */ (JSON.parse(manifest))
    return Object.values(bin).map((file) => join(root, 'packages', folder, file))
  })
}

/** @returns {string} the exact version that package.json names */
export function pnpm() {
  const manifest = readFileSync(join(root, 'package.json'), 'utf8')
  return /** @type {{ packageManager: string }} */ (JSON.parse(manifest)).packageManager
}

/**
 * The stamp is the digest of what the work was made from.
 *
 * @param {string} stamp
 * @param {string} title
 * @param {string} what
 * @param {string[]} inputs
 * @param {(what: string) => void} work
 */
function once(stamp, title, what, inputs, work) {
  const file = join(root, 'node_modules', stamp)
  const digest = digestOf(inputs)
  const done = existsSync(keyward) && existsSync(file) ? readFileSync(file, 'utf8') : ''
  // What was done for everything was done for the command line, too.
  if (done === `all ${digest}` || done === `${what} ${digest}`) return
  const started = performance.now()
  process.stderr.write(`${title}… `)
  work(what)
  writeFileSync(file, `${what} ${digest}`)
  process.stderr.write(`${seconds(started)}\n`)
}

/** @param {string[]} files */
function digestOf(files) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`)
  for (const file of files) {
    const text = readFileSync(join(root, file))
    hash.update(`\n${file} ${text.length}\n`).update(text)
  }
  return hash.digest('hex')
}

function sources() {
  const files = ['packages/workbench/src/build.ts', 'packages/workbench/src/declarations.ts']
  for (const name of folders('packages').filter((name) => name !== 'workbench')) {
    const folder = `packages/${name}/src`
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (/(?<!\.test)\.(js|json|ts|wasm)$/.test(file)) files.push(`${folder}/${file}`)
    }
  }
  return files.sort()
}

/**
 * Says nothing when all is well: what the program printed is only worth reading when it failed.
 *
 * @param {string} program
 * @param {string[]} parameters
 */
function run(program, parameters) {
  const shell = process.platform === 'win32' && program === 'npx'
  const ended = spawnSync(program, parameters, { cwd: root, encoding: 'utf8', shell })
  if (ended.status === 0) return
  const said = ended.error?.message ?? `${ended.stdout}${ended.stderr}`
  throw new SetUpError(`failed\n${said}\nThis failed: ${program} ${parameters.join(' ')}`)
}

/** @param {string} folder */
function folders(folder) {
  return readdirSync(join(root, folder)).sort()
}

/** @param {number} started */
export function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`
}
