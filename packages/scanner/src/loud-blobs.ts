import { placesOf, type Engine } from '@keyward/core'
import { scanTexts } from './archives/texts.ts'
import { readBlobs } from './git/blobs.ts'
import { engineFor } from './job.ts'
import type { FoundNames } from './object-threads.ts'
import { digestOfName, type Past } from './past-scan.ts'
import type { PreparedRepository } from './prepare.ts'
import { isPointer } from './text-scanner.ts'

const largestWhole = 32 * 1024 * 1024

/**
 * Of blobs that may hold something at some place, those of which something is told under the names
 * that trees give them. Only these need be looked for in the commits, which takes long. Names that
 * trees gave to blobs of the past scan were settled then.
 */
export async function sortBlobs(
  kept: readonly string[],
  past: Past,
  trees: FoundNames | undefined,
  { repository, job }: Pick<PreparedRepository, 'repository' | 'job'>,
): Promise<Pick<Past, 'silent' | 'loud' | 'settled'>> {
  const all = soughtBlobs(kept, past)
  if (all.length === 0) return past
  if (!trees?.isComplete) return { silent: [], settled: [], loud: [...past.loud, ...all] }
  const settled = new Set(past.settled)
  const unsettled = new Map<string, readonly string[]>()
  const unknown = new Set(kept)
  for (const [id, given] of trees.names) {
    const news = [...given].filter((name) => !settled.has(digestOfName(id, name)))
    if (unknown.has(id) && news.length === 0) news.push(nameOfUnnamed(id))
    if (news.length > 0) unsettled.set(id, news)
  }
  const loud = new Set(unsettled.keys())
  const engine = engineFor(job)
  // What cannot be read, and what is too large for it, is told of later.
  await readBlobs(repository, [...loud], {
    largestWhole,
    visit({ bytes, id }) {
      const news = unsettled.get(id()) ?? []
      if (!news.every((name) => isSilent(bytes, name, engine))) return undefined
      loud.delete(id())
      for (const name of news) settled.add(digestOfName(id(), name))
      return undefined
    },
    visitLarge: () => Promise.resolve(),
  })
  return {
    silent: all.filter((id) => !loud.has(id)),
    loud: [...past.loud, ...loud],
    settled: [...settled],
  }
}

/** The blobs whose names decide whether something is told of them. */
export function soughtBlobs(kept: readonly string[], past: Past): string[] {
  return [...new Set([...past.silent, ...kept])]
}

/** What a blob is called that no commit brings. */
export function nameOfUnnamed(id: string): string {
  return `blob ${id.slice(0, 12)}`
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
