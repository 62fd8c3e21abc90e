import type { Entry, Finding, Origin, Problem, Scan } from '@keyward/core'
import type { ScannedText } from './archives/texts.ts'
import { readBlobs } from './git/blobs.ts'
import { readThroughGit } from './git/objects/through-git.ts'
import type { Change } from './git/raw-diff.ts'
import type { Repository } from './git/repository.ts'
import type { Job } from './job.ts'
import { scanLargeText } from './large-text.ts'
import { addTally, emptyTally, type Counts, type Tally } from './tally.ts'
import { createTextScanner, record, type TextScanner } from './text-scanner.ts'

/** A change, named as the person sees it. */
export interface PlacedChange extends Change {
  readonly origin?: Origin
  /** Its bytes were counted when it was looked at before. */
  readonly isCounted?: true
}

/** The commit that is checked out. */
export interface Head {
  readonly has: (id: string) => boolean
  /** Its texts, where they are not among the changes. */
  readonly idAt?: (path: string) => string | undefined
}

/** A text that may hold news, kept until the texts before it were read. */
interface Held extends ScannedText {
  readonly change: PlacedChange
}

/** Larger blobs are read piece by piece. */
const largestWhole = 32 * 1024 * 1024

/**
 * Scans what changes bring, whole, and keeps what is new: a secret that already stood in one of
 * the texts before is no news, wherever it moved. `headOf` is asked where it is to be told whether
 * what is checked out still holds it. Answers with the changes of which something is told.
 */
export async function scanChanges(
  changes: readonly PlacedChange[],
  repository: Repository,
  job: Job,
  tally: Tally,
  headOf?: () => Promise<Head>,
): Promise<ReadonlySet<PlacedChange>> {
  const text = createTextScanner(job, tally)
  const telling = new Set<PlacedChange>()
  const held = await scanAfter(changes, repository, tally, text, telling)
  const known = await scanBefore(held, repository, job)
  const asksHead = headOf && held.some(({ scan }) => scan.findings.length > 0)
  const inHead = asksHead ? await namesInHead(held, await headOf(), repository, job) : undefined
  const seen = new Set<string>()
  const told = new Map<string, Entry>()
  for (const { change, path, bytes, scan } of held) {
    const before = new Set(change.before.flatMap((id) => known.get(keyOf(id, change.path)) ?? []))
    const news = scan.findings.filter(
      (finding) => !before.has(nameOf(finding)) && isFirst(finding, path, seen),
    )
    // Comments of the past can no longer be mended.
    const suppressions = change.origin ? [] : scan.suppressions
    const own = emptyTally()
    record({ ...scan, findings: news, suppressions }, bytes, { path, job, tally: own })
    if (own.entries.length + own.problems.length > 0) telling.add(change)
    own.entries.forEach((entry, index) => {
      const name = nameOf(news[index]!)
      const key = `${change.id}${path.slice(change.path.length)} ${placeOf(entry)} ${name}`
      const origin = change.origin && {
        origin: { ...change.origin, ...(inHead ? { inHead: inHead.has(name) } : {}) },
      }
      const same = change.origin ? told.get(key) : undefined
      told.set(
        change.origin ? key : `${path} ${key}`,
        same ? withPath(same, path) : { ...entry, ...origin },
      )
    })
    addTally(tally, { ...own, entries: [] })
  }
  tally.entries.push(...told.values())
  return telling
}

/** The secrets that are checked out: in texts that changes brought, or in what became of them. */
async function namesInHead(
  held: readonly Held[],
  { has, idAt }: Head,
  repository: Repository,
  job: Job,
): Promise<Set<string>> {
  const there = held.filter(({ change }) => has(change.id))
  const names = there.flatMap(({ scan }) => scan.findings.map(nameOf))
  const left = new Map<string, Set<string>>()
  for (const { change, scan } of held) {
    const id = scan.findings.length > 0 ? idAt?.(change.path) : undefined
    if (id !== undefined) left.set(id, (left.get(id) ?? new Set()).add(change.path))
  }
  for (const { change } of there) left.delete(change.id)
  for (const found of (await secretsIn(left, repository, job)).values()) names.push(...found)
  return new Set(names)
}

function placeOf({ line, column, verdict }: Entry): string {
  return `${line}:${column} ${verdict.state}`
}

/** One text under several names is told once. */
function withPath(entry: Entry, path: string): Entry {
  const { paths = [entry.path] } = entry.origin ?? {}
  return { ...entry, origin: { ...entry.origin, paths: [...paths, path] } }
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
  telling: Set<PlacedChange>,
): Promise<Held[]> {
  const held = new Map<PlacedChange, Held[]>()
  const seen = new Set<string>()
  const byId = new Map<string, PlacedChange[]>()
  for (const change of changes) byId.set(change.id, [...(byId.get(change.id) ?? []), change])
  const problems = await readBlobs(repository, [...byId.keys()], {
    largestWhole,
    visit({ bytes, id }) {
      for (const change of byId.get(id()) ?? []) {
        const before = { ...tally.counts, problems: tally.problems.length }
        const texts = text.collect(bytes, change.path).filter(({ scan }) => saysAnything(scan))
        const kept = texts.map((text) => ({ ...text, change, bytes: Uint8Array.from(text.bytes) }))
        if (kept.length > 0) held.set(change, kept)
        forgetKnown(tally.problems, before.problems, seen)
        if (isMore(tally, before)) telling.add(change)
        if (change.isCounted) tally.counts.bytes = before.bytes
      }
      return undefined
    },
    async visitLarge({ id, pieces }) {
      const [change] = byId.get(id) ?? []
      const { path = id, origin } = change ?? {}
      // What it says is told as it comes.
      if (change) telling.add(change)
      const { bytes } = tally.counts
      const large = { path, pieces: pieces[Symbol.asyncIterator](), ...(origin ? { origin } : {}) }
      await scanLargeText(large, text, tally)
      if (change?.isCounted) tally.counts.bytes = bytes
    },
  })
  tally.problems.push(...problems)
  return changes.flatMap((change) => held.get(change) ?? [])
}

/**
 * The secrets of the texts that were there before, by blob and name. A text that cannot be read
 * makes everything news, which errs on the safe side.
 */
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
  return await secretsIn(paths, repository, job)
}

/** By blob and name; a text that cannot be read has none. */
async function secretsIn(
  paths: ReadonlyMap<string, ReadonlySet<string>>,
  repository: Repository,
  job: Job,
): Promise<Map<string, string[]>> {
  const known = new Map<string, string[]>()
  if (paths.size === 0) return known
  const text = createTextScanner(job, emptyTally())
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

/** Many versions of one file may have the same fault. */
function forgetKnown(problems: Problem[], from: number, seen: Set<string>): void {
  for (const problem of problems.splice(from)) {
    const name = `${problem.path}\0${problem.reason}`
    if (!seen.has(name)) problems.push(problem)
    seen.add(name)
  }
}

/** Whether something is told of a text beside what was found in it. */
function isMore({ problems, counts }: Tally, before: Counts & { problems: number }): boolean {
  const { sealed, pointers } = counts
  return problems.length + sealed + pointers > before.problems + before.sealed + before.pointers
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
