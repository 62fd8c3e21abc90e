import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Repository } from './repository.ts'

/** What git tracks, read from its index without running git. Entries are numbered from 0. */
export interface GitIndex {
  readonly length: number
  /** When git wrote it, in nanoseconds. */
  readonly writtenAt: bigint
  /** As UTF-8; a name that is none has U+FFFD in it, and its own bytes in `rawName`. */
  name(entry: number): string
  rawName(entry: number): Buffer
  /** As in a tree: 0o100644, 0o100755, 0o120000 for a link, 0o160000 for a submodule. */
  mode(entry: number): number
  /** The id of the blob, as git last saw the file. */
  id(entry: number): Buffer
  /** Bytes of the index that hold time stamps, device, inode and size of that file. */
  status(entry: number): Buffer
}

const header = 12
/** Before the id: two time stamps of eight bytes, device, inode, mode, user, group and size. */
const statusLength = 40
const modeAt = 24
const extended = 0x4000
const stages = 0x3000
const sparseFolder = 0o040000

/** The index of a work tree, or nothing where it has a form that only git itself reads. */
export function readIndex({ directory, commonDirectory }: Repository): GitIndex | undefined {
  const file = join(directory, 'index')
  if (!existsSync(file)) return undefined
  const config = join(commonDirectory, 'config')
  const isSha256 =
    existsSync(config) && /objectformat\s*=\s*sha256/i.test(readFileSync(config, 'utf8'))
  // Asked before it is read: what is written meanwhile counts as written later.
  const { mtimeNs } = statSync(file, { bigint: true })
  return parseIndex(readFileSync(file), isSha256 ? 32 : 20, mtimeNs)
}

export function parseIndex(
  bytes: Buffer,
  idLength: number,
  writtenAt: bigint,
): GitIndex | undefined {
  const version = bytes.length < header + idLength ? 0 : bytes.readUInt32BE(4)
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) return undefined
  const starts: number[] = []
  const names: Buffer[] = []
  const end = bytes.length - idLength
  let at = header
  let previous: Buffer = Buffer.alloc(0)
  for (let left = bytes.readUInt32BE(8); left > 0; left--) {
    const flagsAt = at + statusLength + idLength
    if (flagsAt + 2 > end) return undefined
    const flags = bytes.readUInt16BE(flagsAt)
    if (bytes.readUInt32BE(at + modeAt) === sparseFolder) return undefined
    const nameAt = flagsAt + 2 + (flags & extended ? 2 : 0)
    const name = version === 4 ? compressed(bytes, nameAt, previous) : plain(bytes, nameAt, at)
    if (!name) return undefined
    // A conflict has an entry for each side; all have the name of the one file.
    if (!(flags & stages) || !name.text.equals(previous)) {
      starts.push(at)
      names.push(name.text)
    }
    previous = name.text
    at = name.next
  }
  if (hasSharedPart(bytes, at, end)) return undefined
  return {
    length: starts.length,
    writtenAt,
    name: (entry) => names[entry]?.toString('utf8') ?? '',
    rawName: (entry) => names[entry] ?? Buffer.alloc(0),
    mode: (entry) => bytes.readUInt32BE((starts[entry] ?? 0) + modeAt),
    id: (entry) => slice(bytes, (starts[entry] ?? 0) + statusLength, idLength),
    status: (entry) => slice(bytes, starts[entry] ?? 0, statusLength),
  }
}

interface Name {
  readonly text: Buffer
  readonly next: number
}

/** A name ends with 1 to 8 zero bytes, so that entries are multiples of eight bytes. */
function plain(bytes: Buffer, nameAt: number, entryAt: number): Name | undefined {
  const nameEnd = bytes.indexOf(0, nameAt)
  if (nameEnd < 0) return undefined
  return {
    text: bytes.subarray(nameAt, nameEnd),
    next: entryAt + (((nameEnd - entryAt) >> 3) + 1) * 8,
  }
}

/** Version 4 says how much of the name before is cut off, and what follows instead. */
function compressed(bytes: Buffer, nameAt: number, previous: Buffer): Name | undefined {
  let at = nameAt
  let byte = bytes[at++] ?? 0
  let cut = byte & 127
  while (byte & 128) {
    byte = bytes[at++] ?? 0
    cut = ((cut + 1) << 7) | (byte & 127)
  }
  const nameEnd = bytes.indexOf(0, at)
  if (nameEnd < 0 || cut > previous.length) return undefined
  const kept = previous.subarray(0, previous.length - cut)
  return { text: Buffer.concat([kept, bytes.subarray(at, nameEnd)]), next: nameEnd + 1 }
}

/** Whether a part of the index is kept in another file. */
function hasSharedPart(bytes: Buffer, from: number, end: number): boolean {
  for (let at = from; at + 8 <= end; at += 8 + bytes.readUInt32BE(at + 4)) {
    if (bytes.toString('latin1', at, at + 4) === 'link') return true
  }
  return false
}

function slice(bytes: Buffer, start: number, length: number): Buffer {
  return bytes.subarray(start, start + length)
}
