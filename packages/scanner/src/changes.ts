import type { Finding, Origin, Scan } from '@keyward/core'
import type { ScannedText } from './archives/texts.ts'
import { readBlobs } from './git/blobs.ts'
import { readThroughGit } from './git/objects/through-git.ts'
import type { Change } from './git/raw-diff.ts'
import type { Repository } from './git/repository.ts'
import type { Job } from './job.ts'
import { emptyTally, type Tally } from './tally.ts'
import { createTextScanner, record, type TextScanner } from './text-scanner.ts'

/** A change, named as the person sees it. */
export interface PlacedChange extends Change {
  readonly origin?: Origin
}

/** A text that may hold news, kept until the texts before it were read. */
interface Held extends ScannedText {
  readonly change: PlacedChange
}

/** Larger blobs are read piece by piece. */
const largestWhole = 32 * 1024 * 1024

/**
 * Scans what changes bring, whole, and keeps what is new: a secret that already stood in one of
 * the texts before is no news, wherever it moved.
 */
export async function scanChanges(
  changes: readonly PlacedChange[],
  repository: Repository,
  job: Job,
  tally: Tally,
): Promise<void> {
  const text = createTextScanner(job, tally)
  const held = await scanAfter(changes, repository, tally, text)
  const known = await scanBefore(held, repository, job)
  const seen = new Set<string>()
  for (const { change, path, bytes, scan } of held) {
    const before = new Set(change.before.flatMap((id) => known.get(keyOf(id, change.path)) ?? []))
    // Comments of the past can no longer be mended.
    const told = change.origin ? { ...scan, suppressions: [] } : scan
    record(told, bytes, {
      path,
      job,
      tally,
      ...(change.origin ? { origin: change.origin } : {}),
      isNews: (finding) => !before.has(nameOf(finding)) && isFirst(finding, path, seen),
    })
  }
}

/** Taken out and put back again, or kept by many versions of a file: the first one is told. */
function isFirst(finding: Finding, path: string, told: Set<string>): boolean {
  const name = `${path}\0${nameOf(finding)}`
  const isNew = !told.has(name)
  told.add(name)
  return isNew
}

/** Scans every blob once under each of its names, and holds those that say anything. */
async function scanAfter(
  changes: readonly PlacedChange[],
  repository: Repository,
  tally: Tally,
  text: TextScanner,
): Promise<Held[]> {
  const held = new Map<PlacedChange, Held[]>()
  const byId = new Map<string, PlacedChange[]>()
  for (const change of changes) byId.set(change.id, [...(byId.get(change.id) ?? []), change])
  const problems = await readBlobs(repository, [...byId.keys()], {
    largestWhole,
    visit({ bytes, id }) {
      for (const change of byId.get(id()) ?? []) {
        const texts = text.collect(bytes, change.path).filter(({ scan }) => saysAnything(scan))
        const kept = texts.map((text) => ({ ...text, change, bytes: Uint8Array.from(text.bytes) }))
        if (kept.length > 0) held.set(change, kept)
      }
      return undefined
    },
    async visitLarge({ id, pieces }) {
      const [change] = byId.get(id) ?? []
      const stream = text.stream(change?.path ?? id, change?.origin)
      for await (const piece of pieces) stream.add(piece)
      stream.end()
    },
  })
  tally.problems.push(...problems)
  return changes.flatMap((change) => held.get(change) ?? [])
}

/** The secrets of the texts that were there before, by blob and name. */
async function scanBefore(
  held: readonly Held[],
  repository: Repository,
  job: Job,
): Promise<Map<string, string[]>> {
  const paths = new Map<string, Set<string>>()
  for (const { change, scan } of held) {
    if (scan.findings.length === 0) continue
    for (const id of change.before) paths.set(id, (paths.get(id) ?? new Set()).add(change.path))
  }
  const known = new Map<string, string[]>()
  if (paths.size === 0) return known
  const text = createTextScanner(job, emptyTally())
  // A text that cannot be read makes everything news, which errs on the safe side.
  await readThroughGit(repository.directory, [...paths.keys()], {
    largestWhole,
    visit({ bytes, id }) {
      for (const path of paths.get(id()) ?? []) {
        const names = text.collect(bytes, path).flatMap(({ scan }) => scan.findings.map(nameOf))
        known.set(keyOf(id(), path), names)
      }
      return undefined
    },
    visitLarge: () => Promise.resolve(),
  })
  return known
}

function saysAnything({ findings, problems, suppressions }: Scan): boolean {
  return findings.length + problems.length + suppressions.length > 0
}

function keyOf(id: string, path: string): string {
  return `${id} ${path}`
}

function nameOf({ detector, secret }: Finding): string {
  return `${detector.id}\0${secret.reveal()}`
}
