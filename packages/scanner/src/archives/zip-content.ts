import type { Span } from '@keyward/core'
import type { Contents } from './contents.ts'
import { inflated } from './inflated.ts'
import { faults, isNotOpened, refused, stored, type Pieces } from './member.ts'

export const localSignature = Buffer.from('PK\x03\x04')
export const localLength = 30

export interface Packing {
  readonly method: number
  readonly flags: number
}

const compressions: Readonly<Record<number, string>> = {
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'xz',
  98: 'PPMd',
}

/** Where a member's content begins, if its own header stands there. */
export function contentStart(contents: Contents, at: number): number | undefined {
  const header = contents.part(at, at + localLength)
  if (header.length < localLength || header.indexOf(localSignature) !== 0) return undefined
  return at + localLength + header.readUInt16LE(26) + header.readUInt16LE(28)
}

export function isEncrypted({ flags }: Packing): boolean {
  return (flags & 1) !== 0
}

/** What a member holds, however it was packed. */
export function unpacked(
  contents: Contents,
  { start, end }: Span,
  packing: Packing,
  size: number,
): Pieces {
  if (isEncrypted(packing)) return refused(faults.encrypted)
  if (packing.method === 0) return stored(contents, start, end)
  if (packing.method === 8) return inflated(contents, start, end, size)
  return refused(isNotOpened(compressions[packing.method] ?? `method ${String(packing.method)}`))
}
