import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Batch } from './batch.ts'

/** Batches that wait for a service that was away. They hold hashes and places, never a secret. */
export interface Spool {
  keep(batch: Batch): void
  /** The oldest first. */
  waiting(): readonly SpooledBatch[]
  remove(batch: SpooledBatch): void
}

export interface SpooledBatch {
  readonly file: string
  readonly batch: Batch
}

/** More than that is a service that was forgotten: the oldest make room. */
const mostBatches = 200

export function spoolIn(folder: string): Spool {
  return {
    keep(batch) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      for (const file of names(folder).slice(0, -(mostBatches - 1))) drop(folder, file)
      // The same batch has the same name: told twice, it waits once.
      const file = `${String(batch.at).padStart(15, '0')}-${batch.name.slice(0, 16)}.json`
      writeWhole(join(folder, file), JSON.stringify(batch))
    },
    waiting: () => names(folder).flatMap((file) => read(folder, file)),
    remove: ({ file }) => {
      drop(folder, file)
    },
  }
}

function names(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^\d{15}-[0-9a-f]{16}\.json$/.test(name))
    .sort()
}

function read(folder: string, file: string): readonly SpooledBatch[] {
  try {
    const batch: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    if (isBatch(batch)) return [{ file, batch }]
  } catch {
    // Sent meanwhile by another run, or torn.
  }
  // Either way nothing more can be made of it.
  drop(folder, file)
  return []
}

function isBatch(value: unknown): value is Batch {
  const { service, name, reports } = (value ?? {}) as Partial<Record<keyof Batch, unknown>>
  return typeof service === 'string' && typeof name === 'string' && Array.isArray(reports)
}

function drop(folder: string, file: string): void {
  rmSync(join(folder, file), { force: true })
}

/** Whoever is killed leaves the whole of it or nothing. */
function writeWhole(path: string, text: string): void {
  const unfinished = `${path}.${String(process.pid)}`
  const descriptor = openSync(unfinished, 'w', 0o600)
  try {
    writeSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(unfinished, path)
}
