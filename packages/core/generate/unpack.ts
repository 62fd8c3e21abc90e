import type { Generated } from './generated.ts'
import { compile } from './webassembly.ts'

/** Compiles the part of the scanner that inflates the objects of a pack and applies their deltas. */
export async function generateUnpack(): Promise<Generated> {
  return await compile({
    package: 'scanner',
    source: 'assembly/unpack.as.ts',
    memory: 50,
    isGuest: true,
    file: 'src/git/objects/unpack.generated.ts',
    name: 'unpackModule',
  })
}
