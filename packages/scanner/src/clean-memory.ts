import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { IdSet } from './git/objects/id-set.ts'
import type { Job } from './job.ts'

/**
 * What an earlier scan found to hold nothing, by 16 bytes each. It says nothing of what was found,
 * and a scan that cannot read or write it is only slower.
 */
export interface CleanMemory {
  readonly isEmpty: boolean
  has(ids: Buffer, offset: number): boolean
  /** Keeps what was known before, and these. */
  save(ids: Buffer): void
}

const magic = Buffer.from('kwclean1')
const digestLength = 32
const headLength = magic.length + digestLength
export const keyLength = 16
/** Ids of objects that are long gone are forgotten with all others, once they are so many. */
const mostKeys = 4_000_000

export function openCleanMemory(directory: string, name: string, job: Job): CleanMemory {
  const file = openMemoryFile(directory, name, job)
  const known = file.bytes && file.bytes.length % keyLength === 0 ? file.bytes : undefined
  let set: IdSet | undefined

  return {
    isEmpty: !known || known.length === 0,
    has: (ids, offset) => (set ??= setOf(known)).has(ids, offset),
    save(ids) {
      if (ids.length === 0) return
      const old = known && known.length + ids.length <= mostKeys * keyLength ? [known] : []
      file.save(Buffer.concat([...old, ids]))
    },
  }
}

function setOf(keys: Buffer | undefined): IdSet {
  const set = new IdSet((keys?.length ?? 0) / keyLength)
  for (let at = 0; keys && at < keys.length; at += keyLength) set.add(keys, at)
  return set
}

/** What a scan leaves for the next one of the same program with the same settings. */
export interface MemoryFile {
  /** Nothing where there is no such file that is sound. */
  readonly bytes: Buffer | undefined
  save(bytes: Buffer): void
}

export function openMemoryFile(directory: string, name: string, job: Job): MemoryFile {
  const digest = digestOf(job)
  const folder = join(directory, 'keyward')
  const file = join(folder, name)
  return {
    bytes: digest && read(file, digest),
    save(bytes) {
      if (!digest) return
      const body = Buffer.concat([magic, digest, bytes])
      write(folder, file, Buffer.concat([body, checksumOf(body)]))
    },
  }
}

/**
 * Of all that decides what is found, whatever a text is called. The program is part of it; run from
 * its sources it has no file to tell it by, and remembers nothing.
 */
function digestOf(job: Job): Buffer | undefined {
  const program = fileURLToPath(import.meta.url)
  if (basename(program) !== 'keyward.js') return undefined
  const { settings, confidence } = job
  const { detectors, keys } = settings
  const digest =
    digests.get(job) ??
    createHash('sha256')
      .update(readFileSync(program))
      .update(JSON.stringify({ detectors, keys, confidence }))
      .digest()
  digests.set(job, digest)
  return digest
}

/** A scan may have several memories. */
const digests = new WeakMap<Job, Buffer>()

/** Nothing where the file is torn, of another program, or of other settings. */
function read(file: string, digest: Buffer): Buffer | undefined {
  try {
    const bytes = readFileSync(file)
    const end = bytes.length - digestLength
    const isSound =
      end >= headLength &&
      bytes.subarray(0, headLength).equals(Buffer.concat([magic, digest])) &&
      bytes.subarray(end).equals(checksumOf(bytes.subarray(0, end)))
    return isSound ? bytes.subarray(headLength, end) : undefined
  } catch (error) {
    if (isSystemError(error)) return undefined
    throw error
  }
}

/**
 * Killed at any moment, it leaves the old file or the new one; of two at once the last one stays.
 * Nobody waits for the disk: what a power cut tears is told by its checksum.
 */
function write(folder: string, file: string, bytes: Buffer): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(draft, bytes, { flag: 'wx' })
    renameSync(draft, file)
  } catch (error) {
    if (!isSystemError(error)) throw error
    remove(draft)
  }
}

function remove(draft: string): void {
  try {
    rmSync(draft, { force: true })
  } catch (error) {
    if (!isSystemError(error)) throw error
  }
}

function checksumOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'code' in error
}
