import { blockSize, type Finding, type Scan, type Span } from '@keyward/core'
import { asBuffer } from '../as-buffer.ts'
import { contentsOf } from './contents.ts'
import type { Excerpt } from './excerpt.ts'
import { mayBeContainer } from './format.ts'
import { isDatabase, overflowChainsIn } from './overflow-chains.ts'
import { unpack, type Receiver } from './unpacking.ts'
import { wideRunsIn } from './wide-runs.ts'

/** A text and what was found in it; in an archive its path is `archive.zip!inner/path`. */
export interface ScannedText {
  readonly bytes: Uint8Array
  readonly path: string
  readonly scan: Scan
}

export interface TextVisitor extends Pick<Receiver, 'problem' | 'sealed' | 'stream'> {
  text(text: ScannedText): void
}

type Look = (bytes: Uint8Array, path: string) => Scan

/** Scans a text and, where it is a container, all that is in it. */
export function scanTexts(bytes: Uint8Array, path: string, look: Look, visitor: TextVisitor): void {
  tellTexts(bytes, path, receiverOf(look, visitor))
}

/** The same for one who scans many and keeps what receives them. */
export function tellTexts(bytes: Uint8Array, path: string, receiver: Receiver): void {
  if (!mayBeContainer(bytes)) {
    receiver.text(bytes, path, none)
    return
  }
  // Small texts lie where the engine looks at every text: there they would be overwritten.
  const own = bytes.length <= blockSize ? Uint8Array.from(bytes) : bytes
  receiver.text(own, path, unpack(contentsOf(own), path, receiver) ?? [])
}

/** What is done with everything that comes out of a container. */
export function receiverOf(look: Look, visitor: TextVisitor): Receiver {
  return {
    text(bytes, path, told) {
      const scan = withoutTold(look(bytes, path), told)
      const excerpts = told.length > 0 ? none : excerptsOf(bytes)
      if (excerpts.length === 0) {
        visitor.text({ bytes, path, scan })
        return
      }
      const found = excerpts.flatMap((excerpt) => foundIn(excerpt, look, path, bytes.length))
      visitor.text({ bytes, path, scan: found.length > 0 ? withFound(scan, found) : scan })
    },
    stream: (path) => visitor.stream(path),
    problem: (path, reason) => {
      visitor.problem(path, reason)
    },
    sealed: () => {
      visitor.sealed()
    },
  }
}

function withoutTold(scan: Scan, told: readonly Span[]): Scan {
  if (told.length === 0 || scan.findings.length + scan.suppressions.length === 0) return scan
  return {
    ...scan,
    findings: scan.findings.filter((span) => !isWithin(told, span)),
    suppressions: scan.suppressions.filter((span) => !isWithin(told, span)),
  }
}

function isWithin(spans: readonly Span[], inner: Span): boolean {
  return spans.some(({ start, end }) => start <= inner.start && inner.end <= end)
}

const none: readonly never[] = []

const headLength = 8192

/** A zero byte near its beginning tells that a file is no plain text. */
export function isBinary(bytes: Buffer): boolean {
  return (bytes.length > headLength ? bytes.subarray(0, headLength) : bytes).includes(0)
}

/** What of a binary file is text, but not as it stands there. */
function excerptsOf(bytes: Uint8Array): readonly Excerpt[] {
  const all = asBuffer(bytes)
  if (!isBinary(all)) return none
  const excerpts = isDatabase(all) ? [wideRunsIn(all), overflowChainsIn(all)] : [wideRunsIn(all)]
  return excerpts.filter(({ isEmpty }) => !isEmpty)
}

function foundIn(excerpt: Excerpt, look: Look, path: string, length: number): Finding[] {
  return look(excerpt.bytes, path).findings.map((finding) => ({
    ...finding,
    ...excerpt.origin(finding, length),
    encodings: [...excerpt.encodings, ...finding.encodings],
  }))
}

/** What stands in one piece was found there already. */
function withFound(scan: Scan, found: readonly Finding[]): Scan {
  const findings = [...scan.findings, ...found.filter((span) => !isAmong(scan.findings, span))]
  return { ...scan, findings: findings.sort((a, b) => a.start - b.start) }
}

function isAmong(spans: readonly Span[], other: Span): boolean {
  return spans.some(({ start, end }) => start < other.end && other.start < end)
}
