/** A text that a commit, or the next one, brings: its name, and the blobs it takes the place of. */
export interface Change {
  /** From the root of the repository. */
  readonly path: string
  readonly id: string
  readonly before: readonly string[]
}

export interface RawDiff {
  readonly changes: readonly Change[]
  /** Their paths. */
  readonly submodules: readonly string[]
}

const submoduleMode = '160000'

/**
 * Reads one commit's part of `--raw -z`: `:old new old new M` and its paths, or `::` and one more
 * of each for a merge, where only what differs from every parent is listed. What was removed is
 * left out, and links are texts too: where they lead.
 */
export function readRawDiff(fields: readonly string[]): RawDiff {
  const changes: Change[] = []
  const submodules: string[] = []
  for (let at = 0; at < fields.length;) {
    const parts = (fields[at++] ?? '').split(' ')
    const parents = parts[0]?.lastIndexOf(':') ?? -1
    if (parents < 0) continue
    const [mode = '', id = '', status = ''] = [
      parts[parents + 1],
      parts[2 * parents + 3],
      parts[2 * parents + 4],
    ]
    // Git tells a name before and after for a single parent alone.
    if (parents === 0 && /^[RC]/.test(status)) at++
    const path = fields[at++] ?? ''
    const before = parts.slice(parents + 2, 2 * parents + 3).filter((id) => /[^0]/.test(id))
    if (mode === submoduleMode) submodules.push(path)
    else if (/[^0]/.test(id)) changes.push({ path, id, before })
  }
  return { changes, submodules }
}
