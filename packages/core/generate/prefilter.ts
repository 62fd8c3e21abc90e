import type { Generated } from './generated.ts'
import { compile } from './webassembly.ts'

/** Compiles the part of the prefilter that looks at every byte. */
export async function generatePrefilter(): Promise<Generated> {
  return await compile({
    package: 'core',
    source: 'assembly/prefilter.as.ts',
    memory: 28,
    file: 'src/engine/prefilter.generated.ts',
    name: 'prefilterModule',
  })
}
