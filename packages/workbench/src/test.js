// `npm test`: sets up, runs every check and every test, and counts truly.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { root, seconds, setUp } from './set-up.js'
import { compileSqliteAlso } from './sqlite.js'

/** @typedef {{ passed: number, failed: number }} Count */
/** @typedef {{ scripts: { generate: string, lint: string, types: string } }} Manifest */
/** @typedef {{ status: string, assertionResults: unknown[] }} TestFile */
/** @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, testResults: TestFile[] }} Report */

process.chdir(root)
const counts = setUp() ? await everything() : [{ passed: 0, failed: 1 }]
const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function everything() {
  const counts = []
  for (const check of checks()) counts.push(await check)
  counts.push(await tests(process.execPath))
  const other = process.env.KEYWARD_ALSO_NODE
  if (other !== undefined) counts.push(await testsAlsoOn(other))
  return counts
}

/** All at once, for they wait on one processor each; reported in this order. */
function checks() {
  const { scripts } = /** @type {Manifest} */ (JSON.parse(readFileSync('package.json', 'utf8')))
  return [
    check('generated files', `${scripts.generate} --check`),
    check('format', 'prettier --check --log-level warn .'),
    check('lint', scripts.lint),
    check('types', scripts.types),
  ]
}

/**
 * @param {string} name
 * @param {string} command
 * @returns {Promise<Count>}
 */
async function check(name, command) {
  const started = performance.now()
  const path = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`
  const { code, output } = await run(command, [], {
    shell: true,
    env: { ...process.env, PATH: path },
  })
  const passed = code === 0
  console.log(`${passed ? '✓' : '✗'} ${name} (${seconds(started)})`)
  if (!passed) console.log(output)
  return { passed: Number(passed), failed: Number(!passed) }
}

/** @param {string} version */
async function testsAlsoOn(version) {
  const node = nodeBinary(version)
  if (node === undefined) return { passed: 0, failed: 1 }
  compileSqliteAlso(node)
  return tests(node)
}

/**
 * @param {string} node
 * @returns {Promise<Count>}
 */
async function tests(node) {
  const started = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'keyward-test-'))
  const file = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code } = await run(
    node,
    ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...process.argv.slice(2)],
    { stdio: 'inherit' },
  )
  const count = counted(file, code)
  rmSync(folder, { recursive: true })
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()
  console.log(`${count.failed === 0 ? '✓' : '✗'} tests on Node ${version} (${seconds(started)})`)
  return count
}

/**
 * A file that fell over before its first test, or an error outside of any test, is a failure too.
 *
 * @param {string} file
 * @param {number | null} code
 * @returns {Count}
 */
function counted(file, code) {
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const report = /** @type {Report} */ (JSON.parse(readFileSync(file, 'utf8')))
  const fallen = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  const passed = report.numPassedTests
  const failed = report.numFailedTests + fallen.length
  if (report.numPendingTests > 0) console.log(`NOT RUN: ${report.numPendingTests}, see above.`)
  if (passed + failed === 0) console.log('No test ran.')
  const unsaid = failed === 0 && (code !== 0 || passed === 0)
  return { passed, failed: unsaid ? 1 : failed }
}

/**
 * The npm registry has Node itself, one package a platform.
 *
 * @param {string} version
 */
function nodeBinary(version) {
  const name = `node-${process.platform}-${process.arch}@${version}`
  const asked = spawnSync('npx', ['--yes', '-p', name, 'node', '-p', 'process.execPath'], {
    encoding: 'utf8',
  })
  if (asked.status === 0) return asked.stdout.trim()
  console.log(`✗ ${name} could not be fetched\n${asked.stderr}`)
  return undefined
}

/**
 * @param {string} program
 * @param {string[]} parameters
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function run(program, parameters, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, options)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text))
    }
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}
