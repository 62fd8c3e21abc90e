import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
import type { Generated } from './generated.ts'

const folder = fileURLToPath(new URL('../', import.meta.url))
const source = 'assembly/prefilter.as.ts'
const options = [
  '-O3',
  '--runtime',
  'stub',
  '--noAssert',
  '--enable',
  'simd',
  '--initialMemory',
  '28',
]

/** Compiles the part of the prefilter that looks at every byte. */
export async function generatePrefilter(): Promise<Generated> {
  let module = ''
  const { error } = await asc.main(
    [source, '--baseDir', folder, '--outFile', 'prefilter.wasm', ...options],
    {
      stderr: process.stderr,
      writeFile: (_, bytes) => void (module = Buffer.from(bytes).toString('base64')),
    },
  )
  if (error) throw error
  const text = `// Generated from packages/core/${source} by \`npm run generate\`.
export const prefilterModule =
  '${module}'
`
  return { path: 'packages/core/src/engine/prefilter.generated.ts', text }
}
