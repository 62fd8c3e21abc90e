import { placesOf, type Engine } from '@keyward/core'
import { scanTexts } from './archives/texts.ts'
import { readBlobs } from './git/blobs.ts'
import type { Repository } from './git/repository.ts'
import { engineFor, type Job } from './job.ts'
import { isPointer } from './text-scanner.ts'

export interface NamedBlob {
  readonly id: string
  readonly names: readonly string[]
}

const largestWhole = 32 * 1024 * 1024

/** Those of which nothing is told under any of the names. */
export async function findSilent(
  blobs: readonly NamedBlob[],
  repository: Repository,
  job: Job,
): Promise<string[]> {
  const names = new Map(blobs.map(({ id, names }) => [id, names]))
  const silent: string[] = []
  const engine = engineFor(job)
  // What cannot be read, and what is too large for it, is told of later.
  await readBlobs(repository, [...names.keys()], {
    largestWhole,
    visit({ bytes, id }) {
      const given = names.get(id()) ?? []
      if (given.every((name) => isSilent(bytes, name, engine))) silent.push(id())
      return undefined
    },
    visitLarge: () => Promise.resolve(),
  })
  return silent
}

function isSilent(bytes: Uint8Array, name: string, engine: Engine): boolean {
  return !isPointer(bytes) && placesOf(name).every(({ path }) => isSilentAt(bytes, path, engine))
}

function isSilentAt(bytes: Uint8Array, path: string, engine: Engine): boolean {
  let isSilent = true
  scanTexts(bytes, path, (part, path) => engine.scan(part, { path }), {
    text({ scan: { findings, problems } }) {
      if (findings.length + problems.length > 0) isSilent = false
    },
    stream() {
      isSilent = false
      return { add: () => undefined, end: () => undefined }
    },
    problem: () => (isSilent = false),
    sealed: () => (isSilent = false),
  })
  return isSilent
}
