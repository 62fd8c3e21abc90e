import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { blockSize } from '@keyward/core'
import { contentsOfFile } from './archives/contents.ts'
import type { Job } from './job.ts'
import { readFully } from './read-fully.ts'
import { reasonOf } from './reason.ts'
import { pathOf, type ListedFile } from './sources/listed-file.ts'
import { emptyTally, type Tally } from './tally.ts'
import { createTextScanner } from './text-scanner.ts'

export interface FileScanner {
  /** Calls back where there was nothing to tell of the file, while it is still open. */
  scan(file: ListedFile, silent?: (descriptor: number) => void): void
  readonly tally: Tally
}

/** Larger files are read piece by piece. */
const largestWhole = 32 * 1024 * 1024

/** Scans one file after another into a tally, through one buffer. */
export function createFileScanner(job: Job): FileScanner {
  const tally = emptyTally()
  const text = createTextScanner(job, tally)
  // Small files are read to where the engine looks at them; larger ones are copied there.
  const room = text.engine.room(blockSize)
  const small = Buffer.from(room.buffer, room.byteOffset, room.length)
  let large = Buffer.alloc(0)

  return { scan, tally }

  function scan(file: ListedFile, silent?: (descriptor: number) => void): void {
    const descriptor = open(file)
    if (descriptor === undefined) return
    const before = amountTold(tally)
    try {
      read(descriptor, pathOf(file))
      if (amountTold(tally) === before) silent?.(descriptor)
    } catch (error) {
      if (!isSystemError(error)) throw error
      if (error.code === 'EISDIR') tally.counts.submodules++
      else tally.problems.push({ path: pathOf(file), reason: reasonOf(error) })
    } finally {
      closeSync(descriptor)
    }
  }

  function open(file: ListedFile): number | undefined {
    try {
      return openSync(nameOf(file), flagsFor(file))
    } catch (error) {
      if (!isSystemError(error)) throw error
      if (error.code === 'ELOOP' && !isNamed(file)) tally.counts.links++
      // ENOENT: tracked by git but removed from the work tree, or gone since the folder was read.
      else if (error.code !== 'ENOENT') {
        tally.problems.push({ path: pathOf(file), reason: reasonOf(error) })
      }
      return undefined
    }
  }

  function read(descriptor: number, path: string): void {
    const length = readSync(descriptor, small, 0, small.length, 0)
    // A short answer is the whole of a small file: most are, and need no further question.
    if (length > 0 && length < small.length) {
      scanWhole(small.subarray(0, length), path)
      return
    }
    const status = fstatSync(descriptor)
    if (!status.isFile()) {
      tally.problems.push({ path, reason: 'It is no regular file, and may never end.' })
    } else if (status.size > largestWhole) {
      scanLarge(descriptor, status.size, path)
    } else {
      if (status.size >= large.length) large = Buffer.allocUnsafe(status.size + 1)
      scanWhole(large.subarray(0, readFully(descriptor, large)), path)
    }
  }

  function scanWhole(bytes: Buffer, path: string): void {
    tally.counts.files++
    text.scan(bytes, path)
  }

  function scanLarge(descriptor: number, size: number, path: string): void {
    tally.counts.files++
    text.scanParts(contentsOfFile(descriptor, size), path)
  }
}

function amountTold({ entries, problems, suppressions, counts }: Tally): number {
  const { links, submodules, pointers, sealed } = counts
  return (
    entries.length + problems.length + suppressions.length + links + submodules + pointers + sealed
  )
}

function nameOf(file: ListedFile): string | Buffer {
  if (typeof file === 'string') return file
  return file.raw ? Buffer.from(file.raw) : file.path
}

function isNamed(file: ListedFile): boolean {
  return typeof file !== 'string' && file.named === true
}

/** Links inside a tree are not followed, and opening a pipe does not wait for a writer. */
function flagsFor(file: ListedFile): number {
  const follow = isNamed(file) ? 0 : constants.O_NOFOLLOW
  return constants.O_RDONLY | constants.O_NONBLOCK | follow
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error
}
