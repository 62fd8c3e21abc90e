import { dirname, posix, resolve } from 'node:path'
import { positionsOf, type Finding } from '@keyward/core'
import { plainName } from './built-file.ts'
import { inlineText, mapReferencesIn, type MapReference } from './map-reference.ts'
import { nameOf, type Sighting } from './shipment.ts'
import type { MapReader, Source, SourceMap } from './source-map.ts'
import type { SourcePath } from './source-path.ts'

/** A source map, and the secrets in what it brings along. */
export interface ReadMap {
  readonly map: SourceMap
  readonly sightings: readonly Sighting[]
  /** Secrets in what no person wrote: bundlers' own texts, and names. */
  readonly unnamed: readonly Finding[]
}

export interface InlineMap extends ReadMap, MapReference {}

/** A file that calls itself a source map; without sightings it is none. */
export interface MapFile {
  readonly path: string
  readonly sightings?: readonly Sighting[]
}

export interface MapTools {
  readonly cwd: string
  readonly maps: MapReader
  readonly sourcePath: SourcePath
  readonly findingsIn: (bytes: Buffer, path: string) => readonly Finding[]
}

/** The source maps of a build, found again by the files that name them. */
export class MapShelf {
  readonly #tools: MapTools
  readonly #files = new Map<string, MapFile>()

  constructor(tools: MapTools) {
    this.#tools = tools
  }

  /** Nothing where the text is no source map. */
  read(text: string, path: string, address = path): ReadMap | undefined {
    const map = this.parse(text, address)
    if (!map) return undefined
    const sightings = map.sources.flatMap((source) => this.#sightingsIn(source, path))
    const rest = this.#tools.findingsIn(Buffer.from(map.rest), path)
    return {
      map,
      sightings: sightings.filter((sighting) => sighting.path !== path),
      unnamed: [
        ...rest,
        ...sightings.flatMap((sighting) => (sighting.path === path ? [sighting.finding] : [])),
      ],
    }
  }

  parse(text: string, path: string): SourceMap | undefined {
    return this.#tools.maps.read(text, resolve(this.#tools.cwd, path))
  }

  /** Reads the maps that a text brings along, and blanks them there: they are read once. */
  readInline(bytes: Buffer, path: string, address = path): InlineMap[] {
    return mapReferencesIn(bytes).flatMap((reference) => {
      const text = inlineText(reference.url)
      const read = text === undefined ? undefined : this.read(text, path, address)
      if (!read) return []
      bytes.fill(0x20, reference.start, reference.end)
      return [{ ...reference, ...read }]
    })
  }

  keep(path: string, sightings: readonly Sighting[] | undefined): void {
    const name = plainName(path)
    if (this.#files.has(name)) return
    this.#files.set(name, { path, ...(sightings ? { sightings } : {}) })
  }

  /** Where the file says; what another host or a path from the root names is looked for beside it. */
  fileFor(path: string, references: readonly MapReference[]): MapFile | undefined {
    const plain = plainName(path)
    const url = references.findLast(({ isLast }) => isLast)?.url.replace(/[?#].*$/, '') ?? ''
    const named = decoded(url)
    const folder = dirname(plain)
    return [posix.join(folder, named), posix.join(folder, posix.basename(named)), `${plain}.map`]
      .map((candidate) => this.#files.get(candidate))
      .find((file) => file !== undefined)
  }

  /** A source may itself be built, and say from what. */
  #sightingsIn(source: Source, mapPath: string): Sighting[] {
    if (source.text === undefined) return []
    const path = this.#tools.sourcePath(source, mapPath)
    const bytes = Buffer.from(source.text)
    const maps = this.readInline(bytes, mapPath, path)
    const inner = maps.flatMap(({ sightings }) => sightings)
    const spans = [
      ...maps.flatMap(({ start, end, unnamed }) =>
        unnamed.map((finding) => ({ start, end, finding })),
      ),
      ...this.#tools
        .findingsIn(bytes, path)
        .map((finding) => ({ start: finding.start, end: finding.end, finding })),
    ]
    const own = positionsOf(bytes, spans).flatMap((position, index) => {
      const finding = spans[index]?.finding
      return finding ? [{ finding, position, path }] : []
    })
    const names = new Set(inner.map(({ finding }) => nameOf(finding)))
    return [...inner, ...own.filter(({ finding }) => !names.has(nameOf(finding)))]
  }
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}
