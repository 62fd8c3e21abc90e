import asc from 'assemblyscript/asc'
import { fileURLToPath } from 'node:url'
import type { Generated } from './generated.ts'

const packages = fileURLToPath(new URL('../../', import.meta.url))

export interface Program {
  /** The package it belongs to, and its source in there. */
  readonly package: string
  readonly source: string
  /** In pages of 64 KiB. */
  readonly memory: number
  /** It works in a memory that it is given. */
  readonly isGuest?: true
  /** The file it is written to, in the package, and what it is called there. */
  readonly file: string
  readonly name: string
}

/** Compiles AssemblyScript into a file that holds the module as base64. */
export async function compile(program: Program): Promise<Generated> {
  const { source, file, name, isGuest } = program
  let module = ''
  const { error } = await asc.main(
    [
      source,
      ...['--baseDir', `${packages}${program.package}/`, '--outFile', 'program.wasm'],
      ...['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd'],
      ...['--initialMemory', String(program.memory)],
      ...(isGuest ? ['--importMemory'] : []),
    ],
    {
      stderr: process.stderr,
      writeFile: (_, bytes) => void (module = Buffer.from(bytes).toString('base64')),
    },
  )
  if (error) throw error
  const text = `// Generated from packages/${program.package}/${source} by \`npm run generate\`.
export const ${name} =
  '${module}'
`
  return { path: `packages/${program.package}/${file}`, text }
}
