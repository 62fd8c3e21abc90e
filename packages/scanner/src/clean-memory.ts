import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
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
  save(ids: Buffer): Promise<void>
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
    async save(ids) {
      if (ids.length === 0) return
      const old = known && known.length + ids.length <= mostKeys * keyLength ? [known] : []
      await file.save(Buffer.concat([...old, ids]))
    },
  }
}

function setOf(keys: Buffer | undefined): IdSet {
  const set = new IdSet()
  for (let at = 0; keys && at < keys.length; at += keyLength) set.add(keys, at)
  return set
}

/** What a scan leaves for the next one of the same program with the same settings. */
export interface MemoryFile {
  /** Nothing where there is no such file that is sound. */
  readonly bytes: Buffer | undefined
  save(bytes: Buffer): Promise<void>
}

export function openMemoryFile(directory: string, name: string, job: Job): MemoryFile {
  const digest = digestOf(job)
  const folder = join(directory, 'keyward')
  const file = join(folder, name)
  return {
    bytes: digest && read(file, digest),
    async save(bytes) {
      if (!digest) return
      const body = Buffer.concat([magic, digest, bytes])
      await write(folder, file, Buffer.concat([body, checksumOf(body)]))
    },
  }
}

/**
 * Of all that decides what is found, whatever a text is called. The program is part of it; run from
 * its sources it has no file to tell it by, and remembers nothing.
 */
function digestOf({ settings, confidence }: Job): Buffer | undefined {
  const program = fileURLToPath(import.meta.url)
  if (basename(program) !== 'keyward.js') return undefined
  const { detectors, keys } = settings
  return createHash('sha256')
    .update(readFileSync(program))
    .update(JSON.stringify({ detectors, keys, confidence }))
    .digest()
}

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

/** Killed at any moment, it leaves the old file or the new one; of two at once the last one stays. */
async function write(folder: string, file: string, bytes: Buffer): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  try {
    mkdirSync(folder, { recursive: true })
    const handle = await open(draft, 'wx')
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, file)
  } catch (error) {
    if (!isSystemError(error)) throw error
    await rm(draft, { force: true }).catch(() => undefined)
  }
}

function checksumOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'code' in error
}
