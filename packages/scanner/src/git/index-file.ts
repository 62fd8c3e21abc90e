import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { indexOf, type Repository } from './repository.ts'

/** What git tracks, read from its index without running git. Entries are numbered from 0. */
export interface GitIndex {
  readonly length: number
  /** When git wrote it, in milliseconds. */
  readonly writtenAt: number
  /** As UTF-8; a name that is none has U+FFFD in it, and its own bytes in `rawName`. */
  name(entry: number): string
  rawName(entry: number): Buffer
  /** As in a tree: 0o100644, 0o100755, 0o120000 for a link, 0o160000 for a submodule. */
  mode(entry: number): number
  /** Git was told to take the file for unchanged without a look. */
  isAssumed(entry: number): boolean
  /** All that the index holds. */
  readonly bytes: Buffer
  /**
   * Where in there an entry begins: two time stamps of eight bytes, device, inode, mode, user,
   * group and size of the file as git last saw it, then the id of the blob.
   */
  start(entry: number): number
}

const header = 12
const statusLength = 40
const modeAt = 24
const assumed = 0x8000
const extended = 0x4000
const skipped = 0x4000
const stages = 0x3000
const sparseFolder = 0o040000

/** The index of a work tree, or nothing where it has a form that only git itself reads. */
export function readIndex({ directory, commonDirectory }: Repository): GitIndex | undefined {
  const file = indexOf(directory)
  if (!existsSync(file)) return undefined
  const config = join(commonDirectory, 'config')
  const isSha256 =
    existsSync(config) && /objectformat\s*=\s*sha256/i.test(readFileSync(config, 'utf8'))
  // Asked before it is read: what is written meanwhile counts as written later.
  const { mtimeMs } = statSync(file)
  return parseIndex(readFileSync(file), isSha256 ? 32 : 20, mtimeMs)
}

export function parseIndex(
  bytes: Buffer,
  idLength: number,
  writtenAt: number,
): GitIndex | undefined {
  const version = bytes.length < header + idLength ? 0 : bytes.readUInt32BE(4)
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) return undefined
  const end = bytes.length - idLength
  const most = Math.min(bytes.readUInt32BE(8), Math.floor(end / (statusLength + idLength + 2)))
  const names = new Names(most, version === 4 ? undefined : bytes)
  const starts = new Int32Array(most)
  let at = header
  for (let left = bytes.readUInt32BE(8); left > 0; left--) {
    const flagsAt = at + statusLength + idLength
    if (flagsAt + 2 > end) return undefined
    const flags = bytes.readUInt16BE(flagsAt)
    if (bytes.readUInt32BE(at + modeAt) === sparseFolder) return undefined
    const nameAt = flagsAt + 2 + (flags & extended ? 2 : 0)
    const next =
      version === 4 ? readCompressed(bytes, nameAt, names) : readPlain(bytes, nameAt, at, names)
    if (next === undefined) return undefined
    // A conflict has an entry for each side; all have the name of the one file.
    if (flags & stages && names.isRepeated()) names.length--
    else starts[names.length - 1] = at
    at = next
  }
  if (hasSharedPart(bytes, at, end)) return undefined
  return {
    length: names.length,
    writtenAt,
    bytes,
    name: (entry) => names.text(entry),
    rawName: (entry) => names.raw(entry),
    mode: (entry) => bytes.readUInt32BE((starts[entry] ?? 0) + modeAt),
    isAssumed(entry) {
      const flagsAt = (starts[entry] ?? 0) + statusLength + idLength
      const flags = bytes.readUInt16BE(flagsAt)
      if (flags & assumed) return true
      return (flags & extended) !== 0 && (bytes.readUInt16BE(flagsAt + 2) & skipped) !== 0
    },
    start: (entry) => starts[entry] ?? 0,
  }
}

/** Where the name of each entry begins and ends: in the index itself, or unpacked in `store`. */
class Names {
  store: Buffer
  length = 0
  readonly #from: Int32Array
  readonly #to: Int32Array

  constructor(most: number, store: Buffer = Buffer.alloc(most * 64 + 64)) {
    this.store = store
    this.#from = new Int32Array(most)
    this.#to = new Int32Array(most)
  }

  add(from: number, to: number): void {
    this.#from[this.length] = from
    this.#to[this.length++] = to
  }

  raw(entry: number): Buffer {
    return this.store.subarray(this.#from[entry], this.#to[entry])
  }

  text(entry: number): string {
    return this.store.toString('utf8', this.#from[entry], this.#to[entry])
  }

  isRepeated(): boolean {
    const { length } = this
    return length > 1 && this.raw(length - 1).equals(this.raw(length - 2))
  }

  /** A name that is the last one but for what is cut off, and added, at its end. */
  extend(cut: number, added: Buffer): boolean {
    const last = this.length - 1
    const from = this.#from[last] ?? 0
    const end = this.#to[last] ?? 0
    const kept = end - from - cut
    if (kept < 0) return false
    const to = end + kept + added.length
    if (to > this.store.length) this.store = Buffer.concat([this.store, Buffer.alloc(to)])
    this.store.copy(this.store, end, from, from + kept)
    added.copy(this.store, end + kept)
    this.add(end, to)
    return true
  }
}

/**
 * A name ends with 1 to 8 zero bytes, so that entries are multiples of eight bytes. Answers where
 * the next entry begins.
 */
function readPlain(
  bytes: Buffer,
  nameAt: number,
  entryAt: number,
  names: Names,
): number | undefined {
  const nameEnd = bytes.indexOf(0, nameAt)
  if (nameEnd < 0) return undefined
  names.add(nameAt, nameEnd)
  return entryAt + (((nameEnd - entryAt) >> 3) + 1) * 8
}

/** Version 4 says how much of the name before is cut off, and what follows instead. */
function readCompressed(bytes: Buffer, nameAt: number, names: Names): number | undefined {
  let at = nameAt
  let byte = bytes[at++] ?? 0
  let cut = byte & 127
  while (byte & 128) {
    byte = bytes[at++] ?? 0
    cut = ((cut + 1) << 7) | (byte & 127)
  }
  const nameEnd = bytes.indexOf(0, at)
  if (nameEnd < 0 || !names.extend(cut, bytes.subarray(at, nameEnd))) return undefined
  return nameEnd + 1
}

/** Whether a part of the index is kept in another file. */
function hasSharedPart(bytes: Buffer, from: number, end: number): boolean {
  for (let at = from; at + 8 <= end; at += 8 + bytes.readUInt32BE(at + 4)) {
    if (bytes.toString('latin1', at, at + 4) === 'link') return true
  }
  return false
}
