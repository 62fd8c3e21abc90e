import { resolve } from 'node:path'
import { positionsOf, type Engine, type Entry, type Finding, type Position } from '@keyward/core'
import { engineFor, inTree, type Job } from '../job.ts'
import { reasonOf } from '../reason.ts'
import type { Tally } from '../tally.ts'
import { isSourceMapFile, plainName, readBuilt } from './built-file.ts'
import { mapReferencesIn } from './map-reference.ts'
import { MapShelf, type MapFile, type ReadMap } from './map-shelf.ts'
import { originalOf } from './original.ts'
import { nameOf, Shipment, type Sighting } from './shipment.ts'
import type { MapReader, SourceMap } from './source-map.ts'
import type { SourcePath } from './source-path.ts'

export interface BuildTools {
  readonly cwd: string
  /** Everything the build ships. */
  readonly files: ReadonlySet<string>
  readonly maps: MapReader
  readonly sourcePath: SourcePath
}

/** Scans one built file after another; source maps first, since the others are told by them. */
export class BuildScanner {
  readonly #job: Job
  readonly #tally: Tally
  readonly #tools: BuildTools
  readonly #engine: Engine
  readonly #shipment: Shipment
  readonly #shelf: MapShelf
  readonly #told = new Set<string>()

  constructor(job: Job, tally: Tally, tools: BuildTools) {
    this.#job = job
    this.#tally = tally
    this.#tools = tools
    this.#engine = engineFor(job)
    this.#shipment = new Shipment(job)
    this.#shelf = new MapShelf({
      ...tools,
      findingsIn: (bytes, path) => this.#findingsIn(bytes, path),
    })
  }

  scan(path: string): void {
    const bytes = this.#read(path)
    if (!bytes) return
    this.#tally.counts.files++
    this.#tally.counts.bytes += bytes.length
    const plain = plainName(path)
    const isCopy = plain !== path && this.#tools.files.has(plain)
    if (isCopy && this.#read(plain)?.equals(bytes)) return
    if (isSourceMapFile(path)) this.#scanMap(path, bytes)
    else this.#scanChunk(path, bytes)
  }

  entries(): Entry[] {
    return this.#shipment.entries()
  }

  #read(path: string): Buffer | undefined {
    try {
      return readBuilt(resolve(this.#tools.cwd, path))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
      this.#tell(path, reasonOf(error))
      return undefined
    }
  }

  #scanMap(path: string, bytes: Buffer): void {
    const read = this.#shelf.read(bytes.toString(), path)
    this.#shelf.keep(path, read?.sightings)
    if (read) this.#shipMap(read, path, ({ secret }) => placeOf(secret.reveal(), bytes))
    else this.#scanChunk(path, bytes)
  }

  #scanChunk(path: string, bytes: Buffer): void {
    const references = mapReferencesIn(bytes)
    const inline = this.#shelf.readInline(bytes, path)
    const own = inline.find(({ isLast }) => isLast)
    const file = own ? undefined : this.#shelf.fileFor(path, references)
    // Elsewhere than at the end it is a part of a program that writes such comments.
    if (!own && references.some(({ isLast, url }) => isLast && url.startsWith('data:'))) {
      this.#tell(path, `Its source map is damaged, ${asBuilt}`)
    }
    if (file && !file.sightings) this.#tell(file.path, `It is no source map, ${asBuilt}`)
    const known = [...inline.flatMap(({ sightings }) => sightings), ...(file?.sightings ?? [])]
    const map = () => own?.map ?? this.#mapIn(file)
    this.#shipChunk(path, bytes, known, map, file?.path ?? path)
    const positions = positionsOf(bytes, inline)
    for (const [index, read] of inline.entries()) {
      this.#shipMap(read, path, () => positions[index])
    }
  }

  /** Maps are large and most files clean, so a map is read again rather than kept. */
  #mapIn(file: MapFile | undefined): SourceMap | undefined {
    if (!file?.sightings) return undefined
    return this.#shelf.parse(this.#read(file.path)?.toString() ?? '', file.path)
  }

  #shipMap(read: ReadMap, path: string, placed: (finding: Finding) => Position | undefined): void {
    for (const sighting of read.sightings) {
      this.#ship(sighting, path, placed(sighting.finding))
    }
    for (const finding of read.unnamed) {
      const position = placed(finding)
      if (!position) continue
      const { line, column } = position
      this.#shipment.addUnlessShipped({ finding, position, path }, { path, line, column })
    }
  }

  #shipChunk(
    path: string,
    bytes: Buffer,
    known: readonly Sighting[],
    mapOf: () => SourceMap | undefined,
    mapPath: string,
  ): void {
    const findings = this.#findingsIn(bytes, path)
    if (findings.length === 0) return
    const map = mapOf()
    const names = known.map((sighting) => nameOf(sighting.finding))
    positionsOf(bytes, findings).forEach((position, index) => {
      const finding = findings[index]
      if (!finding) return
      const name = nameOf(finding)
      const same = known.filter((_, index) => names[index] === name)
      const sightings = this.#originals(finding, position, same, map, mapPath)
      for (const sighting of sightings) this.#ship(sighting, path, position)
      if (sightings.length > 0) return
      const chunk = { path, line: position.line, column: position.column }
      this.#shipment.addUnplaced({ finding: heard(finding, bytes), position, path }, chunk)
    })
  }

  /** The secret in a source the map brings along is more exact than where the map points. */
  #originals(
    finding: Finding,
    { line, column }: Position,
    same: readonly Sighting[],
    map: SourceMap | undefined,
    mapPath: string,
  ): readonly Sighting[] {
    const traced = map?.trace(line, column)
    const source = traced && map?.sources[traced.source]
    if (!source) return same
    const path = this.#tools.sourcePath(source, mapPath)
    const here = same.filter((sighting) => sighting.path === path && isAt(sighting, traced.line))
    if (here.length > 0) return here
    if (same.length > 0 || path === mapPath) return same
    const tools = { job: this.#job, engine: this.#engine, cwd: this.#tools.cwd }
    return [originalOf(finding, traced, source, path, tools)]
  }

  /** Publishable keys are meant to be shipped. */
  #findingsIn(bytes: Buffer, path: string): readonly Finding[] {
    const scan = this.#engine.scan(bytes, { path: inTree(this.#job.base, plainName(path)) })
    for (const { reason } of scan.problems) this.#tell(path, reason)
    return scan.findings.filter(({ detector }) => !detector.publishable)
  }

  #ship(sighting: Sighting, path: string, at: Position | undefined): void {
    this.#shipment.add(sighting, { path, line: at?.line ?? 1, column: at?.column ?? 1 })
  }

  #tell(path: string, reason: string): void {
    const key = `${path}\0${reason}`
    if (!this.#told.has(key)) this.#tally.problems.push({ path, reason })
    this.#told.add(key)
  }
}

const asBuilt = 'so places are those of the built file.'
const longestLine = 1000

function isAt({ position }: Sighting, line: number): boolean {
  return position.line <= line && line <= position.endLine
}

/** A comment on a line that holds a whole program says nothing about the secret beside it. */
function heard(finding: Finding, bytes: Buffer): Finding {
  const { suppression, ...rest } = finding
  const start = bytes.lastIndexOf(10, finding.start) + 1
  const newline = bytes.indexOf(10, finding.end)
  const end = newline < 0 ? bytes.length : newline
  return suppression && end - start > longestLine ? rest : finding
}

/** Where a secret stands in a source map, which holds it as JSON. */
function placeOf(secret: string, bytes: Buffer): Position | undefined {
  const written = JSON.stringify(secret).slice(1, -1)
  const start = Math.max(0, bytes.indexOf(written))
  return positionsOf(bytes, [{ start, end: start + Buffer.byteLength(written) }])[0]
}
