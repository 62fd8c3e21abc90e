import type { FlattenMap, SourceMapInput, traceSegment } from '@jridgewell/trace-mapping'

/** A source map: which text a built file was made from, and where in it. */
export interface SourceMap {
  /** Addresses as the map gives them, made absolute where that is possible. */
  readonly sources: readonly Source[]
  /** What the map says besides its sources and mappings. */
  readonly rest: string
  /** What stands at a place in the built file; lines and columns count from 1. */
  readonly trace: (line: number, column: number) => Traced | undefined
}

export interface Source {
  readonly given: string
  readonly resolved: string
  readonly text?: string
}

export interface Traced {
  readonly source: number
  readonly line: number
  readonly column: number
}

export interface MapReader {
  /** Nothing where the text is no source map. */
  read(text: string, address: string): SourceMap | undefined
}

/** Only `keyward bundle` reads source maps, so what reads them is loaded by it alone. */
export async function loadMapReader(): Promise<MapReader> {
  const { FlattenMap, traceSegment } = await import('@jridgewell/trace-mapping')
  return { read: (text, address) => read(text, address, FlattenMap, traceSegment) }
}

function read(
  text: string,
  address: string,
  flatten: typeof FlattenMap,
  segmentAt: typeof traceSegment,
): SourceMap | undefined {
  const parsed = parse(text)
  if (!parsed) return undefined
  const map = flatten(parsed.map, address)
  return {
    sources: map.sources.map((given, index) => {
      const text = map.sourcesContent?.[index]
      const resolved = map.resolvedSources[index] ?? ''
      return { given: given ?? '', resolved, ...(typeof text === 'string' ? { text } : {}) }
    }),
    rest: parsed.rest,
    trace(line, column) {
      const segment = segmentAt(map, line - 1, column - 1)
      // What the bundler added itself has no source.
      if (!segment || segment.length === 1) return undefined
      return { source: segment[1], line: segment[2] + 1, column: segment[3] + 1 }
    },
  }
}

function parse(text: string): { map: SourceMapInput; rest: string } | undefined {
  try {
    // Servers may put a line before JSON that keeps it from being run as a program.
    const value: unknown = JSON.parse(text.replace(/^\ufeff?\)\]\}'[^\n]*\n/, ''))
    if (!isSourceMap(value)) return undefined
    const rest = JSON.stringify(value, (key, inner: unknown) => (isOwn(key) ? undefined : inner))
    return { map: value as SourceMapInput, rest }
  } catch {
    // No JSON, or nested deeper than any map is.
    return undefined
  }
}

function isOwn(key: string): boolean {
  return key === 'mappings' || key === 'sourcesContent'
}

/** Everything that is read of a map has the type the reader expects. */
function isSourceMap(value: unknown): boolean {
  if (!isRecord(value)) return false
  const { sections, sources, sourcesContent, mappings, sourceRoot, names } = value
  if (Array.isArray(sections)) return sections.every(isSection)
  return (
    typeof mappings === 'string' &&
    Array.isArray(sources) &&
    sources.every((source) => source === null || typeof source === 'string') &&
    (sourcesContent === undefined || sourcesContent === null || Array.isArray(sourcesContent)) &&
    (sourceRoot === undefined || sourceRoot === null || typeof sourceRoot === 'string') &&
    (names === undefined || Array.isArray(names))
  )
}

function isSection(section: unknown): boolean {
  if (!isRecord(section) || !isRecord(section['offset'])) return false
  const { line, column } = section['offset']
  return isCount(line) && isCount(column) && isSourceMap(section['map'])
}

/** A place beyond any file would have the reader make lines up to there. */
function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1e8
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
