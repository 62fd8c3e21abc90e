import { fingerprint, type Chunk, type Entry, type Finding, type Position } from '@keyward/core'
import { entryOf } from '../entry.ts'
import type { Job } from '../job.ts'

/** A finding, and where it stands in what a person wrote. */
export interface Sighting {
  readonly finding: Finding
  readonly position: Position
  readonly path: string
}

interface Shipped {
  readonly sighting: Sighting
  readonly chunk: Chunk
}

/** Everything a build ships, told once however many files ship it. */
export class Shipment {
  readonly #job: Job
  readonly #shipped = new Map<string, { entry: Entry; chunks: Map<string, Chunk> }>()
  /** By the names of secrets. */
  readonly #sources = new Map<string, Map<string, Sighting>>()
  readonly #unplaced: Shipped[] = []
  readonly #unnamed: Shipped[] = []

  constructor(job: Job) {
    this.#job = job
  }

  /** What stands in a source. */
  add(sighting: Sighting, chunk: Chunk): void {
    const name = nameOf(sighting.finding)
    const sources = this.#sources.get(name) ?? new Map<string, Sighting>()
    this.#sources.set(name, sources.set(keyOf(sighting), sighting))
    this.#put(sighting, chunk)
  }

  /** What no map leads to a source: another map may, as for a program that was put in a page. */
  addUnplaced(sighting: Sighting, chunk: Chunk): void {
    this.#unplaced.push({ sighting, chunk })
  }

  /** What stands in no text of a person is only told where it is not told already. */
  addUnlessShipped(sighting: Sighting, chunk: Chunk): void {
    this.#unnamed.push({ sighting, chunk })
  }

  entries(): Entry[] {
    for (const { sighting, chunk } of this.#unplaced) {
      const sources = this.#sources.get(nameOf(sighting.finding))
      for (const source of sources?.values() ?? [sighting]) this.#put(source, chunk)
    }
    const told = new Set([
      ...this.#sources.keys(),
      ...this.#unplaced.map(({ sighting }) => nameOf(sighting.finding)),
    ])
    for (const { sighting, chunk } of this.#unnamed) {
      if (!told.has(nameOf(sighting.finding))) this.#put(sighting, chunk)
    }
    return [...this.#shipped.values()].map(({ entry, chunks }) => ({
      ...entry,
      chunks: [...chunks.values()].sort(byUse),
    }))
  }

  #put({ finding, position, path }: Sighting, chunk: Chunk): void {
    const key = keyOf({ finding, position, path })
    const entry = this.#entryOf({ finding, position, path }, chunk)
    const known = this.#shipped.get(key)
    if (!known) this.#shipped.set(key, { entry, chunks: new Map([[chunk.path, chunk]]) })
    else {
      if (!known.chunks.has(chunk.path)) known.chunks.set(chunk.path, chunk)
      // What is allowed in one file that ships it is not allowed in another.
      if (entry.verdict.state === 'new') known.entry = entry
    }
  }

  /** Where it may stay can be said of its source, or of what is built from that. */
  #entryOf({ finding, position, path }: Sighting, chunk: Chunk): Entry {
    const entry = entryOf(finding, position, path, this.#job)
    if (entry.verdict.state === 'allowed' || chunk.path === path) return entry
    return { ...entry, verdict: entryOf(finding, position, chunk.path, this.#job).verdict }
  }
}

function keyOf({ finding, position: { line, column }, path }: Sighting): string {
  return [path, line, column, finding.detector.id, nameOf(finding)].join('\0')
}

/** Tells secrets apart, where who found them does not matter. */
export function nameOf({ secret }: Finding): string {
  return fingerprint('', '', secret)
}

/** What a page runs comes before the maps that are only looked at. */
function byUse(a: Chunk, b: Chunk): number {
  const order = Number(a.path.endsWith('.map')) - Number(b.path.endsWith('.map'))
  return order || (a.path < b.path ? -1 : 1)
}
