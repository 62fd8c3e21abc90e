import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The built command line, as a person runs it. */
export const keyward = fileURLToPath(
  new URL('../../packages/scanner/dist/keyward.js', import.meta.url),
)

export interface Summary {
  readonly files: number
  readonly bytes: number
  readonly findings: number
  readonly problems: number
}

/** What Keyward says of its scan of a folder. */
export function summary(folder: string): Summary {
  if (!existsSync(keyward))
    throw new Error('Keyward is not built. Run `npm run build:command` first.')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [keyward, '--format', 'json', '.'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 30 },
  )
  const last = stdout.slice(stdout.lastIndexOf('{"type":"summary"'))
  if (!last.startsWith('{')) throw new Error(`Keyward ended with ${status}: ${stderr}`)
  return JSON.parse(last) as Summary
}
