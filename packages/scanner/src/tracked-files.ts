import { fstatSync, lstatSync, type Stats } from 'node:fs'
import { keyLength, type CleanMemory } from './clean-memory.ts'
import type { GitIndex } from './git/index-file.ts'
import { inTree, type Job } from './job.ts'
import { pathOf, type ListedFile } from './sources/listed-file.ts'

/** A file as git's index knows it. */
export interface TrackedFile {
  readonly index: GitIndex
  readonly entry: number
}

export interface TrackedFiles {
  /** Whether an earlier scan had nothing to say of the file that git saw there last. */
  isKnown(path: string): boolean
  /** Whether another may stand there now, if git says that these changed. */
  mayDiffer(path: string, changed: ReadonlySet<string>): boolean
  /** For files that are to be scanned. */
  ledgerFor(files: readonly ListedFile[]): Ledger
}

/** Where the threads note which of their files the next scan need not read; all share its memory. */
export interface Ledger {
  /** What git's index holds of all of them. */
  readonly entries: SharedArrayBuffer
  /** By file: where its entry begins in there, or -1. */
  readonly starts: SharedArrayBuffer
  /** By file: its key for the memory, or zeros. */
  readonly keys: SharedArrayBuffer
  /** When the index was written, in milliseconds. */
  readonly writtenAt: number
}

export function createTrackedFiles(
  files: ReadonlyMap<string, TrackedFile>,
  memory: CleanMemory,
  job: Job,
): TrackedFiles {
  const key = Buffer.alloc(keyLength)
  const keyView = viewOf(key)
  // Nearly always the files of one index follow each other.
  let seen: GitIndex | undefined
  let entries = keyView
  return {
    isKnown(path) {
      const file = files.get(path)
      if (!file || !isRegular(file) || file.index.isAssumed(file.entry)) return false
      writeKey(keyView, 0, entriesOf(file), file.index.start(file.entry), inTree(job.base, path))
      return memory.has(key, 0)
    },
    mayDiffer(path, changed) {
      const file = files.get(path)
      if (!file || changed.has(path)) return true
      const start = file.index.start(file.entry)
      if (isOld(entriesOf(file), start, file.index)) return false
      return !isStill(path, entriesOf(file), start, file.index)
    },
    ledgerFor: (listed) => ledgerFor(listed, files),
  }

  function entriesOf({ index }: TrackedFile): DataView {
    if (index !== seen) entries = viewOf(index.bytes)
    seen = index
    return entries
  }
}

/** Git compares whole seconds: in the one in which the index was written it may overlook a change. */
function isOld(entries: DataView, start: number, index: GitIndex): boolean {
  return entries.getUint32(start) + 1 < Math.floor(index.writtenAt / 1000)
}

function isStill(path: string, entries: DataView, start: number, index: GitIndex): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false })
  return status !== undefined && isAsIndexed(status, entries, start, index.writtenAt)
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length)
}

function isRegular({ index, entry }: TrackedFile): boolean {
  return index.mode(entry) >> 12 === 0o10
}

function ledgerFor(listed: readonly ListedFile[], files: ReadonlyMap<string, TrackedFile>): Ledger {
  const starts = new SharedArrayBuffer(listed.length * 4)
  // Folders may have been named that belong to several repositories.
  const bases = new Map<GitIndex, number>()
  let length = 0
  const places = new Int32Array(starts)
  listed.forEach((listedFile, number) => {
    const file = files.get(pathOf(listedFile))
    if (!file || !isRegular(file)) {
      places[number] = -1
      return
    }
    let base = bases.get(file.index)
    if (base === undefined) {
      bases.set(file.index, (base = length))
      length += file.index.bytes.length
    }
    places[number] = base + file.index.start(file.entry)
  })
  const entries = new SharedArrayBuffer(length)
  for (const [index, base] of bases) new Uint8Array(entries).set(index.bytes, base)
  return {
    entries,
    starts,
    keys: new SharedArrayBuffer(listed.length * keyLength),
    writtenAt: Math.min(...[...bases.keys()].map((index) => index.writtenAt)),
  }
}

/** Notes a file that holds nothing, if it is still the one whose status the index holds. */
export function createNotes(ledger: Ledger, job: Job): Notes {
  const entries = new DataView(ledger.entries)
  const keys = new DataView(ledger.keys)
  const starts = new Int32Array(ledger.starts)
  return (number, file, descriptor) => {
    const start = starts[number] ?? -1
    if (start < 0) return
    if (!isAsIndexed(fstatSync(descriptor), entries, start, ledger.writtenAt)) return
    writeKey(keys, number * keyLength, entries, start, inTree(job.base, pathOf(file)))
  }
}

export type Notes = (number: number, file: ListedFile, descriptor: number) => void

/** The keys that all threads wrote, without gaps. */
export function keysIn(ledger: Ledger): Buffer {
  const words = new Int32Array(ledger.keys)
  const width = keyLength / 4
  let end = 0
  for (let at = 0; at < words.length; at += width) {
    if (words[at] === 0 && words[at + 1] === 0) continue
    words.copyWithin(end, at, at + width)
    end += width
  }
  return Buffer.from(ledger.keys, 0, end * 4)
}

const idAt = 40

/**
 * Half of the blob's id, and a mixture of the rest. What stands in the file is the blob only by way
 * of filters, so it counts when the file was last written, too; and its path decides what is found.
 */
function writeKey(
  keys: DataView,
  at: number,
  entries: DataView,
  start: number,
  path: string,
): void {
  keys.setInt32(at, entries.getInt32(start + idAt))
  keys.setInt32(at + 4, entries.getInt32(start + idAt + 4))
  let one = 0x811c9dc5
  let other = 0x9747b28c
  for (let index = start; index < start + idAt; index += 4) {
    one = Math.imul(one ^ entries.getInt32(index), 0x01000193)
    other = Math.imul(other ^ one ^ (other >>> 15), 0x85ebca6b)
  }
  for (let index = 0; index < path.length; index++) {
    one = Math.imul(one ^ path.charCodeAt(index), 0x01000193)
    other = Math.imul(other ^ one ^ (other >>> 15), 0x85ebca6b)
  }
  keys.setInt32(at + 8, one)
  keys.setInt32(at + 12, other)
}

const wrap = 2 ** 32

/** Whether the file is still the one whose status the index holds. */
function isAsIndexed(status: Stats, entries: DataView, start: number, indexedAt: number): boolean {
  const { mtimeMs, ctimeMs, ino, size } = status
  return (
    status.isFile() &&
    timeAt(entries, start) === ctimeMs &&
    timeAt(entries, start + 8) === mtimeMs &&
    entries.getUint32(start + 20) === ino % wrap &&
    entries.getUint32(start + 36) === size % wrap &&
    // What was written as late as the index itself may have been written again since.
    mtimeMs < indexedAt
  )
}

/** As Node gives it: of a nanosecond now and then two become one, which no file system tells apart. */
function timeAt(entries: DataView, at: number): number {
  return entries.getUint32(at) * 1000 + entries.getUint32(at + 4) / 1_000_000
}
