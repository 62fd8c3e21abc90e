import type { FoundNames } from './object-threads.ts'
import { digestOfName, type Past } from './past-scan.ts'
import type { NamedBlob } from './silent-blobs.ts'

/**
 * Of blobs that may hold something at some place, those of which something is told under the names
 * that trees give them. Only these need be looked for in the commits, which takes long. Names that
 * trees gave to blobs of the past scan were settled then.
 */
export async function sortBlobs(
  kept: readonly string[],
  past: Past,
  trees: FoundNames | undefined,
  silentAmong: (named: readonly NamedBlob[]) => Promise<ReadonlySet<string>>,
): Promise<Pick<Past, 'silent' | 'loud' | 'settled'>> {
  const all = soughtBlobs(kept, past)
  if (all.length === 0) return past
  if (!trees?.isComplete) return { silent: [], settled: [], loud: [...past.loud, ...all] }
  const settled = new Set(past.settled)
  const unsettled: NamedBlob[] = []
  const unknown = new Set(kept)
  for (const [id, given] of trees.names) {
    const news = [...given].filter((name) => !settled.has(digestOfName(id, name)))
    if (unknown.has(id) && news.length === 0) news.push(nameOfUnnamed(id))
    if (news.length > 0) unsettled.push({ id, names: news })
  }
  const silent = await silentAmong(unsettled)
  const loud = new Set<string>()
  for (const { id, names } of unsettled) {
    if (!silent.has(id)) loud.add(id)
    else for (const name of names) settled.add(digestOfName(id, name))
  }
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
