import { isAsar } from './asar.ts'
import type { Contents } from './contents.ts'
import { isGzip } from './inflated.ts'
import { isTar } from './tar.ts'
import { endsAsZip } from './zip.ts'
import { localSignature } from './zip-content.ts'

/** A container by its first bytes, whatever it is called; what is sealed cannot be opened here. */
export type Format = 'zip' | 'gzip' | 'tar' | 'asar' | 'sealed'

/** Of xz, Zstandard, 7-Zip, RAR and LZ4. */
const sealed: readonly Buffer[] = [
  Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]),
  Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
  Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]),
  Buffer.from('Rar!\x1a\x07'),
  Buffer.from([0x04, 0x22, 0x4d, 0x18]),
]
/** A digit between the two says how it was packed. */
const bzip2 = ['BZh', '1AY&SY'] as const
const headLength = 512

/** Whether a closer look is worth it; most texts are no container, and this is all they cost. */
export function mayBeContainer(bytes: Uint8Array): boolean {
  switch (bytes[0]) {
    case 0x50:
      return bytes[1] === 0x4b
    case 0x1f:
      return bytes[1] === 0x8b
    case 0x04:
    case 0xfd:
    case 0x28:
    case 0x37:
    case 0x42:
    case 0x52:
      return true
    default:
      return isWord(bytes, 257, 0x75, 0x73) || isWord(bytes, bytes.length - 22, 0x50, 0x4b)
  }
}

export function formatOf(contents: Contents): Format | undefined {
  const head = contents.part(0, headLength)
  if (head.indexOf(localSignature) === 0) return 'zip'
  if (isGzip(head)) return 'gzip'
  if (isTar(head)) return 'tar'
  if (isAsar(head)) return 'asar'
  if (sealed.some((start) => head.indexOf(start) === 0)) return 'sealed'
  if (head.indexOf(bzip2[0]) === 0 && head.indexOf(bzip2[1]) === 4) return 'sealed'
  // Programs that unpack themselves, and browser extensions, have something before their zip.
  return endsAsZip(contents) ? 'zip' : undefined
}

function isWord(bytes: Uint8Array, at: number, first: number, second: number): boolean {
  return bytes[at] === first && bytes[at + 1] === second
}
