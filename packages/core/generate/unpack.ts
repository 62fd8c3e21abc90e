import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
import type { Generated } from './generated.ts'

const folder = fileURLToPath(new URL('../../scanner/', import.meta.url))
const source = 'assembly/unpack.as.ts'
const options = [
  '-O3',
  '--runtime',
  'stub',
  '--noAssert',
  '--enable',
  'simd',
  '--initialMemory',
  '2',
]

/** Compiles the part of the scanner that inflates the objects of a pack and applies their deltas. */
export async function generateUnpack(): Promise<Generated> {
  let module = ''
  const { error } = await asc.main(
    [source, '--baseDir', folder, '--outFile', 'unpack.wasm', ...options],
    {
      stderr: process.stderr,
      writeFile: (_, bytes) => void (module = Buffer.from(bytes).toString('base64')),
    },
  )
  if (error) throw error
  const text = `// Generated from packages/scanner/${source} by \`npm run generate\`.
export const unpackModule =
  '${module}'
`
  return { path: 'packages/scanner/src/git/objects/unpack.generated.ts', text }
}
