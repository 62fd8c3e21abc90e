// better-sqlite3 is compiled for one Node; a second leg of the tests needs a second binary.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { pnpm, root } from './set-up.js'

const from = createRequire(join(root, 'packages/key-service/package.json'))

/**
 * Compiles it for the other Node too. Both binaries then lie in folders named for their Node,
 * where better-sqlite3 looks when there is none in `build`.
 *
 * @param {string} node
 */
export function compileSqliteAlso(node) {
  const folder = sqliteFolder()
  if (folder === undefined) return
  const built = join(folder, 'build/Release/better_sqlite3.node')
  if (existsSync(built)) keepFor(process.execPath, folder, built)
  if (existsSync(placeFor(node, folder))) return
  rebuild(node)
  if (existsSync(built)) keepFor(node, folder, built)
}

function sqliteFolder() {
  try {
    return dirname(from.resolve('better-sqlite3/package.json'))
  } catch {
    // It is optional, and could not be installed: the tests say what they leave out.
    return undefined
  }
}

/**
 * @param {string} node
 * @param {string} folder
 * @param {string} built
 */
function keepFor(node, folder, built) {
  const place = placeFor(node, folder)
  mkdirSync(dirname(place), { recursive: true })
  cpSync(built, `${place}.new`)
  renameSync(`${place}.new`, place)
  renameSync(built, `${built}.kept`)
}

/**
 * @param {string} node
 * @param {string} folder
 */
function placeFor(node, folder) {
  const { stdout } = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })
  const { platform, arch } = process
  return join(folder, 'compiled', stdout.trim(), platform, arch, 'better_sqlite3.node')
}

/** @param {string} node */
function rebuild(node) {
  const home = dirname(dirname(node))
  const { status, stdout, stderr } = spawnSync(
    'npx',
    ['--yes', pnpm(), 'rebuild', '-r', 'better-sqlite3'],
    {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
        // Its headers lie beside it; none need be fetched.
        npm_config_nodedir: home,
      },
    },
  )
  if (status !== 0) console.log(`✗ better-sqlite3 for ${node}\n${stdout}${stderr}`)
}
