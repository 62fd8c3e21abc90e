import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { built } from './eslint-peers.ts'
import { median } from './rounds.ts'

export interface Load {
  readonly milliseconds: number
  readonly modules: number
  readonly typescript: boolean
}

/** What importing the built plugin costs a fresh process, which has ESLint's own parts already. */
export function loadOf(): Load {
  const times = Array.from({ length: 15 }, () => Number(ask(timed)))
  const modules = ask(counted).split('\n').filter(Boolean)
  return {
    milliseconds: median(times),
    modules: modules.length,
    typescript: modules.some((url) => url.includes('/typescript/')),
  }
}

const url = JSON.stringify(pathToFileURL(built).href)

const timed = `
  const start = performance.now()
  await import(${url})
  console.log(performance.now() - start)
`

/** Files alone: what is built into Node is there already. */
const hooks = `
  export async function load(url, context, next) {
    if (url.startsWith('file:')) (await import('node:fs')).writeSync(1, url + '\\n')
    return next(url, context)
  }
`
const counted = `
  import { register } from 'node:module'
  register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}))
  await import(${url})
`

function ask(program: string): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`The built plugin could not be loaded: ${stderr}`)
  return stdout.trim()
}
