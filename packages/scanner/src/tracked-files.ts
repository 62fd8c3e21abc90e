import { lstatSync, type BigIntStats } from 'node:fs'
import { resolve } from 'node:path'
import { keyLength, type CleanMemory } from './clean-memory.ts'
import type { GitIndex } from './git/index-file.ts'
import { inTree, type Job } from './job.ts'

/** A file as git's index knows it. */
export interface TrackedFile {
  readonly index: GitIndex
  readonly entry: number
}

/** Files that are as git saw them last, and of which an earlier scan had nothing to say. */
export interface TrackedFiles {
  isClean(path: string): boolean
  /** Keys for the memory, of files that were scanned and of which nothing was told. */
  keysOf(paths: readonly string[]): Buffer
}

export function createTrackedFiles(
  files: ReadonlyMap<string, TrackedFile>,
  memory: CleanMemory,
  job: Job,
  cwd: string,
): TrackedFiles {
  const key = Buffer.alloc(keyLength)
  return {
    isClean(path) {
      const file = files.get(path)
      if (!file || !isRegular(file)) return false
      writeKey(key, 0, file, inTree(job.base, path))
      return memory.has(key, 0) && isAsIndexed(file, resolve(cwd, path))
    },
    keysOf(paths) {
      const keys = Buffer.alloc(paths.length * keyLength)
      let end = 0
      for (const path of paths) {
        const file = files.get(path)
        if (!file || !isRegular(file) || !isAsIndexed(file, resolve(cwd, path))) continue
        writeKey(keys, end, file, inTree(job.base, path))
        end += keyLength
      }
      return keys.subarray(0, end)
    },
  }
}

function isRegular({ index, entry }: TrackedFile): boolean {
  return index.mode(entry) >> 12 === 0o10
}

/**
 * Half of the blob's id, and a mixture of the rest. What stands in the file is the blob only by way
 * of filters, so it counts when the file was last written, too; and its path decides what is found.
 */
function writeKey(keys: Buffer, at: number, { index, entry }: TrackedFile, path: string): void {
  index.id(entry).copy(keys, at, 0, 8)
  let one = 0x811c9dc5
  let other = 0x9747b28c
  for (const byte of index.status(entry)) {
    one = Math.imul(one ^ byte, 0x01000193)
    other = Math.imul(other ^ one ^ (other >>> 15), 0x85ebca6b)
  }
  for (let index = 0; index < path.length; index++) {
    one = Math.imul(one ^ path.charCodeAt(index), 0x01000193)
    other = Math.imul(other ^ one ^ (other >>> 15), 0x85ebca6b)
  }
  keys.writeInt32LE(one, at + 8)
  keys.writeInt32LE(other, at + 12)
}

const mask = 0xffffffffn
const second = 1_000_000_000n

/** Whether the file is still the one whose status the index holds. */
function isAsIndexed({ index, entry }: TrackedFile, path: string): boolean {
  const status = index.status(entry)
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false })
  if (!found?.isFile() || !hasStatus(found, status)) return false
  // What was written as late as the index itself may have been written again since.
  return found.mtimeNs < index.writtenAt
}

function hasStatus({ ctimeNs, mtimeNs, ino, size }: BigIntStats, status: Buffer): boolean {
  return (
    isTime(ctimeNs, status, 0) &&
    isTime(mtimeNs, status, 8) &&
    BigInt(status.readUInt32BE(20)) === (ino & mask) &&
    BigInt(status.readUInt32BE(36)) === (size & mask)
  )
}

function isTime(time: bigint, status: Buffer, at: number): boolean {
  return (
    BigInt(status.readUInt32BE(at)) === ((time / second) & mask) &&
    BigInt(status.readUInt32BE(at + 4)) === time % second
  )
}
